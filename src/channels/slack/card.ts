import type { ChatPostMessageArguments } from '@slack/web-api';
import type { Alert } from '../channel.ts';
import { clockTime, instantText, respondByText } from './respond-by.ts';
import { escaped, oneLine } from './text.ts';

// Slack's own limits are wider (header 150, field 2000, button url 3000, update text 4000): a card must be read in seconds.
const HEADER = 150;
const FIELD = 150;
const NOTE = 300;
const REASON = 200;
const REASONS_SHOWN = 10;
const BUTTON_URL = 3000;
/** From then on "just now" would be wrong. */
const LATE_MS = 2 * 60_000;
const PRINTED_URL = 600;
const CRM_NAMES = new Map([
  ['hubspot', 'HubSpot'],
  ['salesforce', 'Salesforce'],
]);

type AnyBlock = Extract<ChatPostMessageArguments, { blocks: unknown }>['blocks'][number];
/** The kinds of block every client shows and every validator knows. */
export type CardBlock = Extract<AnyBlock, { type: 'header' | 'section' | 'rich_text' | 'context' | 'actions' }>;

/**
 * The alert as one Slack message; `text` is what a notification shows. Slack's limits hold and nobody is pinged, whatever
 * the lead is called.
 */
export function alertMessage(alert: Alert): { text: string; blocks: CardBlock[] } {
  const blocks: CardBlock[] = [
    { type: 'header', text: plain(headline(alert)) },
    ...warnings(alert).map((note): CardBlock => ({ type: 'section', text: plain(note) })),
    ...whyNow(alert),
    { type: 'section', fields: facts(alert).map(([name, value]) => mrkdwn(`*${name}*\n${value}`)) },
    ...notes(alert).map((note): CardBlock => ({ type: 'context', elements: [plain(note)] })),
    ...openButton(alert),
  ];
  return { text: sentence(alert), blocks };
}

/** The whole card in lines of mrkdwn, at most 4,000 characters: what is posted when Slack refuses the blocks. */
export function alertText(alert: Alert): string {
  const url = recordUrl(alert);
  const link = url === undefined ? '' : `<${url.replaceAll('|', '%7C').replaceAll('&', '&amp;')}|${openLabel(alert)}>`;
  const lines = [
    sentence(alert),
    ...[...warnings(alert), ...notes(alert)].map((note) => escaped(note, NOTE)),
    ...alert.reasons.slice(0, 5).map((reason) => `• ${escaped(reason, FIELD)}`),
    alert.quote === undefined ? '' : `> ${escaped(alert.quote, REASON)}`,
    ...facts(alert).map(([name, value]) => `${name}: ${value}`),
    link.length <= PRINTED_URL ? link : '',
  ];
  return lines.filter((line) => line !== '').join('\n');
}

function headline({ score, lead }: Alert): string {
  const start = `🔥 ${score} · `;
  const company = lead.company === undefined ? '' : ` — ${oneLine(lead.company, 60)}`;
  return `${start}${oneLine(lead.name, HEADER - start.length - company.length) || 'Unnamed lead'}${company}`;
}

/** What a notification shows: mrkdwn, so escaped. */
function sentence(alert: Alert): string {
  const { lead, score, reasons } = alert;
  const company = lead.company === undefined ? '' : ` (${escaped(lead.company, 80)})`;
  const why = reasons[0] === undefined ? '' : `: ${escaped(reasons[0], FIELD)}`;
  const name = escaped(lead.name, 100) || 'Unnamed lead';
  return `${alert.tier === 3 ? 'Warm' : 'Hot'} lead ${score}, ${name}${company}${why}. Respond by ${respondBy(alert)}`;
}

function respondBy(alert: Alert): string {
  return respondByText(alert.respondBy, alert.now, alert.timeZone);
}

function warnings({ mayBeRepeated, episode, note }: Alert): string[] {
  const why = note === undefined ? [] : [`⏰ ${oneLine(note, NOTE)}`];
  if (!mayBeRepeated) return why;
  return [...why, `⚠️ This may be a second copy of the same alert (episode ${oneLine(episode, 64)})`];
}

function whyNow({ reasons, quote = '', ...alert }: Alert): CardBlock[] {
  const shown = reasons.map((reason) => oneLine(reason, REASON)).filter((reason) => reason !== '');
  if (shown.length === 0) return [];
  const rest = shown.length - REASONS_SHOWN;
  const lines = rest > 0 ? [...shown.slice(0, REASONS_SHOWN), `and ${rest} more`] : shown;
  const said = oneLine(quote, REASON);
  const title = { type: 'text', text: `Why now${asOf(alert)}`, style: { bold: true } } as const;
  return [
    {
      type: 'rich_text',
      elements: [
        { type: 'rich_text_section', elements: [title] },
        { type: 'rich_text_list', style: 'bullet', elements: lines.map(listItem) },
        ...(said === ''
          ? []
          : [{ type: 'rich_text_quote' as const, elements: [{ type: 'text' as const, text: said }] }]),
      ],
    },
  ];
}

/** An alert that had to wait says when its "just now" was. */
function asOf({ reasonsAt, now, timeZone }: Pick<Alert, 'reasonsAt' | 'now' | 'timeZone'>): string {
  return now - reasonsAt < LATE_MS ? '' : ` (at ${clockTime(reasonsAt, timeZone)})`;
}

function listItem(text: string) {
  return { type: 'rich_text_section' as const, elements: [{ type: 'text' as const, text }] };
}

/** Names and escaped mrkdwn values, at most 8 (Slack shows 10). */
function facts(alert: Alert): [name: string, value: string][] {
  const { lead, score, tier } = alert;
  const all: [string, string | undefined][] = [
    ['Respond by', respondBy(alert)],
    ['Score', `${score}, tier ${tier}`],
    ['Stays hot until', alert.hotUntil === undefined ? undefined : instantText(alert.hotUntil, alert.timeZone)],
    ['Assignee', escaped(alert.assignee ?? '', FIELD) || 'nobody yet'],
    ['Owner', escaped(alert.owner ?? '', FIELD) || 'nobody yet'],
    ['Phone', escaped(lead.phone ?? '', FIELD)],
    ['E-mail', escaped(lead.email ?? '', FIELD)],
    ['Role', escaped(lead.jobTitle ?? '', FIELD)],
  ];
  return all.filter((fact): fact is [string, string] => Boolean(fact[1]));
}

function notes({ tier, routingNote = '' }: Alert): string[] {
  const executive = tier === 1 ? 'Tier 1: an executive may be brought in.' : '';
  return [executive, oneLine(routingNote, NOTE)].filter((note) => note !== '');
}

function openButton(alert: Alert): CardBlock[] {
  const url = recordUrl(alert);
  if (url === undefined) return [];
  return [
    { type: 'actions', elements: [{ type: 'button', action_id: 'open_record', text: plain(openLabel(alert)), url }] },
  ];
}

function openLabel({ lead }: Alert): string {
  return `Open in ${CRM_NAMES.get(lead.crm) ?? 'CRM'}`;
}

/** Undefined when Slack would refuse the whole message because of it. */
function recordUrl({ lead }: Alert): string | undefined {
  const url = URL.parse(lead.recordUrl);
  const good = url && /^https?:$/.test(url.protocol) && url.href.length <= BUTTON_URL;
  return good ? url.href : undefined;
}

// `emoji: false`: a lead called :skull: stays what it is.
function plain(text: string) {
  return { type: 'plain_text' as const, text, emoji: false };
}

// `verbatim`: Slack adds no links and mentions of its own finding.
function mrkdwn(text: string) {
  return { type: 'mrkdwn' as const, text, verbatim: true };
}
