import { blockProblems } from './blocks.ts';
import { optional, Refusal, required, type Args, type Method } from './method.ts';
import type { SlackChannel, SlackMessage, Workspace } from './workspace.ts';

const UPDATE_TEXT_AT_MOST = 4_000;
const TEXT_KEPT = 40_000;

/** The chat.* methods. chat.postMessage has no tier: its pace is kept for each channel (see limits.ts). */
export const chatMethods: Record<string, Method> = {
  'chat.postMessage': { scope: 'chat:write', run: postMessage },
  'chat.update': { scope: 'chat:write', tier: 3, run: update },
  'chat.postEphemeral': { scope: 'chat:write', tier: 4, run: postEphemeral },
  'chat.delete': { scope: 'chat:write', tier: 3, run: remove },
  'chat.getPermalink': { run: getPermalink },
};

function postMessage(args: Args, workspace: Workspace): Record<string, unknown> {
  const channel = destination(required(args, 'channel', 'channel_not_found'), workspace);
  const thread = optional(args, 'thread_ts');
  const message = newMessage(
    args,
    channel,
    workspace,
    thread === undefined ? {} : inThread(channel, thread, workspace),
  );
  return { channel: channel.id, ts: message.ts, message: wire(message, workspace) };
}

/** Slack answers `thread_not_found` for a thread that is gone: github.com/slackapi/bolt-js/issues/2307, read 2026-11-22. */
function inThread(channel: SlackChannel, thread: string, workspace: Workspace): Pick<SlackMessage, 'threadTs'> {
  if (!/^\d+\.\d{6}$/.test(thread)) throw new Refusal('invalid_thread_ts');
  const parent = messageAt(workspace, channel.id, thread);
  if (!parent || parent.ephemeralFor) throw new Refusal('thread_not_found');
  // A reply to a reply stands in the thread of the first.
  return { threadTs: parent.threadTs ?? parent.ts };
}

function remove(args: Args, workspace: Workspace): Record<string, unknown> {
  const channel = required(args, 'channel', 'channel_not_found');
  if (!workspace.channels.has(channel)) throw new Refusal('channel_not_found');
  const message = messageAt(workspace, channel, required(args, 'ts', 'message_not_found'));
  if (!message || message.ephemeralFor) throw new Refusal('message_not_found');
  workspace.messages.splice(workspace.messages.indexOf(message), 1);
  return { channel, ts: message.ts };
}

function postEphemeral(args: Args, workspace: Workspace): Record<string, unknown> {
  const channel = destination(required(args, 'channel', 'channel_not_found'), workspace);
  const user = required(args, 'user');
  const there = workspace.users.has(user) && (channel.kind !== 'im' || channel.user === user);
  if (!there) throw new Refusal('user_not_in_channel');
  return { message_ts: newMessage(args, channel, workspace, { ephemeralFor: user }).ts };
}

function update(args: Args, workspace: Workspace): Record<string, unknown> {
  // A person's id is no channel here: unlike chat.postMessage, only the D... id works.
  const channel = workspace.channels.get(required(args, 'channel', 'channel_not_found'));
  if (!channel) throw new Refusal('channel_not_found');
  const message = messageAt(workspace, channel.id, required(args, 'ts', 'message_not_found'));
  if (!message || message.ephemeralFor) throw new Refusal('message_not_found');
  const { text, blocks } = content(args);
  if (text.length > UPDATE_TEXT_AT_MOST) throw new Refusal('msg_too_long');
  Object.assign(message, { text, edits: message.edits + 1 });
  if ('blocks' in args) message.blocks = blocks;
  if ('metadata' in args) message.metadata = args['metadata'];
  return { channel: channel.id, ts: message.ts, text, message: wire(message, workspace) };
}

function getPermalink(args: Args, workspace: Workspace): Record<string, unknown> {
  const channel = required(args, 'channel', 'channel_not_found');
  if (!workspace.channels.has(channel)) throw new Refusal('channel_not_found');
  const message = messageAt(workspace, channel, required(args, 'message_ts', 'message_not_found'));
  if (!message) throw new Refusal('message_not_found');
  const name = `p${message.ts.replace('.', '')}`;
  return { channel, permalink: `https://${workspace.team.domain}.slack.com/archives/${channel}/${name}` };
}

/**
 * Where a message to this id, user id or channel name goes. Slack does not document what chat.postMessage answers for a
 * person who does not exist or was deactivated; `channel_not_found` is its only documented code that fits.
 */
export function destination(id: string, workspace: Workspace): SlackChannel {
  const person = workspace.users.get(id);
  if (person?.deleted) throw new Refusal('channel_not_found');
  if (person?.isBot) throw new Refusal('cannot_dm_bot');
  const channel = person ? workspace.dmWith(person.id) : (workspace.channels.get(id) ?? named(id, workspace));
  // A private channel without our bot looks as if it did not exist.
  if (!channel || (channel.kind === 'private' && !channel.botIn)) throw new Refusal('channel_not_found');
  if (channel.archived) throw new Refusal('is_archived');
  if (!channel.botIn && !workspace.postsAnywhere) throw new Refusal('not_in_channel');
  return channel;
}

function named(name: string, workspace: Workspace): SlackChannel | undefined {
  const wanted = name.replace(/^#/, '');
  for (const channel of workspace.channels.values()) if (channel.name === wanted && wanted !== '') return channel;
  return undefined;
}

function newMessage(
  args: Args,
  channel: SlackChannel,
  workspace: Workspace,
  more: Pick<SlackMessage, 'threadTs' | 'ephemeralFor'>,
): SlackMessage {
  const { text, blocks } = content(args);
  const message: SlackMessage = {
    channel: channel.id,
    ts: workspace.nextTs(),
    text: text.slice(0, TEXT_KEPT),
    blocks,
    unfurl: optional(args, 'unfurl_links') !== 'false' || optional(args, 'unfurl_media') !== 'false',
    edits: 0,
    ...more,
  };
  if ('metadata' in args) message.metadata = args['metadata'];
  workspace.messages.push(message);
  return message;
}

function content(args: Args): { text: string; blocks: unknown[] } {
  const text = optional(args, 'text') ?? '';
  const given = args['blocks'] ?? [];
  if (!Array.isArray(given)) throw new Refusal('invalid_blocks_format');
  const problems = blockProblems(given, 'message');
  if (problems.length > 0) {
    const messages = problems.map(({ message, pointer }) => `[ERROR] ${message} [json-pointer:${pointer}]`);
    throw new Refusal('invalid_blocks', { errors: messages, response_metadata: { messages } });
  }
  if (text === '' && given.length === 0) throw new Refusal('no_text');
  return { text, blocks: given };
}

function messageAt(workspace: Workspace, channel: string, ts: string): SlackMessage | undefined {
  return workspace.messages.find((m) => m.channel === channel && m.ts === ts);
}

function wire(message: SlackMessage, workspace: Workspace): Record<string, unknown> {
  const { text, ts, blocks, threadTs } = message;
  const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
  return { type: 'message', user: workspace.bot.id, team: workspace.team.id, text, ts, blocks, ...thread };
}
