import type { Import } from '../store/imports.ts';

const MINUTE_MS = 60_000;
/** Characters of the bar. */
const BAR = 20;

/** How far a first import is; `leftMs` is a guess, absent until there is something to guess from. */
export type ImportProgress = Import & { share: number; leftMs?: number };

/** How far it is at `now`. */
export function progressOf(kept: Import, now: number): ImportProgress {
  if (kept.state === 'done') return { ...kept, share: 1 };
  const share = Math.min(0.99, kept.done / Math.max(1, kept.total));
  const left = Math.max(0, kept.total - kept.done);
  const leftMs = kept.done === 0 ? undefined : ((now - kept.startedAt) / kept.done) * left;
  return { ...kept, share, ...(leftMs !== undefined && { leftMs: Math.round(leftMs) }) };
}

/** "imported 12,300 of 100,000 contacts (12%), about 6 min left". */
export function importInWords(progress: ImportProgress): string {
  const { state, done: people } = progress;
  if (state === 'done') return `imported ${counted(people)} contacts`;
  return `imported ${ofAll(progress)} (${percentOf(progress)}%)${leftInWords(progress)}`;
}

/** The same for the log, as a bar: "▓▓▓▓▓▓▓▓░░░░░░░░░░░░  41%  41,000 of 100,000 contacts, about 6 min left". */
export function importBar(progress: ImportProgress): string {
  const { state, done: people, share, startedAt, changedAt } = progress;
  const full = Math.floor(share * BAR);
  const bar = `${'▓'.repeat(full)}${'░'.repeat(BAR - full)} ${`${percentOf(progress)}%`.padStart(4)}`;
  if (state !== 'done') return `${bar}  ${ofAll(progress)}${leftInWords(progress)}`;
  const took = changedAt - startedAt;
  return `${bar}  imported ${counted(people)} contacts in ${took < MINUTE_MS ? 'less than a minute' : minutesInWords(took)}`;
}

function ofAll({ done: people, total }: ImportProgress): string {
  return `${counted(people)} of ${counted(Math.max(total, people))} contacts`;
}

function leftInWords({ leftMs }: ImportProgress): string {
  return leftMs === undefined ? '' : `, about ${minutesInWords(leftMs)} left`;
}

/** Of a hundred, rounded down: the last one is for the end. */
export function percentOf({ share }: ImportProgress): number {
  return Math.floor(share * 100);
}

function counted(number: number): string {
  return number.toLocaleString('en');
}

function minutesInWords(ms: number): string {
  const minutes = Math.ceil(ms / MINUTE_MS);
  if (minutes <= 1) return 'a minute';
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
