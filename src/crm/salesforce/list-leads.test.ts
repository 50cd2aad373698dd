import { describe, expect, test } from '@jest/globals';
import { addSalesforceFields } from '../../testing/salesforceFields.ts';
import type { CrmLead } from '../crm.ts';
import { readLeads } from './leads.ts';
import { countLeads, listLeads } from './list-leads.ts';
import { startOrg, type TestOrg } from '../../testing/salesforceOrg.ts';

const byId = (people: CrmLead[]) => people.toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** An org with Leads and Contacts who did things, some of them once a Lead. */
async function busyOrg(count: number): Promise<TestOrg> {
  const on = await startOrg();
  const { sandbox } = on;
  addSalesforceFields(sandbox);
  const ann = sandbox.addUser({ email: 'ann@example.com', name: 'Ann' });
  const campaign = sandbox.addCampaign();
  const was = Array.from({ length: 3 }, () => sandbox.addLead({ LeadSource: 'Web' }));
  for (const lead of was) sandbox.record('Hot_Signal__c', { Kind__c: 'visit', Detail__c: 'website', Lead__c: lead });
  for (const lead of was) sandbox.convertLead(lead);
  const leads = sandbox.bulk('Lead', count, () => ({ LastName: 'Doe', Company: 'X', OwnerId: ann }));
  const contacts = sandbox.bulk('Contact', count, () => ({ LastName: 'Doe', OwnerId: ann }));
  for (const [at, id] of [...leads, ...contacts].entries()) {
    if (at % 3 === 0)
      sandbox.addTask({ WhoId: id, TaskSubtype: 'Call', Status: 'Completed', CallDisposition: 'Reached; all | well' });
    if (at % 4 === 0) sandbox.addMember(campaign, id, 'Responded');
    if (at % 5 === 0) sandbox.addEmail({ about: [id], incoming: true, text: 'Yes,\n"please"; now' });
    const of = id.startsWith('003') ? { Contact__c: id } : { Lead__c: id };
    if (at % 2 === 0)
      sandbox.record('Hot_Signal__c', { Kind__c: 'page_view', Detail__c: '/pricing', Value__c: 2, ...of });
  }
  return on;
}

async function all(
  list: ReturnType<typeof listLeads>,
  cursor?: string,
  between: () => void = () => {},
): Promise<CrmLead[]> {
  const people: CrmLead[] = [];
  for (let pages = 0; pages < 100; pages++) {
    const page = await list(cursor);
    people.push(...page.people);
    if (page.cursor === undefined) return people;
    cursor = page.cursor;
    between();
  }
  throw new Error('there is always another page');
}

describe('listLeads of Salesforce', () => {
  test('by bulk jobs everybody comes once, as when read alone, in the order of the ids', async () => {
    await using on = await busyOrg(40);
    const listed = await all(listLeads(on.org, { now: on.now, mostAtOnce: 10, pollMs: 1 }));
    const ids = listed.map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted());
    expect(listed).toHaveLength(83);
    expect(listed).toEqual(byId((await readLeads(on.org, on.now)(ids)).people));
    expect(listed.filter(({ contactedAt }) => contactedAt !== undefined)).toHaveLength(27);
  });

  test('a small org is one page, of the same people', async () => {
    await using on = await busyOrg(40);
    const { people, cursor } = await listLeads(on.org, { now: on.now })(undefined);
    expect(cursor).toBeUndefined();
    expect(byId(people)).toEqual(await all(listLeads(on.org, { now: on.now, mostAtOnce: 10, pollMs: 1 })));
  });

  test('another process goes on where one was killed, also when results are no longer kept', async () => {
    await using on = await busyOrg(40);
    const options = { now: on.now, mostAtOnce: 10, pollMs: 1, peopleAPage: 30 };
    const whole = await all(listLeads(on.org, options));
    const first = listLeads(on.org, options);
    const begun = await first(undefined);
    const page = await first(begun.cursor);
    expect(page.people).toHaveLength(30);
    const rest = await all(listLeads(on.org, options), page.cursor);
    expect([...page.people, ...rest]).toEqual(whole);
    on.clock.advance(8 * 86_400_000);
    const late = await all(listLeads(on.org, options), page.cursor);
    expect(late.map(({ id }) => id)).toEqual(rest.map(({ id }) => id));
    expect(late.map(({ activities }) => activities)).toEqual(rest.map(({ activities }) => activities));
  });

  test('thousands of people with what they did are few calls', async () => {
    await using on = await startOrg();
    addSalesforceFields(on.sandbox);
    const leads = on.sandbox.bulk('Lead', 3_000, () => ({ LastName: 'Doe', Company: 'X' }));
    on.sandbox.bulk('Hot_Signal__c', 30_000, (at) => ({
      Kind__c: 'page_view',
      Detail__c: '/a',
      Lead__c: leads[at % 3_000] ?? '',
    }));
    const before = on.sandbox.apiCalls();
    const people = await all(listLeads(on.org, { now: on.now, pollMs: 1 }));
    expect(people).toHaveLength(3_000);
    expect(people.every(({ activities }) => activities.length === 10)).toBe(true);
    expect(on.sandbox.apiCalls() - before).toBeLessThan(70);
  });

  test('converted Leads are not counted, and counting is one call once the org is known', async () => {
    await using on = await busyOrg(5);
    await on.org.describe('Contact');
    const before = on.sandbox.apiCalls();
    expect(await countLeads(on.org)()).toBe(13);
    expect(on.sandbox.apiCalls() - before).toBe(1);
  });
});

test('where the org sorts what is beside people otherwise than their ids, nothing of them is lost', async () => {
  await using on = await busyOrg(40);
  const whole = await all(listLeads(on.org, { now: on.now, mostAtOnce: 10, pollMs: 1 }));
  const { bulkQuery } = on.org;
  const upsideDown: typeof bulkQuery.page = async (asked, job, from) => {
    const page = await bulkQuery.page(asked, job, from);
    return 'WhoId' in (page.rows[0] ?? {}) ? { ...page, rows: page.rows.toReversed() } : page;
  };
  const org = { ...on.org, bulkQuery: { ...bulkQuery, page: upsideDown } };
  const options = { now: on.now, mostAtOnce: 10, pollMs: 1, peopleAPage: 30 };
  expect(byId(await all(listLeads(org, options)))).toEqual(whole);
});

describe('jobs that are not done', () => {
  const listing = async (on: TestOrg, state: 'running' | 'failed') => {
    const org = { ...on.org, bulkQuery: { ...on.org.bulkQuery, state: async () => state } };
    return listLeads(org, { now: on.now, mostAtOnce: 10, pollMs: 1, waitMs: 5 });
  };

  test('while the org works on one, the import waits without using up attempts', async () => {
    await using on = await busyOrg(10);
    const list = await listing(on, 'running');
    const { people, cursor } = await list(undefined);
    expect(people).toEqual([]);
    const retryAt = on.now() + 10_000;
    await expect(list(cursor)).rejects.toMatchObject({ kind: 'rateLimited', code: 'job_slow', retryAt });
  });

  test('one that fails is begun again three times, and then a person has to look', async () => {
    await using on = await busyOrg(10);
    const failing = all(await listing(on, 'failed'));
    await expect(failing).rejects.toMatchObject({ kind: 'permanent', code: 'job_failed' });
    const opened = on.sandbox.operations().get('POST /jobs/query');
    // Fourteen kinds of records, and the first of them three times more.
    expect(opened).toBe(17);
  });
});
