import type { QueueItem } from '../answers.ts';
import { type Block, context, firstOf, type Pressable, section } from './blocks.ts';
import { buttonOf, moreMenu, openButton } from './cardButtons.ts';
import { stateLines } from './cardState.ts';
import { leadLine, reasonLine } from './leadLine.ts';
import { mrkdwnSaying } from './saying.ts';
import { escaped } from './text.ts';

const SHOWN = 10;
const WORDS = 200;
const NAME = 80;

/** Leads to act on: at most ten, three blocks each, and how many more there are. */
export function urgentItems(items: QueueItem[]): Block[] {
  return listed(items, (item) => [section(textOf(item)), context(detailsOf(item)), ...rowOf(item)]);
}

/** Leads that sleep, with until when, and what their rep may do: two blocks each. */
export function snoozedItems(items: QueueItem[]): Block[] {
  return listed(items, (item) => {
    const asleep = stateLines(item.alert).map((line) => mrkdwnSaying(line, item.alert.timeZone));
    return [section([textOf(item), ...asleep].join('\n')), ...rowOf(item)];
  });
}

/** Leads to look at: one block each. */
export function plainItems(items: QueueItem[]): Block[] {
  return listed(items, (item) => [section(`${textOf(item)}\n${detailsOf(item)}`, beside(item))]);
}

function listed(items: QueueItem[], blocksOf: (item: QueueItem) => Block[]): Block[] {
  const { shown, left } = firstOf(items, SHOWN);
  return [...shown.flatMap(blocksOf), ...(left > 0 ? [context(`and ${left} more`)] : [])];
}

const PRESSED = ['claim', 'contacted', 'snooze', 'release'] as const;

function rowOf({ alert }: QueueItem): Block[] {
  const row = [...PRESSED.map((control) => buttonOf(control, alert)), openButton(alert.lead), moreMenu(alert)];
  const elements = row.filter((element) => element !== undefined);
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

function beside({ alert }: QueueItem): Pressable | undefined {
  return moreMenu(alert) ?? openButton(alert.lead);
}

function textOf({ alert, due }: QueueItem): string {
  const lines = [leadLine({ ...alert.lead, score: alert.score }), reasonLine(alert), escaped(due, WORDS)];
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
