import { instantInWords } from '../../domain/telling/instantInWords.ts';

const MINUTE = 60_000;

/**
 * When to have answered, as a mrkdwn text. Slack writes the instant in the zone and the 12 or 24 hour form of whoever looks,
 * which is right for a channel read in four zones; where it cannot (notifications, e-mail), it shows our text in
 * `timeZone`. The distance counts from the alert, not from "now", so that it stays true while the message stands there.
 */
export function respondByText(respondBy: number, now: number, timeZone: string): string {
  return `${instantText(respondBy, timeZone, now)} (${distance(respondBy - now)})`;
}

/** An instant alone, the same way. Without `now` our text has the date. */
export function instantText(at: number, timeZone: string, now?: number): string {
  return `<!date^${Math.floor(at / 1000)}^{date_short_pretty} {time}|${instantInWords(at, timeZone, now)}>`;
}

function distance(ms: number): string {
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 1) return 'overdue';
  if (minutes < 120) return `${minutes} min from this alert`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${minutes % 60} min from this alert`;
  return `${Math.round(hours / 24)} days from this alert`;
}
