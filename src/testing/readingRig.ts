import { randomUUID } from 'node:crypto';
import type { Crm } from '../crm/crm.ts';
import { hubspotCrm } from '../crm/hubspot/hubspot.ts';
import { defaultModel } from '../domain/model.ts';
import { modelHash } from '../model/hash.ts';
import { modelFromStored } from '../model/read.ts';
import { pipeline } from '../pipeline.ts';
import { decidingBy } from '../pipeline/deciding.ts';
import { importStep } from '../pipeline/imports.ts';
import { type JobKind, timersOf, type Workspace } from '../pipeline/parts.ts';
import { sourceTimers } from '../pipeline/sources.ts';
import { type HubspotSandbox, startHubspot } from '../sandbox/hubspot/hubspot.ts';
import { openDb } from '../store/db.ts';
import { migrate } from '../store/migrate.ts';
import { publishFirst } from '../store/models.ts';
import { openStore } from '../store/store.ts';
import { ensureWorkspace } from '../store/workspaces.ts';
import { heldClock } from './clock.ts';
import { ownDatabase } from './database.ts';

export type Rig = {
  hubspot: HubspotSandbox;
  now(): number;
  advance(ms: number): void;
  told: string[];
  /** Does everything of one kind that is due. */
  run(kind: JobKind): Promise<void>;
  /** A webhook says that these contacts changed; they are read. */
  push(...ids: string[]): Promise<void>;
  /** Everything that is due is done, until nothing is. */
  settle(): Promise<void>;
  rows<Row>(sql: string): Promise<Row[]>;
  /** The signals kept of a contact, oldest first: `demo_request by forms`, `email_open by history`. */
  signals(contact: string): Promise<string[]>;
  ws: Workspace;
  /** The same line of work in another process. */
  another(crm?: Partial<Crm>): Pick<Rig, 'run'>;
} & AsyncDisposable;

export type RigOptions = {
  /** Which sources there are; all, when left out. */
  sources?: string[];
  imports?: boolean;
  enterprise?: boolean;
  /** What stands in for parts of the CRM. */
  crm?: (crm: Crm) => Partial<Crm>;
};

export const RIG_START = Date.parse('2026-11-20T12:00:00Z');
const ID = 'acme';
/** Nobody is told here of what anybody does: what is read and scored is looked at. */
const KINDS: JobKind[] = ['prepare', 'source', 'read', 'catchup', 'import', 'score', 'account', 'write'];

/** An account in the sandbox, and the product's work on it done by hand under a held clock: what reads, scores, and writes back. */
export async function startRig({
  sources,
  imports = false,
  enterprise = false,
  crm: other,
}: RigOptions = {}): Promise<Rig> {
  await using opening = new AsyncDisposableStack();
  const clock = heldClock(RIG_START);
  const now = () => clock.now();
  const database = opening.use(await ownDatabase());
  const hubspot = await startHubspot({ now, enterprise, limits: { tenSecondly: 100_000, searchPerSecond: 1_000 } });
  opening.defer(() => hubspot.close());
  const { role } = await migrate(database.url, now());
  const db = openDb(database.url, { max: 6, ...(role !== undefined && { role }) });
  opening.defer(() => db.close());
  const store = openStore(db);
  const real = hubspotCrm({
    token: () => 'sandbox-token',
    portalId: String(hubspot.portalId),
    baseUrl: hubspot.url,
    takeTurn: async () => {},
    now,
  });
  const crm = { ...real, sources: real.sources.filter(({ id }) => sources?.includes(id) ?? true) };
  const watchingSince = await db.inWorkspace(ID, async (tx) => {
    const since = await ensureWorkspace(tx, { id: ID, name: 'Acme', demo: false, connections: [] }, now());
    await publishFirst(tx, ID, { hash: modelHash(defaultModel), settings: defaultModel }, now());
    return since;
  });
  const ws: Workspace = {
    id: ID,
    crm: { ...crm, ...other?.(crm) },
    channels: [],
    deciding: decidingBy(modelFromStored),
    watchingSince,
    timeZone: 'UTC',
    taskQueues: {},
  };
  const timers = [
    ...timersOf('hubspot', now()).filter(({ kind }) => kind === 'prepare'),
    ...sourceTimers(ws.crm, now()),
    ...(imports ? [importStep({ kind: 'hubspot' }, now())] : []),
  ];
  await store.together(ID, (rows) => rows.addSteps(timers, now()));
  const told: string[] = [];
  const lineOn = (own: Workspace) =>
    pipeline({
      store,
      workspaces: new Map([[ID, own]]),
      hint: async () => {},
      now,
      chance: () => 0.5,
      newId: () => randomUUID(),
      stopping: () => false,
      tell: (step, text) => void told.push(`${step}: ${text}`),
    });
  const line = lineOn(ws);
  const rows: Rig['rows'] = (sql) => db.acrossWorkspaces((tx) => tx.query(sql));
  const run = (kind: JobKind) => line.run(ID, kind);
  const settle = async () => {
    for (let turns = 0; turns < 200; turns++) {
      const due = new Set((await store.due(now())).map(({ kind }) => kind));
      const kinds = KINDS.filter((kind) => due.has(kind));
      if (kinds.length === 0) return;
      for (const kind of kinds) await run(kind);
    }
    throw new Error(`something is always due; told:\n${told.join('\n')}`);
  };
  let pushes = 0;
  const stack = opening.move();
  return {
    hubspot,
    now,
    advance: (ms) => clock.advance(ms),
    told,
    run,
    settle,
    rows,
    ws,
    async push(...ids) {
      pushes += 1;
      await line.receive(
        ID,
        ids.map((leadId) => ({ key: `push:${leadId}:${pushes}`, leadId })),
      );
      await run('read');
    },
    async signals(contact) {
      const kept = await rows<{ type: string; source_id: string }>(
        `select s.type, s.source_id from signals s join identities i on i.id = s.lead
         where i.kind = 'hubspot:contact' and i.value = '${contact}' order by s.at, s.type`,
      );
      const names = new Set(real.sources.map(({ id }) => id));
      return kept.map(({ type, source_id: id }) => {
        const by = id.slice(0, id.indexOf(':'));
        return `${type} by ${names.has(by) ? by : 'history'}`;
      });
    },
    another: (own = {}) => {
      const its = lineOn({ ...ws, crm: { ...ws.crm, ...own } });
      return { run: (kind) => its.run(ID, kind) };
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
