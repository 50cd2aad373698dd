import { describe, expect, test } from '@jest/globals';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../decay.ts';
import { openPatternsAt } from './openPatterns.ts';
import { defaultOpens } from './opens.ts';
import { DELIVERED, click, deed, open, prefetch, proxy, scanner, type Told, undated } from './opensForTests.ts';
import type { Signal } from '../signals.ts';
import { NOW } from '../signalsForTests.ts';

const patterns = (signals: Signal[], now = NOW) => openPatternsAt(now, signals, defaultOpens, 0);
const seen = (signals: Signal[]) => patterns(signals).map(({ kind, times }) => [kind, times]);
/** Opens on these days after delivery, by an image proxy. */
const onDays = (days: number[], told: Told = proxy) => days.map((day) => open(day * DAY_MS, told));
const minutes = (count: number) => (count * MINUTE_MS) / DAY_MS;

describe('one message opened many times', () => {
  test.each([
    ['three days in a row', onDays([1, 2, 3]), [['many_opens', 3]]],
    ['twice', onDays([1, 2]), []],
    ['the third time exactly 7 days after the first', onDays([1, 2, 8]), [['many_opens', 3]]],
    ['the third time a moment later', [...onDays([1, 2]), open(8 * DAY_MS + 1, proxy)], []],
    ['five times, four of them within 7 days', onDays([1, 6, 8, 9, 10]), [['many_opens', 4]]],
    ['four opens on two occasions', onDays([1, 1 + minutes(5), 1 + minutes(10), 2]), []],
    ['three opens, 11 minutes apart', onDays([1, 1 + minutes(11), 1 + minutes(22)]), [['many_opens', 3]]],
    ['three opens, 10 minutes apart', onDays([1, 1 + minutes(10), 1 + minutes(20)]), []],
    ['three times by a scanner', onDays([1, 2, 3], scanner), []],
    ['three times fetched ahead', onDays([1, 2, 3], prefetch), []],
    [
      'three times fetched ahead, and clicked: nobody knows when she read it',
      [...onDays([1, 2, 3], prefetch), click(3 * DAY_MS)],
      [],
    ],
    ['clicks are no opens', [1, 2, 3].map((day) => click(day * DAY_MS)), []],
  ])('%s', (_, signals, expected) => {
    expect(seen(signals)).toEqual(expected);
  });

  test('it became true at the third time, and further times change neither that nor its key', () => {
    const [first] = patterns(onDays([1, 2, 3]));
    expect(first).toEqual({
      kind: 'many_opens',
      message: 'offer',
      times: 3,
      at: DELIVERED + 3 * DAY_MS,
      key: 'many_opens/offer',
    });
    expect(patterns(onDays([1, 2, 3, 4, 5]))).toEqual([{ ...first, times: 5 }]);
  });

  test('it is not there a moment before the third time', () => {
    const at = DELIVERED + 3 * DAY_MS;
    expect(patterns(onDays([1, 2, 3]), at - 1)).toEqual([]);
    expect(patterns(onDays([1, 2, 3]), at)).toHaveLength(1);
    expect(openPatternsAt(at - 1, onDays([1, 2, 3]), defaultOpens, 1)).toHaveLength(1);
  });
});

describe('a message opened again after a long silence', () => {
  test.each([
    ['first opened exactly 14 days after delivery', onDays([14]), [['revived', 1]]],
    ['a moment before', [open(14 * DAY_MS - 1, proxy)], []],
    ['opened on day 1, and again exactly 14 days later', onDays([1, 15]), [['revived', 1]]],
    ['opened on day 13, and again on day 15', onDays([13, 15]), []],
    ['delivery not known, opened on days 1 and 15', onDays([1, 15]).map(undated), [['revived', 1]]],
    ['delivery not known, opened on day 15 only', onDays([15]).map(undated), []],
    ['by a scanner', onDays([15], scanner), []],
    ['by a scanner on day 10, by her on day 15', [...onDays([10], scanner), ...onDays([15])], [['revived', 1]]],
    ['again the day after', onDays([1, 15, 16]), [['revived', 2]]],
    ['again in the same visit', onDays([1, 15, 15 + minutes(5)]), [['revived', 1]]],
  ])('%s', (_, signals, expected) => {
    expect(seen(signals)).toEqual(expected);
  });

  test('each revival has its own key, by its day, whatever comes later', () => {
    const [first] = patterns(onDays([1, 15]));
    expect(first).toMatchObject({ message: 'offer', at: DELIVERED + 15 * DAY_MS, key: 'revived/offer/2026-01-26' });
    const later = patterns(onDays([1, 15, 16, 30]), NOW + 30 * DAY_MS);
    expect(later.map(({ key, times }) => [key, times])).toEqual([
      ['revived/offer/2026-01-26', 2],
      ['revived/offer/2026-02-10', 1],
    ]);
  });
});

describe('several messages in one day', () => {
  const opened = (of: string, ms: number, told: Told = proxy) => open(ms, { ...told, of });
  test.each([
    ['three in a morning', [opened('a', HOUR_MS), opened('b', 2 * HOUR_MS), opened('c', 3 * HOUR_MS)], [3]],
    ['two in a morning', [opened('a', HOUR_MS), opened('b', 2 * HOUR_MS), opened('b', 3 * HOUR_MS)], []],
    [
      'the third exactly 24 hours after the first',
      [opened('a', 0 + HOUR_MS), opened('b', 2 * HOUR_MS), opened('c', DAY_MS + HOUR_MS)],
      [3],
    ],
    [
      'the third a moment later',
      [opened('a', HOUR_MS), opened('b', 2 * HOUR_MS), opened('c', DAY_MS + HOUR_MS + 1)],
      [],
    ],
    [
      'one of the three by a scanner',
      [opened('a', HOUR_MS), opened('b', 2 * HOUR_MS), opened('c', 3 * HOUR_MS, scanner)],
      [],
    ],
    [
      'three fetched ahead, and a demo request: nobody knows which she read',
      [...['a', 'b', 'c'].map((of) => opened(of, HOUR_MS, prefetch)), deed('demo_request', 2 * HOUR_MS)],
      [],
    ],
    [
      'four, and the next day still three',
      [...['a', 'b', 'c', 'd'].map((of, hour) => opened(of, (hour + 1) * HOUR_MS)), opened('a', 26.5 * HOUR_MS)],
      [4],
    ],
    ['four, then the third again', ['a', 'b', 'c', 'd', 'c'].map((of, hour) => opened(of, (hour + 1) * HOUR_MS)), [4]],
    [
      'three a day for three days is one spell',
      [1, 2, 3].flatMap((day) => ['a', 'b', 'c'].map((of) => opened(`${of}${day}`, day * DAY_MS))),
      [6],
    ],
    [
      'three, and three again a week later',
      [1, 8].flatMap((day) => ['a', 'b', 'c'].map((of) => opened(of, day * DAY_MS))),
      [3, 3],
    ],
  ])('%s', (_, signals, expected) => {
    expect(
      patterns(signals)
        .filter(({ kind }) => kind === 'several_messages')
        .map(({ times }) => times),
    ).toEqual(expected);
  });

  test('it has the day on which it began, and no single message', () => {
    const morning = ['a', 'b', 'c'].map((of, hour) => opened(of, (hour + 1) * HOUR_MS));
    const expected = {
      kind: 'several_messages',
      times: 3,
      at: DELIVERED + 3 * HOUR_MS,
      key: 'several_messages/2026-01-11',
    };
    expect(patterns(morning)).toEqual([expected]);
    expect(patterns([...morning, opened('d', 20 * HOUR_MS)])).toEqual([{ ...expected, times: 4 }]);
  });

  test('however few hours are set, a day has one', () => {
    const patterns = { ...defaultOpens.patterns, severalMessages: { messages: 3, hours: 1 } };
    const twice = [1, 5].flatMap((hour) => ['a', 'b', 'c'].map((of) => opened(of, hour * HOUR_MS)));
    expect(openPatternsAt(NOW, twice, { ...defaultOpens, patterns }, 0)).toHaveLength(1);
  });
});

test('a lead without mail shows no pattern', () => {
  expect(patterns([deed('demo_request', HOUR_MS)])).toEqual([]);
});
