import { withSetting } from './counterfactualSettings.ts';
import { addedSignal } from './counterfactualTracks.ts';
import type { Model } from '../model.ts';
import type { Signal } from '../signals.ts';

/**
 * One thing that could have been otherwise. `points` have their sign: of a removed signal what it contributed at its strongest
 * in the period, of an added one its type's. `byMs` is negative for earlier. A path joins the keys of the model by dots.
 */
export type Edit =
  | { kind: 'remove'; signal: string; points: number }
  | { kind: 'add'; type: string; at: number; points: number }
  | { kind: 'move'; signal: string; to: number; byMs: number }
  | { kind: 'setting'; path: string; from: number; to: number };

/** The signals and the model with the edit made. An added signal is sure, of the lead, and about nothing in particular. */
export function edited(edit: Edit, signals: readonly Signal[], model: Model): { signals: Signal[]; model: Model } {
  switch (edit.kind) {
    case 'remove':
      return { signals: signals.filter(({ id }) => id !== edit.signal), model };
    case 'add':
      return { signals: [...signals, addedSignal(edit.type, edit.at)], model };
    case 'move':
      return { signals: signals.map((one) => (one.id === edit.signal ? { ...one, at: edit.to } : one)), model };
    case 'setting':
      return { signals: [...signals], model: withSetting(model, pathIn(model, edit.path), edit.to) };
  }
}

/** The keys of a path. They may have dots themselves, so the path is followed in the model; empty when it leads nowhere. */
export function pathIn(node: unknown, path: string): string[] {
  if (typeof node !== 'object' || node === null) return [];
  for (const [key, inner] of Object.entries(node)) {
    if (key === path) return [key];
    if (!path.startsWith(`${key}.`)) continue;
    const more = pathIn(inner, path.slice(key.length + 1));
    if (more.length > 0) return [key, ...more];
  }
  return [];
}
