import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { emptyDatabase } from '../testing/database.ts';
import { hasRedis, ownRedis } from '../testing/redis.ts';
import { until } from '../testing/until.ts';
import { type Hint, openQueue, type QueueOptions } from './queue.ts';
import { sweep } from './sweeper.ts';

type Ground = { backend: QueueOptions['backend']; flush: () => Promise<void> } & AsyncDisposable;

async function postgres(): Promise<Ground> {
  const database = await emptyDatabase();
  return { ...database, backend: { kind: 'postgres', url: database.url }, flush: async () => {} };
}

async function redis(): Promise<Ground> {
  const server = await ownRedis();
  return { ...server, backend: { kind: 'redis', url: server.url, prefix: 'test' }, flush: () => server.flushAll() };
}

const backends = [
  ['Postgres', postgres, describe],
  ['Redis', redis, hasRedis ? describe : describe.skip],
] as const;

for (const [name, prepare, suite] of backends)
  suite(`the queue on ${name}`, () => {
    let ground: Ground;
    beforeAll(async () => {
      ground = await prepare();
    });
    afterAll(async () => {
      await ground[Symbol.asyncDispose]();
    });

    /** Works until the test ends, noting what it was given. */
    async function open(run: (work: Hint) => Promise<unknown> = async () => {}, troubles: Error[] = []) {
      const ran: Hint[] = [];
      const queue = await openQueue({
        backend: ground.backend,
        concurrency: { read: 2, score: 1 },
        laneOf: (kind) => kind,
        onTrouble: (error) => troubles.push(error),
        async run(work) {
          ran.push(work);
          await run(work);
          return false;
        },
      });
      return { ...queue, ran, troubles, [Symbol.asyncDispose]: () => queue.close() };
    }

    const hint = (id: string, kind = 'read') => ({ workspace: 'acme', kind, id });

    test('a hint wakes a worker of its kind', async () => {
      await using queue = await open();
      await queue.hint(hint('1a'));
      await queue.hint(hint('1b', 'score'));
      await until(() => queue.ran.length === 2, 'both jobs');
      expect(queue.ran.map(({ kind }) => kind).sort()).toEqual(['read', 'score']);
    });

    test('the same hint while its job waits is one job, and after it is done another one', async () => {
      let release = () => {};
      const gate = new Promise<void>((resolve) => (release = resolve));
      await using queue = await open(() => gate);
      for (let i = 0; i < 3; i++) await queue.hint(hint('2a', 'score'));
      await until(() => queue.ran.length > 0, 'the first job');
      release();
      await until(async () => {
        await queue.hint(hint('2a', 'score'));
        return queue.ran.length >= 2;
      }, 'the job after');
      expect(queue.ran.length).toBeLessThanOrEqual(3);
    });

    test('a job that throws is told, is not run again by the queue, and can be hinted at again', async () => {
      const troubles: Error[] = [];
      await using queue = await open(async () => Promise.reject(new Error('boom')), troubles);
      await queue.hint(hint('3a'));
      await until(() => troubles.length === 1, 'the trouble');
      await until(async () => {
        await queue.hint(hint('3a'));
        return queue.ran.length >= 2;
      }, 'the second run');
      expect(troubles[0]?.message).toBe('boom');
    });

    test('what a flush forgets, the sweeper brings back, until it is no longer due', async () => {
      const due = new Set(['4a', '4b']);
      let working = false;
      await using queue = await open(async ({ id }) => {
        if (working) due.delete(id.slice(0, 2));
      });
      await queue.hint(hint('4a'));
      await ground.flush();
      working = true;
      let now = 0;
      const sweeper = sweep({
        everyMs: 20,
        now: () => (now += 10_000),
        due: async () => [...due].map((id) => hint(id)),
        hint: queue.hint,
        onTrouble: () => {},
      });
      await until(() => due.size === 0, 'both rows to be worked on');
      await sweeper.close();
      expect(due.size).toBe(0);
    });
  });

test('a sweep that fails is told, and the next one goes on', async () => {
  const troubles: Error[] = [];
  const hints: string[] = [];
  let times = 0;
  const sweeper = sweep({
    everyMs: 1,
    now: () => 25_000,
    async due() {
      times += 1;
      if (times === 1) throw new Error('database away');
      return [{ workspace: 'acme', kind: 'read', id: 'x' }];
    },
    hint: async ({ id }) => void hints.push(id),
    onTrouble: (error) => troubles.push(error),
  });
  await until(() => hints.length > 1, 'two good sweeps');
  await sweeper.close();
  const after = hints.length;
  expect([troubles.map(({ message }) => message), hints[0]]).toEqual([['database away'], 'x-2']);
  await new Promise((resolve) => setImmediate(resolve));
  expect(hints).toHaveLength(after);
});
