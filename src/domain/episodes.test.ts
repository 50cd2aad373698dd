import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { close, contacted, inRound, isCool, nextMove, opened, type Episode, type Look, type Move } from './episodes.ts';
import { coolsWithin } from './episodesCooling.ts';
import { ownPositive } from './episodesTrigger.ts';
import { defaultModel as model } from './model.ts';
import { newHeatAt } from './newHeat.ts';
import type { Signal } from './signals.ts';
import { standingAt } from './tiers.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.UTC(2026, 0, 5, 9);

function signal(type: string, at: number, more: Partial<Signal> = {}): Signal {
  return { id: `${type}@${at}`, subject: 'lead', type, at, receivedAt: at, confidence: 1, source: 'test', ...more };
}

function episode(more: Partial<Episode> = {}): Episode {
  const fresh = { kind: 'first', state: 'open', round: 1, tier: 2, late: false } as const;
  return { id: 'e', ...fresh, openedAt: start, triggerAt: start, ...more };
}

function look(now: number, signals: Signal[], more: Partial<Look> = {}): Move {
  const standing = standingAt(now, signals, model);
  return nextMove({ now, signals, standing, hotAt: standing.hot ? now : undefined, model, ...more });
}

function newHeat(lookedAt: number, now: number, signals: Signal[]): number | undefined {
  return newHeatAt({ lookedAt }, { watchingSince: 0, now, signals, model });
}

const demo = signal('demo_request', start);
const answered = episode({ state: 'contacted', firstContactAt: start + 10 * minute });
const lost = (at: number) => close(episode(), at, 'lost');

describe('opening', () => {
  test('a demo request opens a first episode with its own time as trigger', () => {
    expect(look(start, [demo])).toEqual({
      kind: 'open',
      episodeKind: 'first',
      late: false,
      hotAt: start,
      tier: 2,
      triggerAt: start,
      triggerId: demo.id,
    });
  });

  test('one pricing visit opens nothing', () => {
    expect(look(start, [signal('pricing_page_visit', start)])).toEqual({ kind: 'none', because: 'not hot' });
  });

  test('of two pricing visits an hour apart the second is the trigger', () => {
    const visits = [start, start + hour].map((at) => signal('pricing_page_visit', at));
    expect(look(start + hour, visits)).toMatchObject({ kind: 'open', triggerAt: start + hour });
  });

  test.each([
    { age: day - 1, kind: 'open' },
    { age: day, kind: 'none' },
  ])('with its own signals received $age ms ago the answer is $kind', ({ age, kind }) => {
    const types = ['demo_request', 'usage_limit_hit', 'roi_calculator', 'upgrade_page_visit'];
    const signals = types.map((type) => signal(type, start));
    expect(look(start + age, signals).kind).toBe(kind);
  });

  test("a company's signal is not the lead's own", () => {
    const old = ['demo_request', 'usage_limit_hit', 'roi_calculator', 'upgrade_page_visit'];
    const news = signal('funding_announced', start + 2 * day, { subject: 'company' });
    const signals = [...old.map((type) => signal(type, start)), news];
    expect(look(start + 2 * day, signals).kind).toBe('none');
  });

  test('a signal of long ago that was received only now opens', () => {
    const late = signal('demo_request', start, { receivedAt: start + 20 * hour });
    expect(look(start + 20 * hour, [late], { hotAt: start + 1 }).kind).toBe('open');
  });

  test.each([
    { minutes: 5, late: false },
    { minutes: 6, late: true },
  ])('a look $minutes minutes after the lead became hot is late: $late', ({ minutes, late }) => {
    expect(look(start + minutes * minute, [demo], { hotAt: start })).toMatchObject({ late });
  });

  test('a lead that was hot between two looks opens although it is not hot any more', () => {
    const reply = signal('demo_request', start, { receivedAt: start + 25 * hour });
    const now = start + 25 * hour;
    const move = look(now, [reply], { hotAt: newHeat(start - hour, now, [reply]) });
    expect(move).toMatchObject({ kind: 'open', late: true, tier: 2, triggerAt: start });
  });

  test('the trigger is what made the lead hot, not what was seen with it later', () => {
    const signals = [demo, signal('email_open', start + 2 * minute)];
    const now = start + 3 * minute;
    for (const from of [start - hour, start - minute]) {
      expect(look(now, signals, { hotAt: newHeat(from, now, signals) })).toMatchObject({ triggerAt: start });
    }
  });

  test('a trigger dated ahead by the clock of its source happened when it came', () => {
    const came = start - 4 * minute;
    const ahead = signal('demo_request', start, { receivedAt: came });
    expect(look(came, [ahead])).toMatchObject({ kind: 'open', triggerAt: came });
  });

  test('a trigger dated further ahead happened five minutes before its date', () => {
    const ahead = signal('demo_request', start + 10 * minute, { receivedAt: start });
    expect(look(start + 6 * minute, [ahead])).toMatchObject({ kind: 'open', triggerAt: start + 5 * minute });
  });

  test('a suppressed lead opens nothing and the reason is said', () => {
    const move = look(start, [demo], { suppressed: 'customer' });
    expect(move).toEqual({ kind: 'none', because: 'suppressed: customer' });
  });
});

describe('while an episode is open', () => {
  test('a second demo request before contact starts no second clock', () => {
    const again = signal('demo_request', start + hour);
    expect(look(start + hour, [demo, again], { open: episode() }).kind).toBe('none');
  });

  test('a demo request after contact starts a new round', () => {
    const again = signal('demo_request', start + hour);
    const move = look(start + hour, [demo, again], { open: answered });
    expect(move).toEqual({ kind: 'round', round: 2, tier: 2, triggerAt: start + hour, triggerId: again.id });
  });

  test('a demo request seen only after its lane ended starts a round before anything cools', () => {
    const again = signal('demo_request', start + hour, { receivedAt: start + 2 * day });
    expect(look(start + 2 * day, [demo, again], { open: answered })).toMatchObject({
      kind: 'round',
      triggerAt: start + hour,
    });
  });

  test('the same form sent twice within half an hour starts no round', () => {
    const again = signal('demo_request', start + 20 * minute);
    expect(look(start + 20 * minute, [demo, again], { open: answered }).kind).toBe('none');
    const later = signal('demo_request', start + 40 * minute);
    expect(look(start + 40 * minute, [demo, again, later], { open: answered }).kind).toBe('round');
  });

  test('a demo request of four days ago that comes only now starts no round', () => {
    const open = episode({ state: 'contacted', firstContactAt: start + minute });
    const late = (days: number) => signal('demo_request', start + hour, { receivedAt: start + hour + days * day });
    expect(look(start + hour + 2 * day, [demo, late(2)], { open }).kind).toBe('round');
    expect(look(start + hour + 4 * day, [demo, late(4)], { open }).kind).not.toBe('round');
  });

  test('what is not a fast lane starts no round', () => {
    const guide = signal('buying_guide_download', start + hour);
    expect(look(start + hour, [demo, guide], { open: answered }).kind).toBe('none');
  });

  test('one more pricing visit in a lane that held at the contact starts no round, two an hour apart do', () => {
    const visits = [-70, 0, 60, 120].map((at) => signal('pricing_page_visit', start + at * minute));
    expect(look(start + hour, visits.slice(0, 3), { open: answered }).kind).toBe('none');
    expect(look(start + 2 * hour, visits, { open: answered })).toMatchObject({
      kind: 'round',
      triggerAt: start + 2 * hour,
    });
  });

  test('a round in which nobody answered yet is not started again', () => {
    const again = signal('demo_request', start + hour);
    const move = look(start + hour, [demo, again], { open: answered });
    const second = move.kind === 'round' ? inRound(answered, move) : answered;
    expect(look(start + hour, [demo, again], { open: second }).kind).toBe('none');
  });

  test('rising to tier 1 upgrades once', () => {
    const more = ['pricing_page_visit', 'roi_calculator'].map((type) => signal(type, start + hour));
    expect(look(start + hour, [demo, ...more], { open: episode() })).toEqual({ kind: 'upgrade', tier: 1 });
    expect(look(start + hour, [demo, ...more], { open: episode({ tier: 1 }) }).kind).toBe('none');
  });

  test('a demo request dated ahead starts one round, not another after its contact', () => {
    const came = start + hour;
    const ahead = signal('demo_request', came + 4 * minute, { receivedAt: came });
    const move = look(came, [demo, ahead], { open: answered });
    expect(move).toMatchObject({ kind: 'round', triggerAt: came });
    const second = contacted(move.kind === 'round' ? inRound(answered, move) : answered, came + minute);
    expect(look(came + 10 * minute, [demo, ahead], { open: second }).kind).toBe('none');
  });

  test('a suppressed lead gets no round', () => {
    const again = signal('demo_request', start + hour);
    expect(look(start + hour, [demo, again], { open: answered, suppressed: 'customer' }).kind).toBe('none');
  });
});

describe('cooling', () => {
  test.each([
    { who: 'a contacted episode cools', more: { open: answered }, kind: 'cool' },
    { who: 'an unanswered episode does not cool', more: { open: episode() }, kind: 'none' },
    { who: 'an unanswered one whose ladder ended cools', more: { open: episode(), ladderEnded: true }, kind: 'cool' },
    { who: 'a suppressed one cools as well', more: { open: answered, suppressed: 'customer' }, kind: 'cool' },
  ])('$who when its lane ends', ({ more, kind }) => {
    expect(look(start + day, [demo], more).kind).toBe(kind);
    expect(look(start + day - 1, [demo], more).kind).toBe('none');
  });

  test('a recipe keeps a lead from cooling until the score is 10 below its bar', () => {
    const research = ['roi_calculator', 'technical_docs', 'case_study_download'].map((type) => signal(type, start));
    const cool = (score: number) => isCool({ ...standingAt(start, research, model), score }, model);
    expect([59, 31, 30].map(cool)).toEqual([false, false, true]);
  });

  test.each([
    { score: 60, cool: false },
    { score: 59, cool: true },
  ])('at a score of $score without lanes and recipes it is $cool that a lead is cool', ({ score, cool }) => {
    expect(isCool({ ...standingAt(start, [], model), score }, model)).toBe(cool);
  });

  test('the instant of cooling is the first at which a look finds it', () => {
    const types = ['demo_request', 'pricing_page_visit', 'roi_calculator', 'careers_page_visit', 'webinar_attendance'];
    const signals = types.map((type, i) => signal(type, start + i * hour));
    const at = coolsWithin(start + 5 * hour, start + 60 * day, signals, model) ?? NaN;
    expect([at - 1, at].map((t) => isCool(standingAt(t, signals, model), model))).toEqual([false, true]);
  });

  test('a lead that stays warm has no instant of cooling', () => {
    expect(coolsWithin(start, start + day - 1, [demo], model)).toBeUndefined();
  });
});

describe('after closing', () => {
  test('the heat that was closed opens nothing again', () => {
    const open = signal('email_open', start + 2 * hour);
    const move = look(start + 2 * hour, [demo, open], { lastClosed: lost(start + hour) });
    expect(move).toEqual({ kind: 'none', because: 'no new heat since its episode was closed' });
  });

  test('heat that was over before the closing opens nothing', () => {
    const open = signal('email_open', start + 30 * hour);
    const move = look(start + 30 * hour, [demo, open], {
      hotAt: start + 23 * hour,
      lastClosed: lost(start + 25 * hour),
    });
    expect(move.kind).toBe('none');
  });

  test('a lead that was not hot when it was closed is hot anew although it became so without a signal', () => {
    const lanes = Object.fromEntries(Object.entries(model.lanes).map(([id, lane]) => [id, { ...lane, on: false }]));
    const strict = { ...model, lanes, tiers: { ...model.tiers, two: { score: 76, variety: 2, counted: 3 } } };
    const types = ['careers_page_visit', 'demo_request', 'contact_sales', 'meeting_booked'];
    const now = start + 20 * hour;
    const signals = [...types.map((type) => signal(type, start)), signal('email_open', now)];
    const standing = standingAt(now, signals, strict);
    const move = look(now, signals, { standing, hotAt: now, model: strict, lastClosed: lost(start + hour) });
    expect(move).toMatchObject({ kind: 'open', episodeKind: 'repeat' });
  });

  test('a new fast lane after a closing is what is told, however long the heat of before went on', () => {
    const asked = signal('contact_sales', start + 5 * hour);
    const now = start + 5 * hour;
    for (const lookedAt of [start + 3 * hour, start + 4 * hour, start + 5 * hour - 1]) {
      const more = { lastClosed: lost(start + 2 * hour), hotAt: newHeat(lookedAt, now, [demo, asked]) };
      expect(look(now, [demo, asked], more)).toMatchObject({
        kind: 'open',
        hotAt: now,
        triggerId: asked.id,
        late: false,
      });
    }
  });

  test('a new fast lane opens a first episode', () => {
    const again = signal('contact_sales', start + 2 * hour);
    const move = look(start + 2 * hour, [demo, again], { lastClosed: lost(start + hour) });
    expect(move).toMatchObject({ kind: 'open', episodeKind: 'first', triggerAt: start + 2 * hour });
  });

  test.each([
    { days: 13, episodeKind: 'repeat' },
    { days: 14, episodeKind: 'first' },
  ])('hot again without a lane after $days days is a $episodeKind episode', ({ days, episodeKind }) => {
    const then = start + days * day;
    const research = ['roi_calculator', 'technical_docs', 'case_study_download'].map((type) => signal(type, then));
    expect(look(then, [demo, ...research], { lastClosed: lost(start) })).toMatchObject({ kind: 'open', episodeKind });
  });
});

describe('looks in a row', () => {
  const types = ['pricing_page_visit', 'roi_calculator', 'technical_docs', 'case_study_download', 'careers_page_visit'];
  const heard = fc
    .array(fc.tuple(fc.constantFrom(...types, 'demo_request'), fc.nat(3 * 24 * 6)), { maxLength: 25 })
    .map((all) => all.map(([type, tens], i) => signal(type, start + tens * 10 * minute, { id: `${i}` })))
    .map((all) => all.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)));

  test.each([
    { after: 'a closing', state: { lastClosed: lost(start + hour) } },
    { after: 'a contact', state: { open: answered } },
  ])('after $after find the same, whether or not they know how far the last one searched', ({ state }) => {
    fc.assert(
      fc.property(heard, (signals) => {
        let quietUntil: number | undefined;
        const before = [demo, ...signals.filter((s) => s.at <= start + hour)];
        for (const [i, { at }] of signals.entries()) {
          if (at <= start + hour) continue;
          const known = [...new Set([...before, ...signals.slice(0, i + 1)])];
          const move = look(at, known, state);
          expect(look(at, known, { ...state, quietUntil })).toEqual(move);
          if (move.kind === 'open' || move.kind === 'round') return;
          const own = ownPositive(known, model).some((s) => s.receivedAt > at - day);
          if ('open' in state || (own && standingAt(at, known, model).hot)) quietUntil = at;
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('first contact and closing', () => {
  test.each([
    { when: 'at the opening', at: start, counts: true },
    { when: 'a millisecond before', at: start - 1, counts: false },
  ])('a contact $when counts: $counts', ({ at, counts }) => {
    expect(contacted(episode(), at).state).toBe(counts ? 'contacted' : 'open');
  });

  test('the first of two contacts stays', () => {
    expect(contacted(answered, start + hour)).toBe(answered);
  });

  test('a contact from before the new round does not answer it', () => {
    const round = episode({ round: 2, triggerAt: start + hour });
    expect(contacted(round, start + hour - 1)).toBe(round);
  });

  test('a contact after closing changes nothing', () => {
    expect(contacted(lost(start + hour), start + 2 * hour)).toEqual(lost(start + hour));
  });

  test('the first of two closings stays', () => {
    expect(close(lost(start + hour), start + 2 * hour, 'won')).toEqual(lost(start + hour));
  });

  test('a new round waits for its own contact', () => {
    const round = inRound(answered, { kind: 'round', round: 2, tier: 1, triggerAt: start + hour, triggerId: 'x' });
    expect(round).toEqual(episode({ round: 2, tier: 1, triggerAt: start + hour }));
  });

  test('a new round keeps the hottest tier so far', () => {
    const move = { kind: 'round', round: 2, tier: 2, triggerAt: start + hour, triggerId: 'x' } as const;
    expect(inRound({ ...answered, tier: 1 }, move).tier).toBe(1);
  });

  test('an opening move begins an open episode in round 1', () => {
    const move = look(start, [demo]);
    expect(move.kind === 'open' && opened('e', start, move)).toEqual(episode());
  });
});
