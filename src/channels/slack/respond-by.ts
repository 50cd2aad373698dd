const MINUTE = 60_000;

/**
 * When to have answered, as a mrkdwn text. Slack writes the instant in the zone and the 12 or 24 hour form of whoever looks,
 * which is right for a channel read in four zones; where it cannot (notifications, e-mail), it shows our text in
 * `timeZone`. The distance counts from the alert, not from "now", so that it stays true while the message stands there.
 */
export function respondByText(respondBy: number, now: number, timeZone: string): string {
  return `${instantText(respondBy, timeZone)} (${distance(respondBy - now)})`;
}

/** An instant alone, the same way. */
export function instantText(at: number, timeZone: string): string {
  return `<!date^${Math.floor(at / 1000)}^{date_short_pretty} {time}|${clockTime(at, timeZone)}>`;
}

/** "Sat 14:10 GMT+1". A zone this machine does not know is shown as UTC. */
export function clockTime(at: number, timeZone: string): string {
  const clock = clocks.get(timeZone) ?? clockOf(timeZone);
  clocks.set(timeZone, clock);
  return clock.format(at).replace(',', '');
}

/** Making one takes a tenth of a millisecond, and there are as many as zones. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const shape = {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  } as const;
  try {
    return new Intl.DateTimeFormat('en-US', { ...shape, timeZone });
  } catch {
    return new Intl.DateTimeFormat('en-US', { ...shape, timeZone: 'UTC' });
  }
}

function distance(ms: number): string {
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 1) return 'overdue';
  if (minutes < 120) return `${minutes} min from this alert`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${minutes % 60} min from this alert`;
  return `${Math.round(hours / 24)} days from this alert`;
}
