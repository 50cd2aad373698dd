import { keysAt, valueAt, type Path } from './places.ts';
import type { Problem } from './problems.ts';

/**
 * The lanes of a model that would hold never or without end. One that is switched off may have a type that no lane can have.
 * Passes over what has not the right kind, and over types that the catalogue does not know.
 */
export function wrongLanes(model: unknown): Problem[] {
  return keysAt(model, ['lanes']).flatMap((lane) => [
    ...wrongApart(model, lane),
    ...wrongType(model, ['lanes', lane]),
    ...alwaysOne(model, ['lanes', lane]),
  ]);
}

function wrongApart(model: unknown, lane: string): Problem[] {
  const path = ['lanes', lane, 'apartMinutes'];
  const input = valueAt(model, path);
  const hours = valueAt(model, ['lanes', lane, 'hours']);
  if (typeof input !== 'number' || typeof hours !== 'number' || hours <= 0) return [];
  if (valueAt(model, ['lanes', lane, 'times']) === 1 && input > 0)
    return [{ path, message: 'must be 0 where times is 1: one signal is not apart from another', input }];
  return input < hours * 60
    ? []
    : [{ path, message: `must be less than lanes.${lane}.hours, which is ${hours}`, input }];
}

function wrongType(model: unknown, lane: Path): Problem[] {
  const path = [...lane, 'type'];
  const input = valueAt(model, path);
  if (valueAt(model, [...lane, 'on']) === false || typeof input !== 'string') return [];
  const why = unfit(model, ['catalogue', input]);
  return why === undefined ? [] : [{ path, message: `${why}: use another type, or switch the lane off`, input }];
}

function unfit(model: unknown, rule: Path): string | undefined {
  const points = valueAt(model, [...rule, 'points']);
  if (points === 0) return 'is worth no points, so the lane would never hold';
  if (typeof points === 'number' && points < 0) return 'speaks against a lead and must not make it hot';
  if (valueAt(model, [...rule, 'state']) === undefined) return undefined;
  return 'may be a state, and the lane would hold as long as it lasts';
}

/** Visits that are folded by type alone are at least `foldMinutes` from each other. */
function alwaysOne(model: unknown, lane: Path): Problem[] {
  const path = [...lane, 'hours'];
  const [input, fold] = [valueAt(model, path), valueAt(model, ['foldMinutes'])];
  const foldBy = valueAt(model, ['catalogue', String(valueAt(model, [...lane, 'type'])), 'foldBy']);
  if (foldBy !== 'type' || valueAt(model, [...lane, 'times']) !== 2) return [];
  if (typeof input !== 'number' || typeof fold !== 'number' || input <= 0 || fold < input * 60) return [];
  return [{ path, message: `must be more than foldMinutes, which is ${fold}: two visits would always be one`, input }];
}
