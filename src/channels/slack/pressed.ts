import { z } from 'zod';
import type { Control } from '../../domain/telling/controls.ts';
import type { SnoozeUntil } from '../answers.ts';

const deeds = ['claim', 'contacted', 'snooze', 'reassign', 'release', 'not_a_fit'] as const;
const tellings = ['why_hot', 'why_me', 'timeline'] as const;
const controls = [...deeds, ...tellings] as const satisfies Control[];
const untils = ['15m', '1h', 'tomorrow', 'back', 'now'] as const satisfies SnoozeUntil[];

const pressed = z.object({
  e: z.string().min(1).max(100),
  do: z.enum(controls).optional(),
  until: z.union([z.enum(untils), z.int()]).optional(),
});

/** What a press says: of which episode, and what, where the element alone does not say it. */
export type PressedValue = { episode: string; do?: Control; until?: SnoozeUntil };

/** The value of a button, of an option (150 characters at most: our ids are 36) or of a modal's `private_metadata`. */
export function pressedValue({ episode, ...more }: PressedValue): string {
  return JSON.stringify({ e: episode, ...more });
}

/** Reads it back. Undefined for what is none of ours, such as the value of an older version or of a forged message. */
export function parsePressed(value: string): PressedValue | undefined {
  const read = pressed.safeParse(jsonOf(value));
  if (!read.success) return undefined;
  const { e: episode, do: control, until } = read.data;
  return { episode, ...(control && { do: control }), ...(until !== undefined && { until }) };
}

function jsonOf(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
