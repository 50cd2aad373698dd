import { both, boolean, byType, isRecord, list, object, string, url, type Check, type Problem } from './constraints.ts';
import { accessory, actionElement, anyText, contextElement, inputElement, plainText } from './elements.ts';
import { richTextElement } from './rich-text.ts';

export type Surface = 'message' | 'modal' | 'home';

const BLOCKS_AT_MOST: Record<Surface, number> = { message: 50, modal: 100, home: 100 };
const blockId = string(1, 255);

const textOrFields: Check = (value, pointer, problems) => {
  if (isRecord(value) && !('text' in value) && !('fields' in value)) {
    problems.push({ pointer, message: 'missing required field: text or fields' });
  }
};

// Only the blocks the core alert, the Home tab and the modals use. Others exist; teach them here before using them.
const block = byType({
  section: both(
    object(
      {},
      { block_id: blockId, text: anyText(3000), fields: list(1, 10, anyText(2000)), accessory, expand: boolean },
    ),
    textOrFields,
  ),
  header: object({ text: plainText(150) }, { block_id: blockId }),
  divider: object({}, { block_id: blockId }),
  context: object({ elements: list(1, 10, contextElement) }, { block_id: blockId }),
  actions: object({ elements: list(1, 25, actionElement) }, { block_id: blockId }),
  image: object({ image_url: url(3000), alt_text: string(1, 2000) }, { block_id: blockId, title: plainText(2000) }),
  rich_text: object({ elements: list(1, 1000, richTextElement) }, { block_id: blockId }),
  input: object(
    { label: plainText(2000), element: inputElement },
    { block_id: blockId, hint: plainText(2000), optional: boolean, dispatch_action: boolean },
  ),
});

/** Everything Slack's published limits hold against these blocks on this surface; empty when they are good. */
export function blockProblems(blocks: unknown, surface: Surface): Problem[] {
  const problems: Problem[] = [];
  list(0, BLOCKS_AT_MOST[surface], block)(blocks, '/blocks', problems);
  if (!Array.isArray(blocks)) return problems;
  repeats(blocks, 'block_id', '/blocks', problems);
  for (const [i, given] of blocks.entries()) {
    if (isRecord(given) && Array.isArray(given['elements'])) {
      repeats(given['elements'], 'action_id', `/blocks/${i}/elements`, problems);
    }
  }
  return problems;
}

function repeats(items: unknown[], key: 'block_id' | 'action_id', pointer: string, problems: Problem[]): void {
  const seen = new Set<unknown>();
  for (const [i, item] of items.entries()) {
    const id = isRecord(item) ? item[key] : undefined;
    if (id === undefined) continue;
    if (seen.has(id)) problems.push({ pointer: `${pointer}/${i}/${key}`, message: `\`${key}\` already exists` });
    seen.add(id);
  }
}
