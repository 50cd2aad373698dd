import {
  boolean,
  both,
  byType,
  integer,
  isRecord,
  list,
  object,
  oneOf,
  string,
  url,
  type Check,
} from './constraints.ts';

// Limits: docs.slack.dev/reference/block-kit (block-elements, composition-objects), read 2026-11-21.

/** A `plain_text` object of 1 to `max` characters. */
export function plainText(max: number): Check {
  return byType({ plain_text: object({ text: string(1, max) }, { emoji: boolean }) });
}

/** A `plain_text` or `mrkdwn` object of 1 to `max` characters. */
export function anyText(max: number): Check {
  return byType({
    plain_text: object({ text: string(1, max) }, { emoji: boolean }),
    mrkdwn: object({ text: string(1, max) }, { verbatim: boolean }),
  });
}

const confirm = object(
  { title: plainText(100), text: anyText(300), confirm: plainText(30), deny: plainText(30) },
  { style: oneOf('primary', 'danger') },
);
const option = object({ text: anyText(75), value: string(1, 150) }, { description: anyText(75), url: url(3000) });
const actionId = string(1, 255);
const common = { action_id: actionId, confirm, focus_on_load: boolean };
const placeholder = plainText(150);

const button = object(
  { text: plainText(75) },
  {
    action_id: actionId,
    confirm,
    value: string(0, 2000),
    url: url(3000),
    style: oneOf('primary', 'danger'),
    accessibility_label: string(1, 75),
  },
);
const eitherOptions: Check = (value, pointer, problems) => {
  if (isRecord(value) && 'options' in value === 'option_groups' in value) {
    problems.push({ pointer, message: 'must have either options or option_groups' });
  }
};
const optionLists = {
  placeholder,
  options: list(1, 100, option),
  option_groups: list(1, 100, object({ label: plainText(75), options: list(1, 100, option) })),
};
const choices = (max: number) =>
  object(
    { options: list(1, max, option) },
    { ...common, initial_options: list(1, max, option), initial_option: option },
  );
const image = object({ image_url: url(3000), alt_text: string(1, 2000) });

const interactive: Record<string, Check> = {
  button,
  overflow: object({ options: list(1, 5, option) }, { action_id: actionId, confirm }),
  static_select: both(object({}, { ...common, ...optionLists, initial_option: option }), eitherOptions),
  multi_static_select: both(
    object(
      {},
      { ...common, ...optionLists, initial_options: list(1, 100, option), max_selected_items: integer(1, 100) },
    ),
    eitherOptions,
  ),
  users_select: object({}, { ...common, placeholder, initial_user: string(1, 255) }),
  conversations_select: object(
    {},
    { ...common, placeholder, initial_conversation: string(1, 255), response_url_enabled: boolean },
  ),
  external_select: object({}, { ...common, placeholder, min_query_length: integer(0, 3000), initial_option: option }),
  datepicker: object({}, { ...common, placeholder, initial_date: string(10, 10) }),
  timepicker: object({}, { ...common, placeholder, initial_time: string(5, 5), timezone: string(1, 255) }),
  datetimepicker: object({}, { ...common, initial_date_time: integer(1_000_000_000, 9_999_999_999) }),
  checkboxes: choices(10),
  radio_buttons: choices(10),
};
const plainTextInput = object(
  {},
  {
    ...common,
    placeholder,
    initial_value: string(0, 3000),
    multiline: boolean,
    min_length: integer(0, 3000),
    max_length: integer(1, 3000),
  },
);

/** What may stand in an `actions` block. */
export const actionElement: Check = byType(interactive);
/** What may stand beside a section's text. */
export const accessory: Check = byType({ ...interactive, image });
/** What may stand in a `context` block. */
export const contextElement: Check = byType({
  image,
  plain_text: plainText(3000),
  mrkdwn: anyText(3000),
});
/** What may stand in an `input` block. A button may not. */
export const inputElement: Check = byType({
  ...Object.fromEntries(Object.entries(interactive).filter(([type]) => type !== 'button' && type !== 'overflow')),
  plain_text_input: plainTextInput,
});
