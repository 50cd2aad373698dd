import { setTimeout as delay } from 'node:timers/promises';
import { createPostgresBackend, createRedisBackend, type Job, type Queue, withBackend, type Worker } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { migrateQueue } from './migrate.ts';
import { inTurn } from './turns.ts';

/** A hint that rows of this kind are due in this workspace. Losing one only delays; two do no harm. */
export type Hint = { workspace: string; kind: string; id: string };

export type HintQueue = {
  hint: (work: Hint) => Promise<void>;
  /** Waits for running jobs, then lets go of the back end. */
  close: () => Promise<void>;
};

export type QueueOptions = {
  backend: { kind: 'postgres'; url: string } | { kind: 'redis'; url: string; prefix: string };
  /** How many jobs of a lane run at once in this process. Fewer means larger batches. */
  concurrency: Record<string, number>;
  /** The lane of a kind: a key of `concurrency`. Each lane has a queue, a worker and a listening connection. */
  laneOf: (kind: string) => string;
  /** Does some of what is due, and answers whether more may be left: that gets another turn, behind what waits by then. */
  run: (work: Hint) => Promise<boolean>;
  /** Least ms between two runs of a kind in a workspace, see turns.ts. */
  gapMs?: (work: Hint) => number;
  /** Told when a job threw or the back end is away; the rows stay due. */
  onTrouble: (error: Error) => void;
};

/** How long running jobs are waited for when the process ends: longer than a vendor's call may take. */
const PATIENCE_MS = 15_000;

/** Opens one queue and one worker for each lane, on Postgres or Redis alike. */
export async function openQueue(options: QueueOptions): Promise<HintQueue> {
  const backend =
    options.backend.kind === 'postgres'
      ? await onPostgres(options.backend.url, Object.keys(options.concurrency).length)
      : await onRedis(options.backend);
  const queues = new Map<string, Queue>();
  const turns = inTurn({
    run: options.run,
    hint,
    gapMs: options.gapMs ?? (() => 0),
    laneOf: options.laneOf,
    // One is left to the other workspaces.
    mostAtOnce: (lane) => Math.max(1, (options.concurrency[lane] ?? 1) - 1),
    now: () => performance.now(),
  });
  const lanes = Object.entries(options.concurrency).map(([lane, concurrency]) => {
    const queue = backend.queue(`hotlead-${lane}`);
    queues.set(lane, queue);
    const worker = backend.worker(`hotlead-${lane}`, concurrency, async (job) => turns.take(job.data));
    queue.on('error', options.onTrouble);
    worker.on('error', options.onTrouble);
    worker.on('failed', (_job, error) => options.onTrouble(error));
    return { lane, queue, worker };
  });
  await Promise.all(lanes.flatMap(({ queue, worker }) => [queue.waitUntilReady(), worker.waitUntilReady()]));
  async function hint(work: Hint): Promise<void> {
    // A finished job leaves nothing behind, so that the same row can be hinted at again; a lost hint is the sweeper's.
    const settings = {
      jobId: `${work.workspace}-${work.kind}-${work.id}`,
      removeOnComplete: true,
      removeOnFail: true,
    };
    await queues.get(options.laneOf(work.kind))?.add(work.kind, work, settings).catch(options.onTrouble);
  }
  return {
    hint,
    async close() {
      turns.close();
      const gently = Promise.all(lanes.map(({ worker }) => worker.close())).then(() => true);
      const closed = await Promise.race([gently, outOfPatience(backend)]);
      if (!closed) void Promise.all(lanes.map(({ worker }) => worker.close(true))).catch(() => {});
      await Promise.race([
        Promise.all(lanes.map(({ queue }) => queue.close())),
        delay(1_000, undefined, { ref: false }),
      ]);
      await backend.close();
    },
  };
}

/**
 * Running jobs are waited for, unless the back end is away, which may show only after a while: then it never answers. What is
 * claimed lapses, and the next start goes on.
 */
async function outOfPatience(backend: Backend): Promise<false> {
  let left = PATIENCE_MS;
  do {
    await delay(500, undefined, { ref: false });
    left -= 500;
  } while (left > 0 && !backend.isAway());
  return false;
}

type Backend = {
  /** True when it is known to be away. Connections that were closed on purpose say nothing. */
  isAway(): boolean;
  queue(name: string): Queue;
  worker(name: string, concurrency: number, work: (job: Job<Hint>) => Promise<void>): Worker;
  close(): Promise<void>;
};

async function onPostgres(url: string, lanes: number): Promise<Backend> {
  await migrateQueue(url);
  // Jobs are hints: losing the last few in a crash costs a second, waiting for the disk would cost every job one.
  const pool = new pg.Pool({
    connectionString: url,
    // Each lane keeps one to listen on; these are left for work.
    max: lanes + 4,
    options: '-c search_path=public,bullmq -c synchronous_commit=off',
  });
  pool.on('error', () => {});
  // Every queue and worker listens for its errors.
  pool.setMaxListeners(0);
  const { Queue, Worker } = withBackend(createPostgresBackend);
  const connection = pool as unknown as ConstructorParameters<typeof Queue>[1]['connection'];
  return {
    queue: (name) => new Queue(name, { connection }) as unknown as Queue,
    worker: (name, concurrency, work) => new Worker(name, work, { connection, concurrency }) as unknown as Worker,
    isAway: () => false,
    close: () => pool.end(),
  };
}

async function onRedis({ url, prefix }: { url: string; prefix: string }): Promise<Backend> {
  await mustAnswer(url);
  const { Queue, Worker } = withBackend(createRedisBackend);
  const connections: Redis[] = [];
  let closed = false;
  // Also for the copies that BullMQ makes of a connection: after closing, none tries again.
  const retryStrategy = (times: number) => (closed ? null : Math.min(times * 100, 2_000));
  const connect = (options: { maxRetriesPerRequest: number | null; commandTimeout?: number }) => {
    const redis = new Redis(url, { ...options, retryStrategy });
    connections.push(redis);
    return redis;
  };
  return {
    queue(name) {
      // A hint must fail at once while Redis is away: the sweeper repeats it, and a webhook's answer waits for it.
      const connection = connect({ maxRetriesPerRequest: 1, commandTimeout: 5_000 });
      return new Queue(name, { connection, prefix }) as unknown as Queue;
    },
    worker(name, concurrency, work) {
      const connection = connect({ maxRetriesPerRequest: null });
      return new Worker(name, work, { connection, prefix, concurrency }) as unknown as Worker;
    },
    isAway: () => connections.some(({ status }) => status === 'reconnecting' || status === 'connecting'),
    async close() {
      closed = true;
      const quits = connections.map((redis) => redis.quit().catch(() => {}));
      await Promise.race([Promise.all(quits), delay(1_000, undefined, { ref: false })]);
      for (const redis of connections) redis.disconnect();
    },
  };
}

/** Redis may go away later and come back: only a start without one is a mistake of whoever starts it. Throws a sentence for them. */
async function mustAnswer(url: string): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, connectTimeout: 5_000, retryStrategy: () => null });
  let reason = '';
  redis.on('error', (error: Error) => (reason = error.message));
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    const { hostname, port } = new URL(url);
    const said = reason || (error instanceof Error ? error.message : String(error));
    throw new Error(
      `redis: no good answer from ${hostname}:${port || '6379'} (${said}): start Redis there, correct REDIS_URL, or leave it out to keep the queue in PostgreSQL`,
      { cause: error },
    );
  } finally {
    redis.disconnect();
  }
}
