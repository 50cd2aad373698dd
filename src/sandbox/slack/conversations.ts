import { optional, page, Refusal, required, type Args, type Method } from './method.ts';
import type { SlackChannel, Workspace } from './workspace.ts';

/** The conversations.* methods. History is left out on purpose: the product never reads it. */
export const conversationMethods: Record<string, Method> = {
  'conversations.open': { scope: 'im:write', tier: 3, run: open },
  'conversations.list': { scope: 'channels:read', tier: 2, run: list },
  'conversations.join': { scope: 'channels:join', tier: 3, run: join },
};

function open(args: Args, workspace: Workspace): Record<string, unknown> {
  const id = required(args, 'users', 'users_list_not_supplied');
  if (id.includes(',')) throw new Refusal('not_supported_by_sandbox');
  const user = workspace.users.get(id);
  if (!user) throw new Refusal('user_not_found');
  if (user.deleted) throw new Refusal('user_disabled');
  if (user.isBot) throw new Refusal('cannot_dm_bot');
  const full = optional(args, 'return_im') === 'true';
  const channel = workspace.dmWith(id);
  return { channel: full ? wire(channel) : { id: channel.id } };
}

function list(args: Args, workspace: Workspace): Record<string, unknown> {
  const types = (optional(args, 'types') ?? 'public_channel').split(',');
  const openOnly = optional(args, 'exclude_archived') === 'true';
  const kinds = { public: 'public_channel', private: 'private_channel', im: 'im' };
  const seen = [...workspace.channels.values()].filter(
    (c) => types.includes(kinds[c.kind]) && !(openOnly && c.archived) && (c.kind !== 'private' || c.botIn),
  );
  const { items, next } = page(args, seen, 100);
  return { channels: items.map(wire), response_metadata: { next_cursor: next } };
}

function join(args: Args, workspace: Workspace): Record<string, unknown> {
  const channel = workspace.channels.get(required(args, 'channel', 'channel_not_found'));
  if (!channel || (channel.kind === 'private' && !channel.botIn)) throw new Refusal('channel_not_found');
  if (channel.kind !== 'public') throw new Refusal('method_not_supported_for_channel_type');
  if (channel.archived) throw new Refusal('is_archived');
  const already = channel.botIn ? { warning: 'already_in_channel' } : {};
  channel.botIn = true;
  return { channel: wire(channel), ...already };
}

function wire(channel: SlackChannel): Record<string, unknown> {
  const { id, name, kind, archived, botIn } = channel;
  if (kind === 'im') return { id, is_im: true, user: channel.user, is_archived: archived };
  return { id, name, is_channel: true, is_private: kind === 'private', is_archived: archived, is_member: botIn };
}
