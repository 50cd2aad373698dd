import type { Alert } from '../channel.ts';
import { section, type SlackMessage } from './blocks.ts';
import { alertMessage, alertText } from './card.ts';
import { mentions } from './mentions.ts';
import { escaped } from './text.ts';

const COMPANY = 80;
/** Slack takes so many characters of a text without blocks. */
const TEXT = 4000;

/** The whole card, with whom it calls and beside whom it stands said first. */
export function cardOf(alert: Alert): SlackMessage {
  const first = openingOf(alert);
  const { text, blocks } = alertMessage(alert);
  if (first === '') return { text, blocks };
  return { text: `${first} ${text}`, blocks: [...blocks.slice(0, 1), section(first), ...blocks.slice(1)] };
}

/** The same without blocks. */
export function textOfCard(alert: Alert): string {
  const first = openingOf(alert);
  if (first === '') return alertText(alert);
  // A line is left out whole, since a cut one may end in half a link.
  let room = TEXT - first.length;
  const lines = alertText(alert).split('\n');
  return [first, ...lines.filter((line) => (room -= line.length + 1) >= 0)].join('\n');
}

function openingOf(alert: Alert): string {
  const company = escaped(alert.lead.company ?? '', COMPANY) || 'the same company';
  const beside = alert.under === 'colleague' ? `👥 Another person at ${company} is hot` : '';
  return [mentions(alert), beside].filter((part) => part !== '').join(' ');
}
