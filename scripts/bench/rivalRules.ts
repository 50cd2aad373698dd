import { Engine, type RuleProperties } from 'json-rules-engine';
import { lifetimeMs } from '../../src/domain/decay.ts';
import { visitsAt, type Visit } from '../../src/domain/folding.ts';
import type { Model, TypeRule } from '../../src/domain/model.ts';
import { scoreOf, valuesAt } from '../../src/domain/scoring.ts';
import type { Judge } from './rivalLeads.ts';
import { factsFrom, tierJudge } from './rivalTierRules.ts';

/** The visits whose type and age some rule of the catalogue lets count. */
type Chosen = (now: number, visits: readonly Visit[]) => Promise<Visit[]>;

/**
 * json-rules-engine with the catalogue, recipes, lanes and tiers as rules. What rules cannot do (folding, decay, repeats, sums,
 * caps, distances in time) is done by our own functions, so that only the rules make the difference.
 *
 * Forms tried, for the catalogue alone, in milliseconds a lead. All facts are given uncached, which saves hashing them. One
 * run for each signal: 1.8 with type, age and confidence as three conditions, 1.1 as one condition with an operator of our
 * own. One run for each lead, its signals by type as facts: 0.14 with age and confidence as two conditions, 0.12 as one with
 * an operator of our own, the same with points and decay as the event's params (which are copied). An engine for each type
 * took 0.05 for each signal or each type of a lead, but there it is no rule any more that looks at the type. Tiers: 0.04 with
 * a rule for each reason or for each tier, 0.03 when the first tier reached stops the others.
 */
export function rulesRival(now: number, model: Model, form: 'each lead' | 'each signal'): Judge {
  const chosen = form === 'each lead' ? chosenByLead(model) : chosenBySignal(model);
  const tierOf = tierJudge(model);
  return async (leads) => {
    const verdicts = [];
    for (const signals of leads) {
      const visits = await chosen(now, visitsAt(now, signals, model));
      const values = valuesAt(now, visits, model);
      const score = scoreOf(now, values, model);
      verdicts.push({ score: score.score, tier: await tierOf(score, values) });
    }
    return verdicts;
  };
}

type Facts = { type: string; ageMs: number; confidence: number };

/** One run for all signals of a lead. A type's rule holds when any of its visits is young and sure enough to count. */
function chosenByLead(model: Model): Chosen {
  const rules = catalogueRules(model, (type, rule) => [
    { fact: type, operator: 'someFact:counts', value: lifetimeMs(rule.decay, model) },
  ]);
  const engine = new Engine(rules, { allowUndefinedFacts: true });
  engine.addOperator('counts', ({ ageMs, confidence }: Facts, lifetime: number) => ageMs < lifetime && confidence > 0);
  return async (now, visits) => {
    const facts = Object.groupBy(
      visits.map((visit) => factsOf(now, visit)),
      ({ type }) => type,
    );
    const { events } = await engine.run(factsFrom(facts));
    const counting = new Set(events.map(({ type }) => type));
    return visits.filter(({ signal }) => counting.has(signal.type));
  };
}

/** One run for each signal, as the engine's own examples have it. */
function chosenBySignal(model: Model): Chosen {
  const rules = catalogueRules(model, (type, rule) => [
    { fact: 'type', operator: 'equal', value: type },
    { fact: 'ageMs', operator: 'lessThan', value: lifetimeMs(rule.decay, model) },
    { fact: 'confidence', operator: 'greaterThan', value: 0 },
  ]);
  const engine = new Engine(rules);
  return async (now, visits) => {
    const counting = [];
    for (const visit of visits) {
      const { events } = await engine.run(factsFrom(factsOf(now, visit)));
      if (events.length > 0) counting.push(visit);
    }
    return counting;
  };
}

type Conditions = Extract<RuleProperties['conditions'], { all: unknown }>['all'];

function catalogueRules(model: Model, conditions: (type: string, rule: TypeRule) => Conditions): RuleProperties[] {
  return Object.entries(model.catalogue).map(([type, rule]) => ({
    conditions: { all: conditions(type, rule) },
    event: { type },
  }));
}

function factsOf(now: number, { signal, confidence, to }: Visit): Facts {
  return { type: signal.type, ageMs: now - to, confidence };
}
