import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import PostalMime from 'postal-mime';
import { mailChannel } from '../channels/email/email.ts';
import { openSmtp, type Smtp } from '../channels/email/smtp.ts';
import { defaultModel, type Model } from '../domain/model.ts';
import { type MailSandbox, startMail } from '../sandbox/mail/mail.ts';
import { type Db, openDb } from '../store/db.ts';
import { migrate } from '../store/migrate.ts';
import { openStore, type Store } from '../store/store.ts';
import { ensureWorkspace } from '../store/workspaces.ts';
import { ownDatabase } from '../testing/database.ts';
import { briefClaimed, briefStep } from './briefs.ts';
import type { Parts, Workspace } from './parts.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 20, 9);
const [LEAD, ACCOUNT, EPISODE, BOB, EVE] = ['1', '2', '3', '4', '5'].map(
  (n) => `00000000-0000-4000-8000-00000000000${n}`,
) as [string, string, string, string, string];
let database: { url: string } & AsyncDisposable;
let db: Db;
let store: Store;
let server: MailSandbox;
let smtp: Smtp;
let workspace = 'w0';
let now = START;
let told: string[] = [];
let model: Model = defaultModel;

beforeAll(async () => {
  database = await ownDatabase(async (url) => void (await migrate(url, START)));
  db = openDb(database.url);
  store = openStore(db);
});
afterAll(async () => {
  await db.close();
  await database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  workspace = `w${Number(workspace.slice(1)) + 1}`;
  now = START;
  told = [];
  model = defaultModel;
  server = await startMail({ now: () => now });
  smtp = openSmtp({ url: server.url, timeoutMs: 2_000 });
  const self = { id: workspace, name: workspace, demo: false, connections: [] };
  await db.inWorkspace(workspace, (tx) => ensureWorkspace(tx, self, START));
  await hotLead();
});
afterEach(async () => {
  await smtp[Symbol.asyncDispose]();
  await server.close();
});

const sql = (text: string, values: unknown[] = []) =>
  db.inWorkspace(workspace, (tx) => tx.query(text, [workspace, ...values]));
const iso = (agoMs: number) => new Date(START - agoMs).toISOString();

/** Ada is hot, Bob has her, and Eve is a colleague of hers. */
async function hotLead(): Promise<void> {
  await sql(`insert into accounts (workspace, id, key, score, created_at) values ($1, $2, 'acme.example', 71, now())`, [
    ACCOUNT,
  ]);
  await sql(
    `insert into leads (workspace, id, email, first_name, last_name, company, industry, source, account, score, created_at)
     values ($1, $2, 'ada@acme.example', 'Ada', 'Lovelace', 'Acme', 'Logistics', 'Organic search', $3, 92, now()),
       ($1, gen_random_uuid(), 'cfo@acme.example', 'Cleo', null, 'Acme', null, null, $3, 40, now())`,
    [LEAD, ACCOUNT],
  );
  await sql(
    `insert into identities (workspace, kind, value, subject, id) values ($1, 'hubspot:contact', '55', 'lead', $2)`,
    [LEAD],
  );
  await sql(
    `insert into reps (workspace, id, email, name, time_zone, active, available, updated_at)
     values ($1, $2, 'bob@us.example', 'Bob Rep', 'Europe/Berlin', true, true, now()),
       ($1, $3, 'eve@us.example', 'Eve Rep', 'UTC', true, true, now())`,
    [BOB, EVE],
  );
  await sql(
    `insert into episodes (workspace, id, lead, kind, state, round, tier, score, reasons, late, trigger_at, opened_at, respond_by,
       assignee, routing_note)
     values ($1, $2, $3, 'first', 'open', 1, 1, 92, '["asked for a demo just now"]', false, $4, $4, $5, $6, 'next in turn')`,
    [EPISODE, LEAD, iso(0), iso(-60 * MINUTE), BOB],
  );
  await did('pricing_page_visit', 30 * MINUTE, '/pricing');
  await did('pricing_page_visit', 2 * 24 * 60 * MINUTE, '/pricing');
  await did('demo_request', 2 * MINUTE, 'Demo Request');
}

async function did(type: string, agoMs: number, asset: string): Promise<void> {
  await sql(
    `insert into signals (workspace, lead, subject, type, at, received_at, asset, confidence, source, source_id)
     values ($1, $2, 'lead', $3, $4, $4, $5, 1, 'hubspot', gen_random_uuid()::text)`,
    [LEAD, type, iso(agoMs), asset],
  );
}

const add = (round = 1, rep = BOB) =>
  store.together(workspace, (rows) => rows.addSteps([briefStep(EPISODE, round, rep, START)], START));

/** Everything that is due is sent. */
async function send(more: Partial<Workspace> = {}): Promise<void> {
  const ws = {
    id: workspace,
    crm: { kind: 'hubspot', recordUrl: (id: string) => `https://crm.test/${id}` },
    channels: [mailChannel({ smtp, from: 'hot@us.example', publicHost: 'hot.test', now: () => now })],
    linkTo: (link: { do: string; who: { email?: string } }) => `https://hot.test/l/${link.do}-${link.who.email}`,
    deciding: () => Promise.resolve({ model, version: 1, hash: 'h' }),
    timeZone: 'UTC',
    ...more,
  } as unknown as Workspace;
  const tell = (step: string, text: string) => void told.push(`${step}: ${text}`);
  const parts = { store, now: () => now, chance: () => 0, tell } as unknown as Parts;
  const claim = { kind: 'brief', now, limit: 10, calls: true } as const;
  await briefClaimed(parts, ws, await store.together(workspace, (rows) => rows.claimSteps(claim)));
}

type Row = { done: number | null; failed: number | null; due: number; told: string | null; error: string | null };

async function step(): Promise<Row> {
  const rows = await sql(
    `select done_at as done, failed_at as failed, due_at as due, outcome ->> 'told' as told, last_error as error
     from steps where workspace = $1 and kind = 'brief'`,
  );
  return rows[0] as Row;
}
const mails = () => Promise.all(server.mails().map(({ raw }) => PostalMime.parse(raw)));

describe('the context e-mail', () => {
  test('goes to the rep with everything there is to read before the call', async () => {
    await add();
    await send();
    const [mail, ...others] = await mails();
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ to: [{ address: 'bob@us.example' }], subject: 'Hot lead: Ada Lovelace (Acme)' });
    for (const text of [
      'They asked for a demo (Demo Request) 2 minutes ago',
      'They looked at prices (/pricing) 2 times, last 30 minutes ago',
      'Industry: Logistics',
      'Came from: Organic search',
      'Score of the company: 71',
      'Colleagues: Cleo (score 40)',
      '- /pricing, 2 times, last 30 minutes ago',
      'Wed 18 Nov 10:00: pricing page (/pricing, hubspot)',
      'Fri 20 Nov 09:58: asked for a demo (Demo Request, hubspot)',
      'Claim it: https://hot.test/l/claim-bob@us.example',
      'Open in HubSpot: https://crm.test/55',
    ])
      expect(mail!.text).toContain(text);
    expect(told).toEqual(['brief: contact 55: Bob Rep has the context e-mail']);
  });

  test('tells times in the zone that the settings give its rep, which is stronger than the CRM’s', async () => {
    model = { ...model, routing: { ...model.routing, people: { 'bob@us.example': { timeZone: 'Asia/Kolkata' } } } };
    await add();
    await send();
    const [mail] = await mails();
    expect(mail!.text).toContain('Fri 20 Nov 14:28: asked for a demo (Demo Request, hubspot)');
    expect(mail!.text).toContain('Times are of Asia/Kolkata.');
  });

  test('is kept where it went, and goes out once', async () => {
    await add();
    await add();
    await send();
    await send();
    expect(server.mails()).toHaveLength(1);
    expect(
      await sql('select kind, channel, place, reader, rep, surface, repeated from deliveries where workspace = $1'),
    ).toEqual([
      {
        kind: 'brief',
        channel: 'email',
        place: 'bob@us.example',
        reader: 'bob@us.example',
        rep: BOB,
        surface: 'assignee',
        repeated: false,
      },
    ]);
    expect(await sql("select outcome from decisions where workspace = $1 and kind = 'effect'")).toEqual([
      { outcome: { kind: 'brief', channel: 'email', repeated: false } },
    ]);
  });

  test.each([
    ['it was answered meanwhile', "state = 'contacted'"],
    ['it was answered meanwhile', "state = 'closed'"],
    ['another round began meanwhile', 'round = 2'],
    ['somebody else has it by now', `assignee = '${EVE}'`],
    ['somebody else has it by now', `state = 'claimed', claimed_by = '${EVE}', claimed_at = now()`],
    ['it is told quietly', `facts = '{"quiet": true}'`],
    ['they spoke with each other the day before', 'fyi = true'],
  ])('goes to nobody: %s (%s)', async (because, change) => {
    await add();
    await sql(`update episodes set ${change} where workspace = $1`);
    await send();
    expect(server.mails()).toEqual([]);
    expect((await step()).told).toBe(`nobody: ${because}`);
  });

  test('goes to nobody without a mail server, without an address, and when it is switched off', async () => {
    await add();
    await send({ channels: [] });
    expect((await step()).told).toBe('nobody: no mail server is configured');
    await sql(`update steps set done_at = null, called_at = null where workspace = $1`);
    await sql('update reps set email = null where workspace = $1');
    await send();
    expect((await step()).told).toBe('nobody: the rep has no e-mail address');
    await sql(`update steps set done_at = null, called_at = null where workspace = $1`);
    model = { ...defaultModel, telling: { ...defaultModel.telling, briefMinutes: 0 } };
    await send();
    expect((await step()).told).toBe('nobody: context e-mails are switched off');
    expect(server.mails()).toEqual([]);
  });

  test('to whoever has claimed it is sent', async () => {
    await add();
    await sql(`update episodes set state = 'claimed', claimed_by = '${BOB}', claimed_at = now() where workspace = $1`);
    await send();
    expect(server.mails()).toHaveLength(1);
  });
});

describe('when the mail server has a bad day', () => {
  test('it is tried again, and sent once', async () => {
    await add();
    server.fail('busy');
    await send();
    expect(await step()).toMatchObject({
      done: null,
      failed: null,
      error: 'mail: the server takes nothing now (451 4.7.1)',
    });
    server.mend();
    now += MINUTE;
    await send();
    expect(await mails()).toHaveLength(1);
    expect((await mails())[0]!.text).not.toContain('second copy');
  });

  test('a mail without an answer is sent once more under the same id, and not a third time', async () => {
    await add();
    server.fail('cut');
    for (const _ of [1, 2, 3, 4]) {
      await send();
      now += 10 * MINUTE;
    }
    const [first, second, ...others] = await mails();
    expect(others).toEqual([]);
    expect(second!.messageId).toBe(first!.messageId);
    expect(second!.text).toContain('This may be a second copy');
    expect(await step()).toMatchObject({ done: null, error: 'mail: two sendings in a row got no answer' });
    expect((await step()).failed).not.toBeNull();
  });

  test('an address that nobody has ends it, and the failure names nobody', async () => {
    await add();
    server.fail('mailbox');
    await send();
    const { failed, error } = await step();
    expect(failed).not.toBeNull();
    expect(error).toMatch(/550 5\.1\.1/);
    expect([error, ...told].join()).not.toContain('@');
  });
});
