import { expect, test } from '@jest/globals';
import { startRig } from '../../testing/salesforceRig.ts';
import { matches } from './matches.ts';

test('many long addresses are asked for in questions that an address holds, and each is found', async () => {
  await using rig = await startRig();
  const long = (n: number) => `${'a'.repeat(40)}${n}@${'b'.repeat(25)}.example`;
  const people = Array.from({ length: 200 }, (_, n) => ({ email: long(n) }));
  const last = rig.sandbox.addLead({ Email: long(199).replace('aa', 'AA') });
  const lengths: number[] = [];
  const org: typeof rig.org = {
    ...rig.org,
    queries: (asked, soqls) => {
      lengths.push(...soqls.map((soql) => encodeURIComponent(soql).length));
      return rig.org.queries(asked, soqls);
    },
  };
  const found = await matches(org)(people);
  expect(found.at(-1)).toEqual([last]);
  expect(found.slice(0, -1)).toEqual(people.slice(0, -1).map(() => []));
  expect(Math.max(...lengths)).toBeLessThan(10_500);
});
