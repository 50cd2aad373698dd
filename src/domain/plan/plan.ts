import { DAY_MS } from '../decay.ts';
import { type ReaderClock, utcClock } from '../explain/whenInWords.ts';
import { type Difference, differencesOf, isAlertedBefore, type LeadChange, wonWithin } from './planDifferences.ts';
import type { KeptLead, Period, Played } from './planLead.ts';
import { isSame, matched } from './planMatching.ts';

/**
 * What a draft would have changed in a period. The lists hold the first thousand leads that differ in some way, `counts` all of
 * them, and `unlisted` says how many leads more differ.
 */
export type Plan = {
  leads: number;
  events: number;
  period: Period;
  /** An alert is an episode that opens, or a new round. `day` counts days of the reader's calendar since 1970-01-01, every day of the period. */
  alerts: { current: number; draft: number; perDay: { day: number; current: number; draft: number }[] };
  /** `moved`: at another time, of another tier, or quieter or louder (`kind`). */
  openings: { same: number; gained: LeadChange[]; lost: LeadChange[]; moved: LeadChange[] };
  hotNow: { current: number; draft: number; becomes: LeadChange[]; stops: LeadChange[] };
  /** Leads won in the period, and how many of them were alerted in it before they were won. */
  won: { leads: number; current: number; draft: number; gained: string[]; lost: string[] };
  counts: Record<Difference['kind'], number>;
  unlisted: number;
};

/** A plan while leads are added. It grows with differences only, up to a thousand leads, and with the days of the period. */
export type Tally = {
  plan: Plan;
  days: Map<number, { current: number; draft: number }>;
  differing: number;
  clock: ReaderClock;
};

/** More leads than these are only counted. */
const MOST_LISTED = 1000;

/** A tally without leads. `clock`: of whoever reads the plan. */
export function newTally(period: Period, clock: ReaderClock = utcClock): Tally {
  const plan: Plan = {
    leads: 0,
    events: 0,
    period,
    alerts: { current: 0, draft: 0, perDay: [] },
    openings: { same: 0, gained: [], lost: [], moved: [] },
    hotNow: { current: 0, draft: 0, becomes: [], stops: [] },
    won: { leads: 0, current: 0, draft: 0, gained: [], lost: [] },
    counts: { gained: 0, lost: 0, moved: 0, becomes: 0, stops: 0, wonGained: 0, wonLost: 0 },
    unlisted: 0,
  };
  return { plan, days: new Map(), differing: 0, clock };
}

/** Adds a lead, once, as it was played under both models in the tally's period. */
export function addLead(tally: Tally, lead: KeptLead, current: Played, draft: Played): void {
  const { plan } = tally;
  plan.leads += 1;
  plan.events += lead.signals.length;
  countOf(tally, lead, 'current', current);
  countOf(tally, lead, 'draft', draft);
  if (wonWithin(lead, plan.period) !== undefined) plan.won.leads += 1;
  plan.openings.same += matched(current.openings, draft.openings).filter(isSame).length;
  const differences = differencesOf(lead, { current, draft }, plan.period);
  for (const { kind } of differences) plan.counts[kind] += 1;
  if (differences.length === 0) return;
  tally.differing += 1;
  if (tally.differing > MOST_LISTED) plan.unlisted += 1;
  else for (const difference of differences) listIn(plan, difference);
}

/** The plan of all leads added so far. */
export function planOf({ plan, days, clock }: Tally): Plan {
  const [first, last] = [dayOf(plan.period.from, clock), dayOf(plan.period.to, clock)];
  const perDay = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const day = first + index;
    return { day, ...(days.get(day) ?? { current: 0, draft: 0 }) };
  });
  return { ...plan, alerts: { ...plan.alerts, perDay } };
}

function countOf({ plan, days, clock }: Tally, lead: KeptLead, which: 'current' | 'draft', played: Played): void {
  plan.alerts[which] += played.openings.length;
  for (const { at } of played.openings) {
    const day = dayOf(at, clock);
    const counts = days.get(day) ?? { current: 0, draft: 0 };
    counts[which] += 1;
    days.set(day, counts);
  }
  if (played.hotNow) plan.hotNow[which] += 1;
  const wonAt = wonWithin(lead, plan.period);
  if (wonAt !== undefined && isAlertedBefore(wonAt, played)) plan.won[which] += 1;
}

function listIn({ openings, hotNow, won }: Plan, difference: Difference): void {
  switch (difference.kind) {
    case 'gained':
    case 'lost':
    case 'moved':
      openings[difference.kind].push(difference.change);
      return;
    case 'becomes':
    case 'stops':
      hotNow[difference.kind].push(difference.change);
      return;
    case 'wonGained':
      won.gained.push(difference.name);
      return;
    case 'wonLost':
      won.lost.push(difference.name);
  }
}

function dayOf(at: number, clock: ReaderClock): number {
  return Math.floor((at + clock.offsetMsAt(at)) / DAY_MS);
}
