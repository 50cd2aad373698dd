import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { MONDAY } from '../../src/testing/tellingDesk.ts';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
export const now = MONDAY;

/** A time that somebody was hot; all but `openedAt` (epoch ms) in ms after that, `signal` before. Whole seconds, as an org keeps them. */
export type Opening = {
  openedAt: number;
  signal: number;
  score: number;
  alert?: number;
  claim?: number;
  contact?: number;
  fyi: boolean;
  /** The record was merged into another one. */
  merged?: number;
};
export type Deal = {
  createdAt: number;
  changedAt: number;
  state: 'open' | 'won' | 'lost';
  amount?: number;
};
/** `crossings`: when the score rose over 70 while the lead was hot already, epoch ms. */
export type Person = { object: 'Lead' | 'Contact'; openings: Opening[]; deals: Deal[]; crossings: number[] };
/** `others`: deals of people who never were hot. */
export type World = { zone: string; people: Person[]; others: Deal[] };

/** What makes the figures of an org and ours differ; each is off where left out. */
export type Unlike = {
  fyi?: true;
  lateAlerts?: true;
  claims?: true;
  answeredBefore?: true;
  young?: true;
  again?: true;
  otherDeals?: true;
  crossedLater?: true;
  merged?: true;
};

const orNot = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
const seconds = (from: number, to: number) => fc.integer({ min: from / 1_000, max: to / 1_000 }).map((s) => s * 1_000);
const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Pacific/Kiritimati', 'Asia/Kolkata'];

/** Midnight of that many days ago. */
function midnight(zone: string, days: number): number {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).startOfDay();
  return today.subtract({ days }).epochMilliseconds;
}

/** In the last 29 days, at the borders of days among them; or before the last 33, so that any way to count 30 days says the same. */
function opened(zone: string, { young }: Unlike): fc.Arbitrary<number> {
  const border = fc.tuple(fc.integer({ min: 1, max: 28 }), fc.constantFrom(-1_000, 0, 1_000));
  return fc.oneof(
    { arbitrary: seconds(2 * 60 * MINUTE, 29 * DAY).map((ago) => now - ago), weight: 4 },
    { arbitrary: border.map(([days, off]) => midnight(zone, days) + off), weight: 2 },
    { arbitrary: seconds(33 * DAY, 80 * DAY).map((ago) => now - ago), weight: 1 },
    ...(young ? [{ arbitrary: seconds(0, 60 * MINUTE).map((ago) => now - ago), weight: 4 }] : []),
  );
}

function opening(zone: string, unlike: Unlike): fc.Arbitrary<Opening> {
  const contact = fc.oneof(
    fc.constantFrom(0, 60 * MINUTE - 1_000, 60 * MINUTE, 60 * MINUTE + 1_000),
    seconds(0, 3 * DAY),
    ...(unlike.answeredBefore ? [seconds(-5 * MINUTE, -1_000)] : []),
  );
  return fc
    .record({
      openedAt: opened(zone, unlike),
      signal: fc.oneof(fc.constant(5 * MINUTE), seconds(5 * MINUTE, 6 * 60 * MINUTE)),
      score: fc.oneof(fc.constantFrom(69, 70, 71), fc.integer({ min: 20, max: 100 })),
      alert: unlike.lateAlerts ? orNot(seconds(0, 90 * MINUTE)) : fc.constant(0),
      contact: orNot(contact),
      claim: unlike.claims ? orNot(seconds(0, 2 * 60 * MINUTE)) : fc.constant(undefined),
      fyi: unlike.fyi ? fc.boolean() : fc.constant(false),
      merged: unlike.merged ? orNot(seconds(0, 3 * 60 * MINUTE)) : fc.constant(undefined),
    })
    .map(asKnown);
}

/** Nothing has happened yet that is still to come; who was merged away is answered elsewhere. */
function asKnown({
  alert,
  claim,
  contact,
  merged,
  ...rest
}: Required<{ [K in keyof Opening]: Opening[K] | undefined }>): Opening {
  const { openedAt = 0, signal = 0, score = 0, fyi = false } = rest;
  const past = (after: number | undefined) => after !== undefined && openedAt + after <= now;
  return {
    openedAt,
    signal,
    score,
    fyi,
    ...(past(alert) && { alert }),
    ...(past(claim) && { claim }),
    ...(past(contact) && merged === undefined && { contact }),
    ...(past(merged) && { merged }),
  } as Opening;
}

function dealsOf(openings: Opening[], { otherDeals }: Unlike): fc.Arbitrary<Deal[]> {
  const hotAt = Math.min(...openings.map(({ openedAt, signal }) => openedAt - signal));
  const since = deal(seconds(0, now - hotAt).map((after) => hotAt + after));
  if (!otherDeals) return fc.array(since, { maxLength: 1 });
  const apart = { maxLength: 3, selector: (one: Deal) => one.createdAt };
  const before = deal(seconds(1_000, 60 * DAY).map((ago) => hotAt - ago));
  return fc.uniqueArray(fc.oneof(since, before), apart);
}

function deal(createdAt: fc.Arbitrary<number>): fc.Arbitrary<Deal> {
  const amount = orNot(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 50_000 })));
  const state = fc.constantFrom('open' as const, 'open' as const, 'won' as const, 'lost' as const);
  return fc
    .record({ createdAt, state, amount, lasted: seconds(0, 90 * DAY) })
    .map(({ lasted, amount: sum, ...rest }) => ({
      ...rest,
      changedAt: Math.min(now, rest.createdAt + lasted),
      ...(sum !== undefined && { amount: sum }),
    }));
}

function person(zone: string, unlike: Unlike): fc.Arbitrary<Person> {
  const several = { minLength: 1, maxLength: unlike.again ? 3 : 1, selector: (one: Opening) => one.openedAt };
  const openings = fc.uniqueArray(opening(zone, unlike), several);
  const later = fc.uniqueArray(opened(zone, unlike), { maxLength: unlike.crossedLater ? 3 : 0 });
  return fc.tuple(openings, later).chain(([times, crossings]) =>
    fc.record({
      object: fc.constantFrom('Lead' as const, 'Contact' as const),
      openings: fc.constant(times.toSorted((one, other) => one.openedAt - other.openedAt)),
      deals: dealsOf(times, unlike),
      crossings: fc.constant(crossings.filter((at) => !times.some(({ openedAt }) => openedAt === at))),
    }),
  );
}

/** People who were hot in the last 80 days, and deals. */
export function worlds(unlike: Unlike = {}): fc.Arbitrary<World> {
  const others = fc.array(deal(seconds(0, 90 * DAY).map((ago) => now - ago)), { maxLength: 4 });
  return fc.constantFrom(...zones).chain((zone) =>
    fc.record({
      zone: fc.constant(zone),
      people: fc.array(person(zone, unlike), { minLength: 1, maxLength: 10 }),
      others,
    }),
  );
}
