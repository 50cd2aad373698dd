import type { Block } from './blocks-as-html.ts';
import { optionsOf } from './pressable-as-html.ts';
import { fieldOf, questionsOf } from './slack-modal.ts';

/** What a person filled in, as Slack tells it to an app: by block, then by action. */
export function modalState(content: Record<string, unknown>, form: URLSearchParams): Record<string, unknown> {
  const entries = questionsOf(content).map((block) => {
    const element = block['element'] as Block;
    const said = answer(element, form.getAll(fieldOf(block)));
    return [String(block['block_id']), { [String(element['action_id'])]: { type: element.type, ...said } }];
  });
  return Object.fromEntries(entries) as Record<string, unknown>;
}

function answer(element: Block, given: string[]): Record<string, unknown> {
  const chosen = optionsOf(element).filter((option) => given.includes(String(option['value'])));
  const [text = ''] = given;
  switch (element.type) {
    case 'radio_buttons':
    case 'static_select':
      return { selected_option: chosen[0] ?? null };
    case 'checkboxes':
    case 'multi_static_select':
      return { selected_options: chosen };
    case 'timepicker':
      return { selected_time: text === '' ? null : text };
    case 'datetimepicker':
      // The browser is on this machine, and so in its zone.
      return { selected_date_time: text === '' ? null : Math.floor(new Date(text).getTime() / 1000) };
    default:
      return { value: text === '' ? null : text };
  }
}
