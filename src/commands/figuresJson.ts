import type { Conversion } from '../domain/conversion.ts';
import type { Figure } from '../domain/figures/dashboard.ts';
import type { Responses } from '../domain/figures/figures.ts';
import type { Response } from '../domain/figures/response.ts';
import { verdictOf } from '../domain/figures/verdict.ts';
import type { Share } from '../domain/figures/wilson.ts';
import type { FiguresAnswer } from '../pipeline/figuresOfDays.ts';

/** The answer of `--json`; minutes to a hundredth, shares to a ten-thousandth, null for a figure nobody can know. */
export function figuresAsJson({ from, to, timeZone, ...answer }: FiguresAnswer) {
  const { figures, dashboard, perDay, opportunities, names } = answer;
  const { lagMs, ...rest } = dashboard;
  return {
    from: isoOf(from),
    to: isoOf(to),
    timeZone,
    verdict: verdictOf(figures.all.signalToContactWorking),
    dashboard: { ...each(rest, figureOf), lagMinutes: lagOf(lagMs) },
    perDay,
    ...responsesOf(figures.all),
    byRep: [...figures.byRep].map(([rep, own]) => ({ rep, name: names.get(rep) ?? null, ...responsesOf(own) })),
    byTier: each(Object.fromEntries(figures.byTier), responsesOf),
    bySource: each(Object.fromEntries(figures.bySource), responsesOf),
    rolling30: figures.rolling.map(({ until, ...response }) => ({ until: isoOf(until), ...responseOf(response) })),
    conversion: conversionOf(opportunities.closed),
    conversionBySignalType: each(Object.fromEntries(opportunities.bySignalType), conversionOf),
  };
}

function figureOf(figure: Figure) {
  if (figure.value === 'unknown') return figure;
  const { value, interval } = figure;
  return { ...figure, value: rounded(value), ...(interval && { interval: shareOf(interval) }) };
}

function lagOf(figure: Figure) {
  const target = minutes(figure.target);
  return figure.value === 'unknown' ? { ...figure, target } : { ...figure, target, value: minutes(figure.value) };
}

function responsesOf({ withoutHours, ...measures }: Responses) {
  return { ...each(measures, responseOf), withoutHours };
}

function responseOf(response: Response) {
  return {
    answered: response.count,
    open: response.open,
    medianMinutes: minutes(response.medianMs),
    p90Minutes: minutes(response.p90Ms),
    kaplanMeierMedianMinutes: minutes(response.kaplanMeierMedianMs),
    kaplanMeierP90Minutes: minutes(response.kaplanMeierP90Ms),
    answeredWithin: each(response.answeredWithin, ({ hits, of, ...share }) => ({ hits, of, ...shareOf(share) })),
    stillWaiting: each(response.stillWaiting, rounded),
  };
}

function conversionOf({ won, of, ...share }: Conversion) {
  return { opportunities: won, leads: of, ...shareOf(share) };
}

function shareOf({ share, low, high }: Share) {
  return { ...(share !== undefined && { share: rounded(share) }), low: rounded(low), high: rounded(high) };
}

function each<Key extends string, From, To>(of: Record<Key, From>, figure: (from: From) => To): Record<Key, To> {
  const entries = Object.entries<From>(of).map(([key, from]) => [key, figure(from)]);
  return Object.fromEntries(entries) as Record<Key, To>;
}

function rounded(share: number | undefined): number | null {
  return share === undefined ? null : Math.round(share * 10_000) / 10_000;
}

function minutes(ms: number | undefined): number | null {
  return ms === undefined ? null : Math.round(ms / 600) / 100;
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}
