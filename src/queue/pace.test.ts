import { expect, test } from '@jest/globals';
import { until } from '../testing/until.ts';
import { paced } from './pace.ts';

const hint = (id: string, kind = 'read', workspace = 'acme') => ({ id, kind, workspace });

function pacer(gaps: Record<string, number>) {
  const ran: { id: string; at: number }[] = [];
  const run = paced(
    async ({ id }) => void ran.push({ id, at: performance.now() }),
    gaps,
    () => performance.now(),
  );
  return { run, ran };
}

test('the first runs at once, the next waits its gap, and those that come meanwhile are left to it', async () => {
  const { run, ran } = pacer({ read: 60 });
  await Promise.all(['a', 'b', 'c', 'd'].map((id) => run(hint(id))));
  expect(ran.map(({ id }) => id)).toEqual(['a', 'b']);
  expect((ran[1]?.at ?? 0) - (ran[0]?.at ?? 0)).toBeGreaterThan(55);
});

test('nothing that comes after a run has begun is left to it', async () => {
  const { run, ran } = pacer({ read: 20 });
  await run(hint('a'));
  await run(hint('b'));
  await run(hint('c'));
  expect(ran.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});

test('other workspaces and kinds do not wait for each other, and a kind without a gap never waits', async () => {
  const { run, ran } = pacer({ read: 5_000, task: 5_000 });
  await Promise.all([
    run(hint('a')),
    run(hint('b', 'task')),
    run(hint('c', 'read', 'other')),
    run(hint('d', 'score')),
    run(hint('e', 'score')),
  ]);
  expect(ran.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('a run that fails does not hold up the next', async () => {
  let calls = 0;
  const run = paced(
    async () => Promise.reject(new Error(String((calls += 1)))),
    { read: 1 },
    () => performance.now(),
  );
  await expect(run(hint('a'))).rejects.toThrow('1');
  await expect(run(hint('b'))).rejects.toThrow('2');
  await until(() => calls === 2, 'both');
  expect(calls).toBe(2);
});
