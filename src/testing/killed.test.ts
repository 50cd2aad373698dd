import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { openDb } from '../store/db.ts';
import { migrate } from '../store/migrate.ts';
import { ensureWorkspace } from '../store/workspaces.ts';
import { until } from './until.ts';
import { startWorld, type World } from './world.ts';

type Kill = { at: 'commit'; n: number } | { at: 'call'; n: number };

/** What is left of a lead's day: everything a rep or a manager could see. */
type End = { reached: boolean; toldBefore: number };

/** Each child is the same program: half of its start is compiling. */
const COMPILED = path.join(tmpdir(), 'hot-lead-compiled');

/** A child that runs the product on this world, killed at the given point; answers whether the point was reached. */
async function killOnce(world: World, kill: Kill): Promise<End> {
  const settings = JSON.stringify({ settings: world.settings, killAt: kill.at === 'commit' ? kill.n : 0 });
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'killable.ts'), settings], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
  });
  const gone = once(child, 'exit');
  await once(child.stdout, 'data');
  const watch = kill.at === 'call' ? killAtCall(world, child, kill.n) : undefined;
  await world.push();
  await Promise.race([gone, until(() => idle(world), 'the work to end, or the kill', 30_000)]);
  const reached = child.exitCode !== null || child.signalCode !== null;
  child.kill('SIGKILL');
  await gone;
  if (reached) await watch?.effect;
  for (const stop of watch?.stops ?? []) stop();
  return { reached, toldBefore: world.slack.messages().length };
}

/** Kills the child when the n-th request is there: odd n before its effect, even n after it. `effect` waits for the effect. */
function killAtCall(world: World, child: ChildProcess, n: number): { effect: Promise<void>; stops: (() => void)[] } {
  const { promise: effect, resolve } = Promise.withResolvers<void>();
  let seen = 0;
  let fatal: unknown;
  const observe = async (call: unknown, phase: 'before' | 'after'): Promise<void> => {
    seen += 1;
    if (seen === n) {
      fatal = call;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    if (call === fatal && phase === 'after') resolve();
  };
  return { effect, stops: [world.hubspot.onCall(observe), world.slack.server.onCall(observe)] };
}

async function idle(world: World): Promise<boolean> {
  return world.slack.messages().length > 0 && world.hubspot.tasks().length > 0 && (await world.open()) === 0;
}

/** Kills at one point, starts again, and says whether the point was reached. The end must be the same as always. */
async function playKilledAt(kill: Kill): Promise<boolean> {
  await using world = await startWorld({ appRuns: false });
  await began(world);
  const id = world.hubspot.addContact({ email: 'ada@bigco.example', firstname: 'Ada' });
  world.hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email: 'ada@bigco.example' });
  const { reached, toldBefore } = await killOnce(world, kill);
  // Long enough for claims of the dead process to lapse, and for a second look at what it may have made.
  world.advance(150_000);
  await world.restart();
  await world.pushAgain('failed');
  await until(() => idle(world), `all work to be done after ${kill.at} ${kill.n}: ${world.told.join('\n')}`, 20_000);
  const contact = world.hubspot.contact(id);
  const alerts = world.slack.messages();
  expect({
    kill,
    owners: world.hubspot.history(id, 'hubspot_owner_id').length,
    status: contact?.['hs_lead_status'],
    tier: contact?.['hotlead_tier'],
    tasks: world.hubspot.tasks().map((task) => [task.contactIds, task['hubspot_owner_id']]),
    episodes: (await world.rows('select id from episodes')).length,
    signals: (await world.rows('select id from signals')).length,
    // Only a post that was made and not recorded is made once more, and says so.
    alerts: alerts.length - (toldBefore > 0 && marked(alerts[1]) ? 1 : 0),
  }).toEqual({
    kill,
    owners: 1,
    status: 'HOT_LEAD_IMMEDIATE_ACTION_REQUIRED',
    tier: 'tier_2',
    tasks: [[[id], contact?.['hubspot_owner_id']]],
    episodes: 1,
    signals: 1,
    alerts: 1,
  });
  return reached;
}

/** The workspace is there since before the lead asks: what is older wakes nobody. */
async function began(world: World): Promise<void> {
  const { databaseUrl: url, settings } = world;
  await migrate(url, world.now());
  const db = openDb(url, { max: 1 });
  const workspace = { ...settings.workspace, connections: [] };
  await db.inWorkspace(workspace.id, (tx) => ensureWorkspace(tx, workspace, world.now() - 60_000));
  await db.close();
}

function marked(alert: unknown): boolean {
  return alert !== undefined && JSON.stringify(alert).includes('second copy');
}

/** With KILL_EVERYWHERE=1 every point is played, else each third, from another one on each day: that is enough for a change. */
const EVERY = process.env['KILL_EVERYWHERE'] === undefined ? 3 : 1;
const FIRST = Math.floor(Date.now() / 86_400_000) % EVERY;

/**
 * Plays the points from the first on until one is not reached any more; answers how many there are. Just after a commit and just
 * before the next the rows are the same, so every second point of commits is enough: what is called in between is played by calls.
 */
async function playAll(at: Kill['at'], among: 1 | 2): Promise<number> {
  const step = among * EVERY;
  for (let n = 1 + FIRST * among, played = 0; ; n += 3 * step, played += 3 * EVERY) {
    // Most of each is waiting for disks and timers.
    const points = [n, n + step, n + 2 * step];
    const reached = await Promise.all(points.map((each) => playKilledAt({ at, n: each })));
    if (reached.includes(false)) return played;
  }
}

describe('a process killed at any point, and started again', () => {
  test('ends in the same state when it dies just before or after any commit', async () => {
    expect(await playAll('commit', 2)).toBeGreaterThan(20);
  }, 600_000);

  test('ends in the same state when it dies just before or after the effect of any call to a vendor', async () => {
    expect(await playAll('call', 1)).toBeGreaterThan(8);
  }, 600_000);
});
