import { Divider, Flex, Heading, Text, Tile } from '@hubspot/ui-extensions';
import type { ReactNode } from 'react';
import { useEditing } from './editing.ts';
import { ElsewhereNote } from './ElsewhereNote.tsx';
import { FieldRow } from './FieldRow.tsx';
import { LaneFields } from './LaneFields.tsx';
import { NumberField } from './NumberField.tsx';
import { RecipeFields } from './RecipeFields.tsx';

const scores = { min: 0, max: 100, whole: true };
const counts = { min: 0, max: 100, whole: true };

/** When a lead is hot: by its score, at once, by a recipe. */
export function ThresholdsTab() {
  const { model } = useEditing();
  return (
    <Flex direction="column" gap="md">
      <Tiers />
      <Divider />
      <Heading>Hot at once, whatever the score</Heading>
      {Object.keys(model.lanes).map((lane) => (
        <LaneFields key={lane} lane={lane} />
      ))}
      <Divider />
      <Heading>Recipes: a pattern that makes a lead hot with fewer points</Heading>
      {Object.keys(model.recipes).map((recipe) => (
        <RecipeFields key={recipe} recipe={recipe} />
      ))}
      <ElsewhereNote
        places={[
          ['patterns of recipes, and what else makes hot at once', 'recipes, lanes'],
          ['what opens anew, and when', 'opening'],
          ['which leads are silent', 'suppression'],
          ['fit', 'fit'],
        ]}
      />
    </Flex>
  );
}

function Tiers() {
  return (
    <Flex direction="column" gap="sm">
      <Heading>Tiers: hot by the score (0 to 100)</Heading>
      <Tier name="Tier 1" says="The hottest: an executive may be brought in." at="one" asks={['score', 'variety']} />
      <Tier
        name="Tier 2"
        says="Hot: somebody must respond within the hour."
        at="two"
        asks={['score', 'variety', 'counted']}
      >
        <NumberField
          path={['opening', 'coolScore']}
          what="Tier 2, cools below a score of"
          label="Cools below a score of"
          description="Not above tier 2's score: a lead stays with its rep until it falls below this."
          limits={scores}
        />
      </Tier>
      <Tier name="Tier 3" says="Warm: shown and in the digest, no alert." at="three" asks={['score']} />
    </Flex>
  );
}

type Asked = 'score' | 'variety' | 'counted';
const labels: Record<Asked, string> = {
  score: 'Score from',
  variety: 'Different kinds of signals, at least',
  counted: 'Signals in all, at least',
};

type TierProps = { name: string; says: string; at: string; asks: Asked[]; children?: ReactNode };

function Tier({ name, says, at, asks, children }: TierProps) {
  return (
    <Tile compact>
      <Text format={{ fontWeight: 'bold' }}>{name}</Text>
      <Text variant="microcopy">{says}</Text>
      <FieldRow>
        {asks.map((asked) => (
          <NumberField
            key={asked}
            path={['tiers', at, asked]}
            what={`${name}, ${labels[asked].toLowerCase()}`}
            label={labels[asked]}
            limits={asked === 'score' ? { ...scores, min: at === 'three' ? 1 : 0 } : counts}
          />
        ))}
        {children}
      </FieldRow>
    </Tile>
  );
}
