import { z } from 'zod';
import { anyText, confirm, id, option, overflowOption, plainText, text, url, whole } from './blockLimitsTexts.ts';

const common = { action_id: id.optional(), confirm: confirm.optional(), focus_on_load: z.boolean().optional() };
const placeholder = plainText(150).optional();
const selectOption = option.extend({ text: plainText(75), description: plainText(75).optional() });
const options = z.array(selectOption).min(1).max(100);
const groups = z
  .array(z.strictObject({ label: plainText(75), options }))
  .min(1)
  .max(100);

type Choosing = { options?: unknown[] | undefined; option_groups?: { options: unknown[] }[] | undefined };

/** Slack refuses a first choice that is not, to the letter, one of those offered. */
function isOffered(chosen: unknown[], given: Choosing): boolean {
  const all = given.options ?? given.option_groups?.flatMap((group) => group.options) ?? [];
  const offered = new Set(all.map((one) => JSON.stringify(one)));
  return chosen.every((one) => offered.has(JSON.stringify(one)));
}
const oneList = (given: Choosing) => (given.options === undefined) !== (given.option_groups === undefined);
const ONE_LIST = 'has either options or option_groups';
const NOT_OFFERED = 'is none of the options';

const button = z.strictObject({
  type: z.literal('button'),
  text: plainText(75),
  action_id: id.optional(),
  confirm: confirm.optional(),
  value: text(0, 2000).optional(),
  url: url.optional(),
  style: z.enum(['primary', 'danger']).optional(),
  accessibility_label: text(1, 75).optional(),
});
const overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id: id.optional(),
  confirm: confirm.optional(),
  options: z.array(overflowOption).min(1).max(5),
});
const lists = { options: options.optional(), option_groups: groups.optional() };
const select = z
  .strictObject({
    type: z.literal('static_select'),
    ...common,
    ...lists,
    placeholder,
    initial_option: selectOption.optional(),
  })
  .refine(oneList, ONE_LIST)
  .refine((given) => isOffered([given.initial_option ?? []].flat(), given), NOT_OFFERED);
const multiSelect = z
  .strictObject({
    type: z.literal('multi_static_select'),
    ...common,
    ...lists,
    placeholder,
    initial_options: options.optional(),
    max_selected_items: whole(1, 100).optional(),
  })
  .refine(oneList, ONE_LIST)
  .refine((given) => isOffered(given.initial_options ?? [], given), NOT_OFFERED);
const usersSelect = z.strictObject({
  type: z.literal('users_select'),
  ...common,
  placeholder,
  initial_user: id.optional(),
});
const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  ...common,
  placeholder,
  initial_date: z.iso.date().optional(),
});
const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  ...common,
  placeholder,
  initial_time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
  timezone: id.optional(),
});
const datetimepicker = z.strictObject({
  type: z.literal('datetimepicker'),
  ...common,
  initial_date_time: whole(1_000_000_000, 9_999_999_999).optional(),
});
const few = z.array(option).min(1).max(10);
const radio = z
  .strictObject({ type: z.literal('radio_buttons'), ...common, options: few, initial_option: option.optional() })
  .refine((given) => isOffered([given.initial_option ?? []].flat(), given), NOT_OFFERED);
const checkboxes = z
  .strictObject({ type: z.literal('checkboxes'), ...common, options: few, initial_options: few.optional() })
  .refine((given) => isOffered(given.initial_options ?? [], given), NOT_OFFERED);
const textInput = z
  .strictObject({
    type: z.literal('plain_text_input'),
    ...common,
    placeholder,
    initial_value: text(0, 3000).optional(),
    multiline: z.boolean().optional(),
    min_length: whole(0, 3000).optional(),
    max_length: whole(1, 3000).optional(),
  })
  .refine(({ min_length = 0, max_length = 3000 }) => min_length <= max_length, 'min_length is above max_length');

const chosen = [select, usersSelect, datepicker, timepicker, datetimepicker, radio, checkboxes] as const;
const image = z.strictObject({ type: z.literal('image'), image_url: url, alt_text: text(1, 2000) });

/** What may stand in an `actions` block. */
export const actionElement = z.discriminatedUnion('type', [button, overflow, multiSelect, ...chosen]);
/** What may stand beside a section's text. */
export const accessory = z.discriminatedUnion('type', [button, overflow, multiSelect, image, ...chosen]);
/** What may stand in an `input` block: a button and a menu may not. */
export const inputElement = z.discriminatedUnion('type', [textInput, multiSelect, ...chosen]);
/** What may stand in a `context` block. */
export const contextElement = z.union([image, anyText(3000)]);
