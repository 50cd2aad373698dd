import { z } from 'zod';
import { Failure } from '../../failure.ts';
import type { ChatStatus } from '../channel.ts';
import type { SlackCalls } from './calls.ts';
import { MOST_PAGES } from './members.ts';

/** Slack allows about 100 profiles, 50 presences and 20 lists in a minute; this is asked once a minute. */
const PROFILES_AT_MOST = 40;
const PRESENCES_AT_MOST = 30;
const DND_AT_ONCE = 50;
const AT_ONCE = 5;

const profile = z.object({
  status_text: z.string().nullish(),
  status_emoji: z.string().nullish(),
  /** Epoch seconds; 0 is "until it is cleared". */
  status_expiration: z.number().nullish(),
});
const profileAnswer = z.object({ profile });
const listAnswer = z.object({ members: z.array(z.object({ id: z.string(), profile: profile.optional() })) });
const dndAnswer = z.object({
  users: z.record(
    z.string(),
    z.object({
      dnd_enabled: z.boolean().optional(),
      next_dnd_start_ts: z.number().optional(),
      next_dnd_end_ts: z.number().optional(),
    }),
  ),
});
const presenceAnswer = z.object({ presence: z.string() });

/**
 * What these people show in Slack now. Pauses of notifications and presence are left out where the app may not see them (scope
 * `dnd:read` is optional), presence also where there are many to ask for.
 */
export async function readStatuses(calls: SlackCalls, ids: string[], now: number): Promise<Map<string, ChatStatus>> {
  const statuses = await profilesOf(calls, [...new Set(ids)]);
  const known = [...statuses.keys()];
  const paused = await ifAllowed(pausesOf(calls, known, now));
  const active = known.length > PRESENCES_AT_MOST ? undefined : await ifAllowed(presencesOf(calls, known));
  for (const [id, status] of statuses) {
    const quietUntil = paused?.get(id);
    if (quietUntil !== undefined) status.quietUntil = quietUntil;
    const here = active?.get(id);
    if (here !== undefined) status.active = here;
  }
  return statuses;
}

async function profilesOf(calls: SlackCalls, ids: string[]): Promise<Map<string, ChatStatus>> {
  if (ids.length === 0) return new Map();
  // The list shows the same without the scope `users.profile:read`.
  const few = ids.length <= PROFILES_AT_MOST ? await ifAllowed(fewProfiles(calls, ids)) : undefined;
  if (few) return few;
  const { statuses, complete } = await listed(calls, new Set(ids));
  if (complete) return statuses;
  const missing = ids.filter((id) => !statuses.has(id)).slice(0, PROFILES_AT_MOST);
  return new Map([...statuses, ...((await ifAllowed(fewProfiles(calls, missing))) ?? [])]);
}

function fewProfiles(calls: SlackCalls, ids: string[]): Promise<Map<string, ChatStatus>> {
  return eachOf(ids, (user) =>
    calls({ doing: `reading the status of ${user}`, writes: false }, async (client) =>
      statusFrom(profileAnswer.parse(await client.users.profile.get({ user })).profile),
    ),
  );
}

function listed(calls: SlackCalls, wanted: ReadonlySet<string>) {
  return calls({ doing: 'reading the statuses of all members', writes: false }, async (client) => {
    const statuses = new Map<string, ChatStatus>();
    let pages = 0;
    for await (const page of client.paginate('users.list', { limit: 200 })) {
      for (const { id, profile: shown } of listAnswer.parse(page).members) {
        if (shown && wanted.has(id)) statuses.set(id, statusFrom(shown));
      }
      pages += 1;
      if (statuses.size === wanted.size) return { statuses, complete: true };
      if (pages === MOST_PAGES) return { statuses, complete: false };
    }
    return { statuses, complete: true };
  });
}

async function pausesOf(calls: SlackCalls, ids: string[], now: number): Promise<Map<string, number>> {
  const until = new Map<string, number>();
  for (let at = 0; at < ids.length; at += DND_AT_ONCE) {
    const users = ids.slice(at, at + DND_AT_ONCE).join(',');
    const answer = await calls({ doing: 'reading whose notifications are paused', writes: false }, async (client) =>
      dndAnswer.parse(await client.dnd.teamInfo({ users })),
    );
    for (const [id, { dnd_enabled, next_dnd_start_ts = 0, next_dnd_end_ts = 0 }] of Object.entries(answer.users)) {
      const running = dnd_enabled === true && next_dnd_start_ts * 1000 <= now && now < next_dnd_end_ts * 1000;
      if (running) until.set(id, next_dnd_end_ts * 1000);
    }
  }
  return until;
}

function presencesOf(calls: SlackCalls, ids: string[]): Promise<Map<string, boolean>> {
  return eachOf(ids, (user) =>
    calls({ doing: `reading the presence of ${user}`, writes: false }, async (client) => {
      const { presence } = presenceAnswer.parse(await client.users.getPresence({ user }));
      return presence === 'active';
    }),
  );
}

/** Asks for each, a few at a time; whom Slack does not know is left out. */
async function eachOf<T>(ids: string[], ask: (id: string) => Promise<T>): Promise<Map<string, T>> {
  const answers = new Map<string, T>();
  const waiting = [...ids];
  async function lane(): Promise<void> {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const answer = await ask(id).catch(absent);
      if (answer !== undefined) answers.set(id, answer);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return answers;
}

const UNKNOWN = new Set(['user_not_found', 'users_not_found', 'user_not_visible']);

function absent(error: unknown): undefined {
  if (UNKNOWN.has(Failure.from(error).code ?? '')) return undefined;
  throw error;
}

async function ifAllowed<T>(asking: Promise<T>): Promise<T | undefined> {
  return asking.catch((error: unknown) => {
    if (Failure.from(error).code === 'missing_scope') return undefined;
    throw error;
  });
}

function statusFrom({ status_text, status_emoji, status_expiration }: z.infer<typeof profile>): ChatStatus {
  return {
    ...(status_text && { text: status_text }),
    ...(status_emoji && { emoji: status_emoji }),
    ...(status_expiration && { statusUntil: status_expiration * 1000 }),
  };
}
