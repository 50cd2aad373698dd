import { randomUUID } from 'node:crypto';
import { hubspotCrm } from '../crm/hubspot/hubspot.ts';
import { defaultModel } from '../domain/model.ts';
import type { TellingSettings } from '../domain/telling/settings.ts';
import { type HubspotSandbox, startHubspot } from '../sandbox/hubspot/hubspot.ts';
import { openDb, type Tx } from '../store/db.ts';
import { migrate } from '../store/migrate.ts';
import { openStore } from '../store/store.ts';
import { ensureWorkspace } from '../store/workspaces.ts';
import { ownDatabase } from './database.ts';
import type { Parts, Workspace } from '../pipeline/parts.ts';

/** A Monday, 10:00 UTC. */
export const MONDAY = Date.UTC(2026, 10, 23, 10);

const [LEAD, EPISODE, BOB] = ['1', '2', '3'].map((n) => `00000000-0000-4000-8000-00000000000${n}`) as [
  string,
  string,
  string,
];

/** A migrated database, for many a workspace. */
export function grounds(): ReturnType<typeof ownDatabase> {
  return ownDatabase(async (url) => void (await migrate(url, MONDAY)));
}

/** Ada has been hot since Monday 10:00 and is Bob's, in HubSpot and in a workspace of its own; the clock stands. */
export async function adaIsHot({ url }: { url: string }, more: Partial<Workspace> = {}) {
  const db = openDb(url, { max: 4 });
  const id = `w-${randomUUID()}`;
  const state = { now: MONDAY, telling: defaultModel.telling };
  const hubspot = await startHubspot({ now: () => state.now });
  const bob = hubspot.addOwner({ email: 'bob@us.example', firstName: 'Bob', lastName: 'Rep' });
  const ada = hubspot.addContact({ email: 'ada@bigco.example', firstname: 'Ada' });
  const told: string[] = [];
  const ws = {
    id,
    crm: crmOf(hubspot, () => state.now),
    channels: [],
    deciding: async () => ({ model: { ...defaultModel, telling: state.telling }, version: 1, hash: 'h' }),
    watchingSince: 0,
    timeZone: 'UTC',
    taskQueues: {},
    ...more,
  } as unknown as Workspace;
  const store = openStore(db);
  const tell = (step: string, text: string) => void told.push(`${step}: ${text}`);
  const parts = { store, now: () => state.now, chance: () => 0, tell } as unknown as Parts;
  await db.inWorkspace(id, (tx) => keepAda(tx, id, { ada, bob }));
  const sql = (text: string) => db.inWorkspace(id, (tx) => tx.query<Record<string, unknown>>(text));
  return {
    hubspot,
    ada,
    bob,
    ws,
    parts,
    store,
    state,
    told,
    sql,
    episode: EPISODE,
    rep: BOB,
    telling: (changed: Partial<TellingSettings['sequence']>) =>
      (state.telling = { ...state.telling, sequence: { ...state.telling.sequence, ...changed } }),
    async [Symbol.asyncDispose]() {
      await db.close();
      await hubspot.close();
    },
  };
}

function crmOf(hubspot: HubspotSandbox, now: () => number) {
  const portalId = String(hubspot.portalId);
  return hubspotCrm({ token: () => 'sandbox-token', portalId, baseUrl: hubspot.url, takeTurn: async () => {}, now });
}

async function keepAda(tx: Tx, workspace: string, { ada, bob }: { ada: string; bob: string }): Promise<void> {
  await ensureWorkspace(tx, { id: workspace, name: workspace, demo: false, connections: [] }, MONDAY);
  await tx.query(
    `insert into leads (workspace, id, email, first_name, score, created_at)
     values ($1, $2, 'ada@bigco.example', 'Ada', 92, now())`,
    [workspace, LEAD],
  );
  await tx.query(
    `insert into reps (workspace, id, email, name, active, available, updated_at)
     values ($1, $2, 'bob@us.example', 'Bob Rep', true, true, now())`,
    [workspace, BOB],
  );
  await tx.query(
    `insert into identities (workspace, kind, value, subject, id)
     values ($1, 'hubspot:contact', $2, 'lead', $3), ($1, 'hubspot:owner', $4, 'rep', $5)`,
    [workspace, ada, LEAD, bob, BOB],
  );
  const at = new Date(MONDAY).toISOString();
  await tx.query(
    `insert into episodes (workspace, id, lead, kind, state, round, tier, score, reasons, late, trigger_at, opened_at,
       respond_by, assignee, routing_note)
     values ($1, $2, $3, 'first', 'open', 1, 1, 92, '[]', false, $4, $4, $4, $5, 'next in turn')`,
    [workspace, EPISODE, LEAD, at, BOB],
  );
  await tx.query(
    `insert into rounds (workspace, episode, round, lead, tier, source, type, started_at, opened_at, assignee)
     values ($1, $2, 1, $3, 1, 'organic', 'demo_request', $4, $4, $5)`,
    [workspace, EPISODE, LEAD, at, BOB],
  );
}
