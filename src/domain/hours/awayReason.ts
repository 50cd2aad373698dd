import type { Absence, RepTime } from './availability.ts';
import { capReason } from './caps.ts';
import { chatAbsences } from './chat.ts';
import { covers, endOf, nextStart } from './intervals.ts';
import { spoken, type Word } from './presentTimes.ts';

const minuteMs = 60_000;

/** Why not, and until when at most; without end where nobody knows. */
type Reason = { because: string; to: number };

/** The strongest reason why no new lead may go to somebody; undefined when one may. The order is the rule (DESIGN 7). */
export function awayReason(rep: RepTime, at: number, bufferMs: number): Reason | undefined {
  if (!rep.active) return { because: 'has left', to: Infinity };
  const words = spoken(rep.overrides);
  const saidAway = absenceReason(words.filter(({ kind }) => kind === 'away').map(absence), at);
  if (saidAway) return saidAway;
  const saidPresent = words.filter(({ kind }) => kind === 'present');
  if (covers(saidPresent, at)) return capReason(rep, at);
  const lift = nextStart(saidPresent, at) ?? Infinity;
  return lifted(lift, calendarReason(rep, at)) ?? capReason(rep, at) ?? lifted(lift, bufferReason(rep, at, bufferMs));
}

/** Their own word lifts a reason before its end. */
function lifted(lift: number, reason: Reason | undefined): Reason | undefined {
  return reason && { because: reason.because, to: Math.min(reason.to, lift) };
}

function calendarReason(rep: RepTime, at: number): Reason | undefined {
  if (!rep.available) return { because: 'set to away in the CRM', to: Infinity };
  return absenceReason(rep.off, at) ?? hoursReason(rep, at) ?? absenceReason(chatAbsences(rep.chat), at);
}

/** Of several absences the one that lasts longest; the next that is called the same goes on with it. */
function absenceReason(absences: readonly Absence[], at: number): Reason | undefined {
  const running = absences.filter(({ from, to }) => from <= at && at < to).toSorted((a, b) => b.to - a.to)[0];
  if (!running) return undefined;
  const same = absences.filter(({ because }) => because === running.because);
  return { because: running.because, to: endOf(same, at) ?? running.to };
}

function hoursReason({ working }: RepTime, at: number): Reason | undefined {
  if (covers(working, at)) return undefined;
  return { because: 'outside working hours', to: nextStart(working, at) ?? Infinity };
}

function bufferReason({ working, knownUntil }: RepTime, at: number, bufferMs: number): Reason | undefined {
  const end = endOf(working, at);
  if (end === undefined || end >= knownUntil || at < end - bufferMs) return undefined;
  const minutes = Math.ceil((end - at) / minuteMs);
  return { because: `the shift ends in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`, to: end };
}

function absence({ from, to, because }: Word): Absence {
  return { from, to, because: because === undefined ? 'said to be away' : `said to be away: ${because}` };
}
