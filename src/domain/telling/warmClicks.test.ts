import { expect, test } from '@jest/globals';
import { DAY_MS, HOUR_MS } from '../decay.ts';
import { defaultModel } from '../model.ts';
import { click, DELIVERED, scanner } from '../opens/opensForTests.ts';
import type { Signal } from '../signals.ts';
import { warmClickOf } from './warmClicks.ts';

const afterMs = 3 * HOUR_MS;
const NOW = DELIVERED + 4 * HOUR_MS;
const person = click(afterMs, { link: '/pricing' });
const warm = { tier: 3 as const, at: NOW };
const of = (signals: Signal[], more: { unseenFrom?: number; open?: never } = { unseenFrom: 0 }) =>
  warmClickOf({ signals, ...more }, warm, defaultModel);

test("a warm lead's click that is a person's is told, with its link and a key for the day", () => {
  const day = new Date(person.at).toISOString().slice(0, 10);
  expect(of([person])).toEqual({ kind: 'warm_click', key: `warm_click/${day}`, at: person.at, link: '/pricing' });
});
test("a machine's is not", () => {
  expect(of([click(1_000, scanner)])).toBeUndefined();
});
test('one that an earlier look saw is not', () => {
  expect(of([person], {})).toBeUndefined();
  expect(of([person], { unseenFrom: person.at + 1 })).toBeUndefined();
});
test('one of yesterday is not', () => {
  const late = { ...warm, at: person.at + DAY_MS };
  expect(warmClickOf({ signals: [person], unseenFrom: 0 }, late, defaultModel)).toBeUndefined();
});
test.each([1, 2, undefined] as const)('of a lead in tier %s it is not', (tier) => {
  const standing = { at: NOW, tier };
  expect(warmClickOf({ signals: [person], unseenFrom: 0 }, standing, defaultModel)).toBeUndefined();
});
test('of one without details the word of its source counts', () => {
  const { mail: _, ...plain } = person;
  expect(of([{ ...plain, confidence: 1 }])).toMatchObject({ kind: 'warm_click', at: person.at });
  expect(of([{ ...plain, confidence: 0.2 }])).toBeUndefined();
});
test('no query of a link is kept, nor the id of a message as its name', () => {
  const told = click(afterMs, { link: 'https://acme.example/offer?who=ada@bigco.example#top' });
  const { link, about } = of([{ ...told, asset: told.mail?.message ?? '' }]) ?? {};
  expect([link, about]).toEqual(['https://acme.example/offer', undefined]);
});
