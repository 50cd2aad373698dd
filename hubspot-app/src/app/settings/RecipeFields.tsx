import { Flex, Text, Tile } from '@hubspot/ui-extensions';
import { sentenceCase } from '../shared/sentenceCase.ts';
import { ChoiceField } from './ChoiceField.tsx';
import { useEditing } from './editing.ts';
import { FieldRow } from './FieldRow.tsx';
import { NumberField } from './NumberField.tsx';
import { SwitchField } from './SwitchField.tsx';

const tiers = [
  { label: 'Tier 1', value: 1 },
  { label: 'Tier 2', value: 2 },
];

/** One recipe: its pattern in words, and what it does. */
export function RecipeFields({ recipe }: { recipe: string }) {
  const { model } = useEditing();
  const rule = model.recipes[recipe];
  if (rule === undefined) return null;
  const name = `Recipe ${recipe}`;
  return (
    <Tile compact>
      <Flex direction="row" gap="md" align="center">
        <Text format={{ fontWeight: 'bold' }}>{sentenceCase(rule.words)}</Text>
        <SwitchField path={['recipes', recipe, 'on']} what={name} label="On" />
      </Flex>
      <FieldRow>
        <ChoiceField path={['recipes', recipe, 'tier']} what={`${name}, tier`} label="Makes a lead" choices={tiers} />
        <NumberField
          path={['recipes', recipe, 'score']}
          what={`${name}, score from`}
          label="Score from"
          limits={{ min: 1, max: 100, whole: true }}
        />
      </FieldRow>
    </Tile>
  );
}
