import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { openDb } from './store/db.ts';
import { migrate } from './store/migrate.ts';
import { ensureWorkspace } from './store/workspaces.ts';
import { episodesKept, hotVisitor, ownersGiven, repOf } from './testing/orgPeople.ts';
import { type OrgWorld, startOrgWorld } from './testing/orgWorld.ts';
import { until } from './testing/until.ts';

/** Each child is the same program: half of its start is compiling. */
const COMPILED = path.join(tmpdir(), 'hot-lead-compiled');
const PROGRAM = path.join(import.meta.dirname, 'testing/killable.ts');

// Owner and status, the task, the alert: each before and after. Most of each is waiting for disks and timers.
test.each([[[1, 2, 3]], [[4, 5, 6]]])(
  'a process killed at call end %j of those that change something, and started again, ends the same',
  async (points) => {
    const ends = await Promise.all(points.map(playKilledAt));
    expect(ends).toEqual(points.map(() => ({ reached: true })));
  },
  120_000,
);

/** Kills at one point, starts again, and says whether the point was reached and what is not as it always is. */
async function playKilledAt(n: number): Promise<{ reached: boolean; odd?: unknown }> {
  await using world = await startOrgWorld({ appRuns: false });
  await began(world);
  const id = hotVisitor(world);
  const { reached, toldBefore } = await killOnce(world, n);
  // Long enough for claims of the dead process to lapse, and for a second look at what it may have made.
  world.advance(150_000);
  await world.restart();
  await world.minutes(4);
  const { org, slack } = world;
  const alerts = slack.messages();
  const end = {
    owners: ownersGiven(world, id).length,
    status: org.row('Lead', id)?.['Status'],
    tasks: org.rows('Task').map(({ WhoId, OwnerId }) => [WhoId, OwnerId]),
    kept: episodesKept(world).map(({ lead, state }) => [lead, state]),
    episodes: (await world.rows('select id from episodes')).length,
    // Only a post that was made and not recorded is made once more, and says so.
    alerts: alerts.length - (toldBefore > 0 && JSON.stringify(alerts[1] ?? '').includes('second copy') ? 1 : 0),
  };
  const usual = {
    owners: 1,
    status: 'Hot Lead - Immediate Action Required',
    tasks: [[id, repOf(world, id)?.userId]],
    kept: [[id, 'open']],
    episodes: 1,
    alerts: 1,
  };
  return JSON.stringify(end) === JSON.stringify(usual) ? { reached } : { reached, odd: { n, end, told: world.told } };
}

/** A child that runs the product on this world, killed at the n-th point. */
async function killOnce(world: OrgWorld, n: number): Promise<{ reached: boolean; toldBefore: number }> {
  const child = spawn(process.execPath, [PROGRAM, JSON.stringify({ settings: world.settings, killAt: 0 })], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
  });
  const gone = once(child, 'exit');
  const watch = killAtCall(world, child, n);
  await Promise.race([gone, until(() => isDone(world), 'the work to end, or the kill', 30_000)]);
  const reached = child.exitCode !== null || child.signalCode !== null;
  child.kill('SIGKILL');
  await gone;
  if (reached) await watch.effect;
  for (const stop of watch.stops) stop();
  return { reached, toldBefore: world.slack.messages().length };
}

/** Kills the child at the n-th end of a call that changes something: odd n before its effect, even n after it. `effect` waits for the effect. */
function killAtCall({ org, slack }: OrgWorld, child: ChildProcess, n: number) {
  const { promise: effect, resolve } = Promise.withResolvers<void>();
  let seen = 0;
  let fatal: unknown;
  const observe = async (call: { path: string }, phase: 'before' | 'after'): Promise<void> => {
    if (!/composite\/sobjects|chat\.postMessage/.test(call.path)) return;
    seen += 1;
    if (seen === n) {
      fatal = call;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    if (call === fatal && phase === 'after') resolve();
  };
  return { effect, stops: [org.onCall(observe), slack.server.onCall(observe)] };
}

/** All that does not wait for its minute is done. */
async function isDone(world: OrgWorld): Promise<boolean> {
  if (world.slack.messages().length === 0 || world.org.rows('Task').length === 0) return false;
  const [row] = await world.rows<{ open: number }>(
    "select count(*)::int as open from steps where done_at is null and kind in ('catchup', 'task', 'alert', 'route')",
  );
  return row?.open === 0;
}

/** The workspace is there since before the lead asks: what is older wakes nobody. */
async function began({ databaseUrl: url, settings, now }: OrgWorld): Promise<void> {
  await migrate(url, now());
  const db = openDb(url, { max: 1 });
  const workspace = { ...settings.workspace, connections: [] };
  await db.inWorkspace(workspace.id, (tx) => ensureWorkspace(tx, workspace, now() - 60_000));
  await db.close();
}
