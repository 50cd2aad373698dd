import type { Conversion } from '../conversion.ts';
import { MINUTE_MS } from '../decay.ts';
import type { Response } from './response.ts';

/**
 * One figure of the dashboard. `of` is how many it is made of. Without `target` none is set; `met` is absent where nobody can
 * tell, and may be known of a value that is not.
 */
export type Figure = { target?: number; met?: boolean; of: number } & (
  | { value: number; interval?: { low: number; high: number } }
  | { value: 'unknown'; why: string }
);

/** All open deals, and of them those of a lead that was ever hot; amounts as the CRM has them. `deals` is of any state. */
export type Pipeline = { deals: number; open: number; withoutAmount: number; amount: number; hotAmount: number };

/** Days are local ones, YYYY-MM-DD. `crossed70`: leads whose score rose over 70 on it. */
export type DayCount = { day: string; opened: number; crossed70: number };

export type Dashboard = {
  hotLeadsPerDay: Figure;
  crossed70PerDay: Figure;
  /** The share contacted within 60 minutes of the alert. */
  responseTime: Figure;
  conversion: Figure;
  hotPipeline: Figure;
  /** Median from the signal to the first contact, ms, the open ones counted as still waiting. */
  lagMs: Figure;
};

/** DESIGN 9. A response under an hour is the middle one, so half of them. */
const targets = { responseShare: 0.5, conversion: 0.35, hotPipeline: 0.4, lagMs: 30 * MINUTE_MS };

export type DashboardInput = {
  /** For how long leads were watched in the period, in days of 24 hours. */
  days: number;
  perDay: readonly DayCount[];
  alertToContact: Response;
  signalToContact: Response;
  opportunities: Conversion;
  /** Hot leads of whose deals nobody knows when they began. */
  undated: number;
  pipeline: Pipeline;
};

export function dashboardOf(input: DashboardInput): Dashboard {
  const { days, perDay } = input;
  return {
    hotLeadsPerDay: { value: perDay.reduce((sum, { opened }) => sum + opened, 0) / days, of: days },
    crossed70PerDay: { value: perDay.reduce((sum, { crossed70 }) => sum + crossed70, 0) / days, of: days },
    responseTime: responseTime(input.alertToContact),
    conversion: conversion(input),
    hotPipeline: hotPipeline(input.pipeline),
    lagMs: lag(input.signalToContact),
  };
}

function responseTime({ answeredWithin }: Response): Figure {
  const { of, share, low = 0, high = 1 } = answeredWithin['60m'];
  const target = targets.responseShare;
  if (share === undefined) return { value: 'unknown', why: 'no alert is older than an hour', target, of };
  return { value: share, target, met: share > target, of, interval: { low, high } };
}

function conversion({ opportunities, undated, pipeline }: DashboardInput): Figure {
  const { of, share, low = 0, high = 1 } = opportunities;
  const target = targets.conversion;
  const unknown = (why: string): Figure => ({ value: 'unknown', why, target, of });
  if (pipeline.deals === 0) return unknown('the CRM showed no deals');
  if (undated > 0) return unknown(`of ${undated} hot leads the CRM does not say when their deals began`);
  if (share === undefined) return unknown('no lead without a deal became hot');
  return { value: share, target, met: share > target, of, interval: { low, high } };
}

function hotPipeline({ deals, open, withoutAmount, amount, hotAmount }: Pipeline): Figure {
  const target = targets.hotPipeline;
  const unknown = (why: string): Figure => ({ value: 'unknown', why, target, of: open });
  if (deals === 0) return unknown('the CRM showed no deals');
  if (open === 0) return unknown('no deal is open');
  if (withoutAmount === open) return unknown('no open deal has an amount');
  if (amount <= 0) return unknown('the open deals add up to nothing');
  const value = hotAmount / amount;
  return { value, target, met: value > target, of: open - withoutAmount };
}

function lag({ count, open, kaplanMeierMedianMs: value, longestMs }: Response): Figure {
  const target = targets.lagMs;
  const of = count + open;
  if (value !== undefined) return { value, target, met: value < target, of };
  if (longestMs === undefined) return { value: 'unknown', why: 'no lead became hot', target, of };
  const late = longestMs >= target && { met: false };
  return { value: 'unknown', why: 'more than half have not been contacted yet', target, ...late, of };
}
