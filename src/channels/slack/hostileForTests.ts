import fc from 'fast-check';
import { allControls } from '../../domain/telling/controls.ts';
import { defaultTelling } from '../../domain/telling/settings.ts';
import type { Standing } from '../../domain/telling/standing.ts';
import type { Home } from '../answers.ts';
import type { Alert } from '../channel.ts';

const NOW = Date.UTC(2026, 10, 21, 12, 10);

const AWKWARD = [
  '<!channel>',
  '<@U1>',
  '<!here|x>',
  '```',
  '&',
  '*',
  '_',
  ':skull:',
  '|',
  '>',
  '🏳️‍🌈',
  '\u202E',
  'שלום',
  '\n',
  '\0',
  '\uD83D',
  '',
  '@here',
];

/** What a lead, a company or a rep may be called: 300 characters, emoji, right-to-left, pings, control characters, nothing. */
export const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: 'grapheme', minLength: 250, maxLength: 350 }),
  fc.array(fc.constantFrom(...AWKWARD), { maxLength: 150 }).map((parts) => parts.join('')),
  fc.constantFrom(...AWKWARD),
);
const maybe = fc.option(nasty, { nil: undefined });
const at = fc.integer({ min: NOW - 1e9, max: NOW + 1e10 });

const more = { snoozedUntil: fc.option(at, { nil: undefined }), escalated: maybe, movedTo: maybe };
const standing = fc.oneof(
  fc.record({ kind: fc.constant('open'), ...more }),
  fc.record({ kind: fc.constant('claimed'), by: nasty, at, ...more }),
  fc.record({ kind: fc.constant('contacted'), by: maybe, at, how: nasty, ...more }),
  fc.record({
    kind: fc.constant('closed'),
    as: fc.constantFrom('won', 'lost', 'not_a_fit', 'cooled', 'duplicate'),
    by: maybe,
    at,
    because: maybe,
    ...more,
  }),
) as fc.Arbitrary<Standing>;

const lead = fc.record({
  name: nasty,
  company: maybe,
  jobTitle: maybe,
  phone: maybe,
  email: maybe,
  recordUrl: fc.oneof(fc.webUrl({ withFragments: true, withQueryParameters: true }), nasty),
  crm: nasty,
}) as fc.Arbitrary<Alert['lead']>;

/** Any alert, with names that nobody should have. Ids are ours, so they are good. */
export const hostileAlert = fc
  .record({
    lead,
    episode: fc.uuid(),
    surface: fc.constantFrom('assignee', 'person', 'channel'),
    standing,
    controls: fc.shuffledSubarray([...allControls]),
    note: maybe,
    fyi: fc.option(fc.boolean(), { nil: undefined }),
    score: fc.integer({ min: 0, max: 100 }),
    tier: fc.constantFrom(1, 2, 3),
    fit: fc.constantFrom(undefined, 'good', 'unknown', 'poor', 'excluded'),
    reasons: fc.oneof(fc.array(nasty, { maxLength: 12 }), fc.constant(Array.from({ length: 500 }, () => '<!channel>'))),
    reasonsAt: at,
    quote: maybe,
    hotUntil: fc.option(at, { nil: undefined }),
    owner: maybe,
    assignee: maybe,
    routingNote: maybe,
    respondBy: at,
    timeZone: fc.constantFrom('Europe/Berlin', 'nowhere'),
    mayBeRepeated: fc.boolean(),
  })
  .map((given) => ({ ...given, now: NOW }) as Alert);

const items = fc.array(fc.record({ alert: hostileAlert, due: nasty }), { maxLength: 14 });
const pace = fc.constantFrom(undefined, 'now' as const, 'digest' as const, 'off' as const);

/** Anybody's page. */
export const hostileHome = fc
  .record({
    name: maybe,
    problem: maybe,
    manager: fc.boolean(),
    availability: fc.option(
      fc.record({ present: fc.boolean(), until: fc.option(at, { nil: undefined }), because: nasty }),
      {
        nil: undefined,
      },
    ),
    urgent: items,
    snoozed: items,
    spoken: items,
    team: items,
    figures: fc.array(fc.record({ name: nasty, value: nasty }), { maxLength: 30 }),
    signals: fc.uniqueArray(fc.record({ type: fc.string({ minLength: 1, maxLength: 160 }), words: nasty }), {
      maxLength: 110,
      selector: ({ type }) => type,
    }),
    notice: pace,
    quiet: fc.option(fc.record({ from: fc.integer({ min: 0, max: 1439 }), to: fc.integer({ min: 0, max: 1439 }) }), {
      nil: undefined,
    }),
    floor: fc.constantFrom('all' as const, 'lanes' as const, 'tier 1' as const),
  })
  .map(({ notice, quiet, floor, ...home }) => {
    const alerts = Object.fromEntries(home.signals.slice(0, 3).map(({ type }) => [type, 'digest' as const]));
    return {
      ...home,
      preferences: { alerts, ...(notice && { notices: { revived: notice } }), ...(quiet && { quiet }) },
      settings: { ...defaultTelling, floor: { notices: ['many_opens' as const], hot: floor } },
      timeZone: 'Europe/Berlin',
      now: NOW,
    } as Home;
  });

/** Every mrkdwn text anywhere in blocks or a view: where Slack would find a mention. */
export function pingable(given: unknown): string[] {
  const found: string[] = [];
  JSON.stringify(given, (_key, value: { type?: unknown; text?: unknown } | null) => {
    if (value?.type === 'mrkdwn') found.push(String(value.text));
    return value;
  });
  return found;
}

const OURS = /^<(!date\^\d+\^[^|<>]+\|[^|<>]+|https?:\/\/[^|<>]+\|[^<>]+)>$/;

/** What stands between < and > of a mrkdwn text and is none of ours: an instant, or a link. */
export function foreignMarkup(text: string): string[] {
  return (text.match(/<[^>]*>?/g) ?? []).filter((found) => !OURS.test(found));
}
