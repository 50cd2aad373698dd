import type { Conversions } from '../domain/conversion.ts';
import { DAY_MS } from '../domain/decay.ts';
import { type Dashboard, dashboardOf, type DayCount } from '../domain/figures/dashboard.ts';
import { type Figures, figuresOf } from '../domain/figures/figures.ts';
import { opportunitiesOf } from '../domain/figures/opportunities.ts';
import { type Round, withWorkingSoFar } from '../domain/figures/rounds.ts';
import type { Credit, Period } from '../store/figures.ts';
import type { Rows, Store } from '../store/store.ts';
import type { Worked } from './worked.ts';

/** Rolling figures look this much further back. */
const ROLLING_DAYS = 30;

/** All figures of a period that ends at `to`. `names` are the reps', by id. */
export type FiguresAnswer = {
  from: number;
  to: number;
  timeZone: string;
  figures: Figures;
  dashboard: Dashboard;
  perDay: DayCount[];
  opportunities: Conversions;
  names: Map<string, string>;
  /** What all of it was counted from, in no order. */
  rounds: readonly Round[];
};

/** Since when anybody could have become hot, at most the days asked for; a day at least, so that the first hour is no rush. */
export async function daysWatched(rows: Rows, { from, to }: Period): Promise<number> {
  const began = await rows.beganAt();
  return Math.max(1, (to - Math.max(from, began ?? from)) / DAY_MS);
}

/** The figures of the last `days` times 24 hours; days of the calendar are those of `timeZone`. */
export async function figuresOfDays(
  store: Pick<Store, 'together'>,
  workspace: string,
  asked: { days: number; now: number; timeZone: string; worked?: Worked; credit?: Credit },
): Promise<FiguresAnswer> {
  const { days, now, timeZone, worked, credit } = asked;
  const period = { from: now - days * DAY_MS, to: now };
  const outcomes = store.together(workspace, (rows) => outcomesIn(rows, period, timeZone));
  const response = store.together(workspace, async (rows) => {
    const kept = await rows.figureRounds(period, credit);
    const rounds = worked === undefined ? kept : withWorkingSoFar(kept, now, worked);
    const before = { from: period.from - ROLLING_DAYS * DAY_MS, to: period.from };
    return { rounds, figures: figuresOf(rounds, { ...period, earlier: await rows.contactClocks(before) }) };
  });
  // Both at once: the database counts while the rounds are measured here.
  const [{ rounds, figures }, { deals, pipeline, perDay, names, watched }] = await Promise.all([response, outcomes]);
  const { undated, ...opportunities } = opportunitiesOf(rounds, deals);
  const { alertToContact, signalToContact } = figures.all;
  const measured = { days: watched, perDay, alertToContact, signalToContact, pipeline, undated };
  const dashboard = dashboardOf({ ...measured, opportunities: opportunities.closed });
  return { ...period, timeZone, figures, dashboard, perDay, opportunities, names, rounds };
}

async function outcomesIn(rows: Rows, period: Period, timeZone: string) {
  return {
    deals: await rows.dealsOfHotLeads(period),
    pipeline: await rows.pipelineNow(),
    perDay: await rows.countsPerDay(period, timeZone),
    names: await rows.repNames(),
    watched: await daysWatched(rows, period),
  };
}
