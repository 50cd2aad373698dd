import { describe, expect, test } from '@jest/globals';
import type { Standing } from '../../domain/telling/standing.ts';
import type { Alert } from '../channel.ts';
import { alertOf, NOW } from './alertForTests.ts';
import { alertMessage, alertText } from './card.ts';

const words = (given: Alert) => JSON.stringify(alertMessage(given).blocks);

describe('a card as it stands', () => {
  const by = 'Bob Rep';
  const at = NOW - 60_000;
  const when = 'Sat 21 Nov 14:09 GMT+1';
  const shown = (standing: Standing, more: Partial<Alert> = {}) => words(alertOf({ standing, ...more }).alert);

  test.each<[string, Standing, string[]]>([
    ['claimed', { kind: 'claimed', by, at }, ['🙋 Claimed by Bob Rep, ', when, 'Respond by']],
    [
      'contacted',
      { kind: 'contacted', by, at, how: 'call' },
      ['✅ Contacted by Bob Rep (call), ', when, ', in time', '✅ 92'],
    ],
    ['contacted by nobody known', { kind: 'contacted', at, how: 'e-mail' }, ['✅ Contacted (e-mail), ']],
    ['late', { kind: 'contacted', by, at: NOW + 7_500_000, how: 'call' }, [', 1 h 5 min late']],
    [
      'not a fit',
      { kind: 'closed', as: 'not_a_fit', by, at, because: 'a student' },
      ['🚫 Not a fit: a student — said by Bob Rep, ', '⚪ 92'],
    ],
    ['cooled', { kind: 'closed', as: 'cooled', at }, ['❄️ No longer hot, ']],
    [
      'snoozed',
      { kind: 'claimed', by, at, snoozedUntil: NOW + 900_000 },
      ['💤 Snoozed: no reminders until ', 'Sat 21 Nov 14:25 GMT+1'],
    ],
    ['escalated', { kind: 'open', escalated: 'nobody has answered' }, ['⏫ Nobody has answered']],
    ['moved', { kind: 'open', movedTo: 'Cy' }, ['➡️ Cy has it now: nothing to do for you']],
  ])('%s says so', (_state, standing, texts) => {
    for (const text of texts) expect(shown(standing)).toContain(text);
  });

  test.each<[string, Standing, Partial<Alert>]>([
    ['answered', { kind: 'contacted', by, at, how: 'call', snoozedUntil: NOW + 9e5, escalated: 'late' }, {}],
    ['over', { kind: 'closed', as: 'won', at }, {}],
    ['another’s', { kind: 'claimed', by, at, movedTo: 'Cy' }, {}],
    ['only to be known', { kind: 'open' }, { fyi: true }],
  ])('what is %s has no clock, in the blocks or in the text', (_state, standing, more) => {
    const given = alertOf({ standing, ...more }).alert;
    expect(words(given) + alertMessage(given).text + alertText(given)).not.toMatch(/respond by|snoozed|⏫/i);
  });

  test('an FYI says so to whoever spoke with them, and to others who did', () => {
    const said = 'spoken with them in the last day: for your information, no task';
    expect(shown({ kind: 'open' }, { fyi: true })).toContain(`ℹ️ You have ${said}`);
    expect(shown({ kind: 'open' }, { fyi: true, surface: 'channel', assignee: 'Ann Lee' })).toContain(
      `ℹ️ Ann Lee has ${said}`,
    );
  });

  test('what the ladder did is said once', () => {
    const note = 'nobody has answered for 15 minutes: Bob, the backup, was told';
    const text = shown({ kind: 'open', escalated: note }, { note });
    expect(text.match(/obody has answered/g)).toHaveLength(1);
    expect(shown({ kind: 'open' }, { note })).toContain(`⏰ ${note}`);
  });

  test('a snooze that is over is not shown', () => {
    expect(shown({ kind: 'open', snoozedUntil: NOW })).not.toContain('Snoozed');
  });

  test('the notification of an old card says where it stands, and no distance that is not true any more', () => {
    const given = alertOf({ standing: { kind: 'claimed', by, at }, now: NOW + 600_000 }).alert;
    expect(alertMessage(given).text).toMatch(
      /minutes ago\. 🙋 Claimed by Bob Rep, <!date[^>]+>\. Respond by <!date[^>]+>$/,
    );
  });
});
