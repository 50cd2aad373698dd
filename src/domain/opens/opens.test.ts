import { describe, expect, test } from '@jest/globals';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../decay.ts';
import { defaultOpens, gradesAt } from './opens.ts';
import { type Case, click, deed, gradeOf, open, prefetch, proxy, scanner, undated, unknown } from './opensForTests.ts';
import type { Mail } from '../signals.ts';
import { NOW, signal } from '../signalsForTests.ts';

const SECOND_MS = 1000;
const PRIVACY = "opened by the mail provider's privacy proxy";

describe('tiers 2 to 4: fetched ahead, unclear, probably a person', () => {
  test.each<Case>([
    ['fetched ahead', open(HOUR_MS, prefetch), [], 2, PRIVACY],
    ['fetched ahead twice', open(HOUR_MS, prefetch), [open(5 * HOUR_MS, prefetch)], 2, PRIVACY],
    [
      'fetched ahead, and opened twice elsewhere',
      open(HOUR_MS, prefetch),
      [open(DAY_MS, proxy), open(2 * DAY_MS, proxy)],
      2,
    ],
    [
      'fetched ahead, and a link clicked',
      open(HOUR_MS, prefetch),
      [click(9 * DAY_MS)],
      4,
      'opened, and a link of the message clicked',
    ],
    [
      'fetched ahead, and a link of another message clicked',
      open(HOUR_MS, prefetch),
      [click(DAY_MS, { of: 'news' })],
      2,
    ],
    ['fetched ahead, and a link clicked by a scanner', open(HOUR_MS, prefetch), [click(DAY_MS, scanner)], 2],
    ['an image proxy once', open(HOUR_MS, proxy), [], 3, "opened once, through the mail provider's image proxy"],
    ['an unknown program once', open(HOUR_MS, unknown), [], 3, 'opened once, by an unknown program'],
    ['a device exactly a minute after delivery', open(MINUTE_MS), [], 3, 'opened once, within a minute of delivery'],
    ['a device a moment later', open(MINUTE_MS + 1), [], 4, 'opened in a mail program or browser'],
    [
      'a device, delivery not known',
      undated(open(HOUR_MS)),
      [],
      3,
      'opened once, and when it was delivered is not known',
    ],
    [
      'a device twice, delivery not known',
      undated(open(HOUR_MS)),
      [undated(open(2 * HOUR_MS))],
      4,
      'opened twice, 60 minutes apart',
    ],
    ['a proxy again after exactly 10 minutes', open(HOUR_MS, proxy), [open(HOUR_MS + 10 * MINUTE_MS, proxy)], 3],
    [
      'a proxy again a moment later',
      open(HOUR_MS, proxy),
      [open(HOUR_MS + 10 * MINUTE_MS + 1, proxy)],
      4,
      'opened twice, 10 minutes apart',
    ],
    [
      'opened twice, 3 hours apart',
      open(HOUR_MS, proxy),
      [open(4 * HOUR_MS, unknown)],
      4,
      'opened twice, 3 hours apart',
    ],
    [
      'three occasions',
      open(HOUR_MS, proxy),
      [open(DAY_MS, proxy), open(4 * DAY_MS, proxy)],
      4,
      'opened 3 times in 3 days',
    ],
    ['the second time was a scanner', open(HOUR_MS, proxy), [open(4 * HOUR_MS, scanner)], 3],
    ['the second time was fetched ahead', open(HOUR_MS, proxy), [open(4 * HOUR_MS, prefetch)], 3],
    ['the second time was another message', open(HOUR_MS, proxy), [open(4 * HOUR_MS, { ...proxy, of: 'news' })], 3],
    ['a click a minute after delivery says nothing of the open', open(HOUR_MS, proxy), [click(MINUTE_MS)], 3],
    ['a click a moment later does', open(HOUR_MS, proxy), [click(MINUTE_MS + 1)], 4],
    ['a click without a time of delivery does', open(HOUR_MS, proxy), [undated(click(0))], 4],
    ['a click', click(HOUR_MS, unknown), [], 4, 'clicked a link'],
    ['a click within a minute', click(30 * SECOND_MS), [], 3, 'clicked within a minute of delivery'],
  ])('%s', (...[, one, others, ...grade]) => {
    expect(gradeOf(one, others).slice(0, grade.length)).toEqual(grade);
  });
});

describe('grades', () => {
  test('each tier has the confidence of the settings', () => {
    const opens = [
      open(1),
      open(HOUR_MS, { ...prefetch, of: 'b' }),
      open(HOUR_MS, { ...proxy, of: 'c' }),
      open(HOUR_MS, { of: 'd' }),
    ];
    const before = gradesAt(NOW, opens, defaultOpens, 0);
    expect([...before.values()].map(({ tier, confidence }) => [tier, confidence])).toEqual([
      [1, 0],
      [2, 0],
      [3, 0.2],
      [4, 0.6],
    ]);
    const after = gradesAt(NOW, [...opens, deed('demo_request', 2 * HOUR_MS)], defaultOpens, 0);
    expect([...after.values()].map(({ confidence }) => confidence)).toEqual([0, 1, 1, 1]);
  });

  test('a lead without mail has none', () => {
    expect(gradesAt(NOW, [signal('demo_request', 0)], defaultOpens, 0)).toEqual(new Map());
  });

  test('mail of a type that is neither an open nor a click has none', () => {
    expect(gradesAt(NOW, [{ ...open(HOUR_MS), type: 'reply' }], defaultOpens, 0)).toEqual(new Map());
  });

  test('a click listed as a confirmation confirms neither itself nor others', () => {
    const settings = { ...defaultOpens, confirmedBy: ['email_link_click'] };
    const grades = gradesAt(NOW, [open(HOUR_MS, proxy), click(2 * HOUR_MS)], settings, 0);
    expect([...grades.values()].map(({ tier }) => tier)).toEqual([4, 4]);
  });

  test('what is dated further ahead than allowed has not happened', () => {
    const ahead = signal('email_open', -MINUTE_MS, { mail: { message: 'offer', client: 'device' } });
    expect(gradesAt(NOW, [ahead], defaultOpens, MINUTE_MS).size).toBe(1);
    expect(gradesAt(NOW, [ahead], defaultOpens, MINUTE_MS - 1).size).toBe(0);
  });

  test('a day: Apple opens at 3 in the night, she clicks at 9, asks for a demo at 10', () => {
    const midnight = Date.UTC(2026, 0, 30);
    const at = (hour: number, type: string, client: Mail['client']) =>
      signal(type, NOW - midnight - hour * HOUR_MS, {
        id: type,
        mail: { message: 'newsletter', deliveredAt: midnight, client },
      });
    const day = [
      at(3, 'email_open', 'prefetch'),
      at(9, 'email_link_click', 'device'),
      signal('demo_request', NOW - midnight - 10 * HOUR_MS),
    ];
    const shown = [2, 3, 8, 9, 10, 11].map((hour) => {
      const grades = gradesAt(midnight + hour * HOUR_MS, day, defaultOpens, 0);
      return [hour, grades.get('email_open')?.because, grades.get('email_link_click')?.because];
    });
    const confirmed = 'confirmed: asked for a demo within 24 hours';
    expect(shown).toEqual([
      [2, undefined, undefined],
      [3, PRIVACY, undefined],
      [8, PRIVACY, undefined],
      [9, 'opened, and a link of the message clicked', 'clicked a link'],
      [10, confirmed, confirmed],
      [11, confirmed, confirmed],
    ]);
  });
});
