import { instantInWords } from '../../domain/telling/instantInWords.ts';
import type { Control } from '../../domain/telling/controls.ts';
import type { Alert } from '../channel.ts';
import { type Action, type Content, type Element, fact, heading, line, open, title } from './elements.ts';
import { oneLine } from './text.ts';

/** Teams shows six buttons: learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference. */
const MOST_ACTIONS = 6;
/** From then on "just now" would be wrong. */
const LATE_MS = 2 * 60_000;
const CRM_NAMES = new Map([
  ['hubspot', 'HubSpot'],
  ['salesforce', 'Salesforce'],
]);
const LABELS: Record<Control, string> = {
  claim: 'Claim',
  contacted: 'Contacted',
  snooze: 'Snooze',
  reassign: 'Reassign',
  release: 'Release',
  not_a_fit: 'Not a fit',
  why_hot: 'Why hot',
  why_me: 'Why me',
  timeline: 'Timeline',
};

/** A hot lead with at most so many reasons, each opening something: a card of Teams has no buttons that answer by themselves. */
export function alertContent(alert: Alert, most: { reasons: number; quote: number }): Content {
  const { note, fyi, reasons, quote } = alert;
  const rest = reasons.length - most.reasons;
  const body: Element[] = [
    title(headline(alert)),
    ...(note === undefined ? [] : [line(`⏰ ${note}`, { weight: 'Bolder' })]),
    ...(fyi === true
      ? [line('For your information: they spoke with each other in the last day. No task, no clock.')]
      : []),
    ...repeatedLine(alert),
    ...(reasons.length > 0 ? [heading(`Why now${asOf(alert)}`)] : []),
    ...reasons.slice(0, most.reasons).map((reason) => line(`• ${reason}`, {}, 200)),
    ...(rest > 0 ? [line(`• and ${rest} more`)] : []),
    ...(quote === undefined || most.quote === 0 ? [] : [line(`“${quote}”`, { italic: true }, most.quote)]),
    heading('Facts'),
    ...facts(alert),
    ...(alert.routingNote === undefined ? [] : [line(alert.routingNote, { isSubtle: true })]),
  ];
  return { body, actions: actionsOf(alert).slice(0, MOST_ACTIONS) };
}

/** "🔥 84 · Dana Buyer — Big Co". */
export function headline({ score, lead, tier }: Alert): string {
  const company = lead.company === undefined ? '' : ` — ${oneLine(lead.company, 60)}`;
  return `${tier === 3 ? '' : '🔥 '}${score} · ${oneLine(lead.name, 80) || 'Unnamed lead'}${company}`;
}

/** Said of what may stand there twice. */
export function repeatedLine({ mayBeRepeated }: { mayBeRepeated: boolean }): Element[] {
  return mayBeRepeated ? [line('⚠️ This may be a second copy of the same message.')] : [];
}

function facts(alert: Alert): Element[] {
  const { lead, standing, tier, fit, timeZone, now } = alert;
  const clockRuns = alert.fyi !== true && (standing.kind === 'open' || standing.kind === 'claimed');
  return [
    ...fact('Respond by', clockRuns ? instantInWords(alert.respondBy, timeZone, now) : undefined),
    ...fact('Standing', standingInWords(alert)),
    ...fact('Score', `${alert.score}, tier ${tier}${fit === undefined ? '' : `, fit ${fit}`}`),
    ...fact(
      'Stays hot until',
      alert.hotUntil === undefined ? undefined : instantInWords(alert.hotUntil, timeZone, now),
    ),
    ...fact('Assignee', alert.assignee ?? 'nobody yet'),
    ...fact('Owner', alert.owner),
    ...fact('Role', lead.jobTitle),
    ...fact('Phone', lead.phone),
    ...fact('E-mail', lead.email),
    ...(tier === 1 ? [line('Tier 1: an executive may be brought in.', { isSubtle: true })] : []),
  ];
}

/** What had to wait says when its "just now" was. */
export function asOf({ reasonsAt, timeZone, now }: Pick<Alert, 'reasonsAt' | 'timeZone' | 'now'>): string {
  return now - reasonsAt < LATE_MS ? '' : ` (at ${instantInWords(reasonsAt, timeZone, now)})`;
}

/** Where it stood when this was sent: a message in Teams cannot be changed. */
export function standingInWords({ standing, timeZone, now }: Pick<Alert, 'standing' | 'timeZone' | 'now'>): string {
  const at = (time: number) => instantInWords(time, timeZone, now);
  const more = standing.escalated === undefined ? '' : `; ${standing.escalated}`;
  if (standing.kind === 'open') return `open${more}`;
  if (standing.kind === 'claimed') return `${standing.by} claimed it at ${at(standing.at)}${more}`;
  if (standing.kind === 'contacted')
    return `${standing.by ?? 'somebody'} was in contact at ${at(standing.at)} (${standing.how})`;
  return `closed at ${at(standing.at)}: ${standing.as.replaceAll('_', ' ')}`;
}

/** The record first, then what the reader may do. */
export function actionsOf({ lead, controls, links = {} }: Alert): Action[] {
  const record = open(`Open in ${CRM_NAMES.get(lead.crm) ?? 'the CRM'}`, lead.recordUrl);
  return [...record, ...controls.flatMap((control) => open(LABELS[control], links[control]))];
}
