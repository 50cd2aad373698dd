import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import PostalMime from 'postal-mime';
import { mailToLeads } from '../channels/email/leadMail.ts';
import { openSmtp } from '../channels/email/smtp.ts';
import type { Mail } from '../channels/mail.ts';
import { defaultModel } from '../domain/model.ts';
import { Failure } from '../failure.ts';
import { startMail } from '../sandbox/mail/mail.ts';
import { adaIsHot, grounds, MONDAY } from '../testing/adaIsHot.ts';
import { sequencesClaimed, sequenceStep } from './sequences.ts';

const HOUR = 3_600_000;
const BOOKING = 'https://book.test/bob';
type Ground = Awaited<ReturnType<typeof adaIsHot>>;
let database: Awaited<ReturnType<typeof grounds>>;

beforeAll(async () => {
  database = await grounds();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

/** Two hours later, with a mail server and a booking link. */
async function twoHoursLater(mail?: Mail) {
  const server = await startMail();
  const smtp = openSmtp({ url: server.url, timeoutMs: 1_000 });
  const usual = mailToLeads({ smtp, from: 'hot@us.example', now: () => MONDAY });
  const on = await adaIsHot(database, { mail: mail ?? usual });
  on.telling({ bookingUrl: BOOKING, phone: '+1 555 0100' });
  const step = sequenceStep({ id: on.episode, round: 1, since: MONDAY }, on.state.telling)!;
  await on.store.together(on.ws.id, (rows) => rows.addSteps([step], MONDAY));
  on.state.now = MONDAY + 2 * HOUR;
  return {
    ...on,
    server,
    mails: () => Promise.all(server.mails().map(({ raw }) => PostalMime.parse(raw))),
    async [Symbol.asyncDispose]() {
      await smtp[Symbol.asyncDispose]();
      await server.close();
      await on[Symbol.asyncDispose]();
    },
  };
}

async function run({ store, parts, ws, state }: Ground): Promise<void> {
  const claim = { kind: 'sequence', now: state.now, limit: 10, calls: true } as const;
  await sequencesClaimed(parts, ws, await store.together(ws.id, (rows) => rows.claimSteps(claim)));
}

async function outcomeOf({ sql }: Ground) {
  const [row] = await sql(
    `select done_at is not null as done, failed_at is not null as failed, outcome ->> 'because' as because, due_at as due,
       called_at is not null as called from steps where kind = 'sequence'`,
  );
  return row as { done: boolean; failed: boolean; because: string | null; due: number; called: boolean };
}

const iso = (at: number) => new Date(at).toISOString();

const crmSequence = { id: 's1', sender: 'bob@us.example' };

test('it is due two hours after the round began, once, and never when it is switched off', async () => {
  const round = { id: 'e1', round: 2, since: MONDAY };
  expect(sequenceStep(round, defaultModel.telling)).toEqual({
    kind: 'sequence',
    key: 'sequence:e1:2',
    subject: 'e1',
    payload: { round: 2 },
    dueAt: MONDAY + 2 * HOUR,
  });
  const sequence = { ...defaultModel.telling.sequence, afterMinutes: 0 };
  expect(sequenceStep(round, { ...defaultModel.telling, sequence })).toBeUndefined();
});

describe('a lead that nobody has contacted', () => {
  test('gets one mail of the rep with the booking link and the phone, and the log says so', async () => {
    await using on = await twoHoursLater();
    await run(on);
    await run(on);
    const [mail, ...others] = await on.mails();
    expect([others, mail]).toMatchObject([
      [],
      {
        to: [{ address: 'ada@bigco.example' }],
        replyTo: [{ address: 'bob@us.example' }],
        subject: 'When would suit you?',
      },
    ]);
    for (const text of ['Hello Ada,', BOOKING, '+1 555 0100', 'Bob Rep', 'no longer of interest'])
      expect(mail?.text).toContain(text);
    expect(await on.sql("select outcome from decisions where kind = 'effect'")).toEqual([
      { outcome: { kind: 'backup sequence', outcome: 'a mail with the booking link was sent', episode: on.episode } },
    ]);
    expect(on.told).toEqual([`sequence: contact ${on.ada}: a mail with the booking link was sent`]);
  });

  test("is put into the CRM's sequence where there is one, and gets no mail beside it", async () => {
    await using on = await twoHoursLater();
    on.telling({ crmSequence });
    on.hubspot.addSequence('s1', 'Backup');
    await run(on);
    expect([on.hubspot.sequenceOf(on.ada), on.server.mails()]).toEqual(['s1', []]);
    expect((await outcomeOf(on)).because).toBe("the CRM's sequence s1 was started");
  });

  test('gets the mail when the plan has no sequences, and somebody hears why', async () => {
    await using on = await twoHoursLater();
    on.telling({ crmSequence });
    on.hubspot.withoutSequences();
    await run(on);
    expect(await on.mails()).toHaveLength(1);
    expect(on.told[0]).toMatch(/^failed: sequence: a mail instead of the CRM's own, because hubspot: 403/);
  });

  test('is enrolled once, also after a lost answer, and gets no mail then', async () => {
    await using on = await twoHoursLater();
    on.telling({ crmSequence });
    on.hubspot.addSequence('s1', 'Backup');
    on.hubspot.badDay('POST', '/automation/sequences/2026-03/enrollments', { kind: 'cut', when: 'after' });
    await run(on);
    expect(await outcomeOf(on)).toMatchObject({ done: false, called: true });
    on.state.now += HOUR;
    await run(on);
    expect((await outcomeOf(on)).because).toBe("in the CRM's sequence s1 already");
    expect(on.server.mails()).toEqual([]);
  });

  test.each([
    ['no booking link', { bookingUrl: undefined }],
    ['no mail server', {}],
  ] as const)('gets nothing with %s, and that is said', async (what, without) => {
    await using on = await twoHoursLater();
    const { bookingUrl: _link, ...sequence } = on.state.telling.sequence;
    if ('bookingUrl' in without) on.state.telling = { ...on.state.telling, sequence };
    if (what === 'no mail server') delete on.ws.mail;
    await run(on);
    expect([(await outcomeOf(on)).because, on.server.mails()]).toEqual(['no backup sequence is configured', []]);
  });
});

describe('is left alone', () => {
  test('when a rep called meanwhile, though nobody has told us yet: the clock stops, too', async () => {
    await using on = await twoHoursLater();
    on.hubspot.logCall(on.ada, { ownerId: on.bob, at: MONDAY + HOUR });
    await run(on);
    expect([(await outcomeOf(on)).because, on.server.mails()]).toEqual(['it was answered meanwhile', []]);
    expect(await on.sql('select state from episodes')).toEqual([{ state: 'contacted' }]);
  });

  test.each([
    ['it was answered meanwhile', "update episodes set state = 'contacted'"],
    ['it was answered meanwhile', "update episodes set state = 'closed', closed_at = now()"],
    ['another round began meanwhile', 'update episodes set round = 2'],
    ['it is told quietly', `update episodes set facts = '{"quiet": true}'`],
    ['they spoke with each other the day before', 'update episodes set fyi = true'],
    ['they have no e-mail address', 'update leads set email = null'],
    ['they unsubscribed', 'update leads set unsubscribed = true'],
    ['they are a customer', "update leads set lifecycle = 'customer'"],
  ])('%s (%s)', async (because, change) => {
    await using on = await twoHoursLater();
    await on.sql(change);
    await run(on);
    expect([(await outcomeOf(on)).because, on.server.mails()]).toEqual([because, []]);
  });

  test('when the CRM knows by now that they want no mail', async () => {
    await using on = await twoHoursLater();
    on.hubspot.setContact(on.ada, { hs_email_optout: 'true' });
    await run(on);
    expect([(await outcomeOf(on)).because, on.server.mails()]).toEqual(['they unsubscribed', []]);
  });

  test('for an hour after somebody claimed it, and not for longer', async () => {
    await using on = await twoHoursLater();
    on.state.now = MONDAY + 2 * HOUR;
    await on.sql(
      `update episodes set state = 'claimed', claimed_by = assignee, claimed_at = '${iso(MONDAY + 1.5 * HOUR)}'`,
    );
    await run(on);
    expect([await outcomeOf(on), on.server.mails()]).toMatchObject([
      { done: false, called: false, due: MONDAY + 2.5 * HOUR },
      [],
    ]);
    on.state.now = MONDAY + 2.5 * HOUR;
    await run(on);
    expect(on.server.mails()).toHaveLength(1);
  });

  test('until somebody has had it for two hours, where it waited for the morning', async () => {
    await using on = await twoHoursLater();
    await on.sql(
      `insert into holdings (workspace, episode, round, rep, from_at) select workspace, id, 1, assignee, '${iso(MONDAY + 1.9 * HOUR)}' from episodes`,
    );
    await run(on);
    expect([(await outcomeOf(on)).due, on.server.mails()]).toEqual([MONDAY + 3.9 * HOUR, []]);
  });

  test('when the record is gone', async () => {
    await using on = await twoHoursLater();
    on.hubspot.deleteContact(on.ada);
    await run(on);
    expect([(await outcomeOf(on)).because, on.server.mails()]).toEqual(['the record is gone', []]);
  });
});

describe('a mail is sent at most once', () => {
  const sending = (failure: Failure) => {
    const state = { sent: 0 };
    const mail: Mail = {
      async send() {
        state.sent += 1;
        throw failure;
      },
    };
    return { mail, state };
  };

  test('after a lost answer it is never sent again', async () => {
    const { mail, state } = sending(Failure.retry('mail: the connection broke', { outcomeUnknown: true }));
    await using on = await twoHoursLater(mail);
    await run(on);
    on.state.now += HOUR;
    await run(on);
    expect([state.sent, (await outcomeOf(on)).because]).toEqual([1, 'a mail with the booking link may have been sent']);
  });

  test('after the process died on the way it is never sent again', async () => {
    await using on = await twoHoursLater();
    const claim = { kind: 'sequence', now: on.state.now, limit: 1, calls: true } as const;
    await on.store.together(on.ws.id, (rows) => rows.claimSteps(claim));
    on.state.now += HOUR;
    on.hubspot.badDay('POST', '/crm/objects/2026-03/contacts/batch/read', { kind: 'status', status: 503 });
    await run(on);
    expect(await outcomeOf(on)).toMatchObject({ done: false, called: true });
    on.state.now += HOUR;
    await run(on);
    expect([(await outcomeOf(on)).because, on.server.mails()]).toEqual([
      'a mail with the booking link may have been sent',
      [],
    ]);
  });

  test('a server that was not reached is tried again; an address that is refused is given up', async () => {
    const { mail, state } = sending(Failure.retry('mail: nobody answers'));
    await using on = await twoHoursLater(mail);
    await run(on);
    expect(await outcomeOf(on)).toMatchObject({ done: false, failed: false, called: false });
    on.ws.mail = sending(Failure.permanent('mail: no such mailbox')).mail;
    on.state.now += HOUR;
    await run(on);
    expect([state.sent, (await outcomeOf(on)).failed]).toEqual([1, true]);
  });
});
