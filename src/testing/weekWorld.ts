import { setTimeout as delay } from 'node:timers/promises';
import { hubspotCrm } from '../crm/hubspot/hubspot.ts';
import { type App, startApp } from '../main.ts';
import { modelHash } from '../model/hash.ts';
import { modelFromStored } from '../model/read.ts';
import { pipeline } from '../pipeline.ts';
import type { Claimed } from '../pipeline/claims.ts';
import { decidingBy } from '../pipeline/deciding.ts';
import { type HubspotSandbox, startHubspot } from '../sandbox/hubspot/hubspot.ts';
import { type SlackSandbox, startSlack } from '../sandbox/slack/slack.ts';
import { publishModel } from '../store/models.ts';
import { freePort } from '../store/postgresPrograms.ts';
import { openStore } from '../store/store.ts';
import { heldClock, type HeldClock } from './clock.ts';
import { MANAGER, team, WEEK_FROM, weekModel } from './weekTeam.ts';
import { PUBLIC_URL, worldSettings } from './world.ts';

export type WeekWorld = {
  hubspot: HubspotSandbox;
  slack: SlackSandbox;
  app: App;
  clock: HeldClock;
  told: string[];
  /** The owner ids in HubSpot, by name. */
  owners: Map<string, string>;
  rows<Row>(sql: string): Promise<Row[]>;
  claim(episode: string, rep: string): Promise<Claimed>;
  /** Until nothing that is due by the clock is left to do, webhooks first. */
  quiet(): Promise<void>;
} & AsyncDisposable;

const SHIFT = JSON.stringify([{ days: 'MONDAY_TO_FRIDAY', startMinute: 540, endMinute: 1080 }]);

/** The team of the week in the sandbox, and the real app, all on one clock that stands still at Monday midnight. */
export async function startWeekWorld(databaseUrl: string): Promise<WeekWorld> {
  await using stack = new AsyncDisposableStack();
  const clock = heldClock(WEEK_FROM);
  const { now } = clock;
  const hubspot = await startHubspot({ now, watched: 'all', limits: { tenSecondly: 1e6, searchPerSecond: 1e6 } });
  stack.defer(() => hubspot.close());
  const slack = await startSlack({ now, limited: false });
  stack.defer(() => slack.close());
  const owners = hire(hubspot, slack);
  const told: string[] = [];
  const port = await freePort();
  const settings = worldSettings({ database: databaseUrl, port, hubspot, slack });
  const app = await startApp({
    ...settings,
    now,
    sweepEveryMs: 10,
    tell: (step, text) => void told.push(`${new Date(now()).toISOString()} ${step}: ${text}`),
  });
  stack.defer(() => app.close());
  await app.db.inWorkspace('acme', (tx) =>
    publishModel(tx, 'acme', { hash: modelHash(weekModel), settings: weekModel }, now()),
  );
  const rows: WeekWorld['rows'] = (sql) => app.db.acrossWorkspaces((tx) => tx.query(sql));
  const address = `http://localhost:${port}/webhooks/hubspot`;
  const kept = stack.move();
  return {
    hubspot,
    slack,
    app,
    clock,
    told,
    owners,
    rows,
    claim: claimsOf(app, hubspot, now),
    async quiet() {
      await hubspot.sendWebhooks(address, { signedUrl: `${PUBLIC_URL}/webhooks/hubspot` });
      await untilNothingIsDue(rows, now(), told);
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** Everybody in HubSpot, with hours in their own zone, and in Slack; the manager in Slack only. */
function hire(hubspot: HubspotSandbox, slack: SlackSandbox): Map<string, string> {
  slack.addChannel('hot-leads');
  slack.addUser({ email: MANAGER, name: 'Max', tz: 'Europe/Berlin' });
  return new Map(
    team.map(({ name, email, place }) => {
      const owner = hubspot.addOwner({ email, firstName: name });
      hubspot.addUser(owner, {
        hs_availability_status: 'available',
        hs_standard_time_zone: place.zone,
        hs_working_hours: SHIFT,
      });
      slack.addUser({ email, name, tz: place.zone });
      return [name, owner];
    }),
  );
}

/** Claims as a second process would take them: buttons are not part of this play. */
function claimsOf(app: App, hubspot: HubspotSandbox, now: () => number): WeekWorld['claim'] {
  const crm = hubspotCrm({
    token: () => 'sandbox-token',
    portalId: String(hubspot.portalId),
    baseUrl: hubspot.url,
    takeTurn: async () => {},
    now,
    timeZone: 'UTC',
  });
  const workspace = {
    id: 'acme',
    crm,
    channel: undefined,
    sharedPlace: { kind: 'channel' as const, id: '#hot-leads' },
    deciding: decidingBy(modelFromStored),
    watchingSince: WEEK_FROM,
    timeZone: 'UTC',
    taskQueues: {},
  };
  const line = pipeline({
    store: openStore(app.db),
    workspaces: new Map([['acme', workspace]]),
    hint: async () => {},
    now,
    chance: () => 0,
    newId: () => crypto.randomUUID(),
    stopping: () => false,
    tell: () => {},
  });
  return (episode, rep) => line.claim('acme', episode, rep);
}

async function untilNothingIsDue(rows: WeekWorld['rows'], now: number, told: string[]): Promise<void> {
  const at = new Date(now).toISOString();
  for (let waitedMs = 0; ; waitedMs += 5) {
    const due = await rows<{ what: string }>(`
      select kind || ' ' || key as what from steps where done_at is null and failed_at is null and due_at <= '${at}'
      union all select 'look' from leads where wanted_seq > done_seq or look_at <= '${at}'
      union all select 'write ' || id from crm_writes
        where failed_at is null and (wanted <> '{}' or sending <> '{}') and due_at <= '${at}'`);
    if (due.length === 0) return;
    if (waitedMs > 10_000) {
      const left = due.map(({ what }) => what).join(', ');
      throw new Error(`the week stands still at ${at}: ${left}\n${told.slice(-20).join('\n')}`);
    }
    await delay(5);
  }
}
