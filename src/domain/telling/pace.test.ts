import { expect, test } from '@jest/globals';
import { alertPace, paceOf } from './pace.ts';
import type { Pace, Preferences } from './preferences.ts';
import { defaultTelling, type TellingSettings } from './settings.ts';

const withFloor = (floor: Partial<TellingSettings['floor']>): TellingSettings => ({
  ...defaultTelling,
  floor: { ...defaultTelling.floor, ...floor },
});
const visit = { type: 'pricing_page_visit', lane: false, tier: 2 } as const;
const later = { alerts: { pricing_page_visit: 'digest' } } as const;

test.each([
  ['as the settings say, of who chose nothing', {}, {}, 'digest'],
  ['as the rep chose', { notices: { revived: 'off' } }, {}, 'off'],
  ['as the floor says, whatever the rep chose', { notices: { revived: 'off' } }, { notices: ['revived'] }, 'now'],
  ['unchanged by a choice of another kind', { notices: { many_opens: 'off' } }, {}, 'digest'],
] satisfies [string, Preferences, Partial<TellingSettings['floor']>, Pace][])(
  'a notice comes %s',
  (_, chosen, floor, pace) => {
    expect(paceOf('revived', chosen, withFloor(floor))).toBe(pace);
  },
);

test.each([
  ['the floor is everything', 'all', visit, 'now'],
  ['the floor is lanes and it is none', 'lanes', visit, 'digest'],
  ['the floor is lanes and it is one', 'lanes', { ...visit, lane: true }, 'now'],
  ['the floor is tier 1 and it is tier 2', 'tier 1', visit, 'digest'],
  ['the floor is tier 1 and it is tier 1', 'tier 1', { ...visit, tier: 1 }, 'now'],
  ['the rep chose for another type', 'lanes', { ...visit, type: 'demo_request' }, 'now'],
  ['the type is named like a method', 'lanes', { ...visit, type: 'toString' }, 'now'],
] as const)('of a hot lead kept for the digest, when %s (%s)', (_, hot, heat, pace) => {
  expect(alertPace(heat, later, withFloor({ hot }))).toBe(pace);
});
