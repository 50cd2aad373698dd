import { type Block, type ShowElement, textOf, unpressable } from './blocks-as-html.ts';
import { markup, type Markup } from './markup.ts';

/** Who presses, and in what: a message, a modal or a home. */
export type Surface = { as: string } & ({ channel: string; ts: string } | { view: string });

/** What was pressed, as a form carries it. */
export type PressedElement = { actionId: string; value?: string };

/** Elements that may be pressed: each is a form of its own, so that it works in any browser. */
export function pressableIn(surface: Surface): ShowElement {
  return (element) => {
    if (element.url !== undefined) return unpressable(element);
    if (element.type === 'button') return form(surface, pushed(element));
    if (element.type === 'static_select') return form(surface, chosen(element));
    if (element.type === 'overflow') return menu(surface, element);
    return unpressable(element);
  };
}

/** The hidden part of a form that says whose it is. */
export function hiddenFields(fields: Record<string, string>): Markup {
  return markup`${Object.entries(fields).map(([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">`)}`;
}

function form(surface: Surface, body: Markup): Markup {
  return markup`<form method="post" action="/demo/press">${hiddenFields(surface)}${body}</form>`;
}

function pushed(element: Block): Markup {
  const look = element.style === 'primary' ? 'button primary' : 'button';
  return markup`<button class="${look}" name="press" value="${pressOf(element, element['value'])}">${textOf(element.text)}</button>`;
}

function chosen(element: Block): Markup {
  const options = optionsOf(element).map(
    (option) => markup`<option value="${pressOf(element, option['value'])}">${textOf(option.text)}</option>`,
  );
  const first = textOf(element['placeholder'] as Block['text']);
  return markup`<select class="button" name="press" aria-label="${first}" onchange="this.form.requestSubmit()"><option value="">${first}</option>${options}</select>`;
}

function menu(surface: Surface, element: Block): Markup {
  const items = optionsOf(element).map(
    (option) =>
      markup`<button name="press" value="${pressOf(element, option['value'])}">${textOf(option.text)}</button>`,
  );
  return markup`<details class="menu"><summary class="button" aria-label="More">⋯</summary>${form(surface, markup`${items}`)}</details>`;
}

/** The options of a select, grouped or not. */
export function optionsOf(element: Block): Block[] {
  const groups = (element['option_groups'] ?? []) as { options: Block[] }[];
  return [...((element['options'] ?? []) as Block[]), ...groups.flatMap(({ options }) => options)];
}

function pressOf(element: Block, value: unknown): string {
  const pressed: PressedElement = { actionId: String(element['action_id']) };
  return JSON.stringify(typeof value === 'string' ? { ...pressed, value } : pressed);
}
