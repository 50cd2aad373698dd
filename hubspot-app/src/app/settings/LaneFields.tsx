import { Flex, Text, Tile } from '@hubspot/ui-extensions';
import { sentenceCase } from '../shared/sentenceCase.ts';
import { ChoiceField } from './ChoiceField.tsx';
import { useEditing } from './editing.ts';
import { FieldRow } from './FieldRow.tsx';
import { NumberField } from './NumberField.tsx';
import { SwitchField } from './SwitchField.tsx';

const often = [
  { label: 'once', value: 1 },
  { label: 'twice', value: 2 },
];

/** What makes a lead hot at once: which signal, how often, within how long. */
export function LaneFields({ lane }: { lane: string }) {
  const { model } = useEditing();
  const rule = model.lanes[lane];
  if (rule === undefined) return null;
  const words = sentenceCase(model.catalogue[rule.type]?.words || rule.type);
  const name = `Hot at once by "${words}"`;
  return (
    <Tile compact>
      <Flex direction="row" gap="md" align="center">
        <Text format={{ fontWeight: 'bold' }}>{words}</Text>
        <SwitchField path={['lanes', lane, 'on']} what={name} label="On" />
      </Flex>
      <FieldRow>
        <ChoiceField path={['lanes', lane, 'times']} what={`${name}, how often`} label="Happened" choices={often} />
        <NumberField
          path={['lanes', lane, 'hours']}
          what={`${name}, within (hours)`}
          label="Within (hours)"
          limits={{ min: 0.1, max: 8784 }}
        />
        {rule.times === 2 && (
          <NumberField
            path={['lanes', lane, 'apartMinutes']}
            what={`${name}, minutes apart`}
            label="Minutes apart, at least"
            limits={{ min: 0, max: 527_040 }}
          />
        )}
      </FieldRow>
    </Tile>
  );
}
