import type { Alert } from '../channel.ts';
import { hasClock, isAnswered } from './cardState.ts';
import { instantText, respondByText } from './respond-by.ts';
import { escaped } from './text.ts';

const VALUE = 150;
/** From then on "just now" and "60 min from this alert" would be wrong. */
const LATE_MS = 2 * 60_000;

const FITS: Record<NonNullable<Alert['fit']>, string> = {
  good: 'good',
  unknown: 'not known',
  poor: 'poor',
  excluded: 'excluded',
};

/** Names and escaped mrkdwn values, at most 9 (Slack shows 10); what is not known is left out. */
export function facts(alert: Alert): [name: string, value: string][] {
  const { lead, score, tier, fit } = alert;
  const all: [string, string | undefined][] = [
    ['Respond by', hasClock(alert) ? respondBy(alert) : undefined],
    ['Score', `${score}, tier ${tier}`],
    ['Role', escaped(lead.jobTitle ?? '', VALUE)],
    ['Fit', fit && FITS[fit]],
    ['Phone', escaped(lead.phone ?? '', VALUE)],
    ['E-mail', escaped(lead.email ?? '', VALUE)],
    ['Assignee', escaped(alert.assignee ?? '', VALUE) || 'nobody yet'],
    ['Owner', escaped(alert.owner ?? '', VALUE) || 'nobody yet'],
    ['Stays hot until', hotUntil(alert)],
  ];
  return all.filter((fact): fact is [string, string] => Boolean(fact[1]));
}

/** The instant, and how far ahead it was while that is true of the message: not once it is shown anew. */
export function respondBy(alert: Alert): string {
  const { now, timeZone, standing } = alert;
  const isNew = standing.kind === 'open' && !isOld(alert);
  if (isNew || alert.respondBy <= now) return respondByText(alert.respondBy, now, timeZone);
  return instantText(alert.respondBy, timeZone, now);
}

/** Whether its reasons are told some time after they were written. */
export function isOld({ now, reasonsAt }: Pick<Alert, 'now' | 'reasonsAt'>): boolean {
  return now - reasonsAt >= LATE_MS;
}

function hotUntil(alert: Alert): string | undefined {
  if (alert.hotUntil === undefined || (isAnswered(alert) && alert.fyi !== true)) return undefined;
  return instantText(alert.hotUntil, alert.timeZone, alert.now);
}
