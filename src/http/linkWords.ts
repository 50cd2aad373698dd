import type { Alert } from '../channels/channel.ts';
import type { Control } from '../domain/telling/controls.ts';
import { instantInWords } from '../domain/telling/instantInWords.ts';

/** What each page is called, and what its button says; those without a button only tell. */
export const controlWords: Record<Control, { title: string; button?: string; link: string }> = {
  claim: { title: 'Claim this lead?', button: 'Claim it', link: 'Claim' },
  contacted: { title: 'You have been in contact?', button: 'Yes, stop the clock', link: 'Contacted' },
  snooze: { title: 'Remind you later?', button: 'Snooze', link: 'Snooze' },
  reassign: { title: 'Give this lead to somebody else?', button: 'Reassign', link: 'Reassign' },
  release: { title: 'Give this lead back?', button: 'Release it', link: 'Release' },
  not_a_fit: { title: 'Not a fit?', button: 'Close it as not a fit', link: 'Not a fit' },
  why_hot: { title: 'Why this lead is hot', link: 'Why hot' },
  why_me: { title: 'Why you were told', link: 'Why me' },
  timeline: { title: 'What happened so far', link: 'Timeline' },
};

/** Where it stands and who has it, for its reader. */
export function standingInWords(alert: Pick<Alert, 'standing' | 'assignee' | 'surface' | 'timeZone' | 'now'>): string {
  const { standing, timeZone, now } = alert;
  const at = (time: number) => instantInWords(time, timeZone, now);
  const { snoozedUntil: until } = standing;
  const snoozed = until === undefined || until <= now ? '' : ` Reminders are off until ${at(until)}.`;
  const moved = standing.movedTo === undefined ? '' : ` It is with ${standing.movedTo} now.`;
  if (standing.kind === 'claimed') return `${standing.by} claimed it at ${at(standing.at)}.${moved}${snoozed}`;
  if (standing.kind === 'contacted')
    return `${standing.by ?? 'Somebody'} was in contact at ${at(standing.at)} (${standing.how}).${moved}`;
  if (standing.kind === 'closed') return `It was closed at ${at(standing.at)}: ${standing.as.replaceAll('_', ' ')}.`;
  return `${openInWords(alert)}${snoozed}`;
}

function openInWords({ standing, assignee, surface }: Pick<Alert, 'standing' | 'assignee' | 'surface'>): string {
  const holder = standing.movedTo ?? assignee;
  if (holder === undefined) return 'Nobody has it yet.';
  if (surface === 'assignee' && standing.movedTo === undefined)
    return 'It is yours, and you have not said yet that you are on it.';
  return `${holder} has it, and has not said yet that they are on it.`;
}
