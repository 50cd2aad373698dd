import { describe, expect, test } from '@jest/globals';
import { type HubspotSandbox, startHubspot } from '../../../sandbox/hubspot/hubspot.ts';
import { heldClock } from '../../../testing/clock.ts';
import type { Activity, Source } from '../../crm.ts';
import { hubspotApi } from '../api.ts';
import { sourcesOf } from './sources.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-11-20T12:00:00Z');

type Account = {
  hubspot: HubspotSandbox;
  source: (id: string) => Source;
  wait: (ms: number) => void;
} & AsyncDisposable;

async function startAccount(scopes?: string[]): Promise<Account> {
  const clock = heldClock(START);
  const now = () => clock.now();
  const tokens = [{ token: 't', ...(scopes && { scopes }) }];
  const hubspot = await startHubspot({ now, tokens, limits: { tenSecondly: 10_000, searchPerSecond: 1_000 } });
  const ask = hubspotApi({ token: () => 't', baseUrl: hubspot.url, takeTurn: async () => {}, now });
  const sources = sourcesOf(ask, now);
  return {
    hubspot,
    source: (id) => sources.find((one) => one.id === id) ?? (Promise.reject(new Error(`no ${id}`)) as never),
    wait: (ms) => clock.advance(ms),
    [Symbol.asyncDispose]: () => hubspot.close(),
  };
}

type Told = { told: { leadId: string; activity: Activity }[]; cursor: string; pages: number };

async function readAll(source: Source, cursor?: string): Promise<Told> {
  const told: Told['told'] = [];
  for (let pages = 1; ; pages++) {
    const page = await source.since(cursor, START - 30 * 24 * HOUR);
    if ('absent' in page) throw new Error(page.absent);
    told.push(...page.found.flatMap(({ leadId, activities }) => activities.map((activity) => ({ leadId, activity }))));
    cursor = page.cursor;
    if (!page.more) return { told, cursor, pages };
  }
}

const callsTo = (hubspot: HubspotSandbox, path: string) => hubspot.calls.filter((call) => call.path.startsWith(path));

describe('forms', () => {
  const submit = (hubspot: HubspotSandbox, form: number, name: string) =>
    hubspot.submitForm({ formId: `f${form}`, name: `Form ${form}`, email: `${name}@example.com`, at: START - HOUR });

  test('of many are all asked, some a page, and each submission is told once', async () => {
    await using on = await startAccount();
    const ids = Array.from({ length: 25 }, (_, form) => submit(on.hubspot, form, `lead${form}`));
    const { told, pages } = await readAll(on.source('forms'));
    expect(told.map(({ leadId }) => leadId).toSorted()).toEqual(ids.toSorted());
    expect(pages).toBe(3);
    expect(told[0]?.activity).toMatchObject({ kind: 'form_submission', name: 'Form 0', at: START - HOUR });
  });

  test('with more submissions than a page are read to the last new one, and no further', async () => {
    await using on = await startAccount();
    for (let index = 0; index < 120; index++) submit(on.hubspot, 1, `lead${index}`);
    const first = await readAll(on.source('forms'));
    expect(new Set(first.told.map(({ activity }) => activity.sourceId)).size).toBe(120);
    on.wait(HOUR);
    const before = callsTo(on.hubspot, '/form-integrations').length;
    expect((await readAll(on.source('forms'), first.cursor)).told).toEqual([]);
    expect(callsTo(on.hubspot, '/form-integrations')).toHaveLength(before + 1);
  });

  test('find a hundred people in one call', async () => {
    await using on = await startAccount();
    for (let index = 0; index < 50; index++) submit(on.hubspot, index % 2, `lead${index}`);
    await readAll(on.source('forms'));
    expect(callsTo(on.hubspot, '/crm/objects/2026-03/contacts/batch/read')).toHaveLength(1);
  });

  test('of somebody who is no contact any more tell nothing', async () => {
    await using on = await startAccount();
    on.hubspot.eraseContact(submit(on.hubspot, 1, 'ada'));
    expect((await readAll(on.source('forms'))).told).toEqual([]);
  });
});

describe('mail', () => {
  test('tells which message, which link without what names the reader, and what HubSpot took for a machine', async () => {
    await using on = await startAccount();
    const id = on.hubspot.addContact({ email: 'ada@example.com' });
    on.hubspot.readEmail(id, 'CLICK', START - HOUR, {
      emailCampaignId: 42,
      url: 'https://acme.example/pricing?_hsenc=secret',
      userAgent: 'Mozilla/5.0',
      filteredEvent: true,
    });
    const { told } = await readAll(on.source('mail'));
    expect(told).toEqual([
      {
        leadId: id,
        activity: expect.objectContaining({
          kind: 'email_click',
          at: START - HOUR,
          mail: { message: '42', userAgent: 'Mozilla/5.0', flagged: true, link: 'https://acme.example/pricing' },
        }),
      },
    ]);
  });

  test('is read page by page, opens and clicks', async () => {
    await using on = await startAccount();
    const id = on.hubspot.addContact({ email: 'ada@example.com' });
    for (let index = 0; index < 620; index++) on.hubspot.readEmail(id, 'OPEN', START - HOUR + index * 1_000);
    on.hubspot.readEmail(id, 'CLICK', START - 1_000);
    const { told, pages } = await readAll(on.source('mail'));
    expect([told.length, pages]).toEqual([621, 3]);
  });
});

describe('replies', () => {
  const ann = (hubspot: HubspotSandbox) => hubspot.addOwner({ email: 'ann@acme.example' });

  test('are what leads wrote, with words and subject; what a rep wrote is none', async () => {
    await using on = await startAccount();
    const ownerId = ann(on.hubspot);
    const id = on.hubspot.addContact({ email: 'ada@example.com' });
    on.hubspot.logEmail(id, { ownerId, subject: 'Our offer', text: 'Hello' });
    on.hubspot.logEmail(id, { ownerId, direction: 'INCOMING_EMAIL', subject: 'Re: Our offer', text: 'Yes, please.' });
    const { told } = await readAll(on.source('replies'));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({
      leadId: id,
      activity: { reply: { text: 'Yes, please.', subject: 'Re: Our offer' } },
    });
  });

  test('from a machine that says so carry that as a header', async () => {
    await using on = await startAccount();
    const ownerId = ann(on.hubspot);
    const id = on.hubspot.addContact({ email: 'ada@example.com' });
    on.hubspot.logEmail(id, { ownerId, direction: 'INCOMING_EMAIL', text: 'I am away.', outOfOffice: true });
    const { told } = await readAll(on.source('replies'));
    expect(told[0]?.activity.reply?.headers).toEqual({ 'Auto-Submitted': 'auto-replied' });
  });

  test('in HTML are read as plain words, a line for each paragraph', async () => {
    await using on = await startAccount();
    const ownerId = ann(on.hubspot);
    const id = on.hubspot.addContact({ email: 'ada@example.com' });
    const html = '<style>p{}</style><p>Yes &amp; soon.</p><blockquote>Would you?</blockquote>';
    on.hubspot.logEmail(id, { ownerId, direction: 'INCOMING_EMAIL', html });
    const { told } = await readAll(on.source('replies'));
    expect(told[0]?.activity.reply?.text).toBe('Yes & soon.\n\n> Would you?');
  });
});

describe('webinars', () => {
  test('tell who came, and of which one; who registered or stayed away is left out', async () => {
    await using on = await startAccount();
    const ids = ['ATTENDED', 'REGISTERED', 'NO_SHOW', 'CANCELLED'].map((state) => {
      const id = on.hubspot.addContact({ email: `${state}@example.com` });
      on.hubspot.attend(id, { id: '7', name: 'Pricing 101', state, at: START - HOUR });
      return id;
    });
    const { told } = await readAll(on.source('webinars'));
    expect(told).toEqual([
      {
        leadId: ids[0],
        activity: expect.objectContaining({
          kind: 'campaign_response',
          name: 'WEBINAR: Pricing 101',
          at: START - HOUR,
        }),
      },
    ]);
  });

  test('that were long ago are not asked again', async () => {
    await using on = await startAccount();
    on.hubspot.addMarketingEvent({ id: '1', name: 'Old', startsAt: START - 60 * 24 * HOUR });
    on.hubspot.addMarketingEvent({ id: '2', name: 'New', startsAt: START - HOUR });
    await readAll(on.source('webinars'));
    expect(callsTo(on.hubspot, '/marketing/marketing-events/2026-03/participations')).toHaveLength(1);
  });
});

describe('a connection that may not read it', () => {
  test.each(['forms', 'mail', 'replies', 'webinars'])('%s: says why, and not as a failure', async (id) => {
    await using on = await startAccount(['oauth']);
    on.hubspot.addForm('f1');
    expect(await on.source(id).since(undefined, START)).toEqual({ absent: expect.stringMatching(/scope/) });
  });

  test('visits, without the plan for them: the same', async () => {
    await using on = await startAccount();
    expect(await on.source('visits').since(undefined, START)).toEqual({ absent: expect.stringMatching(/403/) });
  });

  test('an account that is away is a failure, not an absence', async () => {
    await using on = await startAccount();
    on.hubspot.badDay('GET', '/marketing/v3/forms', { kind: 'status', status: 503, body: 'Service Unavailable' });
    await expect(on.source('forms').since(undefined, START)).rejects.toMatchObject({ kind: 'retry' });
  });
});
