import { Checkbox, NumberInput, Text } from '@hubspot/ui-extensions';
import { problemAt, troubled, useEditing, useField } from './editing.ts';
import { FieldRow } from './FieldRow.tsx';
import { numberProblem } from './NumberField.tsx';
import { membersInWords, usePeople } from './people.ts';
import type { Pool, PoolMember } from './sections.ts';

const weights = { min: 0, max: 1000 };

/** Whether somebody is in a pool, and how much of its leads they get. The list of members changes as one. */
export function MembershipField({ pool, rep }: { pool: string; rep: string }) {
  const { nameOf } = usePeople();
  const { problems } = useEditing();
  const path = ['routing', 'pools', pool, 'members'];
  const field = useField<Pool['members']>(path, {
    what: `Pool ${pool}, members`,
    say: (members) => membersInWords(members, nameOf),
  });
  const members = field.value ?? [];
  if (members === 'everyone')
    return <Text>Pool {pool}: everyone is in it, with the same weight (changed in the Routing tab).</Text>;
  const index = members.findIndex((member) => member.rep === rep);
  const mine = members[index];
  const take = (weight: number) => field.set(withWeight(members, rep, weight), weightProblem(weight));
  return (
    <FieldRow>
      <Checkbox
        name={`${pool}.${rep}`}
        checked={mine !== undefined}
        readOnly={field.readOnly}
        onChange={(isIn) => field.set(isIn ? [...members, { rep, weight: 1 }] : without(members, rep))}
      >
        In pool {pool}
      </Checkbox>
      {mine !== undefined && (
        <NumberInput
          label={`Weight in ${pool}`}
          name={`${pool}.${rep}.weight`}
          value={mine.weight}
          {...troubled(weightProblem(mine.weight) ?? problemAt(problems, [...path, index]))}
          readOnly={field.readOnly}
          onChange={take}
        />
      )}
    </FieldRow>
  );
}

function weightProblem(weight: number): string | undefined {
  return numberProblem(Number.isFinite(weight) ? weight : undefined, weights);
}

function withWeight(members: PoolMember[], rep: string, weight: number): PoolMember[] {
  return members.map((member) => (member.rep === rep ? { rep, weight } : member));
}

function without(members: PoolMember[], rep: string): PoolMember[] {
  return members.filter((member) => member.rep !== rep);
}
