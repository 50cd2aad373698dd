import type { WebClient } from '@slack/web-api';
import { z } from 'zod';

const KNOWN_FOR_MS = 24 * 3_600_000;
const UNKNOWN_FOR_MS = 3_600_000;
/** Entries kept before the memory begins anew. */
const MOST = 20_000;

const infoAnswer = z.object({
  user: z.object({
    team_id: z.string().optional(),
    deleted: z.boolean().optional(),
    is_bot: z.boolean().optional(),
    is_stranger: z.boolean().optional(),
    is_restricted: z.boolean().optional(),
    is_ultra_restricted: z.boolean().optional(),
    profile: z.object({ email: z.string().min(1).optional() }).optional(),
  }),
});

/** E-mail addresses of those who press, kept 24 h for each team and person; that one has none, 1 h. `now` in epoch ms. */
export function rememberEmails(now: () => number) {
  const known = new Map<string, { email: string | undefined; until: number }>();

  /** Undefined too when Slack does not say now: their id alone may be known. */
  return async (client: WebClient, team: string, user: string): Promise<string | undefined> => {
    const key = `${team} ${user}`;
    const kept = known.get(key);
    if (kept && now() < kept.until) return kept.email;
    const answer = await client.users.info({ user }).catch(() => undefined);
    if (answer === undefined) return undefined;
    const email = emailOf(answer, team);
    if (known.size >= MOST) known.clear();
    known.set(key, { email, until: now() + (email === undefined ? UNKNOWN_FOR_MS : KNOWN_FOR_MS) });
    return email;
  };
}

/** Only of the team's own people: in a shared channel others press too, and their address is not ours to trust. */
function emailOf(answer: unknown, team: string): string | undefined {
  const read = infoAnswer.safeParse(answer);
  if (!read.success) return undefined;
  const { team_id, deleted, is_bot, is_stranger, is_restricted, is_ultra_restricted, profile } = read.data.user;
  const guest = is_stranger || is_restricted || is_ultra_restricted || (team_id ?? team) !== team;
  return deleted || is_bot || guest ? undefined : profile?.email;
}
