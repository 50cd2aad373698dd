import type { Conversions } from '../domain/conversion.ts';
import { DAY_MS } from '../domain/decay.ts';
import { type Dashboard, dashboardOf, type DayCount } from '../domain/figures/dashboard.ts';
import { type Figures, figuresOf } from '../domain/figures/figures.ts';
import { opportunitiesOf } from '../domain/figures/opportunities.ts';
import { withWorkingSoFar } from '../domain/figures/rounds.ts';
import type { Db, Tx } from '../store/db.ts';
import {
  beganAt,
  contactClocks,
  countsPerDay,
  dealsOfHotLeads,
  figureRounds,
  type Period,
  pipelineNow,
  repNames,
} from '../store/figures.ts';
import type { Worked } from './repsWorked.ts';

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
};

/** Since when anybody could have become hot, at most the days asked for; a day at least, so that the first hour is no rush. */
async function daysWatched(tx: Tx, workspace: string, { from, to }: Period): Promise<number> {
  const began = await beganAt(tx, workspace);
  return Math.max(1, (to - Math.max(from, began ?? from)) / DAY_MS);
}

/** The figures of the last `days` times 24 hours; days of the calendar are those of `timeZone`. */
export async function figuresNow(
  db: Db,
  workspace: string,
  asked: { days: number; now: number; timeZone: string; worked?: Worked },
): Promise<FiguresAnswer> {
  const { days, now, timeZone, worked } = asked;
  const period = { from: now - days * DAY_MS, to: now };
  const outcomes = db.inWorkspace(workspace, (tx) => outcomesIn(tx, workspace, period, timeZone));
  const response = db.inWorkspace(workspace, async (tx) => {
    const kept = await figureRounds(tx, workspace, period);
    const rounds = worked === undefined ? kept : withWorkingSoFar(kept, now, worked);
    const before = { from: period.from - ROLLING_DAYS * DAY_MS, to: period.from };
    return { rounds, figures: figuresOf(rounds, { ...period, earlier: await contactClocks(tx, workspace, before) }) };
  });
  // Both at once: the database counts while the rounds are measured here.
  const [{ rounds, figures }, { deals, pipeline, perDay, names, watched }] = await Promise.all([response, outcomes]);
  const { undated, ...opportunities } = opportunitiesOf(rounds, deals);
  const { alertToContact, signalToContact } = figures.all;
  const measured = { days: watched, perDay, alertToContact, signalToContact, pipeline, undated };
  const dashboard = dashboardOf({ ...measured, opportunities: opportunities.closed });
  return { ...period, timeZone, figures, dashboard, perDay, opportunities, names };
}

async function outcomesIn(tx: Tx, workspace: string, period: Period, timeZone: string) {
  return {
    deals: await dealsOfHotLeads(tx, workspace, period),
    pipeline: await pipelineNow(tx, workspace),
    perDay: await countsPerDay(tx, workspace, period, timeZone),
    names: await repNames(tx, workspace),
    watched: await daysWatched(tx, workspace, period),
  };
}
