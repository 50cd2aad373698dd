import type { Interval } from '../hours/intervals.ts';
import type { LeadFacts } from './facts.ts';

/**
 * A person the CRM knows. `channels` are the ways by which an alert reaches them, and `presence` is when they will be there in
 * the week that is checked.
 */
export type CheckedRep = {
  email?: string;
  name: string;
  active: boolean;
  channels: readonly string[];
  /** Why the chat does not find them, in words. */
  chatTrouble?: string;
  presence: readonly Interval[];
};

export type FindingKind =
  | 'territory without leads'
  | 'unreachable territory'
  | 'not checked'
  | 'nobody'
  | 'empty pool'
  | 'unused pool'
  | 'customers without a pool'
  | 'named account without people'
  | 'unknown person'
  | 'person who has left'
  | 'backup circle'
  | 'backup who has left'
  | 'person without a channel'
  | 'uncovered hours'
  | 'nobody all week'
  | 'no manager'
  | 'unknown country';

/**
 * What settings of routing do that nobody can have meant. An `error` loses leads, or is a rule that does nothing; a `warning`
 * may be meant. `path` is the place to change ("routing.territories[2]"), `says` is for people, `example` a lead it happens to.
 */
export type Finding = {
  level: 'error' | 'warning';
  what: FindingKind;
  path: string;
  says: string;
  example?: LeadFacts;
};

/** A lead of whom nothing is known but what is given. */
export function exampleLead(facts: Partial<LeadFacts>): LeadFacts {
  return {
    id: 'example',
    fastLane: false,
    isCustomer: false,
    isTrial: false,
    usesProduct: false,
    poorFit: false,
    deals: [],
    ...facts,
  };
}

/** "a, b and c". */
export function listInWords(words: readonly string[], and = 'and'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${and} ${words.at(-1)}`;
}
