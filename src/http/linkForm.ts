import { z } from 'zod';
import type { Candidate, ContactHow, Deed } from '../channels/answers.ts';
import { notAFitReasons } from '../domain/sla/notAFit.ts';
import type { Control } from '../domain/telling/controls.ts';
import { type Markup, markup } from './markup.ts';

const hows: Record<ContactHow, string> = {
  call: 'a call',
  email: 'an e-mail',
  meeting: 'a meeting',
  message: 'a message',
};
const untils = {
  '15m': 'in 15 minutes',
  '1h': 'in 1 hour',
  tomorrow: 'on the next working day at 9:00',
  back: 'when I am back',
};
const MOST_NOTE = 500;

const keysOf = <Key extends string>(words: Record<Key, string>) => Object.keys(words) as [Key, ...Key[]];
const note = z
  .string()
  .trim()
  .max(MOST_NOTE)
  .optional()
  .transform((text) => (text === '' ? undefined : text));

/** What each form sends. A page whose deed is none of these cannot be sent. */
const deeds: Partial<Record<Control, z.ZodType<Deed>>> = {
  claim: z.object({}).transform(() => ({ do: 'claim' as const })),
  release: z.object({}).transform(() => ({ do: 'release' as const })),
  contacted: z
    .object({ how: z.enum(keysOf(hows)), note })
    .transform((form) => ({ do: 'contacted' as const, how: form.how, ...noted(form.note) })),
  snooze: z.object({ until: z.enum(keysOf(untils)) }).transform(({ until }) => ({ do: 'snooze' as const, until })),
  reassign: z.object({ to: z.string().min(1).max(100) }).transform(({ to }) => ({ do: 'reassign' as const, to })),
  not_a_fit: z
    .object({ reason: z.enum(keysOf(notAFitReasons)), note })
    .transform((form) => ({ do: 'not_a_fit' as const, reason: form.reason, ...noted(form.note) })),
};

function noted(text: string | undefined): { note?: string } {
  return text === undefined ? {} : { note: text };
}

/** The deed that a sent form is; undefined when something in it was not chosen. */
export function deedIn(control: Control, form: unknown): Deed | undefined {
  const read = deeds[control]?.safeParse(form);
  return read?.success === true ? read.data : undefined;
}

/** The fields that this deed needs filled in; undefined when there is nothing to choose from. */
export function fieldsFor(control: Control, candidates: Candidate[]): Markup | undefined {
  if (control === 'contacted') return markup`${choices('how', 'How?', hows)}${noteField()}`;
  if (control === 'snooze') return choices('until', 'When?', untils);
  if (control === 'not_a_fit') return markup`${choices('reason', 'Why?', notAFitReasons)}${noteField()}`;
  if (control !== 'reassign') return markup``;
  if (candidates.length === 0) return undefined;
  const people = candidates.map(({ rep, name, because }) => [rep, `${name} (${because})`]);
  return choices('to', 'To whom?', Object.fromEntries(people) as Record<string, string>);
}

function choices(name: string, question: string, words: Record<string, string>): Markup {
  const options = Object.entries(words).map(
    ([value, says]) => markup`<label><input type="radio" name="${name}" value="${value}" required> ${says}</label>`,
  );
  return markup`<fieldset><legend>${question}</legend>${options}</fieldset>`;
}

function noteField(): Markup {
  return markup`<label class="note">A note, if you like<textarea name="note" rows="2" maxlength="${MOST_NOTE}"></textarea></label>`;
}
