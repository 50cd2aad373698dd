import { instantInWords } from '../../domain/telling/instantInWords.ts';
import type { Alert } from '../channel.ts';

const CLOSED = {
  won: 'won',
  lost: 'lost',
  not_a_fit: 'not a fit',
  cooled: 'cooled down',
  duplicate: 'a duplicate',
} as const;

/** Where the episode stood when the mail was sent; nothing while it is open and nothing happened. */
export function standingLines({ standing, timeZone, now }: Alert): string[] {
  const when = (at: number) => instantInWords(at, timeZone, now);
  const { snoozedUntil, escalated, movedTo } = standing;
  return [
    ...(movedTo === undefined ? [] : [`Now with ${movedTo}.`]),
    ...stateLine(standing, when),
    ...(escalated === undefined ? [] : [escalated]),
    ...(snoozedUntil === undefined ? [] : [`Reminders are off until ${when(snoozedUntil)}.`]),
  ];
}

function stateLine(standing: Alert['standing'], when: (at: number) => string): string[] {
  switch (standing.kind) {
    case 'open':
      return [];
    case 'claimed':
      return [`Claimed by ${standing.by}, ${when(standing.at)}.`];
    case 'contacted':
      return [`Contacted${byWhom(standing.by)}, ${when(standing.at)}: ${standing.how}.`];
    case 'closed': {
      const because = standing.because === undefined ? '' : `: ${standing.because}`;
      return [`Closed as ${CLOSED[standing.as]}${byWhom(standing.by)}, ${when(standing.at)}${because}.`];
    }
  }
}

function byWhom(by: string | undefined): string {
  return by === undefined ? '' : ` by ${by}`;
}
