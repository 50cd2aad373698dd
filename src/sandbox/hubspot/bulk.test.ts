import { expect, test } from '@jest/globals';
import { startHubspot } from './hubspot.ts';
import { at, caller, listAt } from './test-caller.ts';

test('seeded contacts have their histories, the newest value present, and are listed in the order of their ids', async () => {
  await using sandbox = await startHubspot();
  const ids = sandbox.seedContacts(120, (i) => ({
    at: 1_000,
    values: { email: `lead${i}@example.com` },
    past: {
      hs_analytics_last_url: [
        { value: 'https://example.com/early', at: 2_000 },
        { value: 'https://example.com/late', at: 3_000 + i },
      ],
    },
  }));
  const listed: unknown[] = [];
  const query = 'limit=50&propertiesWithHistory=hs_analytics_last_url';
  for (let after = '0'; after !== 'undefined';) {
    const { body } = await caller(sandbox)('GET', `/crm/objects/2026-03/contacts?${query}&after=${after}`);
    listed.push(...listAt(body, 'results'));
    after = String(at(body, 'paging', 'next', 'after'));
  }
  expect(listed.map((each) => at(each, 'id'))).toEqual(ids);
  expect(listed[7]).toMatchObject({
    properties: { hs_analytics_last_url: 'https://example.com/late' },
    propertiesWithHistory: {
      hs_analytics_last_url: [
        { value: 'https://example.com/late', timestamp: '1970-01-01T00:00:03.007Z' },
        { value: 'https://example.com/early', timestamp: '1970-01-01T00:00:02.000Z' },
      ],
    },
    updatedAt: '1970-01-01T00:00:03.007Z',
  });
});

test('a seeded value that HubSpot would not have is an error', async () => {
  await using sandbox = await startHubspot();
  const seed = () =>
    sandbox.seedContacts(1, () => ({ values: {}, past: { hs_email_open: [{ value: 'often', at: 1 }] } }));
  expect(seed).toThrow('hs_email_open');
});
