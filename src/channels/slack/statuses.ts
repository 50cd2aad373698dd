import { z } from 'zod';
import type { ChatStatus } from '../channel.ts';
import type { SlackCalls } from './calls.ts';
import { eachOf, ifAllowed } from './eachOf.ts';
import { MOST_PAGES } from './members.ts';

/** Slack allows about 100 profiles, 50 presences and 20 lists in a minute; this is asked once a minute. */
const PROFILES_AT_MOST = 40;
const PRESENCES_AT_MOST = 30;
const DND_AT_ONCE = 50;

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

/** So long a Slack is taken to be as large as it was. */
const LARGE_FOR_MS = 3_600_000;

/**
 * Reads what people show in Slack now. Pauses of notifications and presence are left out where the app may not see them (scope
 * `dnd:read` is optional), presence also where there are many to ask for. In a Slack too large to be listed, many people are read
 * in turn, some each minute; the others are `unread` then.
 */
export function statusReader(calls: SlackCalls, now: () => number) {
  let largeUntil = 0;
  let turns = 0;

  return async function readStatuses(ids: string[]): Promise<Map<string, ChatStatus | 'unread'>> {
    const asked = [...new Set(ids)];
    const statuses = await profilesOf(asked);
    const known = [...statuses].flatMap(([id, status]) => (status === 'unread' ? [] : [id]));
    const paused = await ifAllowed(pausesOf(calls, known, now()));
    const active = known.length > PRESENCES_AT_MOST ? undefined : await ifAllowed(presencesOf(calls, known));
    for (const [id, status] of statuses) {
      if (status === 'unread') continue;
      const quietUntil = paused?.get(id);
      if (quietUntil !== undefined) status.quietUntil = quietUntil;
      const here = active?.get(id);
      if (here !== undefined) status.active = here;
    }
    return statuses;
  };

  async function profilesOf(ids: string[]): Promise<Map<string, ChatStatus | 'unread'>> {
    if (ids.length === 0) return new Map();
    // The list shows the same without the scope `users.profile:read`.
    const few = ids.length <= PROFILES_AT_MOST ? await ifAllowed(fewProfiles(calls, ids)) : undefined;
    if (few) return few;
    if (now() < largeUntil) return (await inTurn(ids)) ?? (await listedOrUnread(ids)).statuses;
    const { statuses, complete } = await listedOrUnread(ids);
    if (complete) return statuses;
    const missing = ids.filter((id) => statuses.get(id) === 'unread');
    const read = await inTurn(missing);
    // Nearly all that may be listed in a minute goes into a list that does not hold them all.
    if (read === undefined) return statuses;
    largeUntil = now() + LARGE_FOR_MS;
    for (const id of missing) statuses.delete(id);
    return new Map([...statuses, ...read]);
  }

  async function listedOrUnread(ids: string[]) {
    const { statuses, complete } = await listed(calls, new Set(ids));
    const unread = complete ? [] : ids.map((id) => [id, 'unread'] as const);
    return { statuses: new Map<string, ChatStatus | 'unread'>([...unread, ...statuses]), complete };
  }

  /** Some each minute, everybody once in a round. Undefined where the app may not. */
  async function inTurn(ids: string[]): Promise<Map<string, ChatStatus | 'unread'> | undefined> {
    const round = Math.max(Math.ceil(ids.length / PROFILES_AT_MOST), 1);
    const from = (turns % round) * PROFILES_AT_MOST;
    const turn = ids.slice(from, from + PROFILES_AT_MOST);
    const read = await ifAllowed(fewProfiles(calls, turn));
    turns += 1;
    const unread = ids.filter((id) => !turn.includes(id)).map((id) => [id, 'unread'] as const);
    return read && new Map<string, ChatStatus | 'unread'>([...unread, ...read]);
  }
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

function statusFrom({ status_text, status_emoji, status_expiration }: z.infer<typeof profile>): ChatStatus {
  return {
    ...(status_text && { text: status_text }),
    ...(status_emoji && { emoji: status_emoji }),
    ...(status_expiration && { statusUntil: status_expiration * 1000 }),
  };
}
