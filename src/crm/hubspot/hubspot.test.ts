import { describe, expect, test } from '@jest/globals';
import { startHubspot, type HubspotSandbox } from '../../sandbox/hubspot/hubspot.ts';
import type { Crm } from '../crm.ts';
import { hubspotCrm, type HubspotOptions } from './hubspot.ts';
import { momentOf } from './moment.ts';

const now = Date.parse('2026-11-20T12:00:00Z');

async function portal(options: Parameters<typeof startHubspot>[0] = {}, more: Partial<HubspotOptions> = {}) {
  const sandbox = await startHubspot({ now: () => now, ...options });
  return { sandbox, crm: crmOf(sandbox, more), [Symbol.asyncDispose]: () => sandbox.close() };
}

function crmOf(sandbox: HubspotSandbox, more: Partial<HubspotOptions>): Crm {
  const takeTurn = async () => {};
  const usual = { token: () => 'sandbox-token', portalId: '62515', baseUrl: sandbox.url, takeTurn, now: () => now };
  return hubspotCrm({ ...usual, ...more });
}

/** HubSpot says of a record that it is related to nothing. */
const nothing = { hasDeals: false, hasCompany: false };

describe('the transport', () => {
  test('every call waits for its turn, a search for one of its own', async () => {
    const turns: string[] = [];
    const takeTurn: HubspotOptions['takeTurn'] = async (bucket) => void turns.push(bucket);
    await using on = await portal({}, { takeTurn });
    await on.crm.changesSince(undefined, 0);
    await on.crm.readLeads([on.sandbox.addContact({ email: 'a@example.com' })]);
    expect(turns).toEqual(['search', 'call']);
  });

  test('a turn that is too far off is the outcome of the write, and nothing is sent', async () => {
    const takeTurn: HubspotOptions['takeTurn'] = async () => Promise.reject(new Error('too far off'));
    await using on = await portal({}, { takeTurn });
    expect(await on.crm.writeLeads([{ leadId: '1', score: 1 }])).toMatchObject([{ ok: false }]);
    expect(on.sandbox.calls).toEqual([]);
  });

  test('an expired token is asked for anew once', async () => {
    const tokens = ['expired', 'sandbox-token'];
    await using on = await portal({}, { token: () => tokens.shift() ?? 'none left' });
    expect((await on.crm.readLeads(['1'])).gone).toEqual(['1']);
    expect(on.sandbox.calls.map(({ status }) => status)).toEqual([401, 207]);
  });

  test('a token that is refused for good is said to be, without the token', async () => {
    await using on = await portal({}, { token: () => 'pat-secret' });
    const failure: unknown = await on.crm.readReps().catch((error: unknown) => error);
    expect(failure).toMatchObject({ kind: 'blocked', code: 'unauthorized' });
    expect(String(failure)).not.toContain('pat-secret');
  });

  test('with a token renewed from outside everything goes on by itself', async () => {
    let token = 'revoked';
    await using on = await portal({}, { token: () => token });
    const leadId = on.sandbox.addContact({ email: 'a@example.com' });
    const task = { leadId, marker: 'm', subject: 's', body: 'b', dueAt: now };
    expect(await on.crm.createTasks([task])).toMatchObject([{ failure: { kind: 'blocked', outcomeUnknown: false } }]);
    token = 'sandbox-token';
    expect(await on.crm.createTasks([task])).toMatchObject([{ ok: true }]);
  });

  test('a late answer to a write has an unknown outcome', async () => {
    await using on = await portal({}, { timeoutMs: 50 });
    const leadId = on.sandbox.addContact({ email: 'a@example.com' });
    on.sandbox.badDay('POST', '/crm/objects/2026-03/tasks/batch/create', { kind: 'late', ms: 5_000 });
    const [outcome] = await on.crm.createTasks([{ leadId, marker: 'm', subject: 's', body: 'b', dueAt: now }]);
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'retry', outcomeUnknown: true } });
  });

  test('nothing is tried twice by itself', async () => {
    await using on = await portal();
    on.sandbox.badDay('*', '/crm/*', { kind: 'status', status: 502 });
    await expect(on.crm.readLeads(['1'])).rejects.toMatchObject({ kind: 'retry' });
    expect(on.sandbox.calls).toHaveLength(1);
  });

  test('two portals in one process do not change each other', async () => {
    await using one = await portal();
    await using two = await portal({ tokens: [{ token: 'second' }] }, { token: () => 'second' });
    await Promise.all([one.crm.readReps(), two.crm.readReps(), one.crm.readReps()]);
    expect([...one.sandbox.calls, ...two.sandbox.calls].every(({ status }) => status === 200)).toBe(true);
  });
});

describe('readLeads', () => {
  test('a contact is told in our words, what is blank is absent', async () => {
    await using on = await portal();
    const values = {
      email: 'ada@example.com',
      firstname: 'Ada',
      lastname: '',
      phone: '+44 1',
      jobtitle: 'CTO',
      company: 'Engines Ltd',
    };
    const leadId = on.sandbox.addContact({ ...values, country: 'UK', lifecyclestage: 'lead', hs_lead_status: 'NEW' });
    const expected = {
      id: leadId,
      email: 'ada@example.com',
      firstName: 'Ada',
      phone: '+44 1',
      jobTitle: 'CTO',
      company: 'Engines Ltd',
    };
    const { people } = await on.crm.readLeads([leadId]);
    expect(people).toEqual([
      { ...expected, country: 'UK', lifecycle: 'lead', status: 'NEW', modifiedAt: now, activities: [], ...nothing },
    ]);
  });

  test("a page view is the visitor's own, at its own time", async () => {
    await using on = await portal();
    const leadId = on.sandbox.addContact({ email: 'ada@example.com' });
    on.sandbox.visitPage(leadId, 'https://example.com/pricing', now - 90_000);
    const { people } = await on.crm.readLeads([leadId]);
    const sourceId = expect.stringContaining(`hs_analytics_last_url:${now - 90_000}:`);
    const view = { sourceId, kind: 'page_view', at: now - 90_000, name: 'https://example.com/pricing' };
    expect(people[0]?.activities).toEqual([view]);
  });
});

test('texts from HubSpot are what PostgreSQL can keep', async () => {
  await using on = await portal();
  on.sandbox.addOwner({ email: 'ann@example.com', firstName: 'Ann\0', lastName: '\udc4b' });
  const leadId = on.sandbox.addContact({ email: 'ada@example.com', company: 'Rockets \ud83d', jobtitle: '\0' });
  const { people } = await on.crm.readLeads([leadId]);
  expect(people).toEqual([
    { id: leadId, email: 'ada@example.com', company: 'Rockets \ufffd', modifiedAt: now, activities: [], ...nothing },
  ]);
  expect(await on.crm.readReps()).toMatchObject([{ name: 'Ann \ufffd' }]);
});

test("a lead has the stage that a person gave it, and the later of its owner's and its last contact's time", async () => {
  await using on = await portal();
  await on.crm.prepare();
  const ownerId = on.sandbox.addOwner({ email: 'ann@example.com' });
  const values = { email: 'ada@example.com', hotlead_stage: 'opportunity', hubspot_owner_id: ownerId };
  const leadId = on.sandbox.addContact(values, { at: now - 5_000 });
  const read = async () => (await on.crm.readLeads([leadId])).people[0];
  expect(await read()).toMatchObject({ tag: 'opportunity', touchedAt: now - 5_000 });
  expect((await read())?.contactedAt).toBeUndefined();
  on.sandbox.logCall(leadId, { ownerId, at: now - 9_000, loggedAt: now });
  expect(await read()).toMatchObject({ touchedAt: now - 5_000, contactedAt: now - 9_000 });
  on.sandbox.logEmail(leadId, { ownerId, at: now - 1_000 });
  expect(await read()).toMatchObject({ touchedAt: now - 1_000, contactedAt: now - 1_000 });
});

describe('writeLeads', () => {
  test('every field goes to its property', async () => {
    await using on = await portal();
    await on.crm.prepare();
    const leadId = on.sandbox.addContact({ email: 'ada@example.com' });
    const write = {
      score: 82,
      tier: 'tier_1',
      reason: 'asked for a demo',
      hotSince: now - 2,
      scoredAt: now - 1,
    } as const;
    await on.crm.writeLeads([{ leadId, ...write, firstContactAt: now, hotStatus: true }]);
    const written: Record<string, string> | undefined = on.sandbox.contact(leadId);
    const values = { hotlead_score: '82', hotlead_tier: 'tier_1', hotlead_reason: 'asked for a demo' };
    expect(written).toMatchObject({ ...values, hs_lead_status: 'HOT_LEAD_IMMEDIATE_ACTION_REQUIRED' });
    const times = ['hotlead_hot_since', 'hotlead_scored_at', 'hotlead_first_contact_at'].map((name) => written?.[name]);
    expect(times.map((text) => momentOf(text ?? ''))).toEqual([now - 2, now - 1, now]);
  });
});

describe('readReps', () => {
  test('owners have the id, the availability and zone of their users; queues are nobody', async () => {
    await using on = await portal();
    const ann = on.sandbox.addOwner({ email: 'ann@example.com', firstName: 'Ann', lastName: 'Lee' });
    const bob = on.sandbox.addOwner({ email: 'bob@example.com', firstName: '', lastName: '' });
    on.sandbox.addOwner({ email: 'queue@example.com', type: 'QUEUE' });
    on.sandbox.addUser(ann, { hs_availability_status: 'away', hs_standard_time_zone: 'Europe/Berlin' });
    on.sandbox.addUser(bob, {});
    const userId = expect.stringMatching(/^\d+$/);
    const [first, second] = await on.crm.readReps();
    expect([first, second]).toEqual([
      {
        id: ann,
        userId,
        name: 'Ann Lee',
        email: 'ann@example.com',
        active: true,
        available: false,
        timeZone: 'Europe/Berlin',
      },
      { id: bob, userId, name: 'bob@example.com', email: 'bob@example.com', active: true, available: true },
    ]);
    expect(first?.userId).not.toBe(second?.userId);
  });

  test('a rep has the week and the absences of its user, and nothing where they are broken', async () => {
    await using on = await portal();
    const ann = on.sandbox.addOwner({ email: 'ann@example.com' });
    const bob = on.sandbox.addOwner({ email: 'bob@example.com' });
    on.sandbox.setWorkingHours(ann, 'Europe/Berlin', [{ days: 'SATURDAY_SUNDAY', startMinute: 0, endMinute: 60 }]);
    on.sandbox.setOutOfOffice(ann, [{ from: now, to: now + 60_000 }]);
    on.sandbox.setUser(bob, { hs_working_hours: 'nine to five', hs_out_of_office_hours: '[{}]' });
    const [first, second] = await on.crm.readReps();
    const hours = [{ days: ['sat', 'sun'], from: 0, to: 60 }];
    expect(first).toMatchObject({ hours, outOfOffice: [{ from: now, to: now + 60_000 }] });
    const userId = expect.any(String);
    expect(second).toEqual({ id: bob, userId, name: 'bob', email: 'bob@example.com', active: true, available: true });
  });

  test('more than a page of owners is read to the end', async () => {
    await using on = await portal();
    for (let index = 0; index < 230; index++) on.sandbox.addOwner({ email: `rep${index}@example.com` });
    expect(await on.crm.readReps()).toHaveLength(230);
  });

  test('without access to users everyone counts as available', async () => {
    await using on = await portal({ tokens: [{ token: 'sandbox-token', scopes: ['crm.objects.owners.read'] }] });
    const ann = on.sandbox.addOwner({ email: 'ann@example.com' });
    on.sandbox.addUser(ann, { hs_availability_status: 'away' });
    expect(await on.crm.readReps()).toMatchObject([{ id: ann, available: true }]);
  });
});

describe('createTasks', () => {
  test('the task is due in time, urgent, in the queue of its owner and on the contact', async () => {
    await using on = await portal();
    const ownerId = on.sandbox.addOwner({ email: 'ann@example.com' });
    const leadId = on.sandbox.addContact({ email: 'ada@example.com' });
    const subject = 'HOT LEAD: Contact within 1 hour - pricing page';
    await on.crm.createTasks([
      { leadId, marker: 'hotlead:1', subject, body: 'A & B', dueAt: now + 3_600_000, ownerId, queueId: '9' },
    ]);
    expect(on.sandbox.tasks()).toMatchObject([
      {
        contactIds: [leadId],
        hs_task_subject: subject,
        hs_task_body: 'A &amp; B<br><br>Ref hotlead:1',
        hs_task_priority: 'HIGH',
        hs_task_status: 'NOT_STARTED',
        hubspot_owner_id: ownerId,
        hs_queue_membership_ids: '9',
      },
    ]);
    expect(new Date(on.sandbox.tasks()[0]?.['hs_timestamp'] ?? '').getTime()).toBe(now + 3_600_000);
  });
});

describe('assignTasks', () => {
  test('a task goes to another, into the queue that is named, and stays as it is otherwise', async () => {
    await using on = await portal();
    const [ann, bob] = ['ann', 'bob'].map((name) => on.sandbox.addOwner({ email: `${name}@example.com` }));
    const leadId = on.sandbox.addContact({ email: 'ada@example.com' });
    const task = { leadId, marker: 'm', subject: 's', body: 'b', dueAt: now, ownerId: ann ?? '', queueId: '9' };
    const [made] = await on.crm.createTasks([task]);
    const before = on.sandbox.tasks()[0];
    const assignment = { taskId: made?.ok ? made.taskId : '', ownerId: bob ?? '' };
    await on.crm.assignTasks([assignment]);
    expect(on.sandbox.tasks()).toEqual([{ ...before, hubspot_owner_id: bob }]);
    await on.crm.assignTasks([{ ...assignment, queueId: '10' }]);
    const moved = { ...before, hubspot_owner_id: bob, hs_queue_membership_ids: '10' };
    expect(on.sandbox.tasks()).toEqual([moved]);
    await on.crm.assignTasks([{ ...assignment, dueAt: now + 60_000 }]);
    const [later] = on.sandbox.tasks();
    expect(new Date(later?.['hs_timestamp'] ?? '').getTime()).toBe(now + 60_000);
    expect({ ...later, hs_timestamp: '' }).toEqual({ ...moved, hs_timestamp: '' });
  });
});

describe('a status that follows the hot one', () => {
  test('is not looked up for writes that have none', async () => {
    await using on = await portal();
    await on.crm.prepare();
    const leadId = on.sandbox.addContact({ email: 'ada@example.com' });
    const before = on.sandbox.calls.length;
    await on.crm.writeLeads([{ leadId, score: 3 }]);
    expect(on.sandbox.calls.slice(before).map(({ path }) => path)).toEqual([
      '/crm/objects/2026-03/contacts/batch/update',
    ]);
  });

  test('is not written, and neither is anything else, when nobody knows what the status is', async () => {
    await using on = await portal();
    await on.crm.prepare();
    const leadId = on.sandbox.addContact({ email: 'ada@example.com' });
    on.sandbox.badDay('POST', '/crm/objects/2026-03/contacts/batch/read', { kind: 'status', status: 503 });
    const [outcome] = await on.crm.writeLeads([{ leadId, statusAfter: 'OPEN', score: 3 }]);
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'retry', outcomeUnknown: false } });
    expect(on.sandbox.contact(leadId)).not.toHaveProperty('hotlead_score');
  });

  test('that the portal does not have is refused for that lead alone', async () => {
    await using on = await portal();
    await on.crm.prepare();
    const leadIds = ['a', 'b'].map((name) => on.sandbox.addContact({ email: `${name}@example.com` }));
    await on.crm.writeLeads(leadIds.map((leadId) => ({ leadId, hotStatus: true as const })));
    const statuses = ['no such status', 'OPEN'];
    const writes = leadIds.map((leadId, index) => ({ leadId, statusAfter: statuses[index] ?? null }));
    expect((await on.crm.writeLeads(writes)).map(({ ok }) => ok)).toEqual([false, true]);
  });
});

const statusPath = '/crm/properties/2026-03/contacts/hs_lead_status';

describe('prepare', () => {
  test('an option someone made by hand is used as it is', async () => {
    await using on = await portal();
    const byHand = {
      label: 'Hot Lead - Immediate Action Required',
      value: 'our hot one',
      displayOrder: 0,
      hidden: false,
    };
    await patch(on.sandbox.url + statusPath, { options: [byHand] });
    await on.crm.prepare();
    const leadId = on.sandbox.addContact({ email: 'ada@example.com' });
    expect(await on.crm.writeLeads([{ leadId, hotStatus: true }])).toEqual([{ ok: true }]);
    expect(on.sandbox.contact(leadId)).toMatchObject({ hs_lead_status: 'our hot one' });
  });

  test('an option renamed after the first write is found again', async () => {
    await using on = await portal();
    await on.crm.prepare();
    const leadId = on.sandbox.addContact({ email: 'ada@example.com' });
    await on.crm.writeLeads([{ leadId, hotStatus: true }]);
    const renamed = { label: 'Hot Lead - Immediate Action Required', value: 'hot2', displayOrder: 0, hidden: false };
    await patch(on.sandbox.url + statusPath, { options: [renamed] });
    const outcomes = [
      await on.crm.writeLeads([{ leadId, hotStatus: true }]),
      await on.crm.writeLeads([{ leadId, hotStatus: true }]),
    ];
    expect(outcomes.flat().map(({ ok }) => ok)).toEqual([false, true]);
  });

  test('a refused token stops the preparing, which can be done again later', async () => {
    await using on = await portal({}, { token: () => 'revoked' });
    await expect(on.crm.prepare()).rejects.toMatchObject({ kind: 'blocked' });
  });

  test('a missing scope is a problem in plain words, and nothing else throws', async () => {
    await using on = await portal({ tokens: [{ token: 'sandbox-token', scopes: ['crm.schemas.contacts.read'] }] });
    const { done, problems } = await on.crm.prepare();
    expect(done).toEqual([]);
    expect(problems.join('\n')).toContain('crm.schemas.contacts.write');
  });

  test('a hot status is written even where property definitions may not be read', async () => {
    await using on = await portal({
      tokens: [{ token: 'sandbox-token' }, { token: 'narrow', scopes: ['crm.objects.contacts.write'] }],
    });
    await on.crm.prepare();
    const leadId = on.sandbox.addContact({ email: 'ada@example.com' });
    const narrow = crmOf(on.sandbox, { token: () => 'narrow' });
    expect(await narrow.writeLeads([{ leadId, hotStatus: true }])).toEqual([{ ok: true }]);
  });

  test('a property of another type is named and left alone', async () => {
    await using on = await portal();
    const body = {
      name: 'hotlead_score',
      label: 'Score',
      type: 'string',
      fieldType: 'text',
      groupName: 'contactinformation',
    };
    await patch(`${on.sandbox.url}/crm/properties/2026-03/contacts`, body, 'POST');
    const { problems } = await on.crm.prepare();
    expect(problems).toEqual([expect.stringContaining('hotlead_score is of type string, not number')]);
  });

  test('two processes that prepare at once end well', async () => {
    await using on = await portal();
    const both = await Promise.all([on.crm.prepare(), crmOf(on.sandbox, {}).prepare()]);
    expect(both.flatMap(({ problems }) => problems)).toEqual([]);
  });
});

test('a record is opened in the portal it is in', async () => {
  await using on = await portal({}, { uiBaseUrl: 'https://app-eu1.hubspot.com/' });
  expect(on.crm.recordUrl('7')).toBe('https://app-eu1.hubspot.com/contacts/62515/record/0-1/7');
});

async function patch(url: string, body: object, method = 'PATCH'): Promise<void> {
  const headers = { Authorization: 'Bearer sandbox-token', 'Content-Type': 'application/json' };
  const answer = await fetch(url, { method, headers, body: JSON.stringify(body) });
  expect(answer.ok).toBe(true);
}
