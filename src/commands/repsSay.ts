import { nearest } from '../domain/routing/checkSpelling.ts';
import type { RepTimeRow } from '../store/reps.ts';
import type { RepNow } from '../pipeline/repsStanding.ts';
import { beginOf, type Clocks, endOfTime } from './repsWhen.ts';

const LONGEST_BECAUSE = 200;
const MOST_NAMED = 10;

export type Options = { from?: string; until?: string; because?: string };

/** Which options each word takes. */
export const verbs = {
  away: ['until', 'because'],
  off: ['from', 'until', 'because'],
  present: ['until', 'because'],
  back: [],
} as const satisfies Record<string, readonly (keyof Options)[]>;
export type Verb = keyof typeof verbs;

/**
 * Who has this e-mail, or this owner id in the CRM; of two accounts of one person the active one. Throws a sentence that names
 * those who may have been meant.
 */
export function repMeant(said: string, reps: readonly RepNow[]): RepNow {
  const text = said.trim().toLowerCase();
  const meant = reps.filter(({ email, record }) => email?.toLowerCase() === text || record === text);
  const rep = meant.find(({ active }) => active) ?? meant[0];
  if (rep === undefined)
    throw new Error(`nobody in the CRM has the e-mail ${JSON.stringify(said)}: ${nearOnes(text, reps)}`);
  if (rep.active) return rep;
  throw new Error(`${said} (${rep.name}) has left, no lead goes to them: make them active in the CRM first`);
}

function nearOnes(text: string, reps: readonly RepNow[]): string {
  const active = reps.filter((rep) => rep.active && rep.email !== undefined);
  const emails = active.map(({ email = '' }) => email.toLowerCase());
  const holding = active.flatMap(({ name, email = '' }) =>
    text !== '' && `${name} ${email}`.toLowerCase().includes(text) ? [email.toLowerCase()] : [],
  );
  const near = [...new Set([nearest(text, emails) ?? [], holding].flat())];
  if (near.length > 0) return `did you mean ${near.slice(0, MOST_NAMED).join(' or ')}?`;
  return emails.length > MOST_NAMED
    ? 'hot-lead reps shows everyone'
    : `there ${emails.length === 1 ? 'is' : 'are'} ${emails.join(', ') || 'nobody with one'}`;
}

/** What is to be kept of what somebody says; undefined for "back", which only takes back. Throws sentences for people. */
export function wordOf(
  verb: Verb,
  options: Options,
  { rep, now, clocks }: { rep: string; now: number; clocks: Clocks },
): RepTimeRow | undefined {
  if (verb === 'back') return undefined;
  const { from: begin, until: end = verb === 'off' ? dayAlone(begin) : undefined } = options;
  const from = begin === undefined ? now : beginOf({ text: begin, option: '--from' }, now, clocks);
  const until =
    end === undefined ? undefined : endOfTime({ text: end, option: '--until' }, { now, after: from }, clocks);
  const because = options.because?.trim();
  if (because !== undefined && because.length > LONGEST_BECAUSE)
    throw new Error(`--because: ${because.length} letters are too many: write at most ${LONGEST_BECAUSE}`);
  return {
    rep,
    kind: verb === 'off' ? 'time_off' : verb,
    from,
    ...(until !== undefined && { until }),
    ...(because !== undefined && because !== '' && { because }),
  };
}

/** One day off is said by its date alone. */
function dayAlone(from: string | undefined): string {
  if (from === undefined) throw new Error('--from: say the first day off, as 2026-12-24');
  if (/^\d{4}-\d\d-\d\d$/.test(from)) return from;
  throw new Error(`--until: say until when, since --from ${from} is no whole day`);
}
