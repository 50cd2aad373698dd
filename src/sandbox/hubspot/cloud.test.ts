import { describe, expect, test } from '@jest/globals';
import { startServer } from '../server.ts';
import { startHubspotCloud } from './cloud.ts';
import { at, caller, listAt } from './test-caller.ts';

const contacts = '/crm/objects/2026-03/contacts';

/** Two accounts with the app, `one` and `two` being their tokens. */
function twoAccounts(limits?: { tenSecondly: number }) {
  const given = limits ? { limits } : {};
  return startHubspotCloud({
    portals: [
      { portalId: 101, tokens: [{ token: 'one' }], ...given },
      { portalId: 102, tokens: [{ token: 'two' }], region: 'eu1', timeZone: 'Europe/Berlin', ...given },
    ],
  });
}

describe('several accounts behind one address', () => {
  test('the token says whose records are read', async () => {
    await using cloud = await twoAccounts();
    cloud.portal(101).addContact({ email: 'ada@one.example' });
    cloud.portal(102).addContact({ email: 'bob@two.example' });
    const emails = async (token: string) =>
      listAt((await caller(cloud, token)('GET', contacts)).body, 'results').map((each) =>
        at(each, 'properties', 'email'),
      );
    expect([await emails('one'), await emails('two')]).toEqual([['ada@one.example'], ['bob@two.example']]);
  });

  test('the limit of one is not used up by the other', async () => {
    await using cloud = await twoAccounts({ tenSecondly: 1 });
    const status = async (token: string) => (await caller(cloud, token)('GET', contacts)).status;
    expect([await status('one'), await status('one'), await status('two')]).toEqual([200, 429, 200]);
  });

  test("an account's details say where it is", async () => {
    await using cloud = await twoAccounts();
    const read = async (token: string) => (await caller(cloud, token)('GET', '/account-info/2026-03/details')).body;
    expect([await read('one'), await read('two')]).toMatchObject([
      { portalId: 101, uiDomain: 'app.hubspot.com', dataHostingLocation: 'na1', timeZone: 'UTC', utcOffset: '+00:00' },
      { portalId: 102, uiDomain: 'app-eu1.hubspot.com', dataHostingLocation: 'eu1', timeZone: 'Europe/Berlin' },
    ]);
  });

  test('webhooks tell of one account each', async () => {
    await using cloud = await twoAccounts();
    await using app = await startServer({ notFound: () => ({ status: 204 }) });
    cloud.portal(101).addContact({ email: 'ada@one.example' });
    const [delivery] = await cloud.portal(101).sendWebhooks(`${app.url}/hook`);
    app.takeUnknownCalls();
    expect([delivery?.events.map(({ portalId }) => portalId), cloud.portal(102).unsentWebhooks()]).toEqual([[101], 0]);
  });

  test('an account that does not have the app tells it nothing', async () => {
    await using cloud = await startHubspotCloud({ portals: [{ portalId: 101 }] });
    cloud.portal(101).addContact({ email: 'ada@one.example' });
    expect(cloud.portal(101).unsentWebhooks()).toBe(0);
  });
});

describe('what an account pays for', () => {
  test.each([
    ['starter', [403, 403, 403], '100'],
    ['professional', [200, 200, 403], '190'],
    ['enterprise', [200, 200, 200], '190'],
  ] as const)(
    '%s: sequences, workflows and events answer %j, %s calls in ten seconds',
    async (plan, statuses, most) => {
      await using cloud = await startHubspotCloud({ portals: [{ portalId: 101, plan, tokens: [{ token: 'one' }] }] });
      const [account, call] = [cloud.portal(101), caller(cloud, 'one')];
      const ownerId = account.addOwner({ email: 'ann@example.com', userId: 7 });
      const contactId = account.addContact({ email: 'ada@example.com', hubspot_owner_id: ownerId });
      const answers = [
        await call('GET', '/automation/sequences/2026-03?userId=7'),
        await call('GET', '/automation/v4/flows'),
        await call('GET', `/events/event-occurrences/2026-03?objectType=contact&objectId=${contactId}`),
      ];
      expect(answers.map(({ status }) => status)).toEqual(statuses);
      expect(answers[0]?.headers.get('x-hubspot-ratelimit-max')).toBe(most);
    },
  );

  test('a scope the plan lacks is missing even for a token with all scopes', async () => {
    const portal = { portalId: 101, tokens: [{ token: 'one' }], lacksScopes: ['forms'] };
    await using cloud = await startHubspotCloud({ portals: [portal] });
    expect((await caller(cloud, 'one')('GET', '/marketing/v3/forms')).status).toBe(403);
  });

  test('properties can be added until there is no room, and the limits say how much there is', async () => {
    const portal = { portalId: 101, tokens: [{ token: 'one' }], customProperties: 1 };
    await using cloud = await startHubspotCloud({ portals: [portal] });
    const call = caller(cloud, 'one');
    const add = (name: string) =>
      call('POST', '/crm/properties/2026-03/contacts', {
        name,
        label: name,
        type: 'string',
        fieldType: 'text',
        groupName: 'contactinformation',
      });
    expect([(await add('a')).status, (await add('b')).status]).toEqual([201, 400]);
    const { body } = await call('GET', '/crm/limits/2026-03/custom-properties');
    expect(listAt(body, 'byObjectType')[0]).toMatchObject({ objectTypeId: '0-1', limit: 1, usage: 1, percentage: 100 });
  });
});
