import type { Evidence, Tally } from './evidence.ts';
import type { Bench } from './ground.ts';

/** Throws, saying what, when a lead lacks its task, alert, owner or status, or has one twice. */
export function everyLeadOnce(bench: Bench, evidence: Evidence): void {
  for (const what of ['tasks', 'alerts', 'owners', 'statuses'] as const) exactly(bench, what, evidence[what], 'once');
}

/** Throws when a lead that should have none has a task or an alert, or HubSpot shows another tier. */
export function everyLeadStill(bench: Bench, evidence: Evidence, tier: string): void {
  for (const what of ['tasks', 'alerts'] as const) exactly(bench, what, evidence[what], 'none');
  if (evidence.tiers[tier] !== evidence.leads)
    throw wrong(bench, `${evidence.leads} leads should be ${tier} and are ${JSON.stringify(evidence.tiers)}`);
}

/** Throws when the counted number is another than the wanted one. */
export function counted(bench: Bench, what: string, count: number, wanted: number): void {
  if (count !== wanted) throw wrong(bench, `${what}: ${count} instead of ${wanted}`);
}

function exactly(bench: Bench, what: string, tally: Tally, wanted: 'none' | 'once'): void {
  const all = tally.none + tally.once + tally.more;
  if (tally[wanted] !== all)
    throw wrong(bench, `${what} of ${all} leads should be ${wanted}: ${JSON.stringify(tally)}`);
}

function wrong({ failures }: Bench, message: string): Error {
  const told =
    failures.length === 0
      ? ''
      : `; the app told ${failures.length} failures, first: ${failures.slice(0, 3).join(' | ')}`;
  return new Error(`bench: wrong counts: ${message}${told}`);
}
