import type { KeptLead, Opening, Period, Played } from './planLead.ts';
import { isSame, matched, type Pair } from './planMatching.ts';

/** An alert with the type of the signal that made it. */
export type Alert = Opening & { type?: string };

/**
 * What differs for one lead, and since when (`at`, epoch ms): under the current model when it has it, else under the draft.
 * Of an alert, what each model makes of it.
 */
export type LeadChange = { lead: string; label?: string; at: number; current?: Alert; draft?: Alert };

/** Won deals are named by the lead's label, else its id. */
export type Difference =
  | { kind: 'gained' | 'lost' | 'moved' | 'becomes' | 'stops'; change: LeadChange }
  | { kind: 'wonGained' | 'wonLost'; name: string };

/** A lead as it was played under both models. */
type PlayedTwice = { current: Played; draft: Played };

/** Everything that differs for a lead; empty for most. */
export function differencesOf(lead: KeptLead, played: PlayedTwice, period: Period): Difference[] {
  return [...alertsOf(lead, played), ...heatOf(lead, played), ...dealOf(lead, played, period)];
}

function alertsOf(lead: KeptLead, { current, draft }: PlayedTwice): Difference[] {
  return matched(current.openings, draft.openings)
    .filter((pair) => !isSame(pair))
    .map((pair) => ({ kind: kindOf(pair), change: changeOf(lead, pair) }));
}

function kindOf({ current, draft }: Pair): 'gained' | 'lost' | 'moved' {
  if (current === undefined) return 'gained';
  return draft === undefined ? 'lost' : 'moved';
}

function changeOf(lead: KeptLead, { current, draft }: Pair): LeadChange {
  return {
    ...nameOf(lead),
    at: (current ?? draft)?.at ?? 0,
    ...(current !== undefined && { current: alertOf(lead, current) }),
    ...(draft !== undefined && { draft: alertOf(lead, draft) }),
  };
}

function alertOf({ signals }: KeptLead, opening: Opening): Alert {
  const type = signals.find((signal) => signal.id === opening.triggerId)?.type;
  return { ...opening, ...(type !== undefined && { type }) };
}

function nameOf({ id, label }: KeptLead): { lead: string; label?: string } {
  return { lead: id, ...(label !== undefined && { label }) };
}

function heatOf(lead: KeptLead, { current, draft }: PlayedTwice): Difference[] {
  if (current.hotNow === draft.hotNow) return [];
  const { hotSince = 0 } = draft.hotNow ? draft : current;
  return [{ kind: draft.hotNow ? 'becomes' : 'stops', change: { ...nameOf(lead), at: hotSince } }];
}

function dealOf(lead: KeptLead, { current, draft }: PlayedTwice, period: Period): Difference[] {
  const at = wonWithin(lead, period);
  if (at === undefined) return [];
  const [before, after] = [isAlertedBefore(at, current), isAlertedBefore(at, draft)];
  return before === after ? [] : [{ kind: after ? 'wonGained' : 'wonLost', name: lead.label ?? lead.id }];
}

/**
 * When the lead was won, if it was in the period: the first time in it that a deal of it was won, or its episode was closed as won.
 * Of a lead that never was, when it became a customer.
 */
export function wonWithin(
  { customerSince, closings, dealsWon = [] }: KeptLead,
  { from, to }: Period,
): number | undefined {
  const won = [...dealsWon, ...closings.filter(({ as }) => as === 'won').map(({ at }) => at)];
  const known = won.length === 0 && customerSince !== undefined ? [customerSince] : won;
  const at = Math.min(...known.filter((each) => each >= from && each <= to));
  return at === Infinity ? undefined : at;
}

/** True when sales heard of the lead before an instant. */
export function isAlertedBefore(at: number, { openings }: Played): boolean {
  return openings.some((opening) => opening.at < at);
}
