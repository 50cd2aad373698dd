import type { Control } from '../domain/telling/controls.ts';
import type { Standing } from '../domain/telling/standing.ts';

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

/** Where it stands, for its reader. */
export function standingInWords(standing: Standing, timeZone: string): string {
  const at = (time: number) => timeInWords(time, timeZone);
  const moved = standing.movedTo === undefined ? '' : ` It is with ${standing.movedTo} now.`;
  if (standing.kind === 'claimed') return `${standing.by} claimed it at ${at(standing.at)}.${moved}`;
  if (standing.kind === 'contacted')
    return `${standing.by ?? 'Somebody'} was in contact at ${at(standing.at)} (${standing.how}).${moved}`;
  if (standing.kind === 'closed') return `It was closed at ${at(standing.at)}: ${standing.as.replaceAll('_', ' ')}.`;
  return `Nobody has said yet that they are on it.${moved}`;
}

/** "Mon 14:10 GMT+1": pages have no script that could ask the reader's browser for its zone. */
export function timeInWords(at: number, timeZone: string): string {
  return formatter(timeZone).format(at).replace(',', '');
}

function formatter(timeZone: string): Intl.DateTimeFormat {
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
    // A zone that this machine does not know.
    return new Intl.DateTimeFormat('en-US', { ...shape, timeZone: 'UTC' });
  }
}
