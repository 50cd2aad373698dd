import { z } from 'zod';
import { accessory, actionElement, contextElement, inputElement } from './blockLimitsElements.ts';
import { richTextElement } from './blockLimitsRichText.ts';
import { anyText, id, plainText, text, url } from './blockLimitsTexts.ts';

export type Surface = 'message' | 'modal' | 'home';

const AT_MOST: Record<Surface, number> = { message: 50, modal: 100, home: 100 };
const VIEW_BYTES = 250_000;
const block_id = id.optional();

// Only what every client shows: newer blocks (card, table, container) come out empty on older ones.
const block = z.discriminatedUnion('type', [
  z
    .strictObject({
      type: z.literal('section'),
      block_id,
      text: anyText(3000).optional(),
      fields: z.array(anyText(2000)).min(1).max(10).optional(),
      accessory: accessory.optional(),
      expand: z.boolean().optional(),
    })
    .refine((given) => given.text !== undefined || given.fields !== undefined, 'has neither text nor fields'),
  z.strictObject({
    type: z.literal('header'),
    block_id,
    text: plainText(150),
    level: z.int().min(1).max(4).optional(),
  }),
  z.strictObject({ type: z.literal('divider'), block_id }),
  z.strictObject({ type: z.literal('context'), block_id, elements: z.array(contextElement).min(1).max(10) }),
  z.strictObject({ type: z.literal('actions'), block_id, elements: z.array(actionElement).min(1).max(25) }),
  z.strictObject({ type: z.literal('rich_text'), block_id, elements: z.array(richTextElement).min(1).max(1000) }),
  z.strictObject({
    type: z.literal('image'),
    block_id,
    image_url: url,
    alt_text: text(1, 2000),
    title: plainText(2000).optional(),
  }),
  z.strictObject({
    type: z.literal('input'),
    block_id,
    label: plainText(2000),
    element: inputElement,
    hint: plainText(2000).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
  }),
]);

const shared = {
  private_metadata: text(0, 3000).optional(),
  callback_id: text(0, 255).optional(),
  external_id: id.optional(),
};
const modal = z.strictObject({
  type: z.literal('modal'),
  title: plainText(24),
  submit: plainText(24).optional(),
  close: plainText(24).optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  blocks: z.array(z.unknown()),
  ...shared,
});
const home = z.strictObject({ type: z.literal('home'), blocks: z.array(z.unknown()), ...shared });

/** What Slack's published limits hold against these blocks on this surface, one sentence each; empty when they are good. */
export function blockProblems(blocks: unknown, surface: Surface): string[] {
  const found = problemsOf(z.array(block).max(AT_MOST[surface]), blocks, 'blocks');
  if (!Array.isArray(blocks)) return found;
  const rows = blocks.map((given: { elements?: unknown } | null, index) => {
    return repeats(given?.elements, 'action_id', `blocks.${index}.elements`);
  });
  return [...found, ...repeats(blocks, 'block_id', 'blocks'), ...rows.flat()];
}

/** The same for a whole view: its blocks, the words around them, its size. */
export function viewProblems(view: { type: string; blocks?: unknown }): string[] {
  const isModal = view.type === 'modal';
  const found = problemsOf(isModal ? modal : home, view, 'view');
  const asks = Array.isArray(view.blocks) && view.blocks.some((given: { type?: unknown }) => given?.type === 'input');
  const bytes = Buffer.byteLength(JSON.stringify(view));
  return [
    ...found,
    ...blockProblems(view.blocks, isModal ? 'modal' : 'home'),
    ...(isModal && asks && !('submit' in view) ? ['view: has an input and no submit'] : []),
    ...(bytes > VIEW_BYTES ? [`view: ${bytes} bytes, at most ${VIEW_BYTES}`] : []),
  ];
}

function problemsOf(schema: z.ZodType, given: unknown, root: string): string[] {
  const issues = schema.safeParse(given).error?.issues ?? [];
  return issues.map(({ path, message }) => `${[root, ...path].join('.')}: ${message}`);
}

function repeats(items: unknown, key: 'block_id' | 'action_id', where: string): string[] {
  if (!Array.isArray(items)) return [];
  const ids = items.flatMap((item: Record<string, unknown> | null) => item?.[key] ?? []);
  const twice = ids.filter((given, index) => ids.indexOf(given) !== index);
  return twice.map((given) => `${where}: ${key} ${JSON.stringify(given)} is there twice`);
}
