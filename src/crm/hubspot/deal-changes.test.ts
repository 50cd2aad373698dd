import { describe, expect, test } from '@jest/globals';
import { startHubspot } from '../../sandbox/hubspot/hubspot.ts';
import { hubspotCrm } from './hubspot.ts';

const begin = Date.parse('2026-11-20T12:00:00Z');
const search = '/crm/objects/2026-03/0-3/search';

/** A portal on a clock of its own, with the paths that were called since `calls` was last asked. */
async function portal(options: Parameters<typeof startHubspot>[0] = {}) {
  let at = begin;
  const sandbox = await startHubspot({ now: () => at, limits: { searchPerSecond: 1_000 }, ...options });
  const takeTurn = async () => {};
  const usual = { token: () => 'sandbox-token', portalId: '62515', baseUrl: sandbox.url, takeTurn, now: () => at };
  let seen = 0;
  return {
    sandbox,
    crm: hubspotCrm(usual),
    later: (ms: number) => void (at += ms),
    calls: () => {
      const fresh = sandbox.calls.slice(seen).map(({ path }) => path);
      seen = sandbox.calls.length;
      return fresh;
    },
    [Symbol.asyncDispose]: () => sandbox.close(),
  };
}

test('a deal that the index shows 90 s late is found although the sweep had passed it', async () => {
  await using on = await portal();
  on.sandbox.addDeal({ dealname: 'early' });
  on.sandbox.setSearchLag(90_000);
  on.later(100_000);
  const late = on.sandbox.addDeal({ dealname: 'late' });
  const first = await on.crm.dealsSince(undefined, 0);
  expect(first.deals.map(({ id }) => id)).not.toContain(late);
  on.later(100_000);
  const second = await on.crm.dealsSince(first.cursor, 0);
  expect(second.deals.map(({ id }) => id)).toContain(late);
});

describe('the amount', () => {
  test.each([
    ['in the home currency where HubSpot says it', { amount: '100', amount_in_home_currency: '83.5' }, 83.5],
    ['as it stands where it does not', { amount: '100', amount_in_home_currency: '' }, 100],
    ['absent where nobody gave one', {}, undefined],
    ['zero where somebody said so', { amount: '0' }, 0],
  ])('is %s', async (_what, values, amount) => {
    await using on = await portal();
    on.sandbox.addDeal(values);
    const { deals } = await on.crm.dealsSince(undefined, 0);
    expect(deals.map((deal) => deal.amount)).toEqual([amount]);
  });
});

test('without the scope there is nothing and no cursor; it is asked for again after ten minutes', async () => {
  const scopes = ['crm.objects.contacts.read', 'crm.objects.companies.read'];
  await using on = await portal({ tokens: [{ token: 'sandbox-token', scopes }] });
  on.sandbox.addDeal({});
  const nothing = { deals: [], cursor: undefined, more: false };
  expect([await on.crm.dealsSince('kept', 0), await on.crm.dealsSince('kept', 0)]).toEqual([nothing, nothing]);
  expect(on.calls()).toEqual([search]);
  on.later(600_000);
  await on.crm.dealsSince('kept', 0);
  expect(on.calls()).toEqual([search]);
});

test('a page is two calls, and one when nothing changed', async () => {
  await using on = await portal();
  const leadIds = on.sandbox.bulkContacts(50);
  for (const leadId of leadIds) on.sandbox.addDeal({}, [leadId]);
  const first = await on.crm.dealsSince(undefined, 0);
  const contacts = '/crm/associations/2026-03/deals/contacts/batch/read';
  expect(on.calls()).toEqual([search, contacts, '/crm/pipelines/2026-03/deals']);
  on.later(300_000);
  const second = await on.crm.dealsSince(first.cursor, 0);
  on.calls();
  on.later(300_000);
  expect((await on.crm.dealsSince(second.cursor, 0)).deals).toEqual([]);
  expect(on.calls()).toEqual([search]);
});
