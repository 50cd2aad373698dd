import { expect, test } from '@jest/globals';
import type { Crm } from '../crm.ts';
import { joinedCrm } from './joined.ts';
import { pair } from './pairForTests.ts';

/** Both CRMs, of which the second is asked at a pace that changes, looked at every ten seconds. */
function paced(changesMs: number) {
  const { hubspot, salesforce, links, now, clock } = pair();
  let pace = { changesMs, scoresMs: 0 };
  let asked = 0;
  const second: Crm = {
    ...salesforce.crm,
    get pace() {
      return pace;
    },
    changesSince: (...given) => {
      asked += 1;
      return salesforce.crm.changesSince(...given);
    },
  };
  const crm = joinedCrm({ first: hubspot.crm, second, home: 'hubspot', links, now });
  let cursor: string | undefined;
  return {
    salesforce,
    setPace: (ms: number) => void (pace = { changesMs: ms, scoresMs: 0 }),
    asked: () => asked,
    /** Whom it tells of in so many looks. */
    async looks(times: number): Promise<string[]> {
      const told: string[] = [];
      for (let n = 0; n < times; n++) {
        const page = await crm.changesSince(cursor, 0);
        cursor = page.cursor;
        told.push(...page.changes.map(({ leadId }) => leadId));
        clock.advance(10_000);
      }
      return told;
    },
  };
}

test('a CRM that is to be asked more often, since its stream of events ended, is asked so at once', async () => {
  const on = paced(300_000);
  await on.looks(7);
  on.setPace(60_000);
  on.salesforce.set('00Q1', {});
  expect(await on.looks(1)).toEqual([expect.stringContaining('00Q1')]);
});

test('a CRM that rests is asked no more often than it wants, and what came meanwhile is told then', async () => {
  const on = paced(300_000);
  await on.looks(1);
  on.salesforce.set('00Q1', {});
  expect(await on.looks(29)).toEqual([]);
  expect(on.asked()).toBe(1);
  expect(await on.looks(1)).toHaveLength(1);
});
