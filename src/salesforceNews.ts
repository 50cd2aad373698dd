import { setTimeout as delay } from 'node:timers/promises';
import type { Change } from './crm/crm.ts';
import { salesforceOrg } from './crm/salesforce/org.ts';
import { type Following, followOrg } from './crm/salesforce/pubsub.ts';
import type { Entity } from './crm/salesforce/pubsub-events.ts';
import type { Workspace } from './pipeline/parts.ts';
import { changesNamed } from './pipeline/place.ts';
import { LEASE_MS, newsLease } from './salesforceNewsLease.ts';
import { newsPlaces } from './salesforceNewsPlaces.ts';
import type { LiveOrg, SalesforceOrgs } from './salesforceOrgs.ts';
import { salesforceTurns } from './salesforceTurns.ts';
import type { Db } from './store/db.ts';
import type { Store } from './store/store.ts';

export type NewsOptions = {
  /** The Pub/Sub API's, as host:port. */
  endpoint: string;
  orgs: Pick<SalesforceOrgs, 'live' | 'sessionOf'>;
  db: Db;
  store: Store;
  /** See `SalesforceConnection`. */
  dailyCalls?: number;
  /** Names this process among those that might follow the same org. */
  holder: string;
  now: () => number;
  chance: () => number;
  tell: (step: string, text: string) => void;
  /** How often leases are renewed, and newly connected orgs are looked for; 10 s when left out. */
  everyMs?: number;
};

/** Where news go to. */
type NewsTo = {
  workspaces: ReadonlyMap<string, Workspace>;
  /** The pipeline's: keeps the changes. */
  receive: (workspace: string, changes: Change[]) => Promise<unknown>;
};

export type SalesforceNews = {
  /** The objects of the workspace's org whose changes are told as they happen, by whichever process. */
  followed(workspace: string): readonly Entity[];
  /** Begins; once. Workspaces and orgs that come later are followed, too. */
  start(to: NewsTo): void;
  /** Ends all streams and lets other processes take over. Safe twice, and without a start. */
  close(): Promise<void>;
};

type Desk = {
  org: LiveOrg;
  lease: ReturnType<typeof newsLease>;
  following?: Following;
  /** When we last knew that the lease is ours. */
  heldAt: number;
  follows: readonly Entity[];
};

/**
 * The change events of all orgs, as changes for the pipeline: of each org in one process at a time. What they do not tell, or tell
 * while nobody listens, the poll finds.
 */
export function salesforceNews(options: NewsOptions): SalesforceNews {
  const { orgs, db, holder, now, tell, everyMs = 10_000 } = options;
  const closing = new AbortController();
  const desks = new Map<string, Desk>();
  let running: Promise<void> | undefined;

  async function lookAround(to: NewsTo): Promise<void> {
    const live = (await orgs.live()).filter(({ workspace }) => to.workspaces.has(workspace));
    const names = new Set(live.map(nameOf));
    for (const [name, desk] of desks) {
      if (names.has(name)) continue;
      desks.delete(name);
      await leave(desk);
    }
    for (const org of live) {
      const lease = newsLease(db, org, { holder, now });
      const desk = desks.get(nameOf(org)) ?? { org, lease, heldAt: -Infinity, follows: [] };
      desks.set(nameOf(org), desk);
      await keepDesk(options, desk, to).catch((error: Error) => tell('failed', `salesforce news: ${error.message}`));
    }
  }

  async function run(to: NewsTo): Promise<void> {
    while (!closing.signal.aborted) {
      await lookAround(to).catch((error: Error) => tell('failed', `salesforce news: ${error.message}`));
      await delay(everyMs, undefined, { signal: closing.signal }).catch(() => {});
    }
    await Promise.all([...desks.values()].map(leave));
    desks.clear();
  }

  return {
    followed: (workspace) => [...desks.values()].find(({ org }) => org.workspace === workspace)?.follows ?? [],
    start(to) {
      running ??= run(to);
    },
    async close() {
      closing.abort();
      await running;
    },
  };
}

function nameOf({ workspace, org }: LiveOrg): string {
  return `${workspace} ${org}`;
}

async function leave(desk: Desk): Promise<void> {
  await desk.following?.close();
  if (desk.following) await desk.lease.release().catch(() => {});
}

/** Follows while the lease is ours; a process that cannot renew it stops before another may take it. */
async function keepDesk(options: NewsOptions, desk: Desk, to: NewsTo): Promise<void> {
  const before = desk.follows;
  try {
    const { isOurs, follows } = await desk.lease.hold(desk.following?.entities() ?? []);
    desk.follows = follows;
    if (isOurs) {
      desk.heldAt = options.now();
      desk.following ??= follow(options, desk.org, to);
      return;
    }
    await stop(desk);
  } catch (error) {
    if (options.now() - desk.heldAt > LEASE_MS / 2) await stop(desk);
    throw error;
  } finally {
    // The poll was put off because of what is told no more.
    if (before.some((entity) => !desk.follows.includes(entity))) await pollNow(options, desk.org, to);
  }
}

async function stop(desk: Desk): Promise<void> {
  const { following } = desk;
  delete desk.following;
  await following?.close();
}

function follow(options: NewsOptions, { workspace, org }: LiveOrg, to: NewsTo): Following {
  const { db, store, endpoint, orgs, now, chance, tell, dailyCalls } = options;
  const session = orgs.sessionOf(workspace, org);
  return followOrg({
    org: salesforceOrg({
      session,
      now,
      takeTurn: salesforceTurns(db, workspace, { now }),
      ...(dailyCalls !== undefined && { dailyCalls }),
    }),
    orgId: org,
    endpoint,
    session,
    ...newsPlaces(store, { workspace, org }, now),
    receive: (changes) => to.receive(workspace, changesNamed(to.workspaces.get(workspace), 'salesforce', changes)),
    onMissed: () => pollNow(options, { workspace }, to),
    now,
    chance,
    tell,
  });
}

async function pollNow({ store, now }: NewsOptions, { workspace }: { workspace: string }, to: NewsTo): Promise<void> {
  const kind = to.workspaces.get(workspace)?.crm.kind;
  if (kind !== undefined) await store.together(workspace, (rows) => rows.rearm([`pull:${kind}`], now()));
}
