import { DAY_MS } from './decay.ts';
import type { Model } from './model.ts';
import type { Standing } from './tiers.ts';

/** What suppression looks at. `attributes` are the CRM's own, unchecked. */
export type LeadFacts = { id: string; email?: string; lifecycle?: string; attributes?: Record<string, unknown> };

/**
 * Why the sales path leaves this lead alone, in words for people; undefined when it does not. The lead is scored all the same.
 * A fast lane lifts "disqualified" and "poor fit", never "customer" or "excluded". Being unsubscribed is no reason here.
 */
export function suppressionOf(lead: LeadFacts, standing: Standing, model: Model): string | undefined {
  if (isCustomer(lead, model)) return 'customer: goes to its CSM';
  const excluded = exclusionOf(lead, model);
  if (excluded !== undefined) return `excluded: ${excluded}`;
  if (standing.lanes.length > 0) return undefined;
  if (isDisqualified(lead, standing.at, model)) {
    return `disqualified in the last ${model.suppression.disqualifiedDays} days: only a fast lane lifts this`;
  }
  return wordOf(lead.attributes?.['fit']) === 'poor' ? 'poor fit: goes to the digest' : undefined;
}

function isCustomer({ lifecycle }: LeadFacts, { suppression }: Model): boolean {
  return suppression.customerLifecycles.some((customer) => customer.toLowerCase() === wordOf(lifecycle));
}

function exclusionOf({ email, attributes = {} }: LeadFacts, { suppression }: Model): string | undefined {
  const domain = domainOf(email);
  if (isUnder(domain, suppression.ownDomains)) return 'an address of our own';
  if (isUnder(domain, suppression.competitorDomains)) return "a competitor's address";
  if (isUnder(domain, suppression.disposableDomains)) return 'a disposable address';
  if (attributes['student'] === true || isStudentRole(attributes)) return 'a student';
  return wordOf(attributes['fit']) === 'excluded' ? 'fit' : undefined;
}

/** A university's address alone says nothing: its staff buy too. */
function isStudentRole(attributes: Record<string, unknown>): boolean {
  return [attributes['role'], attributes['jobTitle']].some((role) => /^(?:\w+ )?student$/.test(wordOf(role)));
}

function isDisqualified({ attributes }: LeadFacts, now: number, { suppression }: Model): boolean {
  const at = instantOf(attributes?.['disqualifiedAt']);
  return at !== undefined && now - at < suppression.disqualifiedDays * DAY_MS;
}

/** CRMs send epoch ms (number or digits) or ISO text. */
function instantOf(value: unknown): number | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  if (value === '') return undefined;
  const at = typeof value === 'string' && !/^\d+$/.test(value) ? Date.parse(value) : Number(value);
  return Number.isFinite(at) ? at : undefined;
}

function domainOf(email: string | undefined): string {
  return wordOf(email?.slice(email.lastIndexOf('@') + 1));
}

/** Subdomains belong to their domain: eu.acme.com is under acme.com. */
function isUnder(domain: string, domains: readonly string[]): boolean {
  return domains.some((item) => domain === item.toLowerCase() || domain.endsWith(`.${item.toLowerCase()}`));
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value.trim().toLowerCase() : '';
}
