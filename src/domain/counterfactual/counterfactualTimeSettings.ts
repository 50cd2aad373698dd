import type { Aim } from './counterfactualAim.ts';
import { isNamed, partsOf, partsUnder, saysNot } from './counterfactualPatterns.ts';
import { inOrder, rulesOf, type Setting } from './counterfactualSettings.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../decay.ts';
import type { Lane, Model, TypeRule } from '../model.ts';

// What a model may have at most, and at least: src/model/ refuses others.
const MOST_DAYS = 3650;
const MOST_HOURS = 366 * 24;
const LEAST_MS = MINUTE_MS;

/** Settings in minutes, hours and days; each changes by whole ones of its unit, as far as it makes a difference. */
export function timeSettings(aim: Aim): (Setting & { stepMs: number })[] {
  const days = [windowOf(aim), ...rulesOf(aim).flatMap((entry) => lifeOf(entry, aim)), ...withinOf(aim)];
  const { hours, minutes } = lanesOf(aim);
  return inOrder([
    ...days.map((setting) => ({ ...setting, stepMs: DAY_MS })),
    ...[...hours, ...nearOf(aim)].map((setting) => ({ ...setting, stepMs: HOUR_MS })),
    ...[...minutes, foldOf(aim)].map((setting) => ({ ...setting, stepMs: MINUTE_MS })),
  ]);
}

/** A setting of time with bounds wide enough that beyond them nothing of this lead differs. */
function timed(path: string[], value: number, unitMs: number, { signals, period }: Aim): Setting {
  const earliest = Math.min(period.from, ...signals.map(({ at }) => at));
  const latest = Math.max(period.to, ...signals.map(({ at }) => at));
  const most = Math.ceil((latest - earliest) / unitMs) + 1;
  const low = Math.min(value, Math.max(value - Math.ceil(value) + 1, LEAST_MS / unitMs));
  return { path, value, step: 1, low, high: Math.max(value, most) };
}

function windowOf(aim: Aim): Setting {
  const setting = timed(['windowDays'], aim.model.windowDays, DAY_MS, aim);
  const weekly = rulesOf(aim).filter(([, { decay }]) => decay.kind === 'weekly');
  const rises = !saysNot(aim.model) && weekly.every(([, { points }]) => points >= 0);
  return { ...setting, high: upTo(setting), ...(rises && { hotter: 'up' }) };
}

function lifeOf([type, { decay, points }]: [string, TypeRule], aim: Aim): Setting[] {
  if (decay.kind === 'weekly') return [];
  const setting = timed(['catalogue', type, 'decay', 'days'], decay.days, DAY_MS, aim);
  const one = aim.signals.find((signal) => signal.type === type);
  const even = !saysNot(aim.model) && (points > 0 || (one !== undefined && !isNamed(one, aim.model)));
  const hotter = points > 0 ? 'up' : 'down';
  if (decay.kind === 'hold') return [{ ...setting, high: upTo(setting), ...(even && { hotter }) }];
  // Longer than all there is, a life changes no more what is seen, only how much it is worth.
  return [{ ...setting, high: Math.max(decay.days, MOST_DAYS), hotter, ...(!even && { evenFrom: upTo(setting) }) }];
}

function upTo({ value, high }: Setting, most = MOST_DAYS): number {
  return Math.max(value, Math.min(high, most));
}

function withinOf(aim: Aim): Setting[] {
  return partsOf(aim.model).flatMap((part) => {
    const { path, condition, inverted } = part;
    if (condition.kind !== 'within') return [];
    const setting = timed([...path, 'days'], condition.days, DAY_MS, aim);
    const mixed = partsUnder(part).some((inner) => inner.condition.kind === 'not');
    return [{ ...setting, high: upTo(setting), ...(!mixed && { hotter: inverted ? 'down' : 'up' }) }];
  });
}

function nearOf(aim: Aim): Setting[] {
  return partsOf(aim.model).flatMap(({ path, condition, inverted }) => {
    if (condition.kind !== 'near') return [];
    const setting = timed([...path, 'hours'], condition.hours, HOUR_MS, aim);
    return [{ ...setting, high: upTo(setting, MOST_HOURS), hotter: inverted ? 'down' : 'up' }];
  });
}

/** Of the lanes that are on and that the lead has signals for. */
function lanesOf(aim: Aim): { hours: Setting[]; minutes: Setting[] } {
  const types = new Set(aim.signals.map(({ type }) => type));
  const lanes = Object.entries(aim.model.lanes).filter(([, { on, type }]) => on && types.has(type));
  const hours = lanes.map(([id, lane]): Setting => {
    const { hours: value, apartMinutes } = lane;
    const setting = timed(['lanes', id, 'hours'], value, HOUR_MS, aim);
    const least = Math.max(apartMinutes, isFolding(lane, aim.model) ? aim.model.foldMinutes : 0);
    const low = value - Math.ceil(value - least / 60) + 1;
    return { ...setting, low: Math.max(setting.low, low), high: upTo(setting, MOST_HOURS), hotter: 'up' };
  });
  const minutes = lanes.flatMap(([id, { apartMinutes: value, hours: most, times }]): Setting[] => {
    const high = value + Math.ceil(most * 60 - value) - 1;
    const path = ['lanes', id, 'apartMinutes'];
    return times === 1 ? [] : [{ path, value, step: 1, low: value - Math.floor(value), high, hotter: 'down' }];
  });
  return { hours, minutes };
}

/** Two visits less than `foldMinutes` apart are one, so that these must be less than the hours of the lane. */
function isFolding({ type, times }: Lane, { catalogue }: Model): boolean {
  return times === 2 && catalogue[type]?.foldBy === 'type';
}

/** Two signals of a type fold or do not: only their distances matter. A visit is a day at most. */
function foldOf({ known, model }: Aim): Setting {
  const value = model.foldMinutes;
  const lanes = Object.values(model.lanes).filter((lane) => isFolding(lane, model));
  const most = lanes.map(({ hours }) => value + Math.ceil(hours * 60 - value) - 1);
  const minutes = [...Map.groupBy(known, ({ type }) => type).values()].flatMap((ofType) =>
    ofType.flatMap((one, index) => ofType.slice(index + 1).map((other) => (other.at - one.at) / MINUTE_MS)),
  );
  const turns = minutes.flatMap((apart) => [Math.floor(apart - value), Math.floor(apart - value) + 1]);
  return {
    path: ['foldMinutes'],
    value,
    step: 1,
    low: value - Math.floor(value),
    high: Math.max(value, Math.min(DAY_MS / MINUTE_MS, ...most)),
    turns,
  };
}
