import { expect, test } from '@jest/globals';
import { utcClock } from '../explain/whenInWords.ts';
import type { ToldDecision } from '../story/story.ts';
import { whyMeInWords } from './whyMeWords.ts';

const NOW = Date.UTC(2026, 10, 23, 10);
const MINUTE = 60_000;
const names: Record<string, string> = { a: 'Ann Lee', b: 'Bob Roe', c: 'Cy Day', d: 'Dee Fox' };
const told = { name: (rep: string) => names[rep] ?? rep, clock: utcClock };

const row = (kind: string, inputs: object, outcome: object, at = NOW) =>
  ({ kind, at, inputs, outcome }) as ToldDecision;
const routed = (assignee: string, at = NOW) =>
  row(
    'route',
    {},
    {
      route: {
        assignee,
        because: `no other rule matches; it is ${names[assignee]}'s turn`,
        rules: [
          { rule: 'excluded', matched: false, because: 'the lead is not excluded' },
          { rule: 'owner', matched: false, because: 'the lead has no owner' },
          { rule: 'default pool', matched: true, because: 'no other rule matches' },
        ],
        candidates: [
          { rep: 'a', outcome: 'chosen: next in pool default (due 0.5, had 1)' },
          { rep: 'b', outcome: 'present, not next in pool default (due 0.5, had 0)' },
          { rep: 'c', outcome: 'backup, away: on holiday' },
          { rep: 'd', outcome: 'not in pool default' },
        ],
      },
      result: { assignee },
    },
    at,
  );
const given = row('deed', { deed: 'reassign', by: 'a', to: 'b' }, { result: { assignee: 'b' } }, NOW + MINUTE);
const claimed = row('claim', {}, { route: {}, result: { assignee: 'c' } }, NOW + 2 * MINUTE);
const why = (...decisions: ToldDecision[]) => whyMeInWords(decisions, told, NOW);

test('says who has it, what was asked and whom it passed over, in words of sales', () => {
  expect(why(routed('a'))).toEqual([
    "It goes to Ann Lee: no other rule matches; it is Ann Lee's turn",
    'Asked first: the lead is not excluded; the lead has no owner',
    'Bob Roe: there, and it was not their turn',
    'Cy Day: away: on holiday',
  ]);
});

test('what was handed on says by whom first, and a claim who took it', () => {
  expect(why(routed('a'), given).slice(0, 2)).toEqual([
    'Ann Lee gave it to Bob Roe, 23 Nov 10:01',
    "Before that: it goes to Ann Lee: no other rule matches; it is Ann Lee's turn",
  ]);
  expect(why(routed('a'), given, claimed)[0]).toBe('Cy Day claimed it, 23 Nov 10:02');
});

test('of another look for somebody only what came after it counts', () => {
  const lines = why(given, routed('c', NOW + 3 * MINUTE));
  expect(lines[0]).toMatch(/^It goes to Cy Day/);
  expect(lines.join()).not.toContain('gave it');
});

test('of an episode before this one nothing is said', () => {
  expect(whyMeInWords([routed('a')], told, NOW + 1)).toEqual(['Nobody was looked for yet.']);
});
