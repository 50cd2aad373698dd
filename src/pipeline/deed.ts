import { refusedInWords, timeInWords } from '../domain/sla/deedWords.ts';
import type { Deeder } from '../domain/sla/deeds.ts';
import type { HookType } from '../domain/telling/hookTypes.ts';
import type { AlertSubject } from '../store/deliveries.ts';
import type { Rows } from '../store/store.ts';
import type { EpisodeOfLead } from '../store/work.ts';
import type { Deciding } from './deciding.ts';
import type { JobKind, Workspace } from './parts.ts';
import { readerClock } from './readerClock.ts';
import type { Person } from './who.ts';

/** Somebody does something about an episode: all it is decided by, in the open transaction, the lead locked. */
export type Deeding = {
  rows: Rows;
  ws: Workspace;
  deciding: Deciding;
  person: Person;
  episode: EpisodeOfLead;
  /** The same as its cards show it. */
  subject: AlertSubject;
  now: number;
};

/** What came of it, in words for who did it. Without `change` nothing has changed. */
export type Deeded = { ok: boolean; text: string; change?: Change };

/** `added`: ids of new steps, of any of `kinds`, or the names of others that are due now. */
type Change = {
  hook: HookType;
  more: Record<string, string | undefined>;
  added: string[];
  kinds: JobKind[];
};

/** Nothing has changed, and this is why; of what is somebody's (`by`), also whose. */
export function refused(
  { subject, now }: Pick<Deeding, 'subject' | 'now'>,
  { because, by }: { because: string; by?: string },
): Deeded {
  const holder = by === undefined ? undefined : (subject.claimedBy ?? subject.assignee);
  return { ok: false, text: refusedInWords(because, { ...subject, ...(holder !== undefined && { holder }) }, now) };
}

/** For the domain: who does it. */
export function deederOf({ rep, manager }: Person): Deeder {
  return { ...(rep !== undefined && { rep: rep.id }), manager };
}

/** For the log: who did it, where that is a rep, and as whom colleagues know them. */
export function byOf({ rep, name }: Person): { by?: string; name: string } {
  return { ...(rep !== undefined && { by: rep.id }), name };
}

/** "10:40" or "tomorrow 09:00", on the clock of who asks. */
export function timeFor({ person, now }: Deeding, at: number): string {
  return timeInWords(at, now, readerClock(person.timeZone));
}
