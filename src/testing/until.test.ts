import { describe, expect, test } from '@jest/globals';
import { heldClock } from './clock.ts';
import { until } from './until.ts';

describe('until', () => {
  test('gives the first truthy answer', async () => {
    let asked = 0;
    expect(await until(() => (++asked === 3 ? `asked ${asked} times` : undefined), 'the third question')).toBe(
      'asked 3 times',
    );
  });

  test('says what it awaited in vain', async () => {
    await expect(until(() => false, 'the task is there', 20)).rejects.toThrow(
      'waited 20 ms in vain until the task is there',
    );
  });

  test('lets an error of the check fly', async () => {
    await expect(until(() => Promise.reject(new Error('no table lead')), 'a lead')).rejects.toThrow('no table lead');
  });
});

describe('a held clock', () => {
  test('moves only when it is told to', () => {
    const clock = heldClock('2026-11-20T09:00:00Z');
    clock.advance(60_000);
    expect(new Date(clock.now()).toISOString()).toBe('2026-11-20T09:01:00.000Z');
  });

  test('refuses a date that is none', () => {
    expect(() => heldClock('yesterday')).toThrow('"yesterday" is no date');
  });
});
