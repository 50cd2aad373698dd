import { describe, expect, test } from '@jest/globals';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../decay.ts';
import { utcClock } from '../explain/whenInWords.ts';
import { defaultModel } from '../model.ts';
import { NOW, signal } from '../signalsForTests.ts';
import { assigneeAt } from './storyWork.ts';
import { storyOf, type Told, type ToldDecision, type ToldRound } from './story.ts';

const nothing: Told = {
  signals: [],
  decisions: [],
  rounds: [],
  work: [],
  modelOf: () => defaultModel,
  model: defaultModel,
  name: (rep) => (rep === 'a' ? 'Ann' : rep),
  clock: utcClock,
};
const told = (part: Partial<Told>) => storyOf({ ...nothing, ...part });
const texts = (part: Partial<Told>) => told(part).map(({ text }) => text);
const numbered = (one: ReturnType<typeof signal>, seq = 1) => ({ ...one, seq });
const row = (kind: string, inputs: object, outcome: object, at = NOW) =>
  ({
    id: 1,
    lead: 'l1',
    kind,
    at,
    watermark: 9,
    modelHash: 'h',
    version: 3,
    inputs,
    outcome,
  }) as unknown as ToldDecision;
const round: ToldRound = { episode: 'e', round: 1, startedAt: NOW - HOUR_MS, openedAt: NOW - HOUR_MS };

describe('a signal is told', () => {
  test('as imported where it happened before anybody watched', () => {
    const one = numbered(signal('demo_request', HOUR_MS, { receivedAt: NOW }));
    const [text] = texts({ signals: [one], watchingSince: NOW - 1 });
    expect(text).toBe(
      'asked for a demo (test); imported, told to nobody: it happened 31 Jan 08:00 UTC, 60 minutes before',
    );
  });

  test.each([
    ['in its own words', signal('pricing_page_visit', 0, { asset: '/p' }), 'pricing page (/p, test)'],
    ['as its type where nobody knows it', signal('odd', 0), 'odd (test)'],
    ['with its company', signal('funding_announced', 0, { subject: 'company' }), 'company announced funding (test)'],
    ['with how sure it is', signal('demo_request', 0, { confidence: 0.5 }), 'asked for a demo (test, 50% sure)'],
    ['with what was read', signal('usage_limit_hit', 0, { level: 90 }), 'hit a usage limit (test, at 90)'],
    [
      'with their words on one line',
      signal('positive_reply', 0, { evidence: ' Yes,\nplease\u0007 ' }),
      'replied with interest: "Yes, please" (test)',
    ],
    ['on time 5 minutes later', signal('demo_request', 5 * MINUTE_MS, { receivedAt: NOW }), 'asked for a demo (test)'],
    [
      'late after that',
      signal('demo_request', 6 * MINUTE_MS, { receivedAt: NOW }),
      'asked for a demo (test); late: it happened 31 Jan 08:54 UTC, 6 minutes before',
    ],
  ])('%s', (_, one, text) => {
    expect(texts({ signals: [numbered(one)] })).toEqual([text]);
  });

  test('where it became known, not where it happened', () => {
    const late = numbered(signal('demo_request', 2 * DAY_MS, { receivedAt: NOW }), 2);
    const early = numbered(signal('odd', DAY_MS, { receivedAt: NOW - DAY_MS }), 1);
    expect(told({ signals: [late, early] }).map(({ at }) => at)).toEqual([NOW - DAY_MS, NOW]);
  });
});

describe('of people', () => {
  const contacted = { ...round, contactedAt: NOW, contactKind: 'call' as const, contactRep: 'a' };
  const touch = { id: 't', kind: 'call', at: NOW, rep: 'a', by: 'rep', happened: true };

  test('a contact that the log has is told once, where it was known', () => {
    const decisions = [row('contact', { touch }, {}, NOW + HOUR_MS)];
    const story = told({ rounds: [contacted], decisions });
    expect(story.map(({ at, text }) => [at, text])).toEqual([
      [NOW + HOUR_MS, 'first contact: Ann called, 60 minutes after the signal; it happened 31 Jan 09:00 UTC'],
    ]);
  });

  test('one that only the clock knows is told too', () => {
    expect(texts({ rounds: [{ ...contacted, workingMs: 12 * MINUTE_MS }] })).toEqual([
      'first contact: Ann called, 60 minutes after the signal (12 minutes of working time)',
    ]);
  });

  test.each([
    ['won', ['episode closed: won']],
    ['not_a_fit', ['episode closed: not a fit']],
    ['cooled', []],
  ] as const)('what was closed as %s is told as %j', (closedAs, said) => {
    const rounds = [round, { ...round, round: 2 }].map((one) => ({ ...one, closedAt: NOW, closedAs }));
    expect(texts({ rounds })).toEqual(said);
  });
});

describe('of work outside', () => {
  const work = [
    { step: 's1', kind: 'task', at: NOW, text: 'task made', task: '7' },
    { step: 's2', kind: 'alert', at: NOW, text: 'told' },
    { step: 's3', kind: 'alert', at: NOW, text: 'the message', error: 'no such channel' },
  ];

  test('what the log has is told once, and what was given up always', () => {
    const decisions = [
      row('effect', {}, { kind: 'task', task: '7' }),
      row('effect', {}, { kind: 'alert', step: 's2', channel: 'slack', place: 'C1', repeated: true }),
    ];
    expect(texts({ work, decisions })).toEqual([
      'task made in the CRM (7)',
      'told in Slack (C1), perhaps for the second time',
      'the message was given up: no such channel',
    ]);
    expect(texts({ work })).toEqual(['task made', 'told', 'the message was given up: no such channel']);
  });

  test('a message says for whom it was where that is known', () => {
    const alert = (step: string) => row('effect', {}, { kind: 'alert', step, channel: 'slack', place: 'D1' });
    const known = work.map((one) => ({ ...one, to: 'Ann' }));
    expect(texts({ work: known.slice(0, 2), decisions: [alert('s2'), alert('s9')] }).slice(0, 2)).toEqual([
      'told in Slack (D1), for Ann',
      'told in Slack (D1)',
    ]);
  });

  test('a seller reads it without the ids of other systems', () => {
    const decisions = [
      row('effect', {}, { kind: 'task', task: '7' }),
      row('effect', {}, { kind: 'alert', step: 's2', channel: 'slack', place: 'C1', repeated: false }),
      row('effect', {}, { kind: 'alert', step: 's2', channel: 'email', place: 'a@b.example', repeated: false }),
      row('effect', {}, { kind: 'brief', channel: 'email', repeated: false }),
      row('effect', {}, { kind: 'backup sequence', outcome: 'sent', episode: 'e' }),
    ];
    expect(texts({ work: [{ ...work[1]!, to: 'Ann' }], decisions, plain: true })).toEqual([
      'task made in the CRM',
      'told in Slack, for Ann',
      'told by e-mail, for Ann',
      'context e-mail sent',
      'mail to the lead while nobody answers: sent',
    ]);
  });

  test('a message for the assignee is for whoever had it then', () => {
    const got = (assignee: string, at: number) => row('route', {}, { route: { assignee } }, at);
    const claimed = row('claim', {}, { result: { assignee: 'c' } }, NOW);
    const decisions = [got('a', NOW - HOUR_MS), claimed];
    const at = [NOW - DAY_MS, NOW - 1, NOW].map((when) => assigneeAt(when, { ...nothing, decisions }));
    expect(at).toEqual([undefined, 'Ann', 'c']);
  });

  test('an effect that nobody has words for says what is plain in it', () => {
    const outcome = { kind: 'write', step: 's', score: 70, owner: 'Ann', more: { deep: 1 } };
    expect(texts({ decisions: [row('effect', {}, outcome)] })).toEqual(['write: score 70, owner Ann']);
  });
});

describe('of decisions', () => {
  const outcome = {
    score: 0,
    tier: undefined,
    hot: false,
    because: ['score 0'],
    move: { kind: 'none', because: 'not hot' },
  };

  test('a look says what was known then, by the model of then', () => {
    const known = numbered(signal('technical_docs', HOUR_MS), 9);
    const hot = { ...outcome, score: 15, tier: 3, move: { kind: 'none', because: 'not hot' } };
    const [, line] = told({ signals: [known], decisions: [row('score', { suppressed: 'customer' }, hot)] });
    expect(line).toMatchObject({ model: 3, text: 'score 15, tier 3' });
    expect(line?.more).toEqual(['because technical docs 1 hour ago', 'kept from sales: customer']);
  });

  test('a model that is gone is said', () => {
    const decisions = [row('score', {}, { ...outcome, because: ['R1', 'score 0'] })];
    const [line] = told({ decisions, modelOf: () => undefined });
    expect(line?.text).toBe('score 0, no tier: R1');
    expect(line?.more).toEqual(['the model that decided this is not known any more']);
  });

  test.each([
    [{ assignee: 'a' }, 'goes to Ann: why'],
    [{ assignee: 'a', owner: 'b', covered: true }, 'goes to Ann for b: why'],
    [{ unassigned: 'all are away' }, 'UNASSIGNED: all are away: why'],
    [{ claimPool: 'default' }, 'open to claims in default: why'],
    [{ held: true }, 'waits: why'],
    [{ held: true, heldUntil: NOW, owner: 'a' }, 'waits until 31 Jan 09:00 UTC, owner Ann: why'],
    [{ held: false }, 'goes to nobody: why'],
    [{ claimPool: 'default', owner: 'a' }, 'open to claims in default, owner Ann: why'],
  ])('a route with %j reads %s', (part, text) => {
    const route = { because: 'why', candidates: [], rules: [], ...part };
    expect(texts({ decisions: [row('route', {}, { route })] })).toEqual([text]);
  });

  test('a route says nothing twice', () => {
    const because = 'no other rule matches; nobody can take it: all are away';
    const rules = [
      { rule: 'default pool', matched: true, because: 'no other rule matches' },
      { rule: 'owner', matched: false, because: 'the lead has no owner' },
    ];
    const route = { because, unassigned: 'nobody can take it: all are away', candidates: [], rules };
    const [line] = told({ decisions: [row('route', {}, { route })] });
    expect(line?.text).toBe(`UNASSIGNED: ${because}`);
    expect(line?.more).toEqual(['rule default pool, yes', 'rule owner, no: the lead has no owner']);
  });

  test('a reassignment that found nobody else leaves it with who has it', () => {
    const route = { because: 'why', unassigned: 'all are away', held: true, candidates: [], rules: [] };
    const decisions = [row('route', { why: 'reassign' }, { route, result: { assignee: 'a', because: 'nobody else' } })];
    expect(texts({ decisions })).toEqual(['stays with Ann, nobody else was found: all are away: why']);
  });

  test.each([
    [{ because: 'Ann claimed it', ownerChanged: true }, 'Ann claimed it, and owns it from now on'],
    [{ because: 'Ann claimed it', ownerChanged: false }, 'Ann claimed it'],
  ])('a claim of %j reads %s', (route, text) => {
    expect(texts({ decisions: [row('claim', {}, { route, result: { assignee: 'a' } })] })).toEqual([text]);
  });

  test('a claim of which little is known says what is plain in it', () => {
    expect(texts({ decisions: [row('claim', {}, { by: 'somebody' })] })).toEqual(['claim: by somebody']);
  });

  test('a claim that lapsed says whose it was, and that it was released', () => {
    const climb = { fired: [], skipped: [], ended: false };
    const inputs = { ladder: { startedAt: NOW, releaseMinutes: 60 }, released: true };
    const lapsed = row('sla', inputs, { climb });
    const claimed = (by: string, at: number) => row('claim', {}, { result: { assignee: by } }, at);
    const decisions = [claimed('b', NOW - DAY_MS), claimed('a', NOW - HOUR_MS), lapsed, claimed('c', NOW + HOUR_MS)];
    expect(texts({ decisions })[2]).toBe(
      'released: Ann claimed it and contacted nobody for 60 minutes, another rep was looked for',
    );
    expect(texts({ decisions: [lapsed] })).toEqual([
      'released: somebody claimed it and contacted nobody for 60 minutes, another rep was looked for',
    ]);
  });

  test.each([
    [
      {
        deals: [
          { id: '6', state: 'lost' },
          { id: '7', state: 'won', changedAt: NOW },
        ],
      },
      ', since deal 7 was won on 31 Jan 09:00 UTC',
    ],
    [
      {
        deals: [
          { id: '7', state: 'won', changedAt: 1 },
          { id: '8', state: 'won', changedAt: NOW },
        ],
      },
      ', since deal 8 was won on 31 Jan 09:00 UTC',
    ],
    [{ because: 'its contact is gone' }, ', since its contact is gone'],
    [{}, ''],
  ])('a closing with %j says why', (inputs, why) => {
    expect(texts({ decisions: [row('close', inputs, { as: 'won', at: NOW })] })).toEqual([`episode closed: won${why}`]);
  });

  test('a rung that was not climbed says why', () => {
    const climb = { fired: [], skipped: [{ afterMinutes: 10, do: 'remind', because: 'it is snoozed' }], ended: false };
    const [line] = told({ decisions: [row('sla', { ladder: { startedAt: NOW - 10 * MINUTE_MS } }, { climb })] });
    expect(line?.text).toBe('nobody has answered for 10 minutes, and nothing was done');
    expect(line?.more).toEqual(['after 10 minutes a reminder: not done, it is snoozed']);
  });
});
