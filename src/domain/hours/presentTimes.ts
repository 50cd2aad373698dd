import type { Override, RepTime } from './availability.ts';
import { capReason } from './caps.ts';
import { chatAbsences } from './chat.ts';
import { merged, without, type Interval } from './intervals.ts';

/** A stretch in which one own word holds. */
export type Word = Interval & Pick<Override, 'kind' | 'because'>;

/** Which word holds when: of those that run the one that began last, of two that began together the later in the list. */
export function spoken(overrides: readonly Override[]): Word[] {
  let words: Word[] = [];
  for (const each of overrides.toSorted((a, b) => a.from - b.from)) {
    const next: Word = { ...each, to: each.until ?? Infinity };
    if (next.to <= next.from) continue;
    words = [...words.flatMap((word) => without([word], [next]).map((part) => ({ ...word, ...part }))), next];
  }
  return words;
}

/**
 * When somebody is there, however much they have. An end at or after `knownUntil` is only the end of what is known. Having left
 * and being away in the CRM say nothing of the time before.
 */
export function presentTimes(rep: RepTime, bufferMs: number): Interval[] {
  const times = timesInside(rep, bufferMs);
  return rep.active ? times : before(times, rep.leftSince);
}

function timesInside(rep: RepTime, bufferMs: number): Interval[] {
  const words = spoken(rep.overrides);
  const said = words.filter((word) => word.kind === 'present');
  return without(
    [...timesByCalendar(rep, bufferMs), ...said],
    words.filter((word) => word.kind === 'away'),
  );
}

/** When a new lead may go to them: present and under the caps. */
export function openTimes(rep: RepTime, bufferMs: number): Interval[] {
  const full = capReason(rep, -Infinity);
  return without(presentTimes(rep, bufferMs), full ? [{ from: -Infinity, to: full.to }] : []);
}

function timesByCalendar(rep: RepTime, bufferMs: number): Interval[] {
  const shifts = merged(rep.working).map(({ from, to }) => ({ from, to: to < rep.knownUntil ? to - bufferMs : to }));
  const times = without(shifts, [...rep.off, ...chatAbsences(rep.chat)]);
  return rep.available ? times : before(times, rep.awaySince);
}

function before(times: readonly Interval[], at: number | undefined): Interval[] {
  return at === undefined ? [] : without(times, [{ from: at, to: Infinity }]);
}
