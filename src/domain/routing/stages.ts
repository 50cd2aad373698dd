import { wordOf } from '../fit/fitFacts.ts';
import type { DealFacts, LeadFacts } from './facts.ts';
import type { Role, RoutingSettings } from './settings.ts';

/** Whom a deal asks for; a lost one asks for nobody. */
export function roleOfDeal({ state, stage, stageLabel }: DealFacts, { stages }: RoutingSettings): Role | undefined {
  if (state === 'lost') return undefined;
  return roleNamed(stage, stages) ?? roleNamed(stageLabel, stages) ?? (state === 'won' ? 'csm' : 'ae');
}

/** Whom the manual tag asks for, where no open or won deal says it. */
export function roleOfTag({ tag, deals }: LeadFacts, { tags }: RoutingSettings): Role | undefined {
  return deals.every(({ state }) => state === 'lost') ? roleNamed(tag, tags) : undefined;
}

/** Whom a lead that is nobody's asks for: its open deals, of which an AE's counts most, else its tag. */
export function roleAsked(lead: LeadFacts, settings: RoutingSettings): Role | undefined {
  const open = lead.deals.filter(({ state }) => state === 'open').map((deal) => roleOfDeal(deal, settings));
  if (open.length === 0) return roleOfTag(lead, settings);
  return open.find((role) => role === 'ae') ?? open.find((role) => role !== undefined);
}

/** The deal changed last comes first; ties by id. One whose change nobody knows comes last. */
export function latestFirst(deals: readonly DealFacts[]): DealFacts[] {
  const changed = ({ changedAt }: DealFacts) => changedAt ?? -Infinity;
  return deals.toSorted((a, b) =>
    changed(a) === changed(b) ? (a.id < b.id ? -1 : 1) : changed(a) > changed(b) ? -1 : 1,
  );
}

/** "deal 7 (Proposal)". */
export function dealInWords({ id, stage, stageLabel }: DealFacts): string {
  const words = stageLabel ?? stage;
  return words === undefined ? `deal ${id}` : `deal ${id} (${words})`;
}

function roleNamed(name: string | undefined, roles: Readonly<Record<string, Role>>): Role | undefined {
  const word = wordOf(name);
  if (word === '') return undefined;
  return Object.entries(roles).find(([key]) => wordOf(key) === word)?.[1];
}
