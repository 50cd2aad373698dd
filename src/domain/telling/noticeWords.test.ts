import { expect, test } from '@jest/globals';
import { HOUR_MS } from '../decay.ts';
import { utcClock } from '../explain/whenInWords.ts';
import { detailsOf, headlineOf } from './noticeWords.ts';

const NOW = Date.UTC(2026, 10, 23, 10);
const read = {
  now: NOW,
  clock: utcClock,
  words: (type: string) => (type === 'demo_request' ? 'asked for a demo' : type),
  name: (lead: string) => (lead === 'gone' ? undefined : `Person ${lead}`),
};

test.each([
  [
    'many_opens',
    { times: 5, about: 'Pricing for Acme', spanMs: 50 * HOUR_MS },
    "opened 'Pricing for Acme' 5 times in 2 days",
  ],
  ['many_opens', { times: 3 }, 'opened one e-mail 3 times in a week'],
  ['revived', { times: 1 }, 'opened an old e-mail again after a long silence'],
  ['revived', { about: 'Our offer' }, "opened 'Our offer', an old e-mail, again after a long silence"],
  ['several_messages', { times: 3 }, 'opened 3 different e-mails within a day'],
  ['warm_click', {}, 'clicked a link in an e-mail'],
  ['warm_click', { link: '/pricing' }, "clicked '/pricing' in an e-mail"],
  ['warm_click', { about: 'Our offer' }, "clicked a link in 'Our offer'"],
  [
    'account_play',
    { because: '3 people showed interest' },
    'several people look at us together: 3 people showed interest',
  ],
] as const)('%s %j is "%s"', (kind, facts, words) => {
  expect(headlineOf(kind, facts)).toBe(words);
});

test('an account play names who did what, and which part nobody plays; who is gone is left out', () => {
  const facts = {
    people: [{ id: 'a', part: 'finance', lately: ['demo_request'] }, { id: 'gone' }, { id: 'b' }],
    missing: ['security', 'legal'],
  };
  expect(detailsOf('account_play', facts, NOW - HOUR_MS, read)).toEqual([
    'Person a (finance): asked for a demo',
    'Person b',
    'nobody yet as security, legal',
    '1 hour ago',
  ]);
});
test('of a crowd some are named', () => {
  const people = Array.from({ length: 10 }, (_, n) => ({ id: `${n}` }));
  expect(detailsOf('account_play', { people }, NOW, read).at(-2)).toBe('and 2 more');
});
