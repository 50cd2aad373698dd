import { describe, expect, test } from '@jest/globals';
import { until } from '../testing/until.ts';
import type { Hint } from './queue.ts';
import { inTurn } from './turns.ts';

const hint = (id: string, kind = 'read', workspace = 'acme') => ({ id, kind, workspace });
const named = ({ workspace, kind, id }: Hint) => `${workspace} ${kind} ${id.startsWith('turn-') ? 'again' : id}`;

type Options = {
  gaps?: Record<string, number>;
  most?: number;
  /** Answers whether more is left; holds its worker until then. */
  work?: (hint: Hint) => Promise<boolean>;
};

/** Turns of one lane whose further hints are kept, and taken at once when `goesOn`. */
function turns({ gaps = {}, most = 9, work = async () => false }: Options = {}, goesOn = true) {
  const ran: { what: string; at: number }[] = [];
  const hinted: Hint[] = [];
  const all = inTurn({
    run: (hinted) => {
      ran.push({ what: named(hinted), at: performance.now() });
      return work(hinted);
    },
    async hint(again) {
      hinted.push(again);
      if (goesOn) void all.take(again).catch(() => {});
    },
    gapMs: ({ kind }) => gaps[kind] ?? 0,
    laneOf: () => 'lane',
    mostAtOnce: () => most,
    now: () => performance.now(),
  });
  return { ...all, ran, hinted, order: () => ran.map(({ what }) => what), [Symbol.dispose]: all.close };
}

/** Work that is under way until it is let go. */
function gate() {
  let open = () => {};
  const opened = new Promise<boolean>((resolve) => (open = () => resolve(false)));
  return { open, work: () => opened };
}

describe('a workspace', () => {
  test('runs a kind once at a time; what is hinted meanwhile runs once more after it, and holds no worker until then', async () => {
    const { open, work } = gate();
    using on = turns({ work });
    const first = on.take(hint('a'));
    await Promise.all(['b', 'c', 'd'].map((id) => on.take(hint(id))));
    expect(on.order()).toEqual(['acme read a']);
    open();
    await first;
    await until(() => on.ran.length === 2, 'the run after');
    expect([on.order().at(-1), on.hinted.length]).toEqual(['acme read again', 1]);
  });

  test('leaves workers to the others, however many kinds of work it has', async () => {
    const { open, work } = gate();
    using on = turns({ most: 2, work });
    const held = ['read', 'write', 'task'].map((kind) => on.take(hint('a', kind)));
    await held[2];
    const other = on.take(hint('b', 'task', 'umbrella'));
    expect(on.order()).toEqual(['acme read a', 'acme write a', 'umbrella task b']);
    open();
    await Promise.all([...held, other]);
    await until(() => on.order().includes('acme task again'), 'what had to wait');
  });

  test('with more than a turn is worth of work comes again behind what waits by then', async () => {
    let left = 2;
    using on = turns({ work: async () => (left -= 1) > 0 }, false);
    await on.take(hint('a'));
    expect(on.hinted.map(named)).toEqual(['acme read again']);
    await on.take(hint('b', 'read', 'umbrella'));
    await on.take(on.hinted[0] as Hint);
    expect(on.order()).toEqual(['acme read a', 'umbrella read b', 'acme read again']);
    expect(on.hinted).toHaveLength(1);
  });

  test('whose run failed runs again when hinted, also by what came meanwhile', async () => {
    let calls = 0;
    using on = turns({ work: async () => Promise.reject(new Error(String((calls += 1)))) });
    const first = on.take(hint('a'));
    await on.take(hint('b'));
    await expect(first).rejects.toThrow('1');
    await until(() => calls === 2, 'the run after');
    await expect(on.take(hint('c'))).rejects.toThrow('3');
  });
});

describe('a gap', () => {
  test('lets the first run at once, and what comes within it share the next', async () => {
    using on = turns({ gaps: { read: 60 } });
    await Promise.all(['a', 'b', 'c', 'd'].map((id) => on.take(hint(id))));
    expect(on.order()).toEqual(['acme read a']);
    await until(() => on.ran.length === 2, 'the next');
    expect((on.ran[1]?.at ?? 0) - (on.ran[0]?.at ?? 0)).toBeGreaterThan(55);
  });

  test('is of one kind of one workspace; a kind without one never waits', async () => {
    using on = turns({ gaps: { read: 5_000, task: 5_000 } });
    const all = [hint('a'), hint('b', 'task'), hint('c', 'read', 'other'), hint('d', 'score')];
    await Promise.all(all.map((each) => on.take(each)));
    await on.take(hint('e', 'score'));
    expect(on.order()).toEqual([...all.map(named), 'acme score e']);
  });

  test('ends with the process: nothing is hinted after it', async () => {
    const on = turns({ gaps: { read: 20 } });
    await on.take(hint('a'));
    await on.take(hint('b'));
    on.close();
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(on.hinted).toHaveLength(0);
  });
});
