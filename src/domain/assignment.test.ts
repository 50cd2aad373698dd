import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { assign, type AssignmentQuestion, type RouteReason } from './assignment.ts';
import type { EpisodeAtWork } from './episodeAtWork.ts';
import { type ReaderClock, utcClock } from './explain/whenInWords.ts';
import type { Interval } from './hours/intervals.ts';
import type { LeadFacts, RepFacts } from './routing/facts.ts';
import { route, type RouteQuestion } from './routing/route.ts';
import { away, DAY_MS, HOUR_MS, lead, NOW, question, rep, settings } from './routing/routeForTests.ts';
import type { RoutingSettings } from './routing/settings.ts';
import { startLadder } from './sla/ladder.ts';
import { defaultSla } from './sla/settings.ts';
import { defaultTelling } from './telling/settings.ts';

const always = [{ from: NOW - DAY_MS, to: NOW + 7 * DAY_MS }];
const wallClockOf = (id: string): ReaderClock => ({ offsetMsAt: () => 0, name: `by ${id}’s clock` });
const ladder = startLadder(defaultSla.urgent, NOW, defaultSla);

function episode(more: Partial<EpisodeAtWork> = {}): EpisodeAtWork {
  const facts = { type: 'demo_request', source: 'hubspot', dated: ['asked for a demo on 1 May'], short: ['demo'] };
  const flags = { lane: false, product: false, trial: false, quiet: false, urgent: [] };
  return {
    id: 'e1',
    lead: 'l1',
    record: '101',
    state: 'open',
    round: 1,
    tier: 2,
    score: 55,
    triggerAt: NOW - 1_000,
    openedAt: NOW,
    facts: { ...facts, ...flags },
    routingNote: 'not routed yet',
    tried: [],
    ladderEnded: false,
    watermark: 7,
    ownerOurs: false,
    ...more,
  };
}

type Case = {
  reps: RepFacts[];
  who?: Partial<LeadFacts>;
  rules?: Partial<RoutingSettings>;
  of?: Partial<EpisodeAtWork>;
  why?: RouteReason;
  hasOpenDeal?: boolean;
  clockOf?: (rep: string | undefined) => Interval[];
  spoke?: NonNullable<AssignmentQuestion['spoke']>;
};

/** What follows when these reps are asked. */
function assigned({ reps, who = {}, rules = {}, of = {}, why = 'opened', hasOpenDeal = false, clockOf, spoke }: Case) {
  const routing = settings(rules);
  const tried = [...(of.tried ?? []), ...(why === 'reassign' && of.assignee !== undefined ? [of.assignee] : [])];
  const asked: RouteQuestion = question(lead(who), reps, routing, tried.length > 0 ? { tried } : {});
  const given: AssignmentQuestion = {
    episode: episode(of),
    why,
    question: asked,
    route: route(asked, routing),
    settings: { routing, sla: defaultSla, telling: { ...defaultTelling, postAssigned: false } },
    clockOf: clockOf ?? (() => always),
    wallClockOf,
    hasOpenDeal,
    ...(spoke !== undefined && { spoke }),
    now: NOW,
  };
  return assign(given);
}

describe('a claim', () => {
  const claimed = (of: Partial<EpisodeAtWork>, clockOf = (): Interval[] => always) => {
    const before = { respondBy: NOW + 10 * 60_000, ladder, assignee: 'ann', ...of };
    return assigned({ reps: [rep('ann')], who: { owner: 'ann' }, of: before, why: 'claimed', clockOf }).episode
      .respondBy;
  };

  test.each<[string, Partial<EpisodeAtWork>, number]>([
    ['of the own lead', {}, 10],
    ['of a colleague’s lead', { assignee: 'bob' }, 10],
    ['of one that waits', { assignee: undefined as never, waitingBecause: 'everyone is away' }, 10],
    ['of one whose answer is late', { respondBy: NOW - 60_000 }, -1],
    ['of one told quietly', { ladder: undefined as never, facts: { ...episode().facts, quiet: true } }, 10],
    ['of a colleague’s lead that is due later than an hour', { assignee: 'bob', respondBy: NOW + 2 * HOUR_MS }, 60],
    ['of one without a clock until now', { ladder: undefined as never }, 60],
  ])('%s never gives more time', (_, of, minutes) => {
    expect((claimed(of) - NOW) / 60_000).toBe(minutes);
  });

  test('in the own time off gives no more either', () => {
    expect(claimed({}, () => [{ from: NOW + 12 * HOUR_MS, to: NOW + 20 * HOUR_MS }])).toBe(NOW + 10 * 60_000);
  });
});

describe('who spoke with the lead', () => {
  const told = (lane: boolean) =>
    assigned({
      reps: [rep('ann')],
      who: { owner: 'ann' },
      of: { facts: { ...episode().facts, lane } },
      spoke: { rep: 'ann', name: 'Ann', at: NOW - HOUR_MS },
    });

  test('hears of it without a task and a clock', () => {
    expect(told(false)).toMatchObject({ episode: { fyi: true, ladderEnded: true } });
    expect(told(false).task).toBeUndefined();
  });

  test('has task and clock all the same where the lead asks for something now', () => {
    expect(told(true)).toMatchObject({ episode: { ladderEnded: false }, task: { assignee: 'ann' } });
    expect(told(true).episode.fyi).toBeUndefined();
  });
});

test('who was told for information only has task, clock and a word of it when the lead asks for something', () => {
  const answer = assigned({
    reps: [rep('ann')],
    who: { owner: 'ann' },
    of: { assignee: 'ann', fyi: true, ladderEnded: true, facts: { ...episode().facts, lane: true } },
    spoke: { rep: 'ann', name: 'Ann', at: NOW - HOUR_MS },
  });
  expect(answer).toMatchObject({
    episode: { assignee: 'ann', respondBy: NOW + HOUR_MS, ladderEnded: false },
    task: { assignee: 'ann' },
    moveTask: false,
    alerts: [{ to: 'assignee', rep: 'ann' }],
  });
});

describe('somebody gets it', () => {
  test('with a task due in an hour of their working time, one alert, and a ladder that begins', () => {
    const shift = [{ from: NOW + 2 * HOUR_MS, to: NOW + 9 * HOUR_MS }];
    const clockOf = (id: string | undefined) => (id === 'ann' ? shift : always);
    const answer = assigned({ reps: [rep('ann')], who: { owner: 'ann' }, of: { company: 'Big Co' }, clockOf });
    expect(answer.task).toMatchObject({ marker: 'e1-1', assignee: 'ann', dueAt: NOW + 3 * HOUR_MS });
    expect(answer.task?.subject).toBe('HOT LEAD: Contact within 1 hour - demo');
    expect(answer.task?.body).toContain('- asked for a demo on 1 May');
    expect(answer.alerts).toEqual([{ which: '1', to: 'assignee', rep: 'ann' }]);
    expect(answer.episode).toMatchObject({ owner: 'ann', assignee: 'ann', unassigned: false, tried: [] });
    // While the pool is there, no rung waits more than the ceiling for somebody who is not.
    expect(answer.ladderAt).toBe(NOW + 40 * 60_000);
    expect([answer.askAgainAt, answer.moveTask, answer.ownerChanged]).toEqual([undefined, false, false]);
  });

  test('who covers reads in the task when it happened by their own clock', () => {
    const reasons = [{ words: 'asked for a demo', at: NOW }];
    const answer = assigned({
      reps: [away('ann', 20), rep('bob')],
      who: { owner: 'ann' },
      of: { facts: { ...episode().facts, reasons } },
    });
    expect(answer.task?.body).toMatch(/\n- asked for a demo \(.* by bob’s clock\)\n/);
  });

  test.each<[string, Partial<Case>, object]>([
    ['a lead without owner gets one, and the hot status', {}, { owner: 'ann', hotStatus: true }],
    ['a lead with an owner keeps them', { who: { owner: 'ann' } }, { hotStatus: true }],
    ['an open deal keeps its status', { who: { owner: 'ann' }, hasOpenDeal: true }, {}],
  ])('%s', (_words, more, fields) => {
    expect(assigned({ reps: [rep('ann')], ...more }).fields).toEqual(fields);
  });

  test('who covers has task and alert, and the one covered for is owner', () => {
    const answer = assigned({
      reps: [away('ann', 20), rep('bob')],
      who: { owner: 'ann' },
      rules: { people: { 'ann@us.example': { backup: 'bob@us.example' } } },
    });
    expect(answer.episode).toMatchObject({ owner: 'ann', assignee: 'bob' });
    expect([answer.task?.assignee, answer.fields.owner]).toEqual(['bob', undefined]);
  });

  test('quietly, when they are hot again so soon: an alert and no task', () => {
    const facts = { ...episode().facts, quiet: true };
    const answer = assigned({ reps: [rep('ann')], of: { facts } });
    expect([answer.task, answer.alerts.length]).toEqual([undefined, 1]);
  });

  test('what the status was is kept from the first time on', () => {
    expect(assigned({ reps: [rep('ann')], of: { status: 'OPEN' } }).episode.statusBefore).toBe('OPEN');
    const later = assigned({ reps: [rep('ann')], of: { status: 'HOT', statusBefore: 'OPEN' } });
    expect(later.episode.statusBefore).toBe('OPEN');
  });

  test('only its rep and their backup may claim a named account', () => {
    const account = { account: 'big.example', rep: 'ann@us.example', backup: 'bob@us.example' };
    const answer = assigned({
      reps: [rep('ann'), rep('bob'), rep('cy')],
      who: { accountKey: 'big.example' },
      rules: { namedAccounts: [account] },
    });
    expect(answer.episode.claimableBy).toEqual(['ann', 'bob']);
    expect(assigned({ reps: [rep('ann')] }).episode.claimableBy).toBeUndefined();
  });
});

describe('reassigned', () => {
  const reps = [rep('ann'), rep('bob')];
  const had = { assignee: 'ann', owner: 'ann', ladder: { ...ladder, climbed: 3 } };

  test('the task moves, whoever had it is not asked again, and the ladder goes on where it was', () => {
    const answer = assigned({ reps, who: { owner: 'ann' }, of: { ...had, tried: ['cy'] }, why: 'reassign' });
    expect(answer).toMatchObject({
      moveTask: true,
      alerts: [{ which: `1:to:bob:${NOW}`, to: 'assignee', rep: 'bob' }],
    });
    expect(answer.task).toBeUndefined();
    expect(answer.episode).toMatchObject({ assignee: 'bob', tried: ['cy', 'ann'], ladder: { climbed: 3 } });
    expect(answer.fields.hotStatus).toBeUndefined();
  });

  test.each<[string, boolean, 'ours' | 'always', string | undefined]>([
    ['an owner of ours changes', true, 'ours', 'bob'],
    ['an owner whom people chose stays', false, 'ours', undefined],
    ['unless the settings say that every owner changes', false, 'always', 'bob'],
  ])('%s', (_words, ownerOurs, reassignOwner, owner) => {
    const of = { ...had, ownerOurs };
    const answer = assigned({ reps, who: { owner: 'ann' }, of, why: 'reassign', rules: { reassignOwner } });
    expect([answer.fields.owner, answer.episode.owner]).toEqual([owner, owner ?? 'ann']);
  });

  test('to nobody, it stays with whoever has it, who is not told anything', () => {
    const answer = assigned({ reps: [rep('ann'), away('bob', 20)], who: { owner: 'ann' }, of: had, why: 'reassign' });
    expect(answer).toMatchObject({ alerts: [], moveTask: false, episode: { assignee: 'ann', tried: [] } });
    expect(answer.askAgainAt).toBeUndefined();
    expect(answer.episode.routingNote).toContain('nobody else could be found');
  });
});

describe('claimed', () => {
  test('by whoever: no alert, the task moves, the ladder counts on', () => {
    const asked = question(lead(), [rep('bob')], settings());
    const base = route(asked, settings());
    const answer = assign({
      episode: episode({ assignee: 'ann', ladder }),
      why: 'claimed',
      question: { lead: { id: 'l1' }, rep: 'bob' },
      route: { ...base, owner: 'ann', assignee: 'bob', ownerChanged: false },
      settings: { routing: settings(), sla: defaultSla, telling: defaultTelling },
      clockOf: () => always,
      wallClockOf: () => utcClock,
      hasOpenDeal: true,
      now: NOW + 6 * 60_000,
    });
    expect(answer).toMatchObject({ alerts: [], moveTask: true, entry: { kind: 'claim' } });
    expect(answer.episode.ladder?.since.minutes).toBe(6);
    expect(answer.ladderAt).toBe(NOW + 10 * 60_000);
  });
});

/** Of those who wait for one instant the hottest is asked first: this one has tier 2, and its score. */
const inTurn = (at: number) => at + 101 + 100 - episode().score;

describe('nobody gets it', () => {
  const managers = ['max@us.example', 'mia@us.example'];
  const ownedByAnn = { owner: 'ann' };

  test('an owner who is back soon is waited for: the shared place hears, no manager does', () => {
    const coverage = { coverage: { managers } };
    const answer = assigned({ reps: [away('ann', 3), rep('bob')], who: ownedByAnn, rules: coverage });
    expect(answer).toMatchObject({ askAgainAt: inTurn(NOW + 3 * HOUR_MS), moveTask: false });
    expect(answer.episode).toMatchObject({ unassigned: false, waitingUntil: NOW + 3 * HOUR_MS });
    expect(answer.episode.assignee).toBeUndefined();
    expect(answer.alerts.map(({ to }) => to)).toEqual(['shared']);
    expect([answer.task, answer.ladderAt]).toEqual([undefined, undefined]);
  });

  test.each<[string, number | undefined, boolean, number]>([
    ['back in 3 h', 3, false, 1],
    ['back in 3 h, a fast lane', 3, true, 3],
    ['back in 15 h', 15, false, 3],
    ['nobody knows when', undefined, false, 3],
  ])('unassigned, %s: so many hear', (_words, hours, lane, hear) => {
    const facts = { ...episode().facts, lane };
    const rules = { coverage: { managers } };
    const answer = assigned({ reps: [away('ann', hours)], rules, of: { facts } });
    expect(answer.episode.unassigned).toBe(true);
    expect(answer.alerts).toHaveLength(hear);
    expect(answer.askAgainAt).toBe(inTurn(hours === undefined ? NOW + 15 * 60_000 : NOW + hours * HOUR_MS));
  });

  test('a pool that claims is told once, and its ladder begins with nobody having it', () => {
    const pools = { default: { mode: 'claim' as const, members: 'everyone' as const } };
    const answer = assigned({ reps: [rep('ann')], rules: { pools } });
    expect(answer).toMatchObject({ ladderAt: NOW + 10 * 60_000, alerts: [{ to: 'shared' }] });
    expect(answer.episode).toMatchObject({ claimPool: 'default', unassigned: false });
    expect(answer.askAgainAt).toBeUndefined();
  });

  test('says the same, however often it is asked: one message of each kind', () => {
    const asked = { reps: [away('ann', 20)], rules: { coverage: { managers } } };
    const keys = (of: Partial<EpisodeAtWork>) => assigned({ ...asked, of }).alerts.map(({ which }) => which);
    const first = keys({});
    expect(keys({ waitingBecause: 'nobody' })).toEqual(first);
    expect(new Set(first).size).toBe(first.length);
    expect(keys({ round: 2 })).not.toEqual(first);
  });
});

describe('whoever is asked', () => {
  const someone = fc.constantFrom(
    (id: string) => rep(id),
    (id: string) => away(id, 3),
    (id: string) => away(id, 20),
    (id: string) => away(id),
  );
  const team = fc.tuple(someone, someone, someone).map(([a, b, c]) => [a('ann'), b('bob'), c('cy')]);
  const why = fc.constantFrom<RouteReason>('opened', 'waited', 'reassign');

  test('nobody is dropped: it has an assignee and a ladder’s time, or it is asked again, later than now', () => {
    fc.assert(
      fc.property(
        team,
        why,
        fc.option(fc.constantFrom('ann', 'bob', 'gone'), { nil: undefined }),
        fc.boolean(),
        (reps, reason, owner, lane) => {
          const of = { ...(reason === 'reassign' && { assignee: 'ann', ladder }) };
          const who = { fastLane: lane, ...(owner !== undefined && { owner }) };
          const answer = assigned({ reps, who, of, why: reason });
          const { assignee, unassigned, waitingBecause, tried } = answer.episode;
          const isWatched = (answer.ladderAt ?? 0) > NOW && !tried.includes(assignee ?? '');
          const isTold = answer.alerts.length > 0 && waitingBecause !== undefined && answer.task === undefined;
          const isHeld = isTold && (answer.askAgainAt ?? 0) > NOW;
          const isHad = isWatched && answer.askAgainAt === undefined && waitingBecause === undefined && !unassigned;
          expect(assignee === undefined ? isHeld : isHad).toBe(true);
        },
      ),
    );
  });
});
