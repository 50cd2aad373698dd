import { randomUUID } from 'node:crypto';
import type { Channel, Message, Place } from '../channels/channel.ts';
import type { Crm } from '../crm/crm.ts';
import { defaultModel, type Model } from '../domain/model.ts';
import type { Preferences } from '../domain/telling/preferences.ts';
import type { Failure } from '../failure.ts';
import { type Db, openDb } from '../store/db.ts';
import { migrate } from '../store/migrate.ts';
import { openStore, type Rows } from '../store/store.ts';
import type { StepKind } from '../store/steps.ts';
import { ensureWorkspace } from '../store/workspaces.ts';
import { ownDatabase } from './database.ts';
import type { Parts, Workspace } from '../pipeline/parts.ts';

/** A Monday, 10:00 UTC. */
export const MONDAY = Date.UTC(2026, 10, 23, 10);

type Row = Record<string, unknown>;

/**
 * One workspace on a database of its own, a clock that stands, and a channel that keeps what it is told. Reps are there from 9 to
 * 18 UTC on weekdays.
 */
export async function startDesk() {
  const database = await ownDatabase(async (url) => void (await migrate(url, MONDAY)));
  const db: Db = openDb(database.url);
  const store = openStore(db);
  const state = { now: MONDAY, model: defaultModel, posted: [] as { message: Message; place: Place }[] };
  const told: string[] = [];
  let count = 0;
  let refusal: Failure | undefined;
  const channel: Channel = {
    kind: 'slack',
    findPerson: async (email) => (email.startsWith('nobody') ? undefined : `U-${email.split('@')[0]}`),
    meet: async () => undefined,
    async post(message, place) {
      if (refusal !== undefined) throw refusal;
      state.posted.push({ message, place });
      return { place: `D-${place.id}`, message: `${state.posted.length}` };
    },
    update: async () => undefined,
  };
  const ws = {
    id: 'w0',
    crm: { kind: 'hubspot', recordUrl: (record: string) => `https://crm.example/${record}` } as Crm,
    channels: [channel],
    mail: undefined,
    linkTo: undefined,
    deciding: async () => ({ model: state.model, version: 1, hash: 'h' }),
    watchingSince: 0,
    timeZone: 'UTC',
    taskQueues: {},
  } as unknown as Workspace;
  const parts: Parts = {
    store,
    workspaces: new Map([[ws.id, ws]]),
    hint: async () => undefined,
    now: () => state.now,
    chance: () => 0.5,
    newId: randomUUID,
    stopping: () => false,
    tell: (step, text) => void told.push(`${step}: ${text}`),
  };
  const within = <T>(work: (rows: Rows) => Promise<T>) => store.together(ws.id, work);
  const query = <T = Row>(text: string, values: unknown[] = []) =>
    db.inWorkspace(ws.id, (tx) => tx.query<T>(text, values));

  async function insert(table: string, row: Row): Promise<string> {
    const id = (row['id'] as string | undefined) ?? randomUUID();
    const whole: Row = ['rounds', 'holdings', 'identities'].includes(table) ? row : { id, ...row };
    const values = Object.values(whole).map((value) =>
      typeof value === 'number' && value > 1e11 ? new Date(value) : value,
    );
    const places = values.map((_, i) => `$${i + 2}`);
    await query(
      `insert into ${table} (workspace, ${Object.keys(whole).join(', ')}) values ($1, ${places.join(', ')})`,
      [ws.id, ...values],
    );
    return id;
  }

  return {
    ws,
    parts,
    state,
    told,
    within,
    query,
    insert,
    /** Everything that is posted from now on is refused so; undefined: taken again. */
    refuse: (failure: Failure | undefined) => void (refusal = failure),
    /** Another workspace, with nothing in it. */
    async begin(model: Partial<Model> = {}) {
      (ws as { id: string }).id = `w${(count += 1)}`;
      Object.assign(state, { now: MONDAY, model: { ...defaultModel, ...model } });
      state.posted.length = 0;
      told.length = 0;
      refusal = undefined;
      const self = { id: ws.id, name: ws.id, demo: false, connections: [] };
      await db.inWorkspace(ws.id, (tx) => ensureWorkspace(tx, self, MONDAY));
    },
    /** A rep, by their first name. Answers our id; the CRM's owner id is `owner-<name>`. */
    async rep(name: string, preferences: Preferences = {}): Promise<string> {
      const email = `${name.toLowerCase()}@acme.example`;
      const rest = { active: true, available: true, time_zone: 'UTC', updated_at: MONDAY };
      const id = await insert('reps', {
        name: `${name} Rep`,
        email,
        ...rest,
        preferences: JSON.stringify(preferences),
      });
      await insert('identities', { kind: 'hubspot:owner', value: `owner-${name}`, subject: 'rep', id });
      return id;
    },
    /** A lead that this rep owns, of a company by its account's id. Answers our id. */
    async lead(name: string, more: Row = {}): Promise<string> {
      const id = await insert('leads', { first_name: name, last_name: 'Lead', created_at: MONDAY, ...more });
      await insert('identities', { kind: 'hubspot:contact', value: `record-${name}`, subject: 'lead', id });
      return id;
    },
    /** An open episode of a lead, with its round and, if somebody has it, their holding. Answers our id. */
    async episode(lead: string, { assignee, ...more }: Row = {}): Promise<string> {
      const opened = (more['opened_at'] as number | undefined) ?? MONDAY - 600_000;
      const times = { trigger_at: opened, opened_at: opened, respond_by: opened + 3_600_000 };
      const rest = { kind: 'first', state: 'open', round: 1, tier: 2, score: 72, late: false, routing_note: 'by turn' };
      const reasons = JSON.stringify(['pricing page twice']);
      const id = await insert('episodes', { lead, ...rest, ...times, reasons, assignee: assignee ?? null, ...more });
      const clock = { episode: id, round: 1, lead, tier: 2, source: 'web', type: 'demo_request' };
      await insert('rounds', { ...clock, started_at: opened, opened_at: opened, assignee: assignee ?? null });
      const held = { episode: id, round: 1, from_at: opened, respond_by: times.respond_by };
      if (assignee !== undefined) await insert('holdings', { ...held, rep: assignee });
      return id;
    },
    /** Claims what is due of a kind, as the chapter does. */
    claim: (kind: StepKind) =>
      within((rows) => rows.claimSteps({ kind, now: state.now, limit: 50, calls: kind !== 'digests' })),
    async [Symbol.asyncDispose]() {
      await db.close();
      await database[Symbol.asyncDispose]();
    },
  };
}
