import type { Visit } from './folding.ts';
import type { Model, TypeRule } from './model.ts';
import { assetKey, type Signal } from './signals.ts';

/** True for a reading of a state, such as usage in percent, and not an event. */
export function isReading(signal: Signal, rule: TypeRule | undefined): boolean {
  return signal.level !== undefined && rule?.state !== undefined;
}

/** True when a signal says something: an event always does, a reading only above its mark. */
function isAbove(signal: Signal, rule: TypeRule | undefined): boolean {
  return !isReading(signal, rule) || (signal.level ?? 0) > (rule?.state?.above ?? 0);
}

/**
 * The states that readings tell of, one for each unbroken run above the mark (by type and asset), known by its first reading.
 * It lasts to the first reading that is not above, and until then it does not age. Readings of confidence 0 say nothing. Given latest first, each may be given twice.
 */
export function statesOf(readings: readonly Signal[], model: Model): Visit[] {
  const states: Visit[] = [];
  const sure = readings.filter(({ confidence }) => confidence > 0);
  for (const ofOne of Map.groupBy(sure, assetKey).values()) {
    let open: Visit | undefined;
    let to = Infinity;
    for (const reading of ofOne) {
      const rule = model.catalogue[reading.type] as TypeRule;
      if (!isAbove(reading, rule)) {
        [open, to] = [undefined, reading.at];
        continue;
      }
      const confidence = Math.max(open?.confidence ?? 0, reading.confidence);
      const state: Visit = { signal: reading, rule, confidence, from: reading.at, to: open?.to ?? to };
      if (open === undefined) states.push(state);
      else states[states.length - 1] = state;
      open = state;
    }
  }
  return states;
}
