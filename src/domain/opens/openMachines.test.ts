import { describe, expect, test } from '@jest/globals';
import { HOUR_MS, MINUTE_MS } from '../decay.ts';
import {
  type Case,
  click,
  deed,
  gradeOf,
  open,
  prefetch,
  proxy,
  scanner,
  type Told,
  undated,
} from './opensForTests.ts';
import type { Mail, Signal } from '../signals.ts';

const SECOND_MS = 1000;
const flagged = { flagged: true };
const BURST = 'links clicked one after the other, as machines do';
const RUSH = 'one of several links clicked within a minute';
const AT_ONCE = 'clicked within a minute of delivery';
const SOON = 'opened as soon as it was delivered, as machines do';

describe('tier 1: a machine', () => {
  test.each<Case>([
    ['flagged by the vendor', open(HOUR_MS, flagged), [], 1, 'the mail system says that it was a machine'],
    ['a click flagged by the vendor', click(HOUR_MS, flagged), [], 1, 'the mail system says that it was a machine'],
    ['opened by a scanner', open(HOUR_MS, scanner), [], 1, 'opened by a mail scanner'],
    ['clicked by a scanner', click(HOUR_MS, scanner), [], 1, 'clicked by a mail scanner'],
    ['opened exactly 2 seconds after delivery', open(2 * SECOND_MS), [], 1, SOON],
    ['opened a moment later', open(2 * SECOND_MS + 1), [], 3],
    ['opened before delivery, at the gateway', open(-SECOND_MS), [], 1, SOON],
    ['clicked exactly 5 seconds after delivery', click(5 * SECOND_MS), [], 1],
    ['clicked a moment later', click(5 * SECOND_MS + 1), [], 3],
    ['an open after 5 seconds, which is too soon only for a click', open(5 * SECOND_MS), [], 3],
    ['too soon, but nobody told when it was delivered', undated(click(SECOND_MS)), [], 4],
    ['fetched ahead at once is a machine too', open(SECOND_MS, prefetch), [], 1],
  ])('%s', (...[, one, others, ...grade]) => {
    expect(gradeOf(one, others).slice(0, grade.length)).toEqual(grade);
  });

  const links = (count: number, gapMs: number, told: Told = {}) =>
    Array.from({ length: count }, (_, index) => click(HOUR_MS + index * gapMs, { ...told, link: `/${index}` }));
  const [first, ...rest] = links(3, 5 * SECOND_MS) as [Signal, ...Signal[]];
  const [slow, ...slowRest] = links(3, 5 * SECOND_MS + 1) as [Signal, ...Signal[]];
  const [two, ...other] = links(2, SECOND_MS, { links: 2 }) as [Signal, ...Signal[]];
  const [some, ...more] = links(4, SECOND_MS, { links: 9 }) as [Signal, ...Signal[]];
  const [half, ...half2] = links(5, 15 * SECOND_MS, { links: 10 }) as [Signal, ...Signal[]];
  const [far, ...farRest] = links(5, 15 * SECOND_MS + 1, { links: 10 }) as [Signal, ...Signal[]];
  const [nine, ...ofTen] = links(9, 500, { links: 10 }) as [Signal, ...Signal[]];
  const [ten, ...slowly] = links(10, 2 * SECOND_MS, { links: 10 }) as [Signal, ...Signal[]];
  const [every, ...all] = links(5, SECOND_MS, { links: 5 }) as [Signal, ...Signal[]];
  const visit = deed('pricing_page_visit', HOUR_MS + 20 * SECOND_MS);
  const same = [1, 2, 3].map((second) => click(HOUR_MS + second * SECOND_MS, { link: '/0' }));

  test.each<Case>([
    ['three links in exactly 10 seconds, not knowing how many there are', first, rest, 1, BURST],
    ['the last of the three', rest[1] as Signal, [first, rest[0] as Signal], 1, BURST],
    ['three links in a moment more', slow, slowRest, 3, RUSH],
    ['both links of a message with two', two, other, 4],
    ['four links of nine', some, more, 3, RUSH],
    ['five links of ten in exactly a minute', half, half2, 1, BURST],
    ['the first of five in a moment more', far, farRest, 3, RUSH],
    ['nine links of ten in 4 seconds', nine, ofTen, 1, BURST],
    ['ten links of ten in 18 seconds', ten, slowly, 1, BURST],
    ['four links of nine, and a page visit', some, [...more, visit], 3],
    ['an open of that message, and a page visit', open(HOUR_MS, proxy), [some, ...more, visit], 3],
    ['one link a minute before the three', click(HOUR_MS - 60 * SECOND_MS), [first, ...rest], 4],
    ['all five links', every, all, 1, BURST],
    ['one link over and over', click(HOUR_MS, { link: '/0' }), same, 4],
    ['three links of three messages', first, rest.map((one, at) => ofMessage(one, `other ${at}`)), 4],
    [
      'an open, and a page visit after all links were clicked at once',
      open(HOUR_MS, proxy),
      [first, ...rest, deed('pricing_page_visit', HOUR_MS + 20 * SECOND_MS)],
      3,
    ],
    ['all links at once, and a demo request', first, [...rest, deed('demo_request', 2 * HOUR_MS)], 1, BURST],
    ['a scanner, and a demo request', open(HOUR_MS, scanner), [deed('demo_request', 2 * HOUR_MS)], 1],
    [
      'clicks without a link, of which nobody knows where they went',
      undatedLink(0),
      [undatedLink(1), undatedLink(2)],
      4,
    ],
    [
      'an open of a message of which a few links of many were clicked in a rush',
      open(HOUR_MS, proxy),
      [some, ...more],
      3,
    ],
  ])('%s', (...[, one, others, ...grade]) => {
    expect(gradeOf(one, others).slice(0, grade.length)).toEqual(grade);
  });
});

describe('a click not later than a minute after delivery is at most unclear', () => {
  const soon = click(20 * SECOND_MS);
  const visit = deed('pricing_page_visit', 25 * SECOND_MS);
  test.each<Case>([
    ['after 20 seconds', soon, [], 3, AT_ONCE],
    ['after exactly a minute', click(MINUTE_MS), [], 3, AT_ONCE],
    ['a moment later it is probable', click(MINUTE_MS + 1), [], 4, 'clicked a link'],
    ['a page visit does not confirm it', soon, [visit], 3, AT_ONCE],
    ['nor the open before it', open(15 * SECOND_MS, proxy), [soon, visit], 3],
    ['a demo request does not make it surer', soon, [deed('demo_request', HOUR_MS)], 3, AT_ONCE],
    ['but the open before it', open(15 * SECOND_MS, proxy), [soon, deed('demo_request', HOUR_MS)], 5],
    ['a known scanner is a machine', click(20 * SECOND_MS, scanner), [], 1],
  ])('%s', (...[, one, others, ...grade]) => {
    expect(gradeOf(one, others).slice(0, grade.length)).toEqual(grade);
  });
});

function ofMessage(one: Signal, message: string): Signal {
  return { ...one, id: `${one.id} ${message}`, mail: { ...(one.mail as Mail), message } };
}

function undatedLink(second: number): Signal {
  return click(HOUR_MS + second * SECOND_MS);
}
