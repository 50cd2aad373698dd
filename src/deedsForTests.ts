import { randomUUID } from 'node:crypto';
import type { Deed, Pressed, Who } from './channels/answers.ts';
import type { Crm } from './crm/crm.ts';
import { defaultModel, type Model } from './domain/model.ts';
import { startLadder } from './domain/sla/ladder.ts';
import { modelHash } from './model/hash.ts';
import { modelFromStored } from './model/read.ts';
import { type Db, openDb } from './store/db.ts';
import { migrate } from './store/migrate.ts';
import { publishModel } from './store/models.ts';
import { addRepTime, keepReps, repsOf } from './store/reps.ts';
import { openStore } from './store/store.ts';
import { ensureWorkspace } from './store/workspaces.ts';
import { ownDatabase } from './testing/database.ts';
import { decidingBy } from './pipeline/deciding.ts';
import { act } from './pipeline/deeds.ts';
import type { Parts, Workspace } from './pipeline/parts.ts';

/** A Monday morning in UTC. */
const T0 = Date.UTC(2026, 10, 23, 10);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

const TEAM = ['Ann', 'Bob', 'Cy'];
const EVERY_DAY = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** How a lead stands before somebody does something; reps by first name. */
export type Before = {
  owner?: string;
  assignee?: string;
  claimedBy?: string;
  contactedBy?: string;
  closedAs?: 'won' | 'cooled';
  claimable?: string[];
  snoozedUntil?: number;
  waiting?: string;
  ownerOurs?: boolean;
  turn?: object;
  /** Every rung is climbed. */
  ladderEnded?: boolean;
};

export type Desk = Awaited<ReturnType<typeof startDeeds>>;

/** A workspace with three reps, at work from nine to five, and Max, who manages them and is no rep. Nothing runs by itself. */
export async function startDeeds(model: Partial<Model['routing']> = {}) {
  const database = await ownDatabase(async (url) => void (await migrate(url, T0)));
  const db = openDb(database.url, { max: 4 });
  let now = T0;
  const workspace = 'acme';
  const settings: Model = {
    ...defaultModel,
    routing: { ...defaultModel.routing, coverage: { managers: ['max@acme.example'] }, ...model },
  };
  await db.inWorkspace(workspace, async (tx) => {
    const connections = [{ id: 'hubspot', kind: 'hubspot' as const, account: '1' }];
    await ensureWorkspace(tx, { id: workspace, name: 'Acme', demo: false, connections }, T0);
    await publishModel(tx, workspace, { hash: modelHash(settings), settings }, T0);
    const hours = [{ days: [...EVERY_DAY], from: 9 * 60, to: 17 * 60 }];
    const rep = (name: string, index: number) => ({
      record: `${index + 1}`,
      name: `${name} Rep`,
      email: `${name.toLowerCase()}@acme.example`,
      active: true,
      available: true,
      timeZone: 'UTC',
      hours,
    });
    await keepReps(tx, workspace, 'hubspot', TEAM.map(rep), T0);
  });
  const kept = await db.inWorkspace(workspace, (tx) => repsOf(tx, workspace, 'hubspot'));
  const id = (name: string) => kept.find((rep) => rep.name.startsWith(name))?.id ?? name;
  const told: string[] = [];
  const parts: Parts = {
    store: openStore(db),
    workspaces: new Map(),
    hint: async () => {},
    now: () => now,
    chance: () => 0.5,
    newId: () => randomUUID(),
    stopping: () => false,
    tell: (step, text) => void told.push(`${step}: ${text}`),
  };
  const ws = {
    id: workspace,
    crm: { kind: 'hubspot' } as Crm,
    channels: [],
    mail: undefined,
    linkTo: undefined,
    deciding: decidingBy(modelFromStored),
    watchingSince: 0,
    timeZone: 'UTC',
    taskQueues: {},
  } as unknown as Workspace;
  const rows = <Row>(sql: string, values: unknown[] = []) =>
    db.inWorkspace(workspace, (tx) => tx.query<Row>(sql, values));
  let presses = 0;
  return {
    parts,
    ws,
    told,
    id,
    rows,
    databaseUrl: database.url,
    advance: (ms: number) => void (now += ms),
    now: () => now,
    lead: (before: Before = {}) => addLead(db, workspace, settings, { ...before, id, now }),
    away: (name: string, until: number) =>
      db.inWorkspace(workspace, (tx) =>
        addRepTime(tx, workspace, { rep: id(name), kind: 'away', from: now, until, because: 'at the dentist' }, now),
      ),
    /** Each press is another one, unless it is given a key. */
    async press(name: string, episode: string, deed: Deed, key = `p${(presses += 1)}`): Promise<Pressed> {
      const who: Who = { workspace, email: `${name.toLowerCase()}@acme.example` };
      return (await act(parts, ws, { who, key, episode, via: 'slack', ...deed })).pressed;
    },
    async [Symbol.asyncDispose]() {
      await db.close();
      await database[Symbol.asyncDispose]();
    },
  };
}

let records = 100;

async function addLead(
  db: Db,
  workspace: string,
  model: Model,
  before: Before & { id: (name: string) => string; now: number },
): Promise<string> {
  const { owner, assignee, claimedBy, contactedBy, closedAs, claimable, id, now, ladderEnded = false } = before;
  const [lead, episode] = [randomUUID(), randomUUID()];
  const at = (ms: number) => new Date(ms).toISOString();
  const rep = (name: string | undefined) => (name === undefined ? null : id(name));
  const full = startLadder(model.sla.urgent, now - 10 * MINUTE, model.sla);
  const ladder = ladderEnded ? { ...full, climbed: full.rungs.length } : full;
  const facts = {
    lane: true,
    type: 'demo_request',
    quiet: false,
    urgent: [],
    dated: ['asked for a demo'],
    short: ['demo'],
  };
  const state = closedAs ? 'closed' : contactedBy ? 'contacted' : claimedBy ? 'claimed' : 'open';
  await db.inWorkspace(workspace, async (tx) => {
    const run = (sql: string, values: unknown[]) => tx.query(sql, [workspace, ...values]);
    const record = `${(records += 1)}`;
    await run(
      `insert into leads (workspace, id, first_name, crm_owner, crm_status, our_owner, created_at)
       values ($1, $2, 'Ada', $3, 'OPEN', $4, $5)`,
      [lead, owner === undefined ? null : '1', before.ownerOurs ? '1' : null, at(now)],
    );
    await run("insert into identities values ($1, 'hubspot:contact', $2, 'lead', $3)", [record, lead]);
    await run(
      `insert into episodes (workspace, id, lead, kind, state, round, tier, score, reasons, late, trigger_at, opened_at, respond_by,
         routing_note, owner, assignee, claimed_by, claimed_at, claimable_by, snoozed_until, ladder, ladder_ended, facts, status_before,
         closed_at, closed_as, first_contact_at, waiting_because, turn)
       values ($1, $2, $3, 'first', $4, 1, 1, 85, '["asked for a demo"]', false, $5, $5, $6, 'her turn', $7, $8, $9, $10, $11, $12, $13,
         $14, $15, 'OPEN', $16, $17, $18, $19, $20)`,
      [
        episode,
        lead,
        state,
        at(now - 10 * MINUTE),
        at(now + 50 * MINUTE),
        rep(owner),
        rep(assignee),
        rep(claimedBy),
        claimedBy ? at(now - 5 * MINUTE) : null,
        claimable ? JSON.stringify(claimable.map(id)) : null,
        before.snoozedUntil ? at(before.snoozedUntil) : null,
        JSON.stringify(ladder),
        ladderEnded,
        JSON.stringify(facts),
        closedAs ? at(now - MINUTE) : null,
        closedAs ?? null,
        contactedBy ? at(now - 3 * MINUTE) : null,
        before.waiting ?? null,
        before.turn ? JSON.stringify(before.turn) : null,
      ],
    );
    await run(
      `insert into rounds (workspace, episode, round, lead, tier, source, type, started_at, opened_at, contacted_at, contact_rep,
         contact_kind, assignee) values ($1, $2, 1, $3, 1, 'web', 'demo_request', $4, $4, $5, $6, $7, $8)`,
      [
        episode,
        lead,
        at(now - 10 * MINUTE),
        contactedBy ? at(now - 3 * MINUTE) : null,
        rep(contactedBy),
        contactedBy ? 'call' : null,
        rep(assignee),
      ],
    );
    if (assignee !== undefined && contactedBy === undefined)
      await run('insert into holdings (workspace, episode, round, rep, from_at) values ($1, $2, 1, $3, $4)', [
        episode,
        rep(assignee),
        at(now - 10 * MINUTE),
      ]);
    const step = `insert into steps (workspace, kind, key, subject, payload, created_at, due_at) values ($1, $2, $3, $4, $5, $6, $7)`;
    await run(step, ['sla', `sla:${episode}:1`, episode, '{"round":1}', at(now), at(now + 5 * MINUTE)]);
    if (before.waiting !== undefined)
      await run(step, ['route', `route:${episode}:1`, episode, '{"round":1,"why":"opened"}', at(now), at(now + HOUR)]);
  });
  return episode;
}
