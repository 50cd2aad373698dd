import { episodeInWords, forecastInWords, momentInWords, ownerInWords, reasonsIn } from '../words';

const inBerlin = { locale: 'de-DE', timeZone: 'Europe/Berlin', now: Date.parse('2026-11-22T17:00:00.000Z') };
const inKolkata = { ...inBerlin, locale: 'en-IN', timeZone: 'Asia/Kolkata' };

describe('a time', () => {
  it.each([
    ['2026-11-22T23:30:00.000Z', inBerlin, /^Mo.* 23\. Nov.* 0?0:30$/],
    ['2026-07-01T12:00:00.000Z', inBerlin, /^Mi.* 1\. Juli.* 14:00$/],
    ['2026-11-22T23:30:00.000Z', inKolkata, /^Mon.* 23 Nov.* 5:00 am$/i],
  ])('%s is said in the zone and language of the reader', (at, reader, words) => {
    expect(momentInWords(at, reader).replaceAll(/\s/g, ' ')).toMatch(words);
  });

  it.each([[undefined], [null], [''], ['soon'], [0]])('that is %j is none', (at) => {
    expect(momentInWords(at, inBerlin)).toBeUndefined();
  });
});

describe('an episode', () => {
  const open = { state: 'open', respondBy: '2026-11-22T17:00:00.000Z' };

  it('is late from the instant after its time on', () => {
    expect(episodeInWords(open, inBerlin).isLate).toBe(false);
    expect(episodeInWords(open, { ...inBerlin, now: inBerlin.now + 1 }).isLate).toBe(true);
  });

  it.each([
    [{ state: 'closed', closedAs: null }, 'Closed'],
    [{ state: 'closed', closedAs: 'won' }, 'Closed: won'],
    [{ state: 'closed', closedAs: 'cooled' }, 'Closed: no longer hot'],
    [{ state: 'closed', closedAs: 'not_a_fit' }, 'Closed: not a fit'],
    [{ state: 'closed', closedAs: 'moved_away' }, 'Closed: moved away'],
    [{ state: 'parked' }, undefined],
    [{}, undefined],
  ])('%j is called %s, and is never late', (episode, words) => {
    expect(episodeInWords(episode, inBerlin)).toMatchObject({ state: words, isLate: false });
  });

  it('that was answered before it was hot says only when', () => {
    const answered = { ...open, respondedAt: '2026-11-22T16:00:00.000Z', minutes: -4 };
    expect(episodeInWords(answered, inBerlin).responded).toMatch(/17:00$/);
  });
});

describe('reasons', () => {
  const inWords = (explanation, reader = inBerlin) =>
    reasonsIn(explanation, false, reader).map(({ words }) => words.replaceAll(/\s/g, ' '));
  const atNewYear = { ...inBerlin, now: Date.parse('2027-01-02T09:00:00.000Z') };
  const atNewYearsEve = { ...inBerlin, now: Date.parse('2026-12-31T09:00:00.000Z') };

  it('are parted by lines or semicolons', () => {
    const explanation = 'asked for a demo; pricing page\nwebinar';
    expect(inWords(explanation)).toEqual(['Asked for a demo', 'Pricing page', 'Webinar']);
  });

  it('say times in the zone and way of writing of the reader', () => {
    const explanation =
      'asked for a demo (22 Nov 10:50 UTC); pricing page 3 times in 16 minutes (22 Nov 10:41 UTC); stays hot until 23 Nov 23:50 UTC';
    expect(inWords(explanation)).toEqual([
      'Asked for a demo (22. Nov., 11:50)',
      'Pricing page 3 times in 16 minutes (22. Nov., 11:41)',
      'Stays hot until 24. Nov., 0:50',
    ]);
    expect(inWords(explanation, inKolkata)[0]).toMatch(/^Asked for a demo \(22 Nov, 4:20 pm\)$/i);
  });

  // Summer time of that year is in Berlin from 28 March on, and was in 2026 from 29 March on.
  it.each([
    ['webinar (31 Dec 23:30 UTC)', atNewYear, 'Webinar (1. Jan., 0:30)'],
    ['stays hot until 2 Jan 08:00 UTC', atNewYearsEve, 'Stays hot until 2. Jan., 9:00'],
    ['usage over 80 (28 Mar 12:00 UTC)', atNewYear, 'Usage over 80 (28. März, 14:00)'],
    [
      'usage over 80 (28 Mar 12:00 UTC)',
      { ...inBerlin, now: Date.parse('2026-04-01') },
      'Usage over 80 (28. März, 13:00)',
    ],
  ])('%s is of the year that is nearest', (kept, reader, words) => {
    expect(inWords(kept, reader)).toEqual([words]);
  });

  it.each([
    ['asked for a demo (22 Nov 11:50 Berlin)', 'Asked for a demo (22. Nov., 11:50)'],
    ['asked for a demo (22 Nov 16:20 Kolkata)', 'Asked for a demo (22. Nov., 11:50)'],
    ['hit a usage limit (since 31 Oct 20:00 New York)', 'Hit a usage limit (since 1. Nov., 1:00)'],
    ['hit a usage limit (until 1 Nov 20:00 Buenos Aires)', 'Hit a usage limit (until 2. Nov., 0:00)'],
    ['stays hot until 22 Nov 22:30 Port of Spain', 'Stays hot until 23. Nov., 3:30'],
    ['webinar (25 Oct 01:30 London)', 'Webinar (25. Okt., 2:30)'],
  ])('%s, told in the zone of another, is said in that of the reader', (kept, words) => {
    expect(inWords(kept)).toEqual([words]);
  });

  it.each([['case study (31 Feb 10:00 UTC)'], ['case study (3 Feb 25:00 UTC)'], ['case study (3 Feb 10:00 Atlantis)']])(
    '%s stays as it is: that is no time that anybody knows',
    (kept) => {
      expect(inWords(kept)).toEqual([`C${kept.slice(1)}`]);
    },
  );
});

it.each([
  ['00G000000000001AAA', 'Hot Leads', 'Nobody yet'],
  ['005000000000001AAA', 'Ann Meyer', 'Ann Meyer'],
  [undefined, 'Ann Meyer', 'Ann Meyer'],
  [null, undefined, undefined],
])('what %s has, called %s, is said to be of %s', (id, name, words) => {
  expect(ownerInWords(id, name)).toBe(words);
});

it('a forecast of the same tier is none', () => {
  const same = { tier: 'tier_3', nextAt: '2026-11-23T17:00:00.000Z', nextTier: 'tier_3' };
  expect(forecastInWords(same, inBerlin)).toBeUndefined();
});
