import { type Block, blocksAsHtml, textOf } from './blocks-as-html.ts';
import { markup, type Markup } from './markup.ts';
import { hiddenFields, optionsOf, pressableIn } from './pressable-as-html.ts';

/** A modal that is open on somebody's screen. */
export type OpenModal = { id: string; user: string; content: Record<string, unknown> };

/** A modal as a form. `problems`: what the app said is wrong, by block. `whose`: on whose screen it is. */
export function modalAsHtml(
  { id, user, content }: OpenModal,
  whose: string,
  problems: Record<string, string> = {},
): Markup {
  const fields = { as: user, view: id };
  const words = (name: string) => textOf(content[name] as Block['text']);
  const submit = words('submit');
  const inputs = questionsOf(content);
  const press = pressableIn(fields);
  // A form in a form is none: what may be pressed stands before the questions, as ours have it.
  const others = blocksOf(content).filter(({ type }) => type !== 'input');
  const send = markup`<button class="button primary" name="submit">${submit}</button>`;
  return markup`<div class="screen"><div class="modal" role="dialog">
    <p class="context">On ${whose}’s screen</p><h2>${words('title')}</h2>
    ${blocksAsHtml(others, press)}
    <form method="post" action="/demo/submit" id="modal-form">${hiddenFields(fields)}${inputs.map((block) => question(block, problems))}</form>
    <div class="actions">
      <form method="post" action="/demo/close">${hiddenFields(fields)}<button class="button">${words('close') || 'Close'}</button></form>
      ${submit === '' ? undefined : markup`<span>${inForm(send)}</span>`}
    </div>
  </div></div>`;
}

function inForm({ html }: Markup): Markup {
  return { html: html.replace('<button ', '<button form="modal-form" ') };
}

function blocksOf(content: Record<string, unknown>): Block[] {
  return (content['blocks'] ?? []) as Block[];
}

/** The questions of a modal, each with a `block_id` and an element. */
export function questionsOf(content: Record<string, unknown>): Block[] {
  return blocksOf(content).filter(({ type }) => type === 'input');
}

/** The name of a question's field in the form. */
export function fieldOf(block: Block): string {
  return `field ${String(block['block_id'])}`;
}

function question(block: Block, problems: Record<string, string>): Markup {
  const problem = problems[String(block['block_id'])];
  const hint = textOf(block['hint'] as Block['text']);
  const optional = block['optional'] === true ? markup` <small>optional</small>` : undefined;
  return markup`<fieldset><legend>${textOf(block['label'] as Block['text'])}${optional}</legend>
    ${field(block, block['element'] as Block)}
    ${hint === '' ? undefined : markup`<p class="context">${hint}</p>`}
    ${problem === undefined ? undefined : markup`<p class="problem">${problem}</p>`}</fieldset>`;
}

function field(block: Block, element: Block): Markup {
  const name = fieldOf(block);
  switch (element.type) {
    case 'radio_buttons':
    case 'checkboxes':
      return markup`${optionsOf(element).map((option) => ticked(name, element, option))}`;
    case 'static_select':
      return markup`<select name="${name}"><option value=""></option>${picks(element)}</select>`;
    case 'multi_static_select':
      return markup`<select name="${name}" multiple size="6">${picks(element)}</select>`;
    case 'timepicker':
      return markup`<input type="time" name="${name}" value="${element.initial_time ?? ''}">`;
    case 'datetimepicker':
      return markup`<input type="datetime-local" name="${name}">`;
    default:
      return markup`<textarea name="${name}" rows="3" placeholder="${textOf(element['placeholder'] as Block['text'])}"></textarea>`;
  }
}

function ticked(name: string, element: Block, option: Block): Markup {
  const type = element.type === 'checkboxes' ? 'checkbox' : 'radio';
  const checked = isInitial(element, option) ? markup` checked` : undefined;
  return markup`<label><input type="${type}" name="${name}" value="${String(option['value'])}"${checked}> ${textOf(option.text)}</label>`;
}

function picks(element: Block): Markup {
  const picked = (option: Block) => (isInitial(element, option) ? markup` selected` : undefined);
  const options = (all: Block[]) =>
    all.map(
      (option) => markup`<option value="${String(option['value'])}"${picked(option)}>${textOf(option.text)}</option>`,
    );
  const groups = (element['option_groups'] ?? []) as { label: Block; options: Block[] }[];
  const grouped = groups.map(
    (group) => markup`<optgroup label="${textOf(group.label)}">${options(group.options)}</optgroup>`,
  );
  return markup`${options((element['options'] ?? []) as Block[])}${grouped}`;
}

function isInitial(element: Block, option: Block): boolean {
  const initial = [element['initial_option'], ...((element['initial_options'] ?? []) as unknown[])];
  return initial.some((one) => (one as Block | undefined)?.['value'] === option['value']);
}
