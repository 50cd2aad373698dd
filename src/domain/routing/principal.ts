import { customer, product } from './customerRules.ts';
import { deal } from './dealRule.ts';
import type { LeadFacts, Principal, RepFacts, RuleName, RuleOutcome } from './facts.ts';
import { accountOwner, namedAccount, owner, samePerson } from './ownerRules.ts';
import type { Asked, Verdict } from './rule.ts';
import type { RoutingSettings } from './settings.ts';
import { staffOf } from './staff.ts';
import { roleAsked } from './stages.ts';
import { askedOf, territoryOf } from './territories.ts';

/** In the order in which they are asked (DESIGN 7). */
const rules: [RuleName, (asked: Asked) => Verdict][] = [
  ['excluded', excluded],
  ['customer', customer],
  ['product', product],
  ['deal', deal],
  ['named account', namedAccount],
  ['owner', owner],
  ['same person', samePerson],
  ['account owner', accountOwner],
  ['territory', territory],
  ['default pool', defaultPool],
];

/**
 * Who should have the lead: the first rule that names somebody. Nobody only for an excluded lead. Every rule is in the answer with
 * what it says, also those after the one that matched.
 */
export function principalOf(
  question: { lead: LeadFacts; reps: readonly RepFacts[]; now: number },
  settings: RoutingSettings,
): { principal?: Principal; rules: RuleOutcome[] } {
  const { lead, reps, now } = question;
  return principalFor({ lead, staff: staffOf(reps, settings.people), settings, now });
}

/** The same for who has the staff at hand. */
export function principalFor(asked: Asked): { principal?: Principal; rules: RuleOutcome[] } {
  const verdicts = rules.map(([rule, ask]) => ({ rule, ...ask(asked) }));
  const match = verdicts.find(({ names, stops }) => names !== undefined || stops === true);
  const outcomes = verdicts.map(({ rule, names, because }) => {
    const matched = rule === match?.rule;
    return { rule, matched, because: names && !matched ? `not needed: ${because}` : because };
  });
  if (match?.names === undefined) return { rules: outcomes };
  const role = match.names.role ?? (asksForRole(match.rule) ? roleAsked(asked.lead, asked.settings) : undefined);
  const principal = {
    rule: match.rule,
    ...match.names,
    ...(role !== undefined && { role }),
    because: match.because,
  };
  return { principal, rules: outcomes };
}

/** The rules that look past the lead's stage: who covers or shares is still who does what the stage asks for. */
function asksForRole(rule: RuleName): boolean {
  return rule !== 'customer' && rule !== 'product';
}

/** The pool a lead is in by its facts alone, whoever owns it: of poor fits, of its territory, or the default. */
export function poolFor(lead: LeadFacts, { poorFitPool, territories }: RoutingSettings): string {
  if (lead.poorFit && poorFitPool !== undefined) return poorFitPool;
  return territoryOf(lead, territories)?.pool ?? 'default';
}

function excluded({ lead }: Asked): Verdict {
  if (lead.excluded === undefined) return { because: 'the lead is not excluded' };
  return { because: `excluded: ${lead.excluded}`, stops: true };
}

function territory({ lead, settings: { poorFitPool, territories } }: Asked): Verdict {
  if (lead.poorFit && poorFitPool !== undefined) return { because: 'a poor fit is in no territory' };
  if (territories.length === 0) return { because: 'there are no territories' };
  const found = territoryOf(lead, territories);
  const facts = askedOf(lead, found ? [found] : territories);
  if (!found) return { because: `no territory matches: ${facts}` };
  return {
    because: facts === '' ? `territory ${found.name}` : `territory ${found.name}: ${facts}`,
    names: { pool: found.pool },
  };
}

function defaultPool({ lead, settings: { poorFitPool } }: Asked): Verdict {
  if (lead.poorFit && poorFitPool !== undefined)
    return { because: `a poor fit goes to pool ${poorFitPool}`, names: { pool: poorFitPool } };
  return { because: 'no other rule matches', names: { pool: 'default' } };
}
