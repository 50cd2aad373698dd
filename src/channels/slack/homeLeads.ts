import type { QueueItem } from '../answers.ts';
import { type Block, context, firstOf, type Pressable, section } from './blocks.ts';
import { buttonOf, moreMenu, openButton } from './cardButtons.ts';
import { stateLines } from './cardState.ts';
import { leadLine } from './leadLine.ts';
import { mrkdwnSaying } from './saying.ts';
import { escaped } from './text.ts';

const SHOWN = 10;
const WORDS = 200;
const NAME = 80;

/** Leads to act on: at most ten, three blocks each, and how many more there are. */
export function urgentItems(items: QueueItem[]): Block[] {
  return listed(items, (item) => {
    const { alert } = item;
    const row = [buttonOf('claim', alert), buttonOf('contacted', alert), openButton(alert.lead), moreMenu(alert)];
    const elements = row.filter((element) => element !== undefined);
    const about = section(textOf(item));
    return [
      about,
      context(detailsOf(item)),
      ...(elements.length === 0 ? [] : [{ type: 'actions' as const, elements }]),
    ];
  });
}

/** Leads that sleep: one block each. */
export function snoozedItems(items: QueueItem[]): Block[] {
  return listed(items, (item) => [section(textOf(item), buttonOf('contacted', item.alert) ?? beside(item))]);
}

/** Leads to look at: one block each. */
export function plainItems(items: QueueItem[]): Block[] {
  return listed(items, (item) => [section(`${textOf(item)}\n${detailsOf(item)}`, beside(item))]);
}

function listed(items: QueueItem[], blocksOf: (item: QueueItem) => Block[]): Block[] {
  const { shown, left } = firstOf(items, SHOWN);
  return [...shown.flatMap(blocksOf), ...(left > 0 ? [context(`and ${left} more`)] : [])];
}

function beside({ alert }: QueueItem): Pressable | undefined {
  return moreMenu(alert) ?? openButton(alert.lead);
}

function textOf({ alert: { lead, score, reasons }, due }: QueueItem): string {
  const lines = [leadLine({ ...lead, score }), escaped(reasons[0] ?? '', WORDS), escaped(due, WORDS)];
  return lines.filter((line) => line !== '').join('\n');
}

/** Who has it, where it stands, how to reach the lead. */
function detailsOf({ alert }: QueueItem): string {
  const { lead, assignee = '', timeZone } = alert;
  const [state] = stateLines(alert);
  const who = escaped(assignee, NAME);
  const parts = [
    state === undefined ? (who === '' ? 'nobody has it yet' : `with ${who}`) : mrkdwnSaying(state, timeZone),
    escaped(lead.phone ?? '', NAME),
    escaped(lead.email ?? '', NAME),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
