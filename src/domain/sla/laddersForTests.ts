import { type Climb, climb, type ClimbFacts, type Clocks, type Ladder, nextDueAt } from './ladder.ts';
import { defaultSla } from './settings.ts';

export const START = 1_800_000_000_000;
export const { urgent, standard } = defaultSla;

/** The instant so many minutes after START, and back. */
export const minute = (count: number) => START + count * 60_000;
export const minuteOf = (at: number) => (at - START) / 60_000;

/** From minute to minute after START. */
export const shift = (from: number, to: number) => ({ from: minute(from), to: minute(to) });
export const always = [shift(-100_000, 100_000)];

/** Everyone is there, and every rung reaches somebody. */
export function facts(more: Partial<ClimbFacts> = {}): ClimbFacts {
  return {
    answered: false,
    reaches: { remind: ['ann'], backup: ['bob'], reassign: ['cy'], manager: ['dana'] },
    clocks: { assignee: always, pool: always },
    ...more,
  };
}

/** What a ladder does if it is looked at exactly when due, as "minute kind"; `after` are the clocks once it is reassigned. */
export function story(ladder: Ladder, clocks: Clocks, after: Clocks): string[] {
  const told: string[] = [];
  let here = ladder;
  let current = clocks;
  for (const _ of ladder.rungs) {
    const due = nextDueAt(here, current);
    if (due === undefined) break;
    const { ladder: climbed, fired } = climb(here, facts({ clocks: current }), due);
    told.push(...fired.map((rung) => `${minuteOf(due)} ${rung.do}`));
    if (fired.some((rung) => rung.do === 'reassign')) current = after;
    here = climbed;
  }
  return told;
}

/** "10 remind" of what fired, "10 remind: because" of what did not. */
export function inShort({ fired, skipped }: Climb): { fired: string[]; skipped: string[] } {
  return {
    fired: fired.map((rung) => `${rung.afterMinutes} ${rung.do}`),
    skipped: skipped.map((rung) => `${rung.afterMinutes} ${rung.do}: ${rung.because}`),
  };
}
