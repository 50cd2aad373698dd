import type { Alert } from '../channel.ts';
import { clockTime } from './times.ts';

const CLOSED = {
  won: 'won',
  lost: 'lost',
  not_a_fit: 'not a fit',
  cooled: 'cooled down',
  duplicate: 'a duplicate',
} as const;

/** Where the episode stood when the mail was sent; nothing while it is open and nothing happened. */
export function standingLines({ standing, timeZone }: Alert): string[] {
  const { snoozedUntil, escalated, movedTo } = standing;
  return [
    ...(movedTo === undefined ? [] : [`Now with ${movedTo}.`]),
    ...stateLine(standing, timeZone),
    ...(escalated === undefined ? [] : [escalated]),
    ...(snoozedUntil === undefined ? [] : [`Reminders are off until ${clockTime(snoozedUntil, timeZone)}.`]),
  ];
}

function stateLine(standing: Alert['standing'], timeZone: string): string[] {
  switch (standing.kind) {
    case 'open':
      return [];
    case 'claimed':
      return [`Claimed by ${standing.by}, ${clockTime(standing.at, timeZone)}.`];
    case 'contacted':
      return [`Contacted${byWhom(standing.by)}, ${clockTime(standing.at, timeZone)}: ${standing.how}.`];
    case 'closed': {
      const because = standing.because === undefined ? '' : `: ${standing.because}`;
      return [`Closed as ${CLOSED[standing.as]}${byWhom(standing.by)}, ${clockTime(standing.at, timeZone)}${because}.`];
    }
  }
}

function byWhom(by: string | undefined): string {
  return by === undefined ? '' : ` by ${by}`;
}
