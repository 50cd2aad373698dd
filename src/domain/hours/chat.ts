import type { Absence, Chat } from './availability.ts';
import { awayStatus, shortStatus, type StatusSigns } from './statusWords.ts';

const hourMs = 3_600_000;
const SHORT_MS = 2 * hourMs;

/**
 * When the chat says that somebody is away. A status without an end counts until it is taken back; one of short absence (lunch,
 * a meeting) only in the two hours before its end, and without an end never. The status itself is not repeated: it may be
 * about somebody's health.
 */
export function chatAbsences(chat: Chat | undefined): Absence[] {
  if (!chat) return [];
  const since = chat.since ?? -Infinity;
  const quietSince = chat.quietSince ?? since;
  return [
    { from: Math.max(since, statusFrom(chat)), to: chat.statusUntil ?? Infinity, because: 'the chat status says away' },
    { from: quietSince, to: chat.quietUntil ?? quietSince, because: 'chat notifications are paused' },
  ].filter(({ from, to }) => from < to);
}

/** From when its status counts as away; Infinity when never. */
function statusFrom(chat: Chat): number {
  if (says(chat, away) && !isBack(chat)) return -Infinity;
  return says(chat, short) && chat.statusUntil !== undefined ? chat.statusUntil - SHORT_MS : Infinity;
}

/** Signs that are searched for at every route, of every rep: made plain once. */
type Signs = { emoji: readonly string[]; words: string[] };
const away = plainSigns(awayStatus);
const short = plainSigns(shortStatus);
const back = plainWords(awayStatus.butNot);

function plainSigns({ emoji, words }: StatusSigns): Signs {
  return { emoji, words: plainWords(words) };
}

function plainWords(words: StatusSigns['words']): string[] {
  return Object.values(words).flat().map(plain);
}

function says({ text = '', emoji = '' }: Chat, signs: Signs): boolean {
  const name = emoji.split(':').find((part) => part !== '') ?? '';
  return signs.emoji.includes(name) || has(text, signs.words);
}

/** "Back from vacation" is no vacation. */
function isBack({ text = '' }: Chat): boolean {
  return has(text, back);
}

/** Whole words only, whatever their case, accents and punctuation: "music" is not "sic". */
function has(text: string, words: string[]): boolean {
  if (text === '') return false;
  const said = plain(text);
  return words.some((each) => said.includes(each));
}

function plain(text: string): string {
  const letters = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return ` ${letters.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;
}
