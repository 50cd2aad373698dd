import type { QueueItem } from '../answers.ts';
import { type Block, context, header } from './blocks.ts';
import { urgentItems } from './homeLeads.ts';

/** Open hot leads as a list to act on, and the same in one sentence. */
export function queueShown(items: QueueItem[], whose: 'mine' | 'team'): { text: string; blocks: Block[] } {
  if (items.length === 0) {
    const text = whose === 'mine' ? 'No hot lead waits for you.' : 'No hot lead is open in your team.';
    return { text, blocks: [context(text)] };
  }
  const leads = `${items.length} hot ${items.length === 1 ? 'lead' : 'leads'}`;
  const text = whose === 'mine' ? `You have ${leads}` : `Your team has ${leads}`;
  return { text, blocks: [header(`🔥 ${text}`), ...urgentItems(items)] };
}
