import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { answerTo, type DecisionEntry } from '../domain/decision.ts';
import { historyMs, lookAt } from '../domain/look.ts';
import { defaultModel } from '../domain/model.ts';
import { away, lead, question, rep } from '../domain/routing/routeForTests.ts';
import { route } from '../domain/routing/route.ts';
import { climb, startLadder } from '../domain/sla/ladder.ts';
import { modelHash } from '../model/hash.ts';
import { modelFromStored } from '../model/read.ts';
import { type Db, openDb } from '../store/db.ts';
import { migrate } from '../store/migrate.ts';
import { publishModel } from '../store/models.ts';
import { openStore } from '../store/store.ts';
import { ensureWorkspace } from '../store/workspaces.ts';
import { ownDatabase } from '../testing/database.ts';
import { explainCommand } from './explain.ts';

const NOW = Date.parse('2026-01-31T09:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ASKED = NOW - 50 * MINUTE;
const deciding = { version: 1, hash: modelHash(defaultModel) };
const [ANN, BOB] = ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b'];
const EPISODE = '00000000-0000-4000-8000-00000000000e';
let database: { url: string } & AsyncDisposable;
let db: Db;
let ada = '';

beforeAll(async () => {
  database = await ownDatabase(async (url) => void (await migrate(url, NOW)));
  db = openDb(database.url, { max: 2 });
  await db.inWorkspace('default', async (tx) => {
    const connections = [{ id: 'hubspot', kind: 'hubspot', account: '1' }];
    await ensureWorkspace(tx, { id: 'default', name: 'Acme', demo: false, connections }, NOW - 90 * 24 * HOUR);
    await publishModel(tx, 'default', { hash: deciding.hash, settings: defaultModel }, NOW - 90 * 24 * HOUR);
    await tx.query(
      `insert into reps (workspace, id, name, active, available, updated_at)
       values ('default', $1, 'Ann Rep', true, true, now()), ('default', $2, 'Bob Rep', true, true, now())`,
      [ANN, BOB],
    );
    await tx.query("insert into identities values ('default', 'hubspot:owner', '9', 'rep', $1)", [ANN]);
  });
  await did(NOW - 26 * HOUR, NOW - 3 * HOUR, 'pricing_page_visit', '/pricing');
  await did(ASKED, ASKED, 'demo_request', '/demo');
  await routed();
  await answered();
});
afterAll(async () => {
  await db.close();
  await database[Symbol.asyncDispose]();
});

/** It happened, it was reported, and it was looked at a second later. */
async function did(at: number, knownAt: number, type: string, asset: string): Promise<void> {
  const now = knownAt + 1_000;
  await openStore(db).together('default', async (rows) => {
    const signals = [{ sourceId: `${type}-${at}`, subject: 'lead' as const, type, at, asset, confidence: 1 }];
    const person = {
      record: '55',
      email: 'Ada@BigCo.example',
      firstName: 'Ada',
      jobTitle: 'CTO',
      company: 'Big Co',
      ownerId: '9',
      lifecycle: 'lead',
      status: 'OPEN',
    };
    await rows.keepLeads('hubspot', [{ ...person, signals }], knownAt);
    const model = modelFromStored((await rows.currentModel())?.settings);
    const [due] = await rows.lockDueLeads({ crm: 'hubspot', now, since: now - historyMs(model), limit: 1 });
    if (due === undefined) throw new Error('nothing is due');
    ada = due.id;
    const looked = lookAt(due, model, 0, now);
    const answer = answerTo({ lead: due, looked, model, watchingSince: 0, now, newId: () => EPISODE });
    await rows.saveLooks([answer.lead], now);
    await rows.saveDecisions(answer.entries, deciding, now);
  });
}

const log = (now: number, entry: Omit<DecisionEntry, 'lead' | 'watermark'>) =>
  openStore(db).together('default', (rows) =>
    rows.saveDecisions([{ lead: ada, watermark: 0, ...entry }], deciding, now),
  );

async function routed(): Promise<void> {
  const rules = { ...defaultModel.routing, people: { [`${ANN}@us.example`]: { backup: `${BOB}@us.example` } } };
  const asked = question(
    lead({ owner: ANN, fastLane: true }),
    [
      { ...away(ANN, 20), name: 'Ann Rep' },
      { ...rep(BOB), name: 'Bob Rep' },
    ],
    rules,
  );
  const { members: _kept, ...told } = route(asked, rules);
  await log(ASKED + 2_000, { kind: 'route', inputs: { routing: asked, why: 'opened' }, outcome: { route: told } });
  await log(ASKED + 4_000, { kind: 'effect', inputs: {}, outcome: { kind: 'task', task: '77', episode: EPISODE } });
  const [step] = await stepsDone();
  const alert = {
    kind: 'alert',
    step,
    episode: EPISODE,
    channel: 'slack',
    place: 'D1',
    message: '1.2',
    repeated: false,
  };
  await log(ASKED + 5_000, { kind: 'effect', inputs: {}, outcome: alert });
}

/** The alert to the assignee, one that nobody needed any more, and one to a manager that was given up. */
async function stepsDone(): Promise<string[]> {
  const at = new Date(ASKED + 5_000);
  const late = new Date(ASKED + 15 * MINUTE);
  const rows = await db.inWorkspace('default', (tx) =>
    tx.query<{ id: string }>(
      `insert into steps (workspace, kind, key, subject, payload, outcome, last_error, created_at, due_at, done_at, failed_at)
       values ('default', 'alert', 'a', $1, '{"to":"assignee"}', '{}', null, $2, $2, $2, null),
         ('default', 'alert', 'b', $1, $3, '{"told":"nobody: it was answered meanwhile"}', null, $4, $4, $4, null),
         ('default', 'alert', 'c', $1, '{"to":{"email":"boss@acme.example"}}', null, 'no such user', $4, $4, null, $4)
       returning id`,
      [ada, at, JSON.stringify({ to: 'assignee', rep: ANN }), late],
    ),
  );
  return rows.map(({ id }) => id);
}

async function answered(): Promise<void> {
  const ladder = startLadder(defaultModel.sla.urgent, ASKED, defaultModel.sla);
  const clocks = { assignee: [{ from: ASKED, to: NOW }], pool: [{ from: ASKED, to: NOW }] };
  const reaches = { remind: ['Bob Rep'], backup: [], reassign: [], manager: [] };
  const facts = { answered: false, reaches, clocks };
  const at = ASKED + 10 * MINUTE;
  await log(at, { kind: 'sla', inputs: { ladder, facts }, outcome: { climb: climb(ladder, facts, at) } });
  const touch = { id: 't', kind: 'call', at: ASKED + 12 * MINUTE, rep: BOB, by: 'rep', happened: true };
  await log(ASKED + 20 * MINUTE, { kind: 'contact', inputs: { touch }, outcome: {} });
  await db.inWorkspace('default', (tx) =>
    tx.query(
      `insert into rounds (workspace, episode, round, lead, tier, source, type, started_at, opened_at, contacted_at, working_ms)
       values ('default', $1, 1, $2, 2, 'hubspot', 'demo_request', $3, $4, $5, 360000)`,
      [EPISODE, ada, new Date(ASKED), new Date(ASKED + 1_000), new Date(touch.at)],
    ),
  );
}

async function run(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const io = { out: (line: string) => out.push(line), err: (line: string) => err.push(line), now: () => NOW };
  const code = await explainCommand(args, io, { DATABASE_URL: database.url });
  return { code, out, err };
}

describe('hot-lead explain', () => {
  test('tells the story in the order in which it was known', async () => {
    const { code, out } = await run('ada@bigco.example', '--zone', 'Europe/Berlin');
    expect(code).toBe(0);
    const told = out
      .filter((line) => /^ {2}\d\d:\d\d/.test(line))
      .map((line) => line.slice(2).replace(/ \[model 1\]$/, ''));
    expect(told).toEqual([
      '07:00  · pricing page (/pricing, hubspot); late: it happened 30 Jan 08:00 Berlin, 23 hours before',
      '09:10  · asked for a demo (/demo, hubspot)',
      '09:10  ▲ HOT: score 54, tier 2: asked for a demo (fast lane)',
      expect.stringMatching(/^09:10 {2}- goes to Bob Rep for Ann Rep: /),
      '09:10  - task made in the CRM (77)',
      '09:10  - told in Slack (D1), for Bob Rep',
      expect.stringMatching(/^09:20 {2}- nobody has answered for 10 minutes: Bob Rep was reminded/),
      '09:25  - the message for Ann Rep went to nobody: it was answered meanwhile',
      '09:25  - the message for boss@acme.example was given up: no such user',
      '09:30  ✓ first contact: Bob Rep called, 12 minutes after the signal (6 minutes of working time), 11 minutes after opening; it happened 31 Jan 09:22 Berlin',
    ]);
  });

  test('says who it is, why each was chosen or not, and how it stands now', async () => {
    const { out } = await run('55');
    expect(out[0]).toBe('Ada');
    expect(out).toContain('  owner        Ann Rep');
    expect(out).toContain('  lifecycle    lead');
    expect(out).toContain('  Lead Status  OPEN');
    expect(out.some((line) => /^ +Ann Rep: /.test(line))).toBe(true);
    expect(out.some((line) => line.includes('because asked for a demo'))).toBe(true);
    const now = out.slice(out.indexOf('Now'));
    expect(now[1]).toBe('  score 54, tier 2, hot');
    expect(now.some((line) => line.startsWith('  next: stays hot until'))).toBe(true);
    expect(now.some((line) => line.startsWith('  cooler: '))).toBe(true);
  });

  test('says what keeps a lead from sales that was closed as not a fit', async () => {
    const signals = ['technical_docs', 'roi_calculator', 'competitor_comparison'].map((type, index) => {
      return { sourceId: type, subject: 'lead' as const, type, at: NOW - (index + 1) * HOUR, confidence: 1 };
    });
    await openStore(db).together('default', (rows) => rows.keepLeads('hubspot', [{ record: '66', signals }], NOW));
    const nowOf = async () => (await run('66')).out.filter((line) => line.includes('kept from sales'));
    expect(await nowOf()).toEqual([]);
    await db.inWorkspace('default', (tx) =>
      tx.query(
        `insert into episodes (workspace, lead, kind, state, round, tier, score, reasons, late, trigger_at, opened_at, respond_by,
           routing_note, closed_at, closed_as)
         select 'default', id, 'first', 'closed', 1, 2, 54, '[]', false, $1, $1, $1, '', $2, 'not_a_fit' from identities
         where kind = 'hubspot:contact' and value = '66'`,
        [new Date(NOW - 9 * 24 * HOUR), new Date(NOW - 8 * 24 * HOUR)],
      ),
    );
    expect(await nowOf()).toEqual(['  kept from sales: disqualified in the last 90 days: only a fast lane lifts this']);
  });

  test('finds the lead by our id too, and tells a machine the same', async () => {
    const { out } = await run(ada.toUpperCase(), '--json');
    const told = JSON.parse(out.join('\n')) as { lead: { id: string }; story: { kind: string; model?: number }[] };
    expect(told.lead.id).toBe(ada);
    expect(told.story.map(({ kind }) => kind)).toEqual(
      'signal signal open route effect effect sla alert alert contact'.split(' '),
    );
    expect(told.story.map(({ model }) => model ?? 0)).toEqual([0, 0, 1, 1, 0, 0, 1, 0, 0, 0]);
  });

  test.each(['salesforce:contact', 'hubspot:contact'])(
    'finds a lead of Salesforce by its id in 18 or 15 characters and by its page, kept as %s',
    async (kind) => {
      const id = `00QgK0000012Ab${kind === 'hubspot:contact' ? 'CUAU' : 'cUAE'}`;
      const value = kind === 'hubspot:contact' ? `salesforce:${id}` : id;
      await db.inWorkspace('default', (tx) =>
        tx.query("insert into identities values ('default', $1, $2, 'lead', $3)", [kind, value, ada]),
      );
      const page = `https://acme.lightning.force.com/lightning/r/Lead/${id}/view`;
      for (const said of [id, id.slice(0, 15), page]) expect((await run(said)).out[0]).toBe('Ada');
    },
  );

  test.each([
    [['nobody@x.example'], /^explain: nobody in workspace default has "nobody@x.example"/],
    [[], /^explain: say one lead/],
    [['55', '56'], /^explain: say one lead/],
    [['55', '--zone', 'Mars/Base'], /^explain: --zone: "Mars\/Base" is no time zone/],
    [['55', '--jso'], /^explain: Unknown option/],
  ])('%j is refused in words', async (args, said) => {
    const { code, out, err } = await run(...args);
    expect([code, out, err[0]]).toEqual([1, [], expect.stringMatching(said)]);
  });
});
