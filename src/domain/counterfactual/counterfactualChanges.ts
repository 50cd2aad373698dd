import { type Aim, isReached } from './counterfactualAim.ts';
import { type Setting, withSetting } from './counterfactualSettings.ts';

/** A setting, and how many of its steps it is changed by: negative is lower. */
export type Change = { setting: Setting; steps: number };

/**
 * The change of this setting that reaches the aim with the fewest steps, at most `most`; of equals the lower value. Where one
 * way is never worse for the lead the fewest are found by halving, else all are tried.
 */
export function leastChange(setting: Setting, most: number, aim: Aim): Change | undefined {
  const steps = leastSteps(setting, most, aim);
  return steps === undefined ? undefined : { setting, steps };
}

function leastSteps(setting: Setting, most: number, aim: Aim): number | undefined {
  const { hotter, evenFrom } = setting;
  if (hotter === undefined) return firstOfAll(setting, most, aim);
  if (evenFrom === undefined) return firstByHalving(setting, 0, most, aim);
  const uneven = { ...setting, high: evenFrom };
  return firstOfAll(uneven, most, aim) ?? firstByHalving(setting, roomFor(uneven, 1), most, aim);
}

/** The value after the change, free of the noise of tenths. */
export function valueAfter({ setting: { value, step }, steps }: Change): number {
  return Number((value + steps * step).toFixed(9));
}

/** More than `tooFew` and at most `most`. */
function firstByHalving(setting: Setting, tooFew: number, most: number, aim: Aim): number | undefined {
  const sign = (setting.hotter === 'up') === (aim.kind === 'hotter') ? 1 : -1;
  if (sign < 0 && setting.evenFrom !== undefined) return undefined;
  let enough = Math.min(most, roomFor(setting, sign));
  if (enough <= tooFew || !isEnough({ setting, steps: sign * enough }, aim)) return undefined;
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (isEnough({ setting, steps: sign * middle }, aim)) enough = middle;
    else tooFew = middle;
  }
  return sign * enough;
}

function firstOfAll(setting: Setting, most: number, aim: Aim): number | undefined {
  const [below, above] = [Math.min(most, roomFor(setting, -1)), Math.min(most, roomFor(setting, 1))];
  const all = setting.turns ?? Array.from({ length: below + above + 1 }, (_, index) => index - below);
  const possible = [...new Set(all)].filter((steps) => steps !== 0 && steps >= -below && steps <= above);
  const fewestFirst = possible.sort((a, b) => Math.abs(a) - Math.abs(b) || a - b);
  return fewestFirst.find((steps) => isEnough({ setting, steps }, aim));
}

/** How many steps fit before the bound, a hair's breadth forgiven. */
function roomFor({ value, step, low, high }: Setting, sign: 1 | -1): number {
  return Math.floor((sign === 1 ? high - value : value - low) / step + 1e-6);
}

function isEnough(change: Change, aim: Aim): boolean {
  return isReached(aim, aim.signals, withSetting(aim.model, change.setting.path, valueAfter(change)));
}
