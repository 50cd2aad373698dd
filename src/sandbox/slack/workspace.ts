export type SlackUser = {
  id: string;
  email?: string;
  name: string;
  /** IANA zone. */
  tz: string;
  presence: 'active' | 'away';
  /** Epoch seconds, as Slack has them. */
  dnd?: { start: number; end: number };
  /** `expiration` in epoch seconds; 0 is "until cleared". */
  status?: { text: string; emoji: string; expiration: number };
  deleted: boolean;
  isBot: boolean;
};

export type NewUser = Partial<Omit<SlackUser, 'name'>> & { name: string };

export type SlackChannel = {
  id: string;
  name: string;
  kind: 'public' | 'private' | 'im';
  /** The person on the other side of an `im`. */
  user?: string;
  archived: boolean;
  /** Whether our bot is in it. */
  botIn: boolean;
};

export type NewChannel = { id?: string; private?: boolean; archived?: boolean; botIn?: boolean };

export type SlackMessage = {
  channel: string;
  ts: string;
  text: string;
  blocks: unknown[];
  threadTs?: string;
  metadata?: unknown;
  /** Set when only this person saw it; such a message can never be edited. */
  ephemeralFor?: string;
  unfurl: boolean;
  edits: number;
};

export type SlackView = {
  id: string;
  user: string;
  hash: string;
  type: 'modal' | 'home';
  content: Record<string, unknown>;
  /** The modal under it, which is there again when it closes. */
  under?: string;
};

/** All that one Slack workspace remembers. */
export type Workspace = ReturnType<typeof newWorkspace>;

/** A number no other thing of the sandbox has: ids of two teams are never the same. */
export type Issue = () => number;

/**
 * An empty workspace with our bot in it, which `postsAnywhere` (scope chat:write.public) or only where it joined. Ids count
 * up, so a test's run always names the same things.
 */
export function newWorkspace(
  team: { id: string; name: string; domain: string },
  now: () => number,
  postsAnywhere: boolean,
  issue: Issue,
) {
  const users = new Map<string, SlackUser>();
  const channels = new Map<string, SlackChannel>();
  const messages: SlackMessage[] = [];
  const views = new Map<string, SlackView>();

  /** `U0000001`: the prefix and a number no other thing here has. */
  const nextId = (prefix: string) => `${prefix}${String(issue()).padStart(8, '0')}`;
  /** A message's time and name in one; unique, growing with the clock. */
  const nextTs = () => `${Math.floor(now() / 1000)}.${String(issue() % 1_000_000).padStart(6, '0')}`;

  function addUser(user: NewUser): SlackUser {
    const added: SlackUser = {
      id: nextId('U'),
      tz: 'America/New_York',
      presence: 'active',
      deleted: false,
      isBot: false,
      ...user,
    };
    users.set(added.id, added);
    return added;
  }

  function addChannel(name: string, options: NewChannel = {}): SlackChannel {
    const kind = options.private ? 'private' : 'public';
    const archived = options.archived ?? false;
    const id = options.id ?? nextId('C');
    const added: SlackChannel = { id, name, kind, archived, botIn: options.botIn ?? false };
    channels.set(added.id, added);
    return added;
  }

  /** The one direct message channel with this person; opened when there is none yet. */
  function dmWith(user: string): SlackChannel {
    for (const channel of channels.values()) if (channel.user === user) return channel;
    const opened: SlackChannel = { id: nextId('D'), name: '', kind: 'im', user, archived: false, botIn: true };
    channels.set(opened.id, opened);
    return opened;
  }

  const bot = addUser({ name: 'hot-lead', isBot: true });
  return {
    team,
    bot,
    now,
    postsAnywhere,
    users,
    channels,
    messages,
    views,
    nextId,
    nextTs,
    addUser,
    addChannel,
    dmWith,
  };
}
