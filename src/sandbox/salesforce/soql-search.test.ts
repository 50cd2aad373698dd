import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { newOrg } from './org.ts';
import { system } from './desk.ts';

const start = Date.parse('2026-11-22T09:00:00Z');
const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('add' as const), email: fc.nat(3) }),
    fc.record({ kind: fc.constant('change' as const), which: fc.nat(9), email: fc.nat(3) }),
    fc.record({ kind: fc.constant('undo' as const), which: fc.nat(9), email: fc.nat(3) }),
    fc.record({ kind: fc.constant('wait' as const) }),
  ),
  { maxLength: 30 },
);

test('what an index finds is what looking at every row finds, in the same order, whatever was written and undone', () => {
  fc.assert(
    fc.property(steps, fc.nat(20), fc.integer({ min: 1, max: 5 }), (written, from, limit) => {
      let at = start;
      const { ground } = newOrg({ now: () => at });
      const ids: string[] = [];
      const email = (n: number) => ({ Email: `person${n}@example.com` });
      for (const step of written) {
        if (step.kind === 'wait') at += 1_000;
        else if (step.kind === 'add') {
          ids.push(ground.create('Lead', { LastName: 'Ada', Company: 'Engines', ...email(step.email) }, system));
        } else change(ground, ids[step.which], email(step.email), step.kind === 'undo');
      }
      const find = (condition: string) => {
        const { rows } = ground.query(`SELECT Id FROM Lead WHERE ${condition}`, { as: '' });
        return rows.map((row) => row['Id']);
      };
      // A condition after OR that no index answers keeps every index out.
      const since = `SystemModstamp >= ${new Date(start + from * 1_000).toISOString()}`;
      const inOrder = `ORDER BY SystemModstamp, Id LIMIT ${limit}`;
      expect(find(`${since} ${inOrder}`)).toEqual(find(`(${since} OR LastName = 'x') ${inOrder}`));
      const one = "Email IN ('PERSON1@example.com', 'person2@example.com')";
      expect(find(`${one} ORDER BY Id`)).toEqual(find(`(${one} OR LastName = 'x') ORDER BY Id`));
      const either = `${one} OR Id = '${ids[0] ?? '00Q000000000zzz'}'`;
      expect(find(`${either} ORDER BY Id`)).toEqual(find(`(${either} OR LastName = 'x') ORDER BY Id`));
    }),
  );
});

function change(
  ground: ReturnType<typeof newOrg>['ground'],
  id: string | undefined,
  values: { Email: string },
  undone: boolean,
): void {
  if (id === undefined) return;
  const { back, keep } = ground.transaction();
  ground.update('Lead', id, values, system);
  if (undone) back();
  else keep();
}
