import { z } from 'zod';
import { type NotAFit, notAFitReasons } from '../../domain/sla/notAFit.ts';
import type { Preferences } from '../../domain/telling/preferences.ts';
import type { ContactHow, Deed } from '../answers.ts';
import { noticeKinds } from './homePreferences.ts';
import { NOTE_AT_MOST } from './modal.ts';
import { contactWords } from './modals.ts';
import { AS_THE_TEAM } from './preferencesModal.ts';
import { minutesOf } from './timeOfDay.ts';

/** What was submitted, or what is wrong with it by block, as `response_action: errors` has it. */
export type Submitted<T> = { ok: true; value: T } | { ok: false; errors: Record<string, string> };

const chosen = z.object({ value: z.string().max(150) });
const answer = z.object({
  value: z.string().max(3000).nullish(),
  selected_option: chosen.nullish(),
  selected_options: z.array(chosen).max(100).nullish(),
  selected_time: z.string().nullish(),
  selected_date_time: z.int().nullish(),
});
const submitted = z.object({ values: z.record(z.string(), z.record(z.string(), answer)) });
type Answer = z.infer<typeof answer>;

/** Reads `view.state` of `contactedModal`. */
export function readContacted(state: unknown): Submitted<Extract<Deed, { do: 'contacted' }>> {
  const answers = answersOf(state);
  const how = answers('how', 'how').selected_option?.value;
  if (how === undefined || !Object.hasOwn(contactWords, how)) return wrong('how', 'Choose how you reached them.');
  return right({ do: 'contacted', how: how as ContactHow, ...noteOf(answers) });
}

/** Reads `view.state` of `reassignModal`. */
export function readReassign(state: unknown): Submitted<Extract<Deed, { do: 'reassign' }>> {
  const to = answersOf(state)('to', 'to').selected_option?.value;
  return to === undefined || to === '' ? wrong('to', 'Choose somebody.') : right({ do: 'reassign', to });
}

/** Reads `view.state` of `notAFitModal`. */
export function readNotAFit(state: unknown): Submitted<Extract<Deed, { do: 'not_a_fit' }>> {
  const answers = answersOf(state);
  const reason = answers('reason', 'reason').selected_option?.value;
  if (reason === undefined || !Object.hasOwn(notAFitReasons, reason)) return wrong('reason', 'Choose a reason.');
  return right({ do: 'not_a_fit', reason: reason as NotAFit, ...noteOf(answers) });
}

/** Reads `view.state` of `awayModal`. `until` in epoch ms; absent: until they are back. */
export function readAway(state: unknown, now: number): Submitted<{ until?: number; because?: string }> {
  const answers = answersOf(state);
  const seconds = answers('until', 'until').selected_date_time ?? undefined;
  if (seconds !== undefined && seconds * 1000 <= now) return wrong('until', 'This is past: choose a later time.');
  const { note: because } = noteOf(answers);
  return right({ ...(seconds !== undefined && { until: seconds * 1000 }), ...(because !== undefined && { because }) });
}

/** Reads `view.state` of `preferencesModal`: what is as the team has it is absent. */
export function readPreferences(state: unknown): Submitted<Preferences> {
  const answers = answersOf(state);
  const time = (block: string) => minutesOf(answers(block, 'time').selected_time ?? '');
  const [from, to, digestAt] = [time('quiet_from'), time('quiet_to'), time('digest')];
  if ((from === undefined) !== (to === undefined)) {
    return wrong(from === undefined ? 'quiet_from' : 'quiet_to', 'Give both times, or none.');
  }
  if (from !== undefined && from === to) return wrong('quiet_to', 'Quiet hours end at another time than they begin.');
  const paces = noticeKinds.map((kind) => [kind, answers(`notice:${kind}`, 'pace').selected_option?.value] as const);
  const notices = paces.filter(([, pace]) => pace !== undefined && pace !== AS_THE_TEAM);
  const odd = notices.find(([, pace]) => pace !== 'now' && pace !== 'digest' && pace !== 'off');
  if (odd !== undefined) return wrong(`notice:${odd[0]}`, 'Choose one of these.');
  const waiting = (answers('alerts', 'types').selected_options ?? []).map(({ value }) => [value, 'digest'] as const);
  return right({
    ...(notices.length > 0 && { notices: Object.fromEntries(notices) as NonNullable<Preferences['notices']> }),
    ...(waiting.length > 0 && { alerts: Object.fromEntries(waiting) }),
    ...(from !== undefined && to !== undefined && { quiet: { from, to } }),
    ...(digestAt !== undefined && { digestAt }),
  });
}

type Answers = (block: string, action: string) => Answer;

/** What is missing or none of ours is as good as not answered. */
function answersOf(state: unknown): Answers {
  const { data } = submitted.safeParse(state);
  const values = new Map(Object.entries(data?.values ?? {}));
  return (block, action) => new Map(Object.entries(values.get(block) ?? {})).get(action) ?? {};
}

function noteOf(answers: Answers): { note?: string } {
  // PostgreSQL keeps no NUL and no half of a character.
  const note = (answers('note', 'note').value ?? '').replaceAll('\0', '').trim().slice(0, NOTE_AT_MOST).toWellFormed();
  return note === '' ? {} : { note };
}

function right<T>(value: T): Submitted<T> {
  return { ok: true, value };
}

function wrong(block: string, why: string): { ok: false; errors: Record<string, string> } {
  return { ok: false, errors: { [block]: why } };
}
