import { instantInWords } from '../../domain/telling/instantInWords.ts';
import type { Alert } from '../channel.ts';
import { buttonsOf, nameOf, personRows, subjectOf } from './leadParts.ts';
import { type Letter, type Part, type Row, section } from './letter.ts';
import { standingLines } from './standingLines.ts';
import { dueTime } from './times.ts';

/** From then on "just now" would be wrong. */
const LATE_MS = 2 * 60_000;

/** Everything a rep needs to act, as a mail. */
export function alertLetter(alert: Alert): Letter {
  const { lead, note, score, reasons, quote = '', tier, routingNote = '' } = alert;
  const parts: Part[] = [
    { kind: 'title', text: `${tier === 3 ? '' : '🔥 '}${score} · ${nameOf(lead)}` },
    ...warnings(alert),
    ...standingLines(alert).map((text): Part => ({ kind: 'text', text })),
    ...section(`Why now${asOf(alert)}`, { kind: 'list', items: reasons }, ...quoted(quote)),
    ...section('What to know', { kind: 'rows', rows: factRows(alert) }),
    ...(tier === 1 ? [quiet('Tier 1: an executive may be brought in.')] : []),
    ...(routingNote === '' ? [] : [quiet(routingNote)]),
    { kind: 'buttons', links: buttonsOf(alert) },
  ];
  const preview = [note, ...reasons.slice(0, 2), ...(isWaiting(alert) ? [`respond by ${due(alert)}`] : [])];
  return { subject: subjectOf(alert), preview: preview.filter(Boolean).join('; '), parts };
}

/** What must not be overlooked. */
export function warnings({ note, mayBeRepeated, fyi }: Alert): Part[] {
  const said = [
    ...(note === undefined ? [] : [note]),
    ...(fyi
      ? ['You spoke with each other in the last day: this is for your information, without a task or a clock.']
      : []),
    ...(mayBeRepeated ? ['This may be a second copy of the same mail.'] : []),
  ];
  return said.map((text) => ({ kind: 'text', text, tone: 'warning' }));
}

/** Until when, how hot, whose, and how to reach them. */
export function factRows(alert: Alert): Row[] {
  const { score, tier, fit, hotUntil, assignee, owner, lead, timeZone } = alert;
  const fitting = fit === undefined || fit === 'unknown' ? '' : `, ${fit} fit`;
  return [
    ...(isWaiting(alert) ? [['Respond by', due(alert)] as Row] : []),
    ...personRows(lead),
    ['Score', `${score}, tier ${tier}${fitting}`],
    ...(hotUntil === undefined ? [] : [['Stays hot until', instantInWords(hotUntil, timeZone, alert.now)] as Row]),
    ['Assignee', assignee || 'nobody yet'],
    ['Owner', owner || 'nobody yet'],
  ];
}

function isWaiting({ standing, fyi }: Alert): boolean {
  return !fyi && (standing.kind === 'open' || standing.kind === 'claimed');
}

function due({ respondBy, now, timeZone }: Alert): string {
  return dueTime(respondBy, now, timeZone);
}

/** A mail that had to wait says when its "just now" was. */
export function asOf({ reasonsAt, now, timeZone }: Pick<Alert, 'reasonsAt' | 'now' | 'timeZone'>): string {
  return now - reasonsAt < LATE_MS ? '' : ` (at ${instantInWords(reasonsAt, timeZone, now)})`;
}

/** Their own words, where there are any. */
export function quoted(quote: string): Part[] {
  return quote.trim() === '' ? [] : [{ kind: 'quote', text: quote }];
}

function quiet(text: string): Part {
  return { kind: 'text', text, tone: 'quiet' };
}
