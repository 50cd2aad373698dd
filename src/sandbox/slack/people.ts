import { optional, page, Refusal, required, type Args, type Method } from './method.ts';
import type { SlackUser, Workspace } from './workspace.ts';

const DND_USERS_AT_MOST = 50;

/** Who is there and how they are: users.*, dnd.*, auth.test, team.info. */
export const peopleMethods: Record<string, Method> = {
  'auth.test': {
    run: (_args, { team, bot }) => ({
      ...identity(team),
      user: bot.name,
      user_id: bot.id,
      bot_id: `B${bot.id.slice(1)}`,
    }),
  },
  'team.info': { scope: 'team:read', tier: 3, run: (_args, { team }) => ({ team }) },
  'users.list': { scope: 'users:read', tier: 2, run: list },
  'users.info': {
    scope: 'users:read',
    tier: 4,
    run: (args, workspace) => ({ user: wire(named(args, workspace), workspace) }),
  },
  'users.lookupByEmail': { scope: 'users:read.email', tier: 3, run: lookupByEmail },
  'users.profile.get': {
    scope: 'users.profile:read',
    tier: 4,
    run: (args, workspace) => ({ profile: profile(named(args, workspace)) }),
  },
  'users.getPresence': {
    scope: 'users:read',
    tier: 3,
    run: (args, workspace) => ({ presence: named(args, workspace).presence }),
  },
  'dnd.info': { scope: 'dnd:read', tier: 3, run: (args, workspace) => dnd(named(args, workspace)) },
  'dnd.teamInfo': { scope: 'dnd:read', tier: 2, run: dndOfMany },
};

function identity(team: Workspace['team']): Record<string, unknown> {
  return { url: `https://${team.domain}.slack.com/`, team: team.name, team_id: team.id };
}

function named(args: Args, workspace: Workspace): SlackUser {
  const user = workspace.users.get(optional(args, 'user') ?? workspace.bot.id);
  if (!user) throw new Refusal('user_not_found');
  return user;
}

function list(args: Args, workspace: Workspace): Record<string, unknown> {
  const { items, next } = page(args, [...workspace.users.values()], 200);
  return { members: items.map((user) => wire(user, workspace)), response_metadata: { next_cursor: next } };
}

function lookupByEmail(args: Args, workspace: Workspace): Record<string, unknown> {
  const email = required(args, 'email').toLowerCase();
  for (const user of workspace.users.values()) {
    // Deactivated people are not found by e-mail, though users.info still shows them.
    if (user.email?.toLowerCase() === email && !user.deleted) return { user: wire(user, workspace) };
  }
  throw new Refusal('users_not_found');
}

function dndOfMany(args: Args, workspace: Workspace): Record<string, unknown> {
  const ids = required(args, 'users').split(',');
  if (ids.length > DND_USERS_AT_MOST) throw new Refusal('too_many_users');
  const known = ids.flatMap((id) => workspace.users.get(id) ?? []);
  return { users: Object.fromEntries(known.map((user) => [user.id, dnd(user)])) };
}

function dnd(user: SlackUser): Record<string, unknown> {
  const { start, end } = user.dnd ?? { start: 1, end: 1 };
  return { dnd_enabled: user.dnd !== undefined, next_dnd_start_ts: start, next_dnd_end_ts: end };
}

function profile(user: SlackUser): Record<string, unknown> {
  const { text, emoji, expiration } = user.status ?? { text: '', emoji: '', expiration: 0 };
  const email = user.email === undefined ? {} : { email: user.email };
  return {
    real_name: user.name,
    display_name: user.name,
    status_text: text,
    status_emoji: emoji,
    status_expiration: expiration,
    ...email,
  };
}

function wire(user: SlackUser, workspace: Workspace): Record<string, unknown> {
  const { id, deleted, tz } = user;
  const known = { id, team_id: workspace.team.id, name: user.name.toLowerCase().replaceAll(' ', '.'), deleted };
  // Slack leaves the zone out for people who are gone.
  const zone = deleted ? {} : { real_name: user.name, tz, is_restricted: false, is_ultra_restricted: false };
  return { ...known, ...zone, is_bot: user.isBot, profile: profile(user) };
}
