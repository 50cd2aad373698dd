import type { Evidence } from './evidence.ts';
import type { Bench } from './ground.ts';

/** Throws, saying what, when a lead lacks its task, alert, owner or status, or has one twice. */
export function everyLeadOnce(bench: Bench, evidence: Evidence): void {
  for (const what of ['tasks', 'alerts', 'shared', 'owners', 'statuses'] as const)
    exactly(bench, what, evidence, 'once');
}

/** Throws when a lead that should have none has a task or an alert, or HubSpot shows another tier. */
export function everyLeadStill(bench: Bench, evidence: Evidence, tier: string): void {
  for (const what of ['tasks', 'alerts', 'shared'] as const) exactly(bench, what, evidence, 'none');
  if (evidence.tiers[tier] !== evidence.leads)
    throw wrong(bench, `${evidence.leads} leads should be ${tier} and are ${JSON.stringify(evidence.tiers)}`);
}

/** Throws when the counted number is another than the wanted one. */
export function counted(bench: Bench, what: string, count: number, wanted: number): void {
  if (count !== wanted) throw wrong(bench, `${what}: ${count} instead of ${wanted}`);
}

type Countable = 'tasks' | 'alerts' | 'shared' | 'owners' | 'statuses';

function exactly(bench: Bench, what: Countable, evidence: Evidence, wanted: 'none' | 'once'): void {
  if (evidence[what][wanted] === evidence.leads) return;
  throw wrong(bench, `${what} of each lead should be ${wanted}: ${JSON.stringify(evidence)}`);
}

function wrong({ failures }: Bench, message: string): Error {
  const first = failures.slice(0, 3).join(' | ');
  const told = failures.length === 0 ? '' : `; the app told ${failures.length} failures, first: ${first}`;
  return new Error(`bench: wrong counts: ${message}${told}`);
}
