import { HOUR_MS, MINUTE_MS, weightAt } from '../decay.ts';
import type { Condition, Lane, Match, Model, TypeRule } from '../model.ts';
import { assetKey, type Signal } from '../signals.ts';
import { isReading } from '../states.ts';

/** A signal that the catalogue knows, and the points it may ever add. */
type Ruled = { signal: Signal; rule: TypeRule; gain: number };

/** A little more than all roundings to a millionth of a point may add. */
const ROUNDING = 0.001;

/**
 * False only when no look can ever find the lead hot: at no instant, whichever of its signals are known by then. It is a
 * bound: true says nothing.
 */
export function mayBeHot(signals: readonly Signal[], model: Model): boolean {
  const ruled = ruledOf(signals, model);
  if (Object.values(model.lanes).some((lane) => mayHoldLane(ruled, lane, model))) return true;
  const reach = (points: number) => Math.floor(points + 0.5 + ROUNDING);
  const bar = lowestBar(ruled, model);
  if (bar === Infinity || reach(pointsOf(ruled, model, (one) => one.gain)) < bar) return false;
  return ruled.some(({ signal }) => reach(pointsAt(signal.at, ruled, model)) >= bar);
}

function ruledOf(signals: readonly Signal[], model: Model): Ruled[] {
  return signals.flatMap((signal) => {
    const rule = Object.hasOwn(model.catalogue, signal.type) ? model.catalogue[signal.type] : undefined;
    return rule === undefined ? [] : [{ signal, rule, gain: Math.max(0, rule.points * mostConfidence(signal, model)) }];
  });
}

/** An open or a click has the confidence of its grade, which other signals may change. */
function mostConfidence({ confidence, mail }: Signal, { opens }: Model): number {
  return mail === undefined ? confidence : Math.max(confidence, ...Object.values(opens.confidence));
}

/** The lowest score at which some rule makes a lead hot whose other conditions these signals could meet. */
function lowestBar(ruled: readonly Ruled[], model: Model): number {
  const { one, two } = model.tiers;
  const variety = mostVariety(ruled, model);
  const counted = ruled.filter(({ rule }) => rule.points > 0).length;
  const bars = Object.values(model.recipes).filter((recipe) => recipe.on && mayHold(recipe.when, ruled));
  return Math.min(
    variety >= one.variety ? one.score : Infinity,
    variety >= two.variety && counted >= two.counted ? two.score : Infinity,
    ...bars.map((recipe) => recipe.score),
  );
}

function mostVariety(ruled: readonly Ruled[], model: Model): number {
  let variety = 0;
  const enough = (some: readonly Ruled[]) => sumOf(some.map((one) => one.gain)) + ROUNDING >= model.varietyPoints;
  for (const [family, ofFamily] of Map.groupBy(ruled, (one) => one.rule.family)) {
    const kind = model.families[family]?.variety;
    if (kind === 'whole family' && enough(ofFamily)) variety += 1;
    if (kind !== 'each type') continue;
    for (const ofType of Map.groupBy(ofFamily, (one) => one.signal.type).values()) if (enough(ofType)) variety += 1;
  }
  return variety;
}

/**
 * The most points around the time a signal begins to count; later they only fade. A fold gives its highest confidence to
 * its latest signal, so each is taken to be as young as that one could be. A state does not age.
 */
function pointsAt(at: number, ruled: readonly Ruled[], model: Model): number {
  const grace = model.foldMinutes * MINUTE_MS;
  const happened = ruled.filter(({ signal }) => signal.at <= at);
  return pointsOf(happened, model, ({ signal, rule, gain }) => {
    const ageMs = isReading(signal, rule) ? 0 : at - model.aheadMinutes * MINUTE_MS - signal.at - grace;
    return gain * weightAt(Math.max(0, ageMs), rule.decay, model);
  });
}

/** What speaks for the lead, added up as the score does, before folding. */
function pointsOf(ruled: readonly Ruled[], model: Model, valueOf: (one: Ruled) => number): number {
  const families = new Map<string, number>();
  for (const ofType of Map.groupBy(ruled, (one) => one.signal.type).values()) {
    const { rule } = ofType[0] as Ruled;
    families.set(rule.family, (families.get(rule.family) ?? 0) + repeated(rule, ofType.map(valueOf)));
  }
  return sumOf([...families].map(([family, sum]) => Math.min(model.families[family]?.cap ?? Infinity, sum)));
}

function repeated({ repeat }: TypeRule, values: number[]): number {
  if (repeat === 'sum') return sumOf(values);
  if (repeat === 'once') return Math.max(...values);
  return sumOf(values.sort((a, b) => b - a).map((value, index) => value * 0.5 ** index));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Whether a pattern could hold for some of these signals at some instant. */
function mayHold(when: Condition, ruled: readonly Ruled[]): boolean {
  switch (when.kind) {
    case 'any':
      return ruled.some((one) => isOf(one, when.of));
    case 'count':
      return (
        mayCount(
          ruled.filter((one) => isOf(one, when.of)),
          when.different,
        ) >= when.atLeast
      );
    case 'near':
      return mayBeNear(ruled, when);
    case 'within':
      return mayHold(when.that, ruled);
    case 'and':
      return when.all.every((each) => mayHold(each, ruled));
    case 'or':
      return when.all.some((each) => mayHold(each, ruled));
    case 'not':
      return true;
  }
}

function isOf({ signal, rule }: Ruled, { types, families, except }: Match): boolean {
  const named = types?.includes(signal.type) === true || families?.includes(rule.family) === true;
  return named && except?.includes(signal.type) !== true;
}

function mayCount(ruled: readonly Ruled[], different: boolean): number {
  return different ? new Set(ruled.map((one) => assetKey(one.signal))).size : ruled.length;
}

function mayBeNear(ruled: readonly Ruled[], { one, other, hours }: Extract<Condition, { kind: 'near' }>): boolean {
  const others = ruled.filter((each) => isOf(each, other));
  const isNear = (a: Ruled, b: Ruled) => a !== b && (lasts(a) || lasts(b) || gapMs(a, b) < hours * HOUR_MS);
  return others.length > 0 && ruled.some((a) => isOf(a, one) && others.some((b) => isNear(a, b)));
}

/** A lane looks back from now, and a signal dated ahead counts as now. */
function mayHoldLane(ruled: readonly Ruled[], lane: Lane, model: Model): boolean {
  if (!lane.on) return false;
  const ofLane = ruled.filter(({ signal }) => signal.type === lane.type);
  const [least, most] = [lane.apartMinutes * MINUTE_MS, lane.hours * HOUR_MS + model.aheadMinutes * MINUTE_MS];
  const fits = (gap: number) => gap >= least && gap < most;
  if (ofLane.length < lane.times) return false;
  return ofLane.some((a) => ofLane.some((b) => lasts(a) || lasts(b) || fits(gapMs(a, b))));
}

function lasts({ signal, rule }: Ruled): boolean {
  return isReading(signal, rule);
}

function gapMs(a: Ruled, b: Ruled): number {
  return Math.abs(a.signal.at - b.signal.at);
}
