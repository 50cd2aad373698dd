import type { NoticeKind, Pace } from '../../domain/telling/preferences.ts';
import type { Home } from '../answers.ts';
import { escaped } from './text.ts';
import { timeOfDay } from './timeOfDay.ts';

/** What each notice is about. */
export const noticeWords: Record<NoticeKind, string> = {
  many_opens: 'Opened one e-mail many times',
  revived: 'Came back after a long silence',
  several_messages: 'Opened several of our e-mails',
  warm_click: 'A warm lead clicked',
  account_play: 'Several people of one company',
};

export const noticeKinds = Object.keys(noticeWords) as NoticeKind[];

export const paceWords: Record<Pace, string> = { now: 'at once', digest: 'in the digest', off: 'not at all' };

const SIGNALS = 20;

/** What somebody chose, and what holds since they chose nothing, in lines of mrkdwn. */
export function preferenceLines(home: Home): string[] {
  const { preferences, settings } = home;
  const notices = noticeKinds.map((kind) => `• ${noticeWords[kind]}: ${paceWords[paceOf(kind, home)]}`);
  const { quiet } = preferences;
  return [
    `*Hot leads*: ${hotWords(home)}`,
    ...notices,
    `*Quiet hours*: ${quiet ? `${timeOfDay(quiet.from)} to ${timeOfDay(quiet.to)}` : 'none of your own'}`,
    `*End-of-day digest*: ${timeOfDay(preferences.digestAt ?? settings.digestAt)}`,
  ];
}

function paceOf(kind: NoticeKind, { preferences, settings }: Home): Pace {
  if (settings.floor.notices.includes(kind)) return 'now';
  return preferences.notices?.[kind] ?? settings.notices[kind];
}

function hotWords({ preferences, signals, settings }: Home): string {
  const waiting =
    settings.floor.hot === 'all' ? [] : signals.filter(({ type }) => preferences.alerts?.[type] === 'digest');
  if (waiting.length === 0) return 'each at once';
  const words = waiting.slice(0, SIGNALS).map((signal) => escaped(signal.words, 80));
  return `at once, but in the digest after: ${words.join(', ')} (without reminders; your backup and manager hear of what nobody answers)`;
}
