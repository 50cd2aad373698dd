import { Flex, Text, Tile, Toggle } from '@hubspot/ui-extensions';
import { ChoiceField } from './ChoiceField.tsx';
import { useField } from './editing.ts';
import { membersInWords, usePeople } from './people.ts';
import type { Pool } from './sections.ts';

const modes = [
  { label: 'each lead is assigned to one rep in turn', value: 'assign' },
  { label: 'each lead is posted, and who claims it has it', value: 'claim' },
];

/** How a pool hands out its leads, and whether everybody is in it. */
export function PoolFields({ pool }: { pool: string }) {
  const { all, nameOf } = usePeople();
  const field = useField<Pool['members']>(['routing', 'pools', pool, 'members'], {
    what: `Pool ${pool}, members`,
    say: (members) => membersInWords(members, nameOf),
  });
  // Who is named one by one starts as who it was: everybody, with the same weight.
  const namedNow = () => all.filter(({ active }) => active).map(({ id }) => ({ rep: id, weight: 1 }));
  return (
    <Tile compact>
      <Text format={{ fontWeight: 'bold' }}>{pool}</Text>
      <Text>Members: {membersInWords(field.value, nameOf)}. Weights are in the Reps tab.</Text>
      {field.problem !== undefined && <Text format={{ fontWeight: 'bold' }}>{field.problem}</Text>}
      <Flex direction="row" gap="md" align="end" wrap="wrap">
        <ChoiceField
          path={['routing', 'pools', pool, 'mode']}
          what={`Pool ${pool}, mode`}
          label="How leads are given"
          choices={modes}
        />
        <Toggle
          label="Everyone who is active"
          name={`routing.pools.${pool}.everyone`}
          size="sm"
          checked={field.value === 'everyone'}
          readOnly={field.readOnly}
          onChange={(everyone) => field.set(everyone ? 'everyone' : namedNow())}
        />
      </Flex>
    </Tile>
  );
}
