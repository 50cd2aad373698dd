import { plain, type Pressable } from './blocks.ts';

/** Opens the choices. */
export function settingsButton(): Pressable {
  return { type: 'button', action_id: 'preferences', text: plain('Change…'), value: 'preferences' };
}

/** Says that they are away, or back: whichever can be said now. */
export function presenceButton(present: boolean): Pressable {
  return present
    ? { type: 'button', action_id: 'away', text: plain('I’m away…'), value: 'away' }
    : { type: 'button', action_id: 'back', text: plain('I’m back'), value: 'back', style: 'primary' };
}
