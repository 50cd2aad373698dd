import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { blockProblems as sandboxProblems } from '../../sandbox/slack/blocks.ts';
import type { Digest } from '../../domain/telling/digest.ts';
import { type Alert, type Notice } from '../channel.ts';
import { NOW } from './alertForTests.ts';
import { blockProblems } from './blockLimits.ts';
import type { SlackMessage } from './blocks.ts';
import { digestMessage } from './digest.ts';
import { foreignMarkup, hostileAlert, nasty, pingable } from './hostileForTests.ts';
import { noticeMessage } from './notice.ts';
import { rollupMessage } from './rollup.ts';

function rollup(alerts: Alert[], mayBeRepeated = false): SlackMessage {
  return rollupMessage({
    kind: 'rollup',
    alerts,
    surface: 'channel',
    timeZone: 'Europe/Berlin',
    mayBeRepeated,
    now: NOW,
  });
}

const notice: Notice = {
  id: 'n1',
  lead: { name: 'Ada', company: 'Acme', recordUrl: 'https://crm.test/1', crm: 'hubspot' },
  headline: 'opened one e-mail 5 times in 2 days',
  details: ['Q4 rollout: on Mon, Tue and Wed'],
  at: NOW,
  timeZone: 'Europe/Berlin',
  mayBeRepeated: false,
  now: NOW,
};

describe('a notice', () => {
  test('says who and what, and that there is nothing to do', () => {
    const { text, blocks } = noticeMessage(notice);
    expect(text).toBe('Ada (Acme): opened one e-mail 5 times in 2 days');
    const [first, second] = pingable(blocks);
    expect(first).toBe(
      '💡 *<https://crm.test/1|Ada>* — Acme\nopened one e-mail 5 times in 2 days\n• Q4 rollout꞉ on Mon, Tue and Wed'.replace(
        '꞉',
        ':',
      ),
    );
    expect(second).toContain('no task, no clock');
  });

  test('may be about a company', () => {
    const { lead: _lead, ...rest } = notice;
    const { text, blocks } = noticeMessage({ ...rest, company: 'Acme', headline: '3 people read the pricing page' });
    expect(text).toBe('Acme: 3 people read the pricing page');
    expect(pingable(blocks)[0]).toContain('💡 *Acme*\n');
  });
});

const digest: Digest = {
  kind: 'day',
  title: 'Monday, 23 November',
  parts: [{ title: 'Still waiting', leads: [{ name: 'Ada', company: 'Acme', score: 92, text: 'waits since 9:40' }] }],
  figures: [{ name: 'Median response', value: '24 min', team: 'team 41 min' }],
  notes: ['Nobody answered 3 leads within an hour'],
  timeZone: 'Europe/Berlin',
  mayBeRepeated: false,
  now: NOW,
};

test('a digest has its lists, figures beside the team’s, and notes', () => {
  const { text, blocks } = digestMessage(digest);
  expect(text).toBe('Your day: Monday, 23 November · Still waiting 1');
  expect(blocks[0]).toMatchObject({ text: { text: '🌇 Your day: Monday, 23 November' } });
  expect(pingable(blocks)).toEqual([
    '*Still waiting* (1)\n• *Ada* — Acme · 92: waits since 9:40',
    '*Median response*\n24 min (team 41 min)',
    'Nobody answered 3 leads within an hour',
  ]);
});

const hostileNotice = fc.record({
  id: nasty,
  lead: fc.option(
    hostileAlert.map(({ lead }) => lead),
    { nil: undefined },
  ),
  company: nasty,
  headline: nasty,
  details: fc.array(nasty, { maxLength: 40 }),
  at: fc.constant(NOW),
  timeZone: nasty,
  mayBeRepeated: fc.boolean(),
  now: fc.constant(NOW),
}) as fc.Arbitrary<Notice>;
const digestLead = fc.record({
  name: nasty,
  company: nasty,
  score: fc.constant(1),
  recordUrl: fc.oneof(fc.webUrl(), nasty),
  text: nasty,
});
const hostileDigest = fc.record({
  kind: fc.constantFrom('day' as const, 'week' as const),
  title: nasty,
  parts: fc.array(fc.record({ title: nasty, leads: fc.array(digestLead, { maxLength: 30 }) }), { maxLength: 12 }),
  figures: fc.array(fc.record({ name: nasty, value: nasty, team: nasty }), { maxLength: 40 }),
  notes: fc.array(nasty, { maxLength: 30 }),
  timeZone: nasty,
  mayBeRepeated: fc.boolean(),
  now: fc.constant(NOW),
}) as fc.Arbitrary<Digest>;

describe('whatever they are called, Slack’s limits hold and nobody is pinged', () => {
  test.each<[string, fc.Arbitrary<SlackMessage>]>([
    [
      'roll-up',
      fc.tuple(fc.array(hostileAlert, { maxLength: 35 }), fc.boolean()).map(([all, again]) => rollup(all, again)),
    ],
    ['notice', hostileNotice.map(noticeMessage)],
    ['digest', hostileDigest.map(digestMessage)],
  ])('in a %s', (_kind, messages) => {
    fc.assert(
      fc.property(messages, ({ text, blocks }) => {
        expect(blockProblems(blocks, 'message')).toEqual([]);
        expect(sandboxProblems(blocks, 'message')).toEqual([]);
        expect([text, ...pingable(blocks)].flatMap(foreignMarkup)).toEqual([]);
        expect(text.length).toBeLessThanOrEqual(1000);
        expect((text + JSON.stringify(blocks)).isWellFormed()).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('also with the longest of everything', () => {
    const long = '&'.repeat(400);
    const url = `https://crm.test/${'u'.repeat(250)}`;
    const leads = Array.from({ length: 40 }, () => ({
      name: long,
      company: long,
      score: 100,
      recordUrl: url,
      text: long,
    }));
    const parts = Array.from({ length: 12 }, () => ({ title: long, leads }));
    const figures = Array.from({ length: 40 }, () => ({ name: long, value: long, team: long }));
    const notes = Array.from({ length: 40 }, () => long);
    const { blocks } = digestMessage({ ...digest, title: long, parts, figures, notes, mayBeRepeated: true });
    expect(blockProblems(blocks, 'message')).toEqual([]);
  });
});
