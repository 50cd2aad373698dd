import { type Aim, isReached } from './counterfactualAim.ts';
import { leastChange, valueAfter } from './counterfactualChanges.ts';
import type { Edit } from './counterfactualEdits.ts';
import { leastPlace, type Place, placed } from './counterfactualPlaces.ts';
import { pointSettings } from './counterfactualSettings.ts';
import { additions } from './counterfactualTracks.ts';
import { lifetimeMs, MINUTE_MS } from '../decay.ts';
import { hotWithin } from '../forecast.ts';
import type { Model, TypeRule } from '../model.ts';
import { MICROS, scoreAt } from '../scoring.ts';
import type { Signal } from '../signals.ts';

/** An edit that reaches the aim, its shift in points, and the signal it is about, if it is about one. */
export type InPoints = { edit: Edit; points: number; signal?: Signal };

/** The edit that reaches the aim with the least shift in points: of equals the earlier signal, then its id; settings last. */
export function leastInPoints(aim: Aim): InPoints | undefined {
  const setting = leastSetting(aim);
  const removal = leastRemoval(setting?.points ?? Infinity, aim);
  const addition = leastAddition(removal?.points ?? setting?.points ?? Infinity, aim);
  return [removal, addition, setting].filter((one) => one !== undefined).sort(leastFirst)[0];
}

function leastFirst(a: InPoints, b: InPoints): number {
  if (a.points !== b.points || a.signal === undefined || b.signal === undefined) return a.points - b.points;
  return a.signal.at - b.signal.at || (a.signal.id < b.signal.id ? -1 : 1);
}

function leastSetting(aim: Aim): InPoints | undefined {
  let least: InPoints | undefined;
  for (const setting of pointSettings(aim)) {
    const most = least === undefined ? Infinity : Math.ceil(least.points / setting.step - 1e-6) - 1;
    const change = leastChange(setting, most, aim);
    if (change === undefined) continue;
    const edit = {
      kind: 'setting',
      path: setting.path.join('.'),
      from: setting.value,
      to: valueAfter(change),
    } as const;
    least = { edit, points: Number((Math.abs(change.steps) * setting.step).toFixed(9)) };
  }
  return least;
}

function leastRemoval(most: number, aim: Aim): InPoints | undefined {
  const strongest = strongestMicros(aim);
  const removals = aim.known.map((signal): InPoints => {
    const points = (strongest.get(signal.id) ?? ownMicros(signal, aim)) / MICROS;
    return { edit: { kind: 'remove', signal: signal.id, points }, points: Math.abs(points), signal };
  });
  const possible = removals.filter(({ points }) => points <= most).sort(leastFirst);
  return possible.find(({ signal }) => {
    return isReached(
      aim,
      aim.signals.filter((other) => other !== signal),
      aim.model,
    );
  });
}

/** What a signal that never contributed, since stronger ones did, is worth alone. */
function ownMicros({ type, confidence }: Signal, { model }: Aim): number {
  return Math.round((model.catalogue[type]?.points ?? 0) * confidence * MICROS);
}

/** The most that each signal contributes in the period, looked at where it begins and whenever a signal begins or ceases to count. */
function strongestMicros({ signals, known, model, period }: Aim): Map<string, number> {
  const turns = known.flatMap(({ at, type }) => {
    const life = lifetimeMs((model.catalogue[type] as TypeRule).decay, model);
    return [at, at + life].map(Math.ceil);
  });
  const instants = new Set([period.from + 1, ...turns.filter((at) => at > period.from && at <= period.to)]);
  const strongest = new Map<string, number>();
  for (const { id, micros } of [...instants].flatMap((at) => scoreAt(at, signals, model).contributions)) {
    if (Math.abs(micros) > Math.abs(strongest.get(id) ?? 0)) strongest.set(id, micros);
  }
  return strongest;
}

function leastAddition(most: number, aim: Aim): InPoints | undefined {
  const { catalogue } = aim.model;
  const types = Object.entries(catalogue).filter(([type, { points }]) => points !== 0 && !isHotAlone(type, aim.model));
  const bySize = Map.groupBy(types, ([, { points }]) => Math.abs(points));
  for (const size of [...bySize.keys()].sort((a, b) => a - b)) {
    if (size > most) return undefined;
    const equals = (bySize.get(size) ?? []).map(([type]) => type).sort();
    const place = leastPlace(additions(equals, aim), aim);
    if (place === undefined) continue;
    const signal = atItsHeat(place, aim);
    const { type, at } = signal;
    return { edit: { kind: 'add', type, at, points: catalogue[type]?.points ?? 0 }, points: size, signal };
  }
  return undefined;
}

/** Of such a type one more makes any lead hot by a fast lane: no news to anybody. */
function isHotAlone(added: string, { lanes }: Model): boolean {
  return Object.values(lanes).some(({ on, type, times }) => on && type === added && times === 1);
}

/** A signal that does as well in the very minute the lead gets hot is put there. */
function atItsHeat(place: Place, { signals, model, lastPlace, period: { from, to } }: Aim): Signal {
  const signal = placed(place);
  const hotAt = hotWithin(from, to, [...signals, signal], model);
  if (hotAt === undefined || hotAt < signal.at) return signal;
  const latest = Math.min(hotAt, lastPlace);
  const later = { ...signal, at: latest - ((latest - signal.at) % MINUTE_MS) };
  return hotWithin(from, to, [...signals, later], model) === hotAt ? later : signal;
}
