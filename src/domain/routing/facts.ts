import type { Availability } from '../hours/availability.ts';
import type { Role } from './settings.ts';

/** A person who sells, at the instant of a decision. `nextPresentAt`: when they are there if nothing else happens. */
export type RepFacts = {
  id: string;
  name: string;
  /** In lower case: settings name people by it. */
  email?: string;
  /** In the CRM: whoever has left neither owns nor covers. */
  active: boolean;
  availability: Availability;
  nextPresentAt?: number;
  /** The chat shows them at the keyboard: of two whose turn it is alike, theirs comes first. */
  atKeyboard?: boolean;
};

/** A deal of the lead or its company. */
export type DealFacts = {
  id: string;
  state: 'open' | 'won' | 'lost';
  /** The CRM's id of the stage and what people call it. */
  stage?: string;
  stageLabel?: string;
  /** A rep's id; undefined when it has none or nobody knows them. */
  owner?: string;
  changedAt?: number;
};

/** The company a lead belongs to, and how that is known, in words: "its company in the CRM", "same domain acme.com". */
export type AccountFacts = {
  id: string;
  name?: string;
  /** Its own e-mail domain, in lower case; the person's may be another. */
  key?: string;
  matchedBy: string;
  owner?: string;
  csm?: string;
  /** Its lifecycle, or a won deal, says so. */
  isCustomer: boolean;
};

/** All that routing asks about a lead. Reps are ids; an owner whom no rep is, is the CRM's own id. */
export type LeadFacts = {
  id: string;
  /** The person's own: see `accountKeyOf`. Named accounts are named by it, or by the account's. */
  accountKey?: string;
  country?: string;
  companySize?: string;
  industry?: string;
  /** Of the signal that made it hot. */
  source?: string;
  /** One of the fast lanes holds: it does not wait for a shift that begins tomorrow. */
  fastLane: boolean;
  /** Why nobody in sales may hear of it. */
  excluded?: string;
  isCustomer: boolean;
  isTrial: boolean;
  usesProduct: boolean;
  poorFit: boolean;
  owner?: string;
  /** When the owner last touched it, or got it; unknown counts as fresh. */
  touchedAt?: number;
  account?: AccountFacts;
  deals: DealFacts[];
  /** A manual word for its stage. */
  tag?: string;
  /** Somebody has this same person already, by another record: who, and how that is known. */
  twin?: { rep: string; because: string };
};

/** The rules in the order in which they are asked (DESIGN 7). */
export type RuleName =
  | 'excluded'
  | 'customer'
  | 'product'
  | 'deal'
  | 'named account'
  | 'owner'
  | 'same person'
  | 'account owner'
  | 'territory'
  | 'default pool';

/** What one rule said, in words; at most one of a list `matched`. */
export type RuleOutcome = { rule: RuleName; matched: boolean; because: string };

/** Who should have the lead: a rep, or a pool, where `role` says who of the pool. By the rule 'named account' nobody but the rep and backups may have it. */
export type Principal = { rule: RuleName; rep?: string; pool?: string; backup?: string; role?: Role; because: string };
