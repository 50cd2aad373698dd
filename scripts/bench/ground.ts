import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { defaultModel } from '../../src/domain/model.ts';
import { type App, startApp } from '../../src/main.ts';
import { ensureDatabase } from '../../src/store/database.ts';
import { startEmbedded } from '../../src/store/embedded.ts';
import { hasRedis, ownRedis } from '../../src/testing/redis.ts';
import { PUBLIC_URL, worldSettings } from '../../src/testing/world.ts';
import { startSandboxes } from './child.ts';
import type { SandboxOptions, Target } from './sandboxes.ts';

export type Backend = { name: 'embedded PostgreSQL' | 'Redis'; redisUrl?: string };
/** What the cases of one run share. */
export type Ground = { backends: Backend[]; newDatabase(): Promise<string>; conditions: string };
/** The real app, with HubSpot and Slack in another process. `failures` are the lines it told of what went wrong. */
export type Bench = Awaited<ReturnType<typeof startBench>>;

/** PostgreSQL as the product starts it, in a temporary folder, and a Redis where there is one. Given back by `stack`. */
export async function openGround(stack: AsyncDisposableStack): Promise<Ground> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'hot-lead-bench-'));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  // PostgreSQL never runs as root: its own user must be able to enter.
  await chmod(dataDir, 0o755);
  const server = stack.use(await startEmbedded({ dataDir, log: () => undefined }));
  const redis = hasRedis ? stack.use(await ownRedis()) : undefined;
  let databases = 0;
  return {
    backends: [
      { name: 'embedded PostgreSQL' },
      ...(redis === undefined ? [] : [{ name: 'Redis' as const, redisUrl: redis.url }]),
    ],
    newDatabase: () => ensureDatabase(server.url, `bench_${++databases}`),
    conditions: `${availableParallelism()} cores, Node ${process.versions.node}, ${await postgresOf(server.url)}`,
  };
}

async function postgresOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ said: string }>(
    `select 'PostgreSQL ' || split_part(current_setting('server_version'), ' ', 1) || ' (fsync ' || current_setting('fsync')
       || ', synchronous_commit ' || current_setting('synchronous_commit') || ')' as said`,
  );
  await client.end();
  return rows[0]?.said ?? 'PostgreSQL';
}

/** A new database, a new company, and the app at work between them; `callsPer10Seconds` is our own limit. */
export async function startBench(
  ground: Ground,
  backend: Backend,
  options: SandboxOptions & { callsPer10Seconds: number },
) {
  await using stack = new AsyncDisposableStack();
  const sandboxes = stack.use(await startSandboxes(options));
  const { hubspot, ...rest } = worldSettings({
    database: await ground.newDatabase(),
    ...(await sandboxes.ask('where')),
  });
  if (hubspot === undefined) throw new Error('bench: the sandbox settings lack HubSpot');
  const failures: string[] = [];
  const { sweepEveryMs: _, ...settings } = rest;
  const app = await startApp({
    ...settings,
    firstModel: defaultModel,
    imports: true,
    sources: true,
    ...(backend.redisUrl !== undefined && { redisUrl: backend.redisUrl }),
    hubspot: { ...hubspot, callsPer10Seconds: options.callsPer10Seconds },
    tell: (step, text) => void (step === 'failed' && failures.push(text)),
  });
  stack.defer(() => app.close());
  const path = '/webhooks/hubspot';
  const target: Target = { url: `${app.url}${path}`, signedUrl: `${PUBLIC_URL}${path}` };
  const kept = stack.move();
  return {
    app,
    target,
    failures,
    ask: sandboxes.ask,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** Resolves when no row is due or claimed any more, apart from the standing timers; the moment it saw that (`performance.now`). */
export async function settled(app: App, timeoutMs: number): Promise<number> {
  const giveUpAt = performance.now() + timeoutMs;
  for (;;) {
    const [row] = await app.db.acrossWorkspaces((tx) =>
      tx.query<{ open: boolean }>(
        `select exists (select from steps where done_at is null and failed_at is null and kind in ('read', 'route', 'task', 'alert', 'post'))
           or exists (select from leads where wanted_seq > done_seq)
           or exists (select from crm_writes where failed_at is null and (wanted <> '{}'::jsonb or sending <> '{}'::jsonb)) as open`,
      ),
    );
    const seenAt = performance.now();
    if (row?.open === false) return seenAt;
    if (seenAt > giveUpAt) throw new Error(`bench: work is still open after ${timeoutMs} ms: events are lost or stuck`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
