import { describe, expect, test } from '@jest/globals';
import { Failure } from './failure.ts';
import { type Rig, type RigOptions, startRig } from './testing/readingRig.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function contact(rig: Rig, name: string): string {
  return rig.hubspot.addContact({ email: `${name}@bigco.example`, firstname: name });
}

function asksForDemo(rig: Rig, name: string): void {
  rig.hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email: `${name}@bigco.example` });
}

function opens(rig: Rig, id: string): void {
  rig.hubspot.readEmail(id, 'OPEN', rig.now(), {
    userAgent: 'Mozilla/5.0 (Windows NT 10.0) Outlook',
    emailCampaignId: 7,
  });
}

/** The record tells of it, and no stream of events has it: an e-mail of another kind. */
function opensAnother(rig: Rig, id: string, at = rig.now()): void {
  rig.hubspot.setContact(id, { hs_email_last_open_date: iso(at) }, at);
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

describe('what a source and a record both tell counts once', () => {
  test('opens of marketing mail come with what tells a person from a machine', async () => {
    await using rig = await startRig({ sources: ['mail'] });
    const id = contact(rig, 'ada');
    await rig.settle();
    rig.advance(10 * MINUTE);
    rig.hubspot.readEmail(id, 'OPEN', rig.now(), { userAgent: 'GoogleImageProxy', emailCampaignId: 7 });
    await rig.push(id);
    rig.advance(2 * MINUTE);
    await rig.settle();
    expect(await rig.signals(id)).toEqual(['email_open by mail']);
    const [kept] = await rig.rows<{ mail: { client: string; message: string } }>('select mail from signals');
    expect(kept?.mail).toMatchObject({ client: 'proxy', message: '7' });
  });

  test('a reply is read by its words', async () => {
    await using rig = await startRig({ sources: ['replies'] });
    const id = contact(rig, 'ada');
    const ownerId = rig.hubspot.addOwner({ email: 'ann@acme.example' });
    await rig.settle();
    rig.advance(10 * MINUTE);
    const words = { direction: 'INCOMING_EMAIL' as const, html: '<p>Yes, I am interested.<br>How about Tuesday?</p>' };
    rig.hubspot.logEmail(id, { ownerId, ...words });
    await rig.push(id);
    await rig.settle();
    expect(await rig.signals(id)).toEqual(['positive_reply by replies']);
  });

  test('who came to a webinar is known, though no record tells it', async () => {
    await using rig = await startRig({ sources: ['webinars'] });
    const [id, absent] = [contact(rig, 'ada'), contact(rig, 'bob')];
    const webinar = { id: '9', name: 'Pricing 101' };
    rig.hubspot.attend(id, { ...webinar, state: 'ATTENDED' });
    rig.hubspot.attend(absent, { ...webinar, state: 'REGISTERED' });
    await rig.settle();
    expect(await rig.signals(id)).toEqual(['webinar_attendance by webinars']);
    expect(await rig.signals(absent)).toEqual([]);
  });

  test('of what happened before the workspace began a source tells too, to the record nothing is left', async () => {
    await using rig = await startRig({ sources: ['mail'] });
    const id = contact(rig, 'ada');
    rig.hubspot.readEmail(id, 'OPEN', rig.now() - 3 * 24 * HOUR, { emailCampaignId: 7 });
    await rig.settle();
    await rig.push(id);
    expect(await rig.signals(id)).toEqual(['email_open by mail']);
  });
});

describe('of what a source and a record both know, whichever tells first tells', () => {
  test('a demo request that a webhook pushes is told by that very reading, though the forms are read as well', async () => {
    await using rig = await startRig({ sources: ['forms'] });
    const id = contact(rig, 'ada');
    await rig.settle();
    rig.advance(10 * MINUTE);
    asksForDemo(rig, 'ada');
    await rig.push(id);
    expect(await rig.signals(id)).toEqual(['demo_request by history']);
    for (let rounds = 0; rounds < 3; rounds++) {
      rig.advance(MINUTE);
      await rig.settle();
      await rig.push(id);
    }
    expect(await rig.signals(id)).toEqual(['demo_request by history']);
  });

  test('whoever the record told everything of is not read again for the forms', async () => {
    await using rig = await startRig({ sources: ['forms'] });
    const id = contact(rig, 'ada');
    await rig.settle();
    rig.advance(10 * MINUTE);
    asksForDemo(rig, 'ada');
    await rig.push(id);
    rig.advance(MINUTE);
    const before = rig.hubspot.calls.length;
    await rig.run('source');
    const made = rig.hubspot.calls.slice(before).map(({ path }) => path);
    expect(made).toEqual([
      '/marketing/v3/forms',
      '/form-integrations/v1/submissions/forms/f1',
      '/crm/objects/2026-03/contacts/batch/read',
    ]);
  });

  test('a second submission that the record does not show is told by the forms', async () => {
    await using rig = await startRig({ sources: ['forms'], crm: lagging() });
    const id = contact(rig, 'ada');
    await rig.settle();
    rig.advance(10 * MINUTE);
    asksForDemo(rig, 'ada');
    await rig.push(id);
    rig.advance(5 * MINUTE);
    lag.from = rig.now();
    asksForDemo(rig, 'ada');
    await rig.push(id);
    await rig.settle();
    await rig.push(id);
    expect(await rig.signals(id)).toEqual(['demo_request by history', 'demo_request by forms']);
  });

  test('a submission that the forms knew first is not told again by the record', async () => {
    await using rig = await startRig({ sources: ['forms'], crm: lagging() });
    const id = contact(rig, 'ada');
    await rig.settle();
    rig.advance(10 * MINUTE);
    lag.from = rig.now();
    asksForDemo(rig, 'ada');
    await rig.push(id);
    await rig.settle();
    expect(await rig.signals(id)).toEqual(['demo_request by forms']);
    lag.from = Infinity;
    await rig.push(id);
    await rig.settle();
    expect(await rig.signals(id)).toEqual(['demo_request by forms']);
  });

  test('both at the same time tell it once', async () => {
    await using rig = await startRig({ sources: ['forms'], crm: lagging() });
    const ids = Array.from({ length: 8 }, (_, index) => contact(rig, `lead${index}`));
    await rig.settle();
    rig.advance(10 * MINUTE);
    for (const index of ids.keys()) asksForDemo(rig, `lead${index}`);
    // What the source reads of the records is a little behind what the webhooks read.
    const behind = rig.another({
      readLeads: async (asked) => {
        const { people, ...rest } = await rig.ws.crm.readLeads(asked);
        return { ...rest, people: people.map((person) => ({ ...person, activities: [] })) };
      },
    });
    await Promise.all([behind.run('source'), ...ids.map((id) => rig.push(id))]);
    await rig.settle();
    const kept = await rig.rows<{ count: number }>('select count(*) as count from signals group by lead');
    expect(kept.map(({ count }) => count)).toEqual(ids.map(() => 1));
  });

  test('a page is another one by its address, however close the visits are', async () => {
    await using rig = await startRig({ sources: ['visits'], enterprise: true, crm: lagging() });
    const id = contact(rig, 'ada');
    await rig.settle();
    rig.advance(10 * MINUTE);
    rig.hubspot.visitPage(id, 'https://acme.example/pricing');
    await rig.push(id);
    rig.advance(MINUTE);
    lag.from = rig.now();
    rig.hubspot.visitPage(id, 'https://acme.example/upgrade');
    await rig.settle();
    lag.from = Infinity;
    await rig.push(id);
    rig.advance(MINUTE);
    await rig.settle();
    expect(await rig.signals(id)).toEqual(['pricing_page_visit by history', 'upgrade_page_visit by visits']);
  });
});

describe('nothing is lost', () => {
  test('where a source may not be read, the records tell', async () => {
    await using rig = await startRig({ sources: ['visits'] });
    const id = contact(rig, 'ada');
    await rig.settle();
    rig.hubspot.visitPage(id, 'https://acme.example/pricing');
    await rig.push(id);
    expect(await rig.signals(id)).toEqual(['pricing_page_visit by history']);
    expect(rig.told.filter((line) => line.startsWith('source: visits may not be read here'))).toHaveLength(1);
  });

  test('a source that fails for an hour gives back what came meanwhile, and takes over again', async () => {
    await using rig = await startRig({ sources: ['mail'], crm: failing() });
    const [ada, bob, cy] = [contact(rig, 'ada'), contact(rig, 'bob'), contact(rig, 'cy')];
    await rig.settle();
    rig.advance(10 * MINUTE);
    opens(rig, ada);
    await rig.push(ada);
    await rig.settle();
    outage.on = true;
    rig.advance(10 * MINUTE);
    opens(rig, bob);
    await rig.push(bob);
    await rig.settle();
    expect(await rig.signals(bob)).toEqual(['email_open by history']);
    rig.advance(HOUR);
    outage.on = false;
    await rig.settle();
    rig.advance(HOUR);
    opens(rig, cy);
    await rig.push(cy);
    await rig.settle();
    for (const id of [ada, bob, cy]) await rig.push(id);
    await rig.settle();
    expect(await Promise.all([ada, bob, cy].map((id) => rig.signals(id)))).toEqual([
      ['email_open by mail'],
      ['email_open by history'],
      ['email_open by mail'],
    ]);
  });

  test('what the stream of mail does not have is told by the record, once that is clear', async () => {
    await using rig = await startRig({ sources: ['mail'] });
    const id = contact(rig, 'ada');
    await rig.settle();
    rig.advance(10 * MINUTE);
    opensAnother(rig, id);
    await rig.push(id);
    await rig.settle();
    expect(await rig.signals(id)).toEqual([]);
    for (let minute = 0; minute < 8; minute++) {
      rig.advance(MINUTE);
      await rig.settle();
    }
    expect(await rig.signals(id)).toEqual(['email_open by history']);
    await rig.push(id);
    await rig.settle();
    expect(await rig.signals(id)).toEqual(['email_open by history']);
  });

  test('an old one of those is told at the first reading', async () => {
    await using rig = await startRig({ sources: ['mail'] });
    await rig.settle();
    rig.advance(10 * MINUTE);
    await rig.settle();
    const id = rig.hubspot.addContact({ email: 'ada@bigco.example' }, { at: rig.now() - HOUR });
    opensAnother(rig, id, rig.now() - 8 * MINUTE);
    await rig.push(id);
    expect(await rig.signals(id)).toEqual(['email_open by history']);
  });

  test('a page that was read and not kept is read again', async () => {
    await using rig = await startRig({ sources: ['mail'] });
    const id = contact(rig, 'ada');
    opens(rig, id);
    const broken = rig.another({ readLeads: () => Promise.reject(Failure.retry('read: no')) });
    await broken.run('source');
    expect(await rig.signals(id)).toEqual([]);
    rig.advance(2 * MINUTE);
    await rig.settle();
    expect(await rig.signals(id)).toEqual(['email_open by mail']);
  });

  test('two processes that read the same page keep it once', async () => {
    await using rig = await startRig({ sources: ['mail'] });
    const id = contact(rig, 'ada');
    opens(rig, id);
    await Promise.all([rig.run('source'), rig.another().run('source')]);
    await rig.settle();
    expect(await rig.signals(id)).toEqual(['email_open by mail']);
  });
});

const outage = { on: false };

/** A source that can be taken away. */
function failing(): NonNullable<RigOptions['crm']> {
  outage.on = false;
  return ({ sources }) => ({
    sources: sources.map((source) => ({
      ...source,
      since: (...asked) => (outage.on ? Promise.reject(Failure.retry('mail: away')) : source.since(...asked)),
    })),
  });
}

const lag = { from: Infinity };

/** Records that do not show yet what happened from some moment on. */
function lagging(): NonNullable<RigOptions['crm']> {
  lag.from = Infinity;
  return (crm) => ({
    readLeads: async (ids) => {
      const { people, ...rest } = await crm.readLeads(ids);
      const shown = people.map(({ activities, ...person }) => ({
        ...person,
        activities: activities.filter(({ at }) => at < lag.from),
      }));
      return { ...rest, people: shown };
    },
  });
}
