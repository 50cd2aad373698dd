import { awayReason } from './awayReason.ts';
import { clipped, endOf, nextStart, type Interval } from './intervals.ts';
import { openTimes, presentTimes, spoken } from './presentTimes.ts';

const minuteMs = 60_000;

/** A time in which somebody is not there, in words that say so: "time off", "on holiday: German Unity Day". */
export type Absence = Interval & { because: string };

/** A person's own word, stronger than every calendar while it lasts; without `until` until it is taken back. */
export type Override = { kind: 'away' | 'present'; from: number; until?: number; because?: string };

/**
 * What the team's chat shows of somebody: a status with its end, and until when notifications are paused. Before `since`, when
 * it was first seen, it says nothing; without `since` it always held. `quietSince`: since when the pause runs, where that is not
 * `since`. `active`: at the keyboard when last seen; it makes nobody present or away.
 */
export type Chat = {
  text?: string;
  emoji?: string;
  statusUntil?: number;
  quietUntil?: number;
  active?: boolean;
  since?: number;
  quietSince?: number;
};

/** How much somebody may have: open hot leads at once, new ones in a local day. Absent is no limit. */
export type Caps = { openHot?: number; perDay?: number };

/**
 * All that is known of one rep's time. `working` are the shifts (holidays and days off not taken out), `off` the absences known
 * ahead; both in the order of time, and each known from before now until `knownUntil` at least. `dayEndsAt` is when the rep's
 * local day ends, at which `load.today` begins anew.
 */
export type RepTime = {
  /** In the CRM; false for whoever has left. */
  active: boolean;
  /** The CRM's own switch. */
  available: boolean;
  working: Interval[];
  off: Absence[];
  overrides: Override[];
  chat?: Chat;
  load: { openHot: number; today: number };
  caps: Caps;
  dayEndsAt: number;
  knownUntil: number;
  /** Of who is away by the CRM's switch, or has left: since when. Absent: nobody knows, as if they had always been so. */
  awaySince?: number;
  leftSince?: number;
};

/**
 * Whether a new lead may go to somebody now. `until` is when this ends if nothing else happens; absent when nobody knows.
 * `because` is in words for people: "in working hours", "on holiday: German Unity Day", "has 5 open hot leads, the most allowed".
 */
export type Availability = { present: boolean; until?: number; because: string };

/**
 * Whether a new lead may go to somebody. While present, `until` is when they stop being so; while not, it is when this reason
 * ends or their own word lifts it, and another may follow: ask `nextPresentAt` for when they are back. A present that lasts to
 * `knownUntil` has no known end. Never asked about before what `rep` knows begins.
 */
export function availabilityAt(rep: RepTime, now: number, bufferMinutes: number): Availability {
  const away = awayReason(rep, now, bufferMinutes * minuteMs);
  if (away) return { present: false, ...(away.to < Infinity && { until: away.to }), because: away.because };
  const end = endOf(openTimes(rep, bufferMinutes * minuteMs), now);
  return {
    present: true,
    ...(end !== undefined && end < rep.knownUntil && { until: end }),
    because: whyPresent(rep, now),
  };
}

/** The first instant, not before now, at which they are present if nothing else happens; undefined when none is known. */
export function nextPresentAt(rep: RepTime, now: number, bufferMinutes: number): number | undefined {
  const next = nextStart(openTimes(rep, bufferMinutes * minuteMs), now);
  return next === now || (next !== undefined && next < rep.knownUntil) ? next : undefined;
}

/**
 * When they are there, by calendar, own word and chat, whatever they have to do: the clock of working time. A lead in hand is
 * worked to the end of a shift, so there is no buffer unless given.
 */
export function presentWithin(rep: RepTime, from: number, to: number, bufferMinutes = 0): Interval[] {
  return clipped(presentTimes(rep, bufferMinutes * minuteMs), from, to);
}

function whyPresent(rep: RepTime, now: number): string {
  const said = spoken(rep.overrides).find((word) => word.from <= now && now < word.to);
  if (!said) return 'in working hours';
  return said.because === undefined ? 'said to be there' : `said to be there: ${said.because}`;
}
