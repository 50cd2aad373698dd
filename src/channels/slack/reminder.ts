import type { Alert } from '../channel.ts';
import { type Block, context, section, type SlackMessage } from './blocks.ts';
import { buttonRow } from './cardButtons.ts';
import { respondBy } from './cardFacts.ts';
import { hasClock, stateLines } from './cardState.ts';
import { mentions } from './mentions.ts';
import { SECOND_COPY } from './rollup.ts';
import { mrkdwnSaying } from './saying.ts';
import { escaped } from './text.ts';

const NAME = 100;
const NOTE = 300;

/** Whether it stands under a card that says the rest. */
export function isShort({ under }: Pick<Alert, 'under'>): boolean {
  return under === 'alert' || under === 'earlier';
}

/** One line under a card, with the same buttons: why they hear of it again, of whom, until when. Whoever is called sees it so. */
export function reminderMessage(alert: Alert): SlackMessage {
  const line = reminderText(alert);
  const repeated: Block[] = alert.mayBeRepeated ? [context(SECOND_COPY)] : [];
  return { text: line, blocks: [section(line), ...repeated, ...buttonRow(alert)] };
}

/** The line alone: mrkdwn, escaped. */
export function reminderText(alert: Alert): string {
  const { lead, under, standing } = alert;
  const [state] = stateLines(alert);
  const isNews = standing.kind === 'open' && hasClock(alert);
  if (!isNews && state !== undefined) return `${mrkdwnSaying(state, alert.timeZone)}: ${whoOf(lead)}${dueOf(alert)}`;
  if (under === 'earlier') return `🔥 Hot again: ${whoOf(lead)}${whyOf(alert)}`;
  const said = ['⏰', escaped(alert.note ?? '', NOTE), mentions(alert), `${whoOf(lead)}${dueOf(alert)}`];
  return said.filter((part) => part !== '').join(' ');
}

function whoOf({ name, company }: Alert['lead']): string {
  const from = escaped(company ?? '', NAME);
  return `${escaped(name, NAME) || 'Unnamed lead'}${from === '' ? '' : ` (${from})`}`;
}

function whyOf({ reasons }: Alert): string {
  const why = reasons.slice(0, 2).map((reason) => escaped(reason, NAME));
  return why.length === 0 ? '' : `: ${why.join(', ')}`;
}

/** Whoever is hot again soon after closing has no clock. */
function dueOf(alert: Alert): string {
  return hasClock(alert) && alert.under !== 'earlier' ? `, respond by ${respondBy(alert)}` : '';
}
