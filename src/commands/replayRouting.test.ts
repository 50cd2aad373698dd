import { describe, expect, test } from '@jest/globals';
import { defaultModel, type Model } from '../domain/model.ts';
import type { RoutingSettings } from '../domain/routing/settings.ts';
import type { LeadLog } from './replayLog.ts';
import { lineReader } from './replayLogLine.ts';
import { reportOf } from './replayReport.ts';
import { routingInWords } from './replayRoutingWords.ts';

const day = '2026-01-05T';
const signal = (lead: string, time: string, more: object = {}) => ({
  kind: 'signal',
  lead,
  type: 'contact_sales',
  at: `${day}${time}:00Z`,
  ...more,
});
const contact = (lead: string, time: string, rep?: string) => ({ kind: 'contact', lead, at: `${day}${time}:00Z`, rep });

/** Works from 08:00 to 18:00, as the contacts with two others tell. */
const atWork = (rep: string) => [contact(`${rep}1`, '08:00', rep), contact(`${rep}2`, '18:00', rep)];

function report(lines: object[], routing: Partial<RoutingSettings> = {}) {
  const model: Model = { ...defaultModel, routing: { ...defaultModel.routing, ...routing } };
  const read = lineReader(model);
  const log: LeadLog = {
    entries: [],
    leads: new Set(),
    end: Date.parse('2026-01-06T00:00:00Z'),
    touches: [],
    automatedContacts: 0,
    rejected: new Map(),
    firstRejected: [],
  };
  for (const line of lines) {
    const one = read(JSON.stringify(line));
    if (typeof one === 'string') throw new Error(`${one}: ${JSON.stringify(line)}`);
    if (one.entry) log.entries.push(one.entry);
    if (one.touch) log.touches.push(one.touch);
  }
  return reportOf(log, model);
}

const routing = (...asked: Parameters<typeof report>) => report(...asked).routing;

describe('the routing of a replay', () => {
  test('has what reps would have got beside what they answered', () => {
    const answers = ['a', 'b', 'c', 'd'].map((lead) => contact(lead, '12:00', 'ann'));
    const signals = ['a', 'b', 'c', 'd'].map((lead) => signal(lead, '09:00'));
    expect(routing([...atWork('ann'), ...atWork('bob'), ...signals, ...answers])).toEqual({
      routed: 4,
      held: 0,
      covered: 0,
      unrouted: 0,
      byRep: { ann: 2, bob: 2 },
      unassigned: 0,
      toClaim: 0,
      mostHeldAtOnce: 0,
      fairness: { worst: 0, worstEver: 0.5, due: { ann: 2, bob: 2 } },
      really: { byRep: { ann: 4 }, unnamed: 0, worst: 2 },
    });
  });

  test('does not blame reps for what people without a name answered', () => {
    const signals = ['a', 'b', 'c', 'd'].map((lead) => signal(lead, '09:00'));
    const named = [contact('a', '12:00', 'ann'), contact('b', '12:00', 'bob')];
    const unnamed = [contact('c', '12:00'), contact('d', '12:00')];
    const { really } = routing([...atWork('ann'), ...atWork('bob'), ...signals, ...named, ...unnamed]);
    expect(really).toEqual({ byRep: { ann: 1, bob: 1 }, unnamed: 2, worst: 0 });
  });

  test('counts no open lead as answered', () => {
    expect(routing([...atWork('ann'), signal('a', '09:00')]).really).toEqual({ byRep: {}, unnamed: 0, worst: null });
  });

  test('tells how many held leads fall on one rep together', () => {
    const night = ['a', 'b', 'c', 'd', 'e'].map((lead) => signal(lead, '07:00'));
    expect(routing([...atWork('ann'), ...night, signal('f', '09:00')]).mostHeldAtOnce).toBe(5);
    expect(routing([...atWork('ann'), ...atWork('bob'), ...night]).mostHeldAtOnce).toBe(3);
  });

  test('counts who was held, and who came after everybody left', () => {
    const lines = [...atWork('ann'), signal('a', '07:00'), signal('b', '09:00'), signal('c', '20:00')];
    expect(routing(lines)).toMatchObject({ routed: 2, held: 1, unrouted: 1, unassigned: 2 });
  });

  test.each([
    {
      of: 'the source that made a lead hot',
      more: { source: 'fair' },
      to: { 'ann@us.example': 0, 'bob@us.example': 1 },
    },
    { of: 'no such source', more: { source: 'web' }, to: { 'ann@us.example': 1, 'bob@us.example': 0 } },
  ])('asks the territory of $of', ({ more, to }) => {
    const only = (rep: string) => ({ mode: 'assign' as const, members: [{ rep, weight: 1 }] });
    const settings = {
      pools: { default: only('ann@us.example'), fair: only('bob@us.example') },
      territories: [{ name: 'fairs', sources: ['fair'], pool: 'fair' }],
    };
    const reps = [...atWork('ann@us.example'), ...atWork('bob@us.example')];
    expect(routing([...reps, signal('a', '09:00', more)], settings).byRep).toEqual(to);
  });

  test.each([
    { who: 'who uses the product on trial', trial: 'free_trial_start', to: 1 },
    { who: 'who is not on trial', trial: 'pricing_page_visit', to: 0 },
  ])('asks the product pool for a lead $who', ({ trial, to }) => {
    const only = (rep: string) => ({ mode: 'assign' as const, members: [{ rep, weight: 1 }] });
    const settings = {
      pools: { default: only('ann@us.example'), product: only('bob@us.example') },
      productPool: 'product',
    };
    const before = [signal('a', '08:10', { type: trial }), signal('a', '08:20', { type: 'usage_limit_hit' })];
    const reps = [...atWork('ann@us.example'), ...atWork('bob@us.example')];
    expect(routing([...reps, ...before, signal('a', '09:00')], settings).byRep['bob@us.example']).toBe(to);
  });

  test('counts what people may claim, and gives it to nobody', () => {
    const settings = { pools: { default: { mode: 'claim' as const, members: 'everyone' as const } } };
    expect(routing([...atWork('ann'), signal('a', '09:00')], settings)).toMatchObject({
      routed: 0,
      unrouted: 0,
      toClaim: 1,
    });
  });
});

describe('the routing in words', () => {
  const words = (...asked: Parameters<typeof report>) => routingInWords(report(...asked)).join('\n');

  test('is a table of what each rep would have got and really answered', () => {
    const text = words([...atWork('ann'), signal('a', '07:00'), signal('b', '09:00'), contact('b', '09:30', 'ann')]);
    expect(text).toContain('2 routed: 1 at once, 1 held until somebody came; 0 covered');
    expect(text).toContain('Nobody ends further than 0 leads from their fair share');
    expect(text).toContain('1 answered first by a rep with a name, 0 by people without one.');
    expect(text).toMatch(/^ann +2\.0 +2 +1 +30\.0 min +30\.0 min$/m);
  });

  test('says why a model routes nothing when its pools name nobody of the log', () => {
    const pools = { default: { mode: 'assign' as const, members: [{ rep: 'ann@us.example', weight: 1 }] } };
    const why = 'No rep of the log is in a pool: the model names them by e-mail, the log as "ann".';
    const text = words([...atWork('ann'), signal('a', '09:00')], { pools });
    expect(text).toContain(why);
    expect(text).not.toContain('fair share,');
    expect(words([...atWork('ann'), signal('a', '09:00')])).not.toContain('No rep of the log');
  });

  test('has no line of more than 100 characters', () => {
    const many = Array.from({ length: 1_200 }, (_, i) => signal(`l${i}`, '09:00'));
    const lines = words([...atWork('ann'), ...atWork('bob'), ...many]).split('\n');
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
  });
});
