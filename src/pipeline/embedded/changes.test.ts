import { describe, expect, test } from '@jest/globals';
import type { Change, Json } from '../../../hubspot-app/src/app/shared/api.ts';
import { withChanges } from './changes.ts';

const settings = { tiers: { one: { score: 80 } }, hours: [{ days: ['mon'] }, { days: ['tue'] }], windowDays: 30 };
const changed = (...changes: Change[]) => withChanges(settings, changes);
const after = (path: Change['path'], value?: Json) => {
  const made = changed(value === undefined ? { path } : { path, value });
  return made.ok ? made.settings : made.problems;
};

describe('a change', () => {
  test('sets what is there, adds what is new and takes away, and leaves the rest and the original alone', () => {
    expect(after(['tiers', 'one', 'score'], 85)).toEqual({ ...settings, tiers: { one: { score: 85 } } });
    expect(after(['tiers', 'two'], { score: 70 })).toMatchObject({ tiers: { one: { score: 80 }, two: { score: 70 } } });
    expect(after(['tiers', 'one'])).toEqual({ ...settings, tiers: {} });
    expect(after(['hours', 0])).toEqual({ ...settings, hours: [{ days: ['tue'] }] });
    expect(after(['hours', 2], { days: [] })).toMatchObject({ hours: [{}, {}, { days: [] }] });
    expect(settings.tiers.one.score).toBe(80);
  });

  test('comes after the one before it', () => {
    const made = changed({ path: ['tiers', 'x'], value: {} }, { path: ['tiers', 'x', 'score'], value: 1 });
    expect(made).toMatchObject({ ok: true, settings: { tiers: { x: { score: 1 } } } });
  });

  test('keeps the order of what is there', () => {
    const made = withChanges({ b: 1, a: 2 }, [{ path: ['b'], value: 3 }]);
    expect(JSON.stringify(made)).toContain('{"b":3,"a":2}');
  });

  test.each<[string, Change['path'], Json | undefined]>([
    ['everything at once', [], {}],
    ['a section', ['tiers'], undefined],
    ['nothing', ['tiers', 'nine'], undefined],
    ['something in nothing', ['tiers', 'nine', 'score'], 1],
    ['something in a number', ['windowDays', 'x'], 1],
    ['far behind the end of a list', ['hours', 9], {}],
    ['a list by a name', ['hours', 'length'], 0],
    ['an object by a place', ['tiers', 0], 0],
    ['the prototype', ['__proto__', 'polluted'], true],
    ['the prototype by a value', ['tiers', '__proto__'], { polluted: true }],
    ['the prototype deep in a value', ['tiers', 'x'], JSON.parse('{"a":[{"__proto__":{"polluted":true}}]}') as Json],
    ['the constructor', ['tiers', 'constructor', 'prototype', 'polluted'], true],
    ['what every object has', ['tiers', 'toString', 'x'], 1],
  ])('%s is refused with its place', (_what, path, value) => {
    const made = changed(value === undefined ? { path } : { path, value });
    expect(made).toMatchObject({ ok: false, problems: [{ path: expect.any(String), text: expect.any(String) }] });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
