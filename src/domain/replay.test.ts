import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { defaultModel as model } from './model.ts';
import { replay, type Entry } from './replay.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.UTC(2026, 0, 5, 9);

function signal(type: string, after: number, lead = 'l'): Entry {
  const at = start + after;
  const more = { subject: 'lead', receivedAt: at, confidence: 1, source: 'web' } as const;
  return { kind: 'signal', lead, at, offsetMs: 0, signal: { id: `${lead} ${type} ${after}`, type, at, ...more } };
}

const contact = (after: number, rep = 'ann', lead = 'l'): Entry => ({ kind: 'contact', lead, at: start + after, rep });
const outcome = (after: number, won = false): Entry => ({ kind: 'outcome', lead: 'l', at: start + after, won });

/** The clocks as pairs of hours after the start: trigger, answer (or `undefined`). */
function clocksOf(...entries: Entry[]) {
  const hours = (at: number | undefined) => (at === undefined ? undefined : (at - start) / hour);
  const { clocks } = replay(entries, start + 60 * day, model);
  return clocks.map(({ startedAt, answeredAt }) => [hours(startedAt), hours(answeredAt)]);
}

describe('when a clock starts and stops', () => {
  const pricing = [0, 2, 4].map((h) => signal('pricing_page_visit', h * hour));
  const lane = signal('contact_sales', 0);
  test.each<{ story: string; entries: Entry[]; clocks: (number | undefined)[][] }>([
    { story: 'nothing happens', entries: [], clocks: [] },
    { story: 'a contact without a signal', entries: [contact(0)], clocks: [] },
    { story: 'one pricing visit and a contact', entries: [...pricing.slice(0, 1), contact(hour)], clocks: [] },
    { story: 'the second pricing visit makes it hot', entries: [...pricing, contact(5 * hour)], clocks: [[2, 5]] },
    { story: 'a contact before it is hot', entries: [...pricing, contact(hour), contact(3 * hour)], clocks: [[2, 3]] },
    { story: 'a contact at the same instant', entries: [contact(0), lane], clocks: [[0, 0]] },
    { story: 'nobody ever answers', entries: [lane], clocks: [[0, undefined]] },
    {
      story: 'a second request before the contact',
      entries: [lane, signal('demo_request', hour), contact(2 * hour)],
      clocks: [[0, 2]],
    },
    {
      story: 'a second request after the contact, answered',
      entries: [lane, contact(hour), signal('demo_request', 2 * hour), contact(5 * hour)],
      clocks: [
        [0, 1],
        [2, 5],
      ],
    },
    {
      story: 'a second request weeks after the contact, not answered',
      entries: [lane, contact(hour), signal('contact_sales', 20 * day)],
      clocks: [
        [0, 1],
        [480, undefined],
      ],
    },
    {
      story: 'a request weeks after one that nobody answered',
      entries: [lane, signal('contact_sales', 20 * day), contact(21 * day)],
      clocks: [[0, 504]],
    },
    {
      story: 'lost, and back with a new request',
      entries: [lane, contact(hour), outcome(2 * hour), signal('contact_sales', 3 * hour), contact(4 * hour)],
      clocks: [
        [0, 1],
        [3, 4],
      ],
    },
    {
      story: 'lost, and an e-mail opened in the old heat',
      entries: [lane, contact(hour), outcome(2 * hour), signal('email_open', 3 * hour)],
      clocks: [[0, 1]],
    },
    {
      story: 'closed before anybody answered, and answered all the same',
      entries: [lane, outcome(hour), contact(2 * hour), contact(3 * hour)],
      clocks: [[0, 2]],
    },
    {
      story: 'closed and never answered',
      entries: [lane, outcome(hour)],
      clocks: [[0, undefined]],
    },
    {
      story: 'closed unanswered, back with a new request, and one contact for both',
      entries: [lane, outcome(hour), signal('demo_request', 2 * hour), contact(3 * hour)],
      clocks: [
        [0, 3],
        [2, 3],
      ],
    },
    {
      story: 'an outcome at the instant of the contact',
      entries: [lane, outcome(hour), contact(hour)],
      clocks: [[0, 1]],
    },
  ])('$story', ({ entries, clocks }) => {
    expect(clocksOf(...entries)).toEqual(clocks);
  });

  test('a contacted lead that cooled and is hot again by research has a second episode, not a second round', () => {
    const research = ['roi_calculator', 'technical_docs', 'case_study_download'].map((type) => signal(type, 3 * day));
    const played = replay([signal('contact_sales', 0), contact(hour), ...research], start + 4 * day, model);
    expect(played).toMatchObject({ episodes: 2, rounds: 0 });
  });

  test('a contact after the closing does not open the episode again', () => {
    const entries = [signal('contact_sales', 0), outcome(hour), contact(2 * hour), signal('demo_request', 3 * hour)];
    expect(replay(entries, start + day, model)).toMatchObject({ episodes: 2, rounds: 0 });
  });

  test("heat that its company's news brings back opens when the lead itself is heard from again", () => {
    const news = signal('funding_announced', 2 * day);
    const funded: Entry[] = news.kind === 'signal' ? [{ ...news, signal: { ...news.signal, subject: 'company' } }] : [];
    const log = [signal('demo_request', 0), outcome(hour), ...funded];
    expect(replay(log, start + 3 * day, model).episodes).toBe(1);
    expect(replay([...log, signal('email_open', 2 * day + hour)], start + 3 * day, model).episodes).toBe(2);
  });

  test.each([
    { what: 'at the instant of cooling is a round of the same episode', ms: 0, episodes: 1, rounds: 1 },
    { what: 'a millisecond later opens a second episode', ms: 1, episodes: 2, rounds: 0 },
  ])('a request $what', ({ ms, episodes, rounds }) => {
    const entries = [signal('demo_request', 0), contact(hour), signal('demo_request', day + ms)];
    expect(replay(entries, start + 2 * day, model)).toMatchObject({ episodes, rounds });
  });

  test('a lead that becomes hot only because a careers visit fades has its own signal as trigger', () => {
    const entries = ['careers_page_visit', 'demo_request', 'contact_sales', 'meeting_booked'].map((type) =>
      signal(type, 0),
    );
    const lanesOff = Object.fromEntries(Object.entries(model.lanes).map(([id, one]) => [id, { ...one, on: false }]));
    const tiers = { ...model.tiers, two: { score: 76, variety: 2, counted: 3 } };
    const { clocks, arrivals } = replay(entries, start + 2 * day, { ...model, lanes: lanesOff, tiers });
    expect(clocks).toEqual([{ startedAt: start, tier: 2, source: 'web' }]);
    expect(Math.floor(((arrivals[0]?.at ?? NaN) - start) / hour)).toBe(19);
  });
});

describe('days', () => {
  const dayNumber = Math.floor(start / day);
  const east = (entry: Entry, hours: number) =>
    entry.kind === 'signal' ? { ...entry, offsetMs: hours * hour } : entry;

  test.each([
    { hours: 14, days: 0 },
    { hours: 15, days: 1 },
    { hours: -10, days: -1 },
  ])('an episode of 09:00 UTC seen from $hours hours east opens $days days later', ({ hours, days }) => {
    const { openedOn } = replay([east(signal('contact_sales', 0), hours)], start, model);
    expect(openedOn).toEqual([dayNumber + days]);
  });

  test('a lead that is over 70 already does not cross, and one that falls and rises crosses once a day', () => {
    const visits = [0, 2, 4].map((hours) => signal('pricing_page_visit', hours * hour));
    const more = [signal('careers_page_visit', 5 * hour), signal('pricing_page_visit', 6 * hour)];
    expect(replay([...visits, ...more], start, model).crossedOn).toEqual([dayNumber]);
    const talks = [0, day].map((after) => signal('contact_sales', after));
    expect(replay([...visits.slice(1), ...talks], start, model).crossedOn).toEqual([dayNumber]);
  });

  test('a lead crosses 70 on each day on which a signal lifts it from below', () => {
    const visit = (after: number) => signal('pricing_page_visit', after);
    const entries = [0, 2, 4, 5].map((hours) => visit(hours * hour));
    expect(replay(entries.slice(0, 2), start, model).crossedOn).toEqual([]);
    expect(replay(entries, start, model).crossedOn).toEqual([dayNumber]);
    const again = [0, 1, 2].map((hours) => visit(20 * day + hours * hour));
    expect(replay([...entries, ...again], start, model).crossedOn).toEqual([dayNumber, dayNumber + 20]);
  });
});

describe('a long log', () => {
  /** How many standings it takes to play a log: each asks the model twice what to fold. */
  function scoresFor(entries: Entry[]): number {
    let scores = 0;
    const counting = {
      ...model,
      get foldMinutes() {
        scores += 0.5;
        return model.foldMinutes;
      },
    };
    replay(entries, start + 60 * day, counting);
    return scores;
  }

  const types = ['roi_calculator', 'technical_docs', 'case_study_download', 'competitor_comparison'];
  const research = (count: number) =>
    Array.from({ length: count }, (_, i) => signal(types[i % 4] ?? '', (i + 1) * 40 * minute));
  const visits = (count: number) =>
    research(count).flatMap((_, i) => [
      signal('pricing_page_visit', (i + 1) * 25 * hour),
      signal(types[i % 4] ?? '', (i + 1) * 25 * hour + hour),
    ]);
  const contacts = [2 * hour, 8 * day].map((after) => contact(after));

  test.each([
    { story: 'stays hot after it was closed', rest: [outcome(2 * hour)], more: research },
    { story: 'stays hot after its contact', rest: [contact(2 * hour)], more: research },
    { story: 'comes back to the pricing page every day', rest: contacts, more: visits },
  ])('of a lead that $story takes twice the scores when it is twice as long', ({ rest, more }) => {
    const scores = (count: number) => scoresFor([signal('demo_request', 0), ...rest, ...more(count)]);
    expect(scores(60)).toBeLessThan(2.6 * scores(30));
  });
});

describe('laws', () => {
  const types = [
    'pricing_page_visit',
    'demo_request',
    'roi_calculator',
    'careers_page_visit',
    'email_open',
    'technical_docs',
  ];
  const time = fc.nat(40 * 24 * 4).map((quarters) => quarters * 15 * minute);
  const lead = fc.constantFrom('l', 'm', 'n');
  const entry = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.tuple(fc.constantFrom(...types), time, lead).map(([type, at, who]) => signal(type, at, who)),
    },
    { weight: 2, arbitrary: fc.tuple(time, lead).map(([at, who]) => contact(at, 'ann', who)) },
    { weight: 1, arbitrary: time.map((at) => outcome(at)) },
  );
  const unique = (entries: Entry[]) => [
    ...new Map(entries.map((one) => [one.kind === 'signal' ? one.signal.id : JSON.stringify(one), one])).values(),
  ];
  const logs = fc.array(entry, { maxLength: 40 }).map(unique);
  const end = start + 41 * day;

  test('the order of the lines changes nothing', () => {
    fc.assert(
      fc.property(logs, (log) => {
        const byLead = (entries: Entry[]) => {
          const { clocks, ...rest } = replay(entries, end, model);
          return {
            ...rest,
            clocks: new Set(clocks.map((clock) => JSON.stringify(clock))),
            arrivals: rest.arrivals.length,
          };
        };
        expect(byLead(log.toReversed())).toEqual(byLead(log));
      }),
      { numRuns: 60 },
    );
  });

  test('each episode and round has one clock, one arrival, and a trigger that is one of the signals', () => {
    fc.assert(
      fc.property(logs, (log) => {
        const { episodes, rounds, clocks, arrivals } = replay(log, end, model);
        expect([clocks.length, arrivals.length]).toEqual([episodes + rounds, episodes + rounds]);
        const signalTimes = new Set(log.filter((one) => one.kind === 'signal').map((one) => one.at));
        const contactTimes = new Set(log.filter((one) => one.kind === 'contact').map((one) => one.at));
        for (const { startedAt, answeredAt = Infinity } of clocks) {
          expect(signalTimes.has(startedAt)).toBe(true);
          expect(answeredAt === Infinity || contactTimes.has(answeredAt)).toBe(true);
          expect(answeredAt).toBeGreaterThanOrEqual(startedAt);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('contacts with a lead that was never hot change no clock', () => {
    fc.assert(
      fc.property(logs, fc.array(time), (log, times) => {
        const stranger = times.map((at) => contact(at, 'bob', 'stranger'));
        expect(replay([...log, ...stranger], end, model)).toEqual(replay(log, end, model));
      }),
      { numRuns: 30 },
    );
  });
});
