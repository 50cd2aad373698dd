import type { Standing } from '../../domain/telling/standing.ts';
import type { Alert } from '../channel.ts';
import type { Saying } from './saying.ts';
import { oneLine } from './text.ts';

const NAME = 60;
const WORDS = 200;
const MINUTE_MS = 60_000;

const ENDS: Record<Extract<Standing, { kind: 'closed' }>['as'], string> = {
  won: '🏆 Won',
  lost: '🏁 Lost',
  not_a_fit: '🚫 Not a fit',
  cooled: '❄️ No longer hot',
  duplicate: '👥 A duplicate',
};

/** Nothing is left to be done for it by anybody: it is over, or they have been spoken with. */
export function isAnswered({ standing, fyi }: Pick<Alert, 'standing' | 'fyi'>): boolean {
  return fyi === true || standing.kind === 'contacted' || standing.kind === 'closed';
}

/** Whether the reader has to hurry: then, and only then, a card says until when. */
export function hasClock(alert: Pick<Alert, 'standing' | 'fyi'>): boolean {
  return !isAnswered(alert) && alert.standing.movedTo === undefined;
}

/** Where it stands, the most important first; nothing for what is open and new. */
export function stateLines(alert: Alert): Saying[] {
  const { standing, now, fyi } = alert;
  const lines = [movedLine(standing), mainLine(alert), fyi === true ? [fyiLine(alert)] : undefined];
  if (hasClock(alert)) {
    const { snoozedUntil, escalated } = standing;
    if (snoozedUntil !== undefined && snoozedUntil > now)
      lines.push(['💤 Snoozed: no reminders until ', { at: snoozedUntil }]);
    if (escalated !== undefined) lines.push([`⏫ ${capital(oneLine(escalated, WORDS))}`]);
  }
  return lines.filter((line) => line !== undefined);
}

function movedLine({ movedTo }: Standing): Saying | undefined {
  if (movedTo === undefined) return undefined;
  return [`➡️ ${capital(oneLine(movedTo, NAME)) || 'Somebody else'} has it now: nothing to do for you`];
}

function mainLine({ standing, respondBy, fyi }: Alert): Saying | undefined {
  switch (standing.kind) {
    case 'open':
      return undefined;
    case 'claimed':
      return [`🙋 Claimed${byName(standing.by)}, `, { at: standing.at }];
    case 'contacted': {
      const how = oneLine(standing.how, NAME);
      const words = `✅ Contacted${byName(standing.by)}${how === '' ? '' : ` (${how})`}, `;
      return [words, { at: standing.at }, ...(fyi === true ? [] : [inTime(standing.at, respondBy)])];
    }
    case 'closed': {
      const because = oneLine(standing.because ?? '', WORDS);
      const words = `${ENDS[standing.as]}${because === '' ? '' : `: ${because}`}`;
      return [`${words}${standing.by === undefined ? '' : ` — said${byName(standing.by)}`}, `, { at: standing.at }];
    }
  }
}

function byName(by: string | undefined): string {
  return by === undefined ? '' : ` by ${oneLine(by, NAME) || 'somebody'}`;
}

function inTime(at: number, respondBy: number): string {
  const minutes = Math.floor((at - respondBy) / MINUTE_MS);
  if (minutes < 1) return ', in time';
  const hours = Math.floor(minutes / 60);
  if (hours < 1) return `, ${minutes} min late`;
  return hours < 48 ? `, ${hours} h ${minutes % 60} min late` : `, ${Math.floor(hours / 24)} days late`;
}

function fyiLine({ surface, assignee, owner }: Alert): string {
  const who = surface === 'assignee' ? 'You' : oneLine(assignee ?? owner ?? '', NAME) || 'Their rep';
  const verb = surface === 'assignee' ? 'have' : 'has';
  return `ℹ️ ${who} ${verb} spoken with them in the last day: for your information, no task`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
