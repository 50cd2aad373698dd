import { DAY_MS } from '../decay.ts';
import { fitOf, type Fit } from './fit.ts';
import { wordOf, type LeadFacts } from './fitFacts.ts';
import type { Model } from '../model.ts';
import { ownLanes } from '../asked.ts';
import type { Standing } from '../tiers.ts';

export type { LeadFacts } from './fitFacts.ts';

/**
 * Which ways lead to this lead now: `sales` is alerts, tasks and routing, `marketing` is marketing mail and sequences.
 * A closed path has a reason in words for people. `goesTo` says who hears of the lead in place of sales. `pool` names the
 * reps it goes to when they are not the usual ones.
 */
export type Paths = {
  sales: { open: true; pool?: 'poor_fit' } | { open: false; because: string; goesTo: 'csm' | 'digest' | 'nobody' };
  marketing: { open: true } | { open: false; because: string };
};

/**
 * The paths to a lead (DESIGN 6); it is scored all the same. A fast lane lifts "disqualified", and sends a poor fit to a pool
 * of its own; it never lifts "customer" or "excluded". Being unsubscribed, or excluded, closes marketing.
 */
export function pathsOf(lead: LeadFacts, standing: Standing, model: Model): Paths {
  const fit = fitOf(lead, model);
  return { sales: salesPath(lead, fit, standing, model), marketing: marketingPath(lead, fit) };
}

/** Why the sales path leaves this lead alone, in words for people; undefined when it does not. See `pathsOf`. */
export function suppressionOf(lead: LeadFacts, standing: Standing, model: Model): string | undefined {
  const { sales } = pathsOf(lead, standing, model);
  return sales.open ? undefined : sales.because;
}

/** Why nobody may hear of this lead, neither sales nor its CSM. A customer that is hot goes to whoever looks after it. */
export function silencedBy(lead: LeadFacts, standing: Standing, model: Model): string | undefined {
  const { sales } = pathsOf(lead, standing, model);
  return sales.open || sales.goesTo === 'csm' ? undefined : sales.because;
}

function salesPath(lead: LeadFacts, fit: Fit, { at, lanes }: Standing, model: Model): Paths['sales'] {
  if (isCustomer(lead, model)) return { open: false, because: 'customer: goes to its CSM', goesTo: 'csm' };
  if (fit.fit === 'excluded') return { open: false, because: excludedBy(fit), goesTo: 'nobody' };
  const inLane = ownLanes(lanes, model).length > 0;
  const disqualified = inLane ? undefined : disqualifiedBy(lead, at, model);
  if (disqualified !== undefined)
    return { open: false, because: `${disqualified}: only a fast lane lifts this`, goesTo: 'nobody' };
  if (fit.fit !== 'poor') return { open: true };
  if (inLane) return { open: true, pool: 'poor_fit' };
  return { open: false, because: 'poor fit: goes to the digest', goesTo: 'digest' };
}

function marketingPath({ attributes }: LeadFacts, fit: Fit): Paths['marketing'] {
  const optOuts = [attributes?.['unsubscribed'], attributes?.['hs_email_optout']];
  if (optOuts.some((value) => value === true || wordOf(value) === 'true'))
    return { open: false, because: 'unsubscribed' };
  return fit.fit === 'excluded' ? { open: false, because: excludedBy(fit) } : { open: true };
}

function excludedBy({ because }: Fit): string {
  return `excluded: ${because}`;
}

/** True of whoever has bought already. */
export function isCustomer({ lifecycle }: Pick<LeadFacts, 'lifecycle'>, { suppression }: Model): boolean {
  return suppression.customerLifecycles.some((customer) => customer.toLowerCase() === wordOf(lifecycle));
}

/** True of a Lead Status by which people say that this is no lead. */
export function isDisqualifying(status: string | undefined, { suppression }: Pick<Model, 'suppression'>): boolean {
  const word = wordOf(status);
  return word !== '' && suppression.disqualifiedStatuses.some((one) => wordOf(one) === word);
}

/**
 * Until when a lead counts as disqualified if nobody says otherwise, the end excluded: Infinity while its Lead Status says so,
 * undefined when nothing ever did.
 */
export function disqualifiedUntil({ status, attributes }: LeadFacts, model: Model): number | undefined {
  if (isDisqualifying(status, model)) return Infinity;
  const at = instantOf(attributes?.['disqualifiedAt']);
  return at === undefined ? undefined : at + model.suppression.disqualifiedDays * DAY_MS;
}

/** In words for people; the status before the days, since it is what they can change. */
function disqualifiedBy(lead: LeadFacts, now: number, model: Model): string | undefined {
  const { status, statusAt = -Infinity, attributes } = lead;
  if (isDisqualifying(status, model) && statusAt <= now) return `disqualified by its Lead Status ${status?.trim()}`;
  const at = instantOf(attributes?.['disqualifiedAt']);
  const { disqualifiedDays } = model.suppression;
  if (at === undefined || at > now || now - at >= disqualifiedDays * DAY_MS) return undefined;
  return `disqualified in the last ${disqualifiedDays} days`;
}

/** CRMs send epoch ms (number or digits) or ISO text. */
function instantOf(value: unknown): number | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  if (value === '') return undefined;
  const at = typeof value === 'string' && !/^\d+$/.test(value) ? Date.parse(value) : Number(value);
  return Number.isFinite(at) ? at : undefined;
}
