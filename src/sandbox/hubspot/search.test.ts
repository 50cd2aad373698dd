import { describe, expect, test } from '@jest/globals';
import { startHubspot } from './hubspot.ts';
import { at, caller, listAt } from './test-caller.ts';

const path = '/crm/objects/2026-03/contacts/search';

async function portal() {
  const sandbox = await startHubspot({ limits: { searchPerSecond: 1_000 } });
  const add = (name: string, values: Record<string, string>) =>
    sandbox.addContact({ email: `${name}@example.com`, firstname: name, ...values });
  add('ada', { jobtitle: 'Head of Sales', hs_lead_status: 'NEW', hs_analytics_num_page_views: '9' });
  add('bob', { jobtitle: 'sales rep', hs_lead_status: 'OPEN', hs_analytics_num_page_views: '10' });
  add('cyd', { hs_lead_status: 'CONNECTED', recent_conversion_date: '1700000000000' });
  return sandbox;
}

function names(body: unknown): string {
  return listAt(body, 'results')
    .map((result) => String(at(result, 'properties', 'firstname')))
    .join(' ');
}

describe('search', () => {
  test.each([
    ['EQ on text ignores case', { propertyName: 'jobtitle', operator: 'EQ', value: 'SALES REP' }, 'bob'],
    ['EQ on an enumeration does not', { propertyName: 'hs_lead_status', operator: 'EQ', value: 'new' }, ''],
    ['NEQ takes those without a value', { propertyName: 'jobtitle', operator: 'NEQ', value: 'sales rep' }, 'ada cyd'],
    ['IN on text wants lower case', { propertyName: 'jobtitle', operator: 'IN', values: ['Sales rep'] }, ''],
    ['IN with lower case finds', { propertyName: 'jobtitle', operator: 'IN', values: ['sales rep'] }, 'bob'],
    ['NOT_IN', { propertyName: 'hs_lead_status', operator: 'NOT_IN', values: ['NEW', 'OPEN'] }, 'cyd'],
    ['numbers compare as numbers', { propertyName: 'hs_analytics_num_page_views', operator: 'GT', value: '9' }, 'bob'],
    [
      'times compare as times',
      { propertyName: 'recent_conversion_date', operator: 'LTE', value: '1700000000000' },
      'cyd',
    ],
    [
      'BETWEEN holds both ends',
      { propertyName: 'hs_analytics_num_page_views', operator: 'BETWEEN', value: '9', highValue: '10' },
      'ada bob',
    ],
    ['HAS_PROPERTY', { propertyName: 'jobtitle', operator: 'HAS_PROPERTY' }, 'ada bob'],
    ['NOT_HAS_PROPERTY', { propertyName: 'jobtitle', operator: 'NOT_HAS_PROPERTY' }, 'cyd'],
    ['CONTAINS_TOKEN takes a star', { propertyName: 'jobtitle', operator: 'CONTAINS_TOKEN', value: 'sal*' }, 'ada bob'],
    ['NOT_CONTAINS_TOKEN', { propertyName: 'jobtitle', operator: 'NOT_CONTAINS_TOKEN', value: 'head' }, 'bob cyd'],
  ])('%s', async (_, filter, expected) => {
    await using sandbox = await portal();
    const body = { filterGroups: [{ filters: [filter] }], properties: ['firstname'] };
    expect(names((await caller(sandbox)('POST', path, body)).body)).toBe(expected);
  });

  test('filters of a group all hold, and any group is enough', async () => {
    await using sandbox = await portal();
    const has = { propertyName: 'jobtitle', operator: 'HAS_PROPERTY' };
    const status = (value: string) => ({ propertyName: 'hs_lead_status', operator: 'EQ', value });
    const filterGroups = [{ filters: [has, status('OPEN')] }, { filters: [status('CONNECTED')] }];
    const body = {
      filterGroups,
      properties: ['firstname'],
      sorts: [{ propertyName: 'firstname', direction: 'DESCENDING' }],
    };
    expect(names((await caller(sandbox)('POST', path, body)).body)).toBe('cyd bob');
  });

  test('the index lags: a change, a new record and the time of the change stay unseen', async () => {
    let now = 1_700_000_000_000;
    await using sandbox = await startHubspot({ now: () => now, searchLagMs: 5_000 });
    const id = sandbox.addContact({ email: 'a@example.com', firstname: 'old' });
    now += 60_000;
    sandbox.setContact(id, { firstname: 'new' });
    sandbox.addContact({ email: 'b@example.com', firstname: 'unseen' });
    const body = {
      properties: ['firstname'],
      filterGroups: [{ filters: [{ propertyName: 'firstname', operator: 'EQ', value: 'new' }] }],
    };
    const call = caller(sandbox);
    expect(at((await call('POST', path, body)).body, 'total')).toBe(0);
    expect(at((await call('POST', path, {})).body, 'total')).toBe(1);
    now += 5_000;
    expect(names((await call('POST', path, body)).body)).toBe('new');
  });

  test('every one of 12,000 contacts is found by walking up the ids', async () => {
    await using sandbox = await startHubspot({ limits: { searchPerSecond: 1_000 } });
    const ids = sandbox.bulkContacts(12_000);
    const seen: string[] = [];
    for (let last = '0'; ;) {
      const filters = [{ propertyName: 'hs_object_id', operator: 'GT', value: last }];
      const sorts = [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }];
      const page = await caller(sandbox)('POST', path, { filterGroups: [{ filters }], sorts, limit: 200 });
      const found = listAt(page.body, 'results').map((result) => String(at(result, 'id')));
      if (found.length === 0) break;
      seen.push(...found);
      last = found.at(-1) ?? last;
    }
    expect(seen).toEqual(ids);
  });
});
