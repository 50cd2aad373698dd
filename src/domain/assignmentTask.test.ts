import { expect, test } from '@jest/globals';
import { taskFor } from './assignmentTask.ts';
import type { OpeningFacts } from './decision.ts';
import { HOUR_MS } from './decay.ts';
import { NOW } from './signalsForTests.ts';

const kolkata = { offsetMsAt: () => 5.5 * HOUR_MS, name: 'Kolkata' };

/** The task of a demo request at 31 Jan 09:00 UTC, for a rep in Kolkata. */
function task(more: Partial<OpeningFacts> = {}) {
  const flags = { lane: true, product: false, trial: false, quiet: false, urgent: [] };
  const facts: OpeningFacts = {
    ...flags,
    type: 'demo_request',
    source: 'hubspot',
    dated: ['asked for a demo (31 Jan 10:00 Berlin)', 'hit a usage limit (since 30 Jan 20:00 Berlin)'],
    short: ['asked for a demo', 'hit a usage limit'],
    reasons: [
      { words: 'asked for a demo', at: NOW },
      { words: 'hit a usage limit', at: NOW - 14 * HOUR_MS, bound: 'since' },
    ],
    ...more,
  };
  const about = { id: 'e1', round: 2, score: 55, tier: 2, company: 'Big Co', facts } as const;
  return taskFor(about, { assignee: 'ann', because: 'it is Ann’s turn', dueAt: NOW + HOUR_MS, clock: kolkata });
}

test('a task says when everything happened in its rep’s time, and whose time that is', () => {
  expect(task().body.split('\n')).toEqual([
    'Score 55, tier 2. Contact this lead at Big Co within 1 hour.',
    'Why now:',
    '- asked for a demo (31 Jan 14:30 Kolkata)',
    '- hit a usage limit (since 31 Jan 00:30 Kolkata)',
    'Assigned because: it is Ann’s turn.',
  ]);
});

test('of an episode that an older release opened the dates are as they were kept', () => {
  expect(task({ reasons: undefined as never }).body).toContain('- asked for a demo (31 Jan 10:00 Berlin)');
});

test('the subject names the three strongest signals', () => {
  const { subject } = task({ short: ['one', 'two', 'three', 'four'] });
  expect(subject).toBe('HOT LEAD: Contact within 1 hour - one, two, three');
});
