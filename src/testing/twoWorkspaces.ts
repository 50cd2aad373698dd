import { startApp } from '../main.ts';
import { type HubspotSandbox, startHubspot } from '../sandbox/hubspot/hubspot.ts';
import type { SlackTeam } from '../sandbox/slack/team.ts';
import type { SlackMessage } from '../sandbox/slack/workspace.ts';
import { installs, startOauthWorld } from './oauthWorld.ts';
import { until } from './until.ts';
import { PUBLIC_URL, worldSettings, type World } from './world.ts';

/** The other workspace; the world's own is `acme`. */
export const THEIRS = 'umbrella';
const ANN = { email: 'ann@acme.example', name: 'Ann Rep' };
const ALWAYS = JSON.stringify([{ days: 'EVERY_DAY', startMinute: 0, endMinute: 1440 }]);

/** One workspace: its app, its Slack team, and Ann's id there. */
type Side = { url: string; events: string; team: SlackTeam; ann: string };

export type Two = {
  world: World;
  here: Side;
  there: Side;
  /** What both processes told. */
  told(): string;
} & AsyncDisposable;

/**
 * Two workspaces in one database, each with a process, a HubSpot and a Slack team where it installed the one Slack app. Ann works
 * in both, and in each one lead is hers: Ada here, Uma there.
 */
export async function startTwo(): Promise<Two> {
  await using opening = new AsyncDisposableStack();
  const world = opening.use(await startOauthWorld({ reps: ['Ann'] }));
  const told: string[] = [];
  const hubspot = opening.use(disposable(await otherHubspot(() => world.now())));
  const team = world.slack.addTeam({ id: 'T0000099', name: 'Umbrella' });
  const annThere = team.addUser(ANN).id;
  team.addChannel('hot-leads');
  const { slack, secretKey } = world.settings;
  const app = await startApp({
    ...worldSettings({ database: world.databaseUrl, hubspot, slack: world.slack }),
    workspace: { id: THEIRS, name: 'Umbrella', demo: false },
    ...(slack !== undefined && { slack }),
    ...(secretKey !== undefined && { secretKey }),
    now: () => world.now(),
    tell: (step, text) => void told.push(`${step}: ${text}`),
  });
  opening.defer(() => app.close());
  const side = (url: string, its: SlackTeam, ann: string) => ({ url, events: `${url}/slack/events`, team: its, ann });
  const here = side(world.app.url, world.slack, world.reps[0]?.slackId ?? '');
  const there = side(app.url, team, annThere);
  // Whichever process answers, the link says whose it is.
  await installs(world, { team: here.team.team.id });
  await installs(world, { team: there.team.team.id, workspace: THEIRS });
  await asksForDemo('ada', world.hubspot, here.url);
  await asksForDemo('uma', hubspot, there.url);
  await Promise.all([messageTo(here), messageTo(there)]);
  const running = opening.move();
  return {
    world,
    here,
    there,
    told: () => [...world.told, ...told].join('\n'),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** The first message to Ann, once it is there. */
export function messageTo({ team, ann }: Side): Promise<SlackMessage> {
  const first = () => team.messages(ann).find(({ ephemeralFor }) => ephemeralFor === undefined);
  return until(first, `a message to ${ann} of ${team.team.name}`);
}

async function otherHubspot(now: () => number): Promise<HubspotSandbox> {
  const limits = { tenSecondly: 100_000, searchPerSecond: 1_000 };
  const hubspot = await startHubspot({ now, watched: 'all', portalId: 777, limits });
  const ownerId = hubspot.addOwner({ email: ANN.email, firstName: 'Ann', lastName: 'Rep' });
  const there = { hs_availability_status: 'available', hs_standard_time_zone: 'UTC', hs_working_hours: ALWAYS };
  hubspot.addUser(ownerId, there);
  return hubspot;
}

function disposable(hubspot: HubspotSandbox): HubspotSandbox & AsyncDisposable {
  return Object.assign(hubspot, { [Symbol.asyncDispose]: () => hubspot.close() });
}

async function asksForDemo(name: string, hubspot: HubspotSandbox, url: string): Promise<void> {
  const email = `${name}@bigco.example`;
  hubspot.addContact({ email, firstname: name });
  hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email });
  await hubspot.sendWebhooks(`${url}/webhooks/hubspot`, { signedUrl: `${PUBLIC_URL}/webhooks/hubspot` });
}
