import type { Aim } from './counterfactualAim.ts';
import { leastChange, valueAfter } from './counterfactualChanges.ts';
import type { Edit } from './counterfactualEdits.ts';
import { leastPlace, placed } from './counterfactualPlaces.ts';
import { timeSettings } from './counterfactualTimeSettings.ts';
import { moves } from './counterfactualTracks.ts';

/** An edit that reaches the aim, and its shift in ms. */
type InTime = { edit: Edit; ms: number };

/** The edit that reaches the aim with the least shift in time: of equals a signal's, the earlier one's, then by id; then by path. */
export function leastInTime(aim: Aim): InTime | undefined {
  const setting = leastSetting(aim);
  return leastMove(setting?.ms ?? Infinity, aim) ?? setting;
}

function leastSetting(aim: Aim): InTime | undefined {
  let least: InTime | undefined;
  for (const setting of timeSettings(aim).sort((a, b) => a.stepMs - b.stepMs)) {
    const { path, value, stepMs } = setting;
    const most = Math.ceil((least?.ms ?? Infinity) / stepMs) - 1;
    const change = leastChange(setting, most, aim);
    if (change === undefined) continue;
    const edit = { kind: 'setting', path: path.join('.'), from: value, to: valueAfter(change) } as const;
    least = { edit, ms: Math.abs(change.steps) * stepMs };
  }
  return least;
}

function leastMove(mostMs: number, aim: Aim): InTime | undefined {
  const tracks = moves(aim).map((track) => ({ ...track, last: Math.min(track.last, mostMs / Math.abs(track.stepMs)) }));
  const place = leastPlace(
    tracks.filter(({ first, last }) => first <= last),
    aim,
  );
  if (place === undefined) return undefined;
  const { track, step } = place;
  const byMs = step * track.stepMs;
  return { edit: { kind: 'move', signal: track.signal.id, to: placed(place).at, byMs }, ms: Math.abs(byMs) };
}
