import { describe, expect, test } from '@jest/globals';
import { startHubspot } from './hubspot.ts';
import { at, caller, listAt } from './test-caller.ts';

describe('forms', () => {
  test('are listed with their names, and page', async () => {
    await using sandbox = await startHubspot();
    sandbox.addForm('f-1', 'Contact us');
    sandbox.submitForm({ formId: 'f-2', name: 'Request a demo', email: 'ada@example.com' });
    const call = caller(sandbox);
    const first = await call('GET', '/marketing/v3/forms?limit=1');
    const after = String(at(first.body, 'paging', 'next', 'after'));
    const second = await call('GET', `/marketing/v3/forms?limit=1&after=${after}`);
    expect([first, second].map(({ body }) => at(body, 'results', 0))).toMatchObject([
      { id: 'f-1', name: 'Contact us', formType: 'hubspot' },
      { id: 'f-2', name: 'Request a demo' },
    ]);
    expect(at(second.body, 'paging')).toBeUndefined();
  });

  test('submissions come newest first, whenever they were told', async () => {
    await using sandbox = await startHubspot();
    for (const at of [2_000, 1_000, 3_000])
      sandbox.submitForm({ formId: 'f', name: 'Demo', email: `at${at}@example.com`, at });
    const { body } = await caller(sandbox)('GET', '/form-integrations/v1/submissions/forms/f?limit=50');
    expect(listAt(body, 'results').map((each) => at(each, 'submittedAt'))).toEqual([3_000, 2_000, 1_000]);
  });
});

describe('marketing e-mail events', () => {
  test('say by which program and which link, newest first, a page at a time', async () => {
    await using sandbox = await startHubspot();
    const id = sandbox.addContact({ email: 'ada@example.com' });
    const how = { userAgent: 'Mozilla/5.0', url: 'https://example.com/pricing', linkId: 2, emailCampaignId: 77 };
    sandbox.readEmail(id, 'OPEN', 1_000, { userAgent: 'GoogleImageProxy', filteredEvent: true });
    sandbox.readEmail(id, 'CLICK', 2_000, how);
    const call = caller(sandbox);
    const first = await call('GET', '/email/public/v1/events?limit=1');
    expect(first.body).toMatchObject({
      hasMore: true,
      events: [{ type: 'CLICK', recipient: 'ada@example.com', created: 2_000, ...how }],
    });
    const offset = String(at(first.body, 'offset'));
    const second = await call('GET', `/email/public/v1/events?limit=1&offset=${offset}`);
    expect(second.body).toMatchObject({ hasMore: false, events: [{ type: 'OPEN', filteredEvent: true }] });
  });

  test.each([
    ['since then', 'startTimestamp=1500', [2_000]],
    ['until then', 'endTimestamp=1500', [1_000]],
    ['of a kind', 'eventType=OPEN', [1_000]],
    ['of somebody', 'recipient=bob%40example.com', []],
    ['but those of machines', 'excludeFilteredEvents=true', [2_000]],
  ])('%s', async (_, query, times) => {
    await using sandbox = await startHubspot();
    const id = sandbox.addContact({ email: 'ada@example.com' });
    sandbox.readEmail(id, 'OPEN', 1_000, { filteredEvent: true });
    sandbox.readEmail(id, 'CLICK', 2_000);
    const { body } = await caller(sandbox)('GET', `/email/public/v1/events?${query}`);
    expect(listAt(body, 'events').map((each) => at(each, 'created'))).toEqual(times);
  });
});

describe('marketing events', () => {
  const root = '/marketing/marketing-events/2026-03';

  test('are listed, with those to which nobody has come yet', async () => {
    await using sandbox = await startHubspot();
    sandbox.addMarketingEvent({ id: '11', name: 'Webinar', startsAt: 5_000 });
    sandbox.attend(sandbox.addContact({ email: 'ada@example.com' }), { id: '12', name: 'Fair', state: 'REGISTERED' });
    const { body } = await caller(sandbox)('GET', root);
    expect(listAt(body, 'results')).toMatchObject([
      { objectId: '11', eventName: 'Webinar', startDateTime: '1970-01-01T00:00:05.000Z' },
      { objectId: '12', eventName: 'Fair' },
    ]);
  });

  test('tell who did what, by event and by contact, and nothing of who was erased', async () => {
    await using sandbox = await startHubspot();
    const [ada = '', bob = ''] = ['ada', 'bob'].map((name) => sandbox.addContact({ email: `${name}@example.com` }));
    const webinar = { id: '11', name: 'Webinar', at: 1_000 };
    sandbox.attend(ada, { ...webinar, state: 'REGISTERED' });
    sandbox.attend(ada, { ...webinar, state: 'ATTENDED', at: 2_000 });
    sandbox.attend(bob, { ...webinar, state: 'ATTENDED' });
    const call = caller(sandbox);
    const states = async (path: string) =>
      listAt((await call('GET', `${root}/participations/${path}/breakdown`)).body, 'results').map((each) => [
        at(each, 'associations', 'contact', 'contactId'),
        at(each, 'properties', 'attendanceState'),
      ]);
    expect(await states('11')).toEqual([
      [ada, 'REGISTERED'],
      [ada, 'ATTENDED'],
      [bob, 'ATTENDED'],
    ]);
    expect(await states('contacts/bob%40example.com')).toEqual([[bob, 'ATTENDED']]);
    sandbox.eraseContact(bob);
    expect((await states('11')).map(([id]) => id)).toEqual([ada, ada]);
  });
});

test('replies are found by search, with their words, subject and headers', async () => {
  await using sandbox = await startHubspot();
  const ownerId = sandbox.addOwner({ email: 'ann@example.com' });
  const id = sandbox.addContact({ email: 'ada@example.com' });
  sandbox.logEmail(id, { ownerId, subject: 'Hello' });
  const words = { subject: 'Re: Hello', text: 'Yes, please call me.', headers: '{"auto-submitted":"no"}' };
  const emailId = sandbox.logEmail(id, { ownerId, direction: 'INCOMING_EMAIL', ...words });
  const { body } = await caller(sandbox)('POST', '/crm/objects/2026-03/emails/search', {
    filterGroups: [{ filters: [{ propertyName: 'hs_email_direction', operator: 'EQ', value: 'INCOMING_EMAIL' }] }],
    properties: ['hs_email_text', 'hs_email_subject', 'hs_email_headers', 'hs_email_from_email'],
  });
  expect(listAt(body, 'results')).toMatchObject([
    {
      id: emailId,
      properties: {
        hs_email_text: 'Yes, please call me.',
        hs_email_subject: 'Re: Hello',
        hs_email_headers: '{"auto-submitted":"no"}',
        hs_email_from_email: 'ada@example.com',
      },
    },
  ]);
});
