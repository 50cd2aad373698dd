import { describe, expect, test } from '@jest/globals';
import { Failure } from '../../failure.ts';
import type { Lane } from '../crm.ts';
import { heldClock } from '../../testing/clock.ts';
import { dailyCalls } from './daily.ts';

function day(used: number) {
  const clock = heldClock(1_790_000_000_000);
  const daily = dailyCalls(() => clock.now());
  daily.heard(`api-usage=${used}/1000`);
  const stopped = (lane: Lane) => {
    try {
      daily.check(lane);
      return false;
    } catch (error) {
      const { kind, code } = Failure.from(error);
      return kind === 'rateLimited' && code === 'daily_limit';
    }
  };
  return { clock, daily, stopped };
}

describe("the org's calls of a day", () => {
  test.each([
    [699, []],
    [700, ['import']],
    [800, ['import', 'score']],
    [949, ['import', 'score']],
    [950, ['import', 'score', 'now']],
  ])('of 1000, at %i these lanes stop: %j', (used, lanes) => {
    const { stopped } = day(used);
    expect((['import', 'score', 'now'] as const).filter(stopped)).toEqual(lanes);
  });

  test('are those of the configuration where that allows fewer', () => {
    const clock = heldClock(1_790_000_000_000);
    const kept: object[] = [];
    const daily = dailyCalls(
      () => clock.now(),
      (calls) => void kept.push(calls),
      500,
    );
    daily.heard('api-usage=480/1000');
    expect(kept).toEqual([{ used: 480, limit: 500, heardAt: clock.now() }]);
    expect(() => daily.check('now')).toThrow('480 of the');
  });

  test('who was stopped asks again after a quarter of an hour, since only an answer tells that calls came free', () => {
    const { clock, daily, stopped } = day(960);
    clock.advance(15 * 60_000 - 1);
    expect(stopped('now')).toBe(true);
    clock.advance(1);
    expect(stopped('now')).toBe(false);
    daily.heard('api-usage=955/1000');
    expect(stopped('now')).toBe(true);
    daily.heard('api-usage=400/1000, per-app-api-usage=17/250(appName=x)');
    expect([stopped('now'), stopped('import')]).toEqual([false, false]);
  });

  test.each([undefined, '', 'nonsense', 'api-usage=5/0'])('%j says nothing', (header) => {
    const { daily, stopped } = day(100);
    daily.heard(header);
    expect(stopped('import')).toBe(false);
  });
});
