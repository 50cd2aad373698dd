import { z } from 'zod';
import type { Control } from '../../domain/telling/controls.ts';
import { parsePressed, type PressedValue } from './pressed.ts';

const pressBody = z.object({
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        action_ts: z.string().default(''),
        value: z.string().optional(),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    )
    .min(1),
});

/** An element that was pressed. `key` makes it this press and no other; `same` is equal for two presses of the same thing. */
export type Press = { id: string; at: string; value: string | undefined; said: PressedValue | undefined };

/** Undefined for what is no press of an element. */
export function pressOf(body: unknown): Press | undefined {
  const action = pressBody.safeParse(body).data?.actions[0];
  if (action === undefined) return undefined;
  const value = action.value ?? action.selected_option?.value;
  return {
    id: action.action_id,
    at: action.action_ts,
    value,
    said: value === undefined ? undefined : parsePressed(value),
  };
}

/** What the presser wants: the menu's option says it, else the element. Undefined for elements of no alert. */
export function controlOf({ id, said }: Press): Control | undefined {
  return said?.do ?? byElement.get(id);
}

const byElement = new Map<string, Control>([
  ['claim', 'claim'],
  ['contacted', 'contacted'],
  ['release', 'release'],
  ['snooze', 'snooze'],
]);
