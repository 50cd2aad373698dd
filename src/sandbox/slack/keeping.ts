import type { SlackChannel, SlackMessage, SlackView, Workspace } from './workspace.ts';

/** What a Slack goes on with later: its messages, direct message channels and homes. People and tokens are given anew. */
export type SlackState = { issued: number; channels: SlackChannel[]; messages: SlackMessage[]; views: SlackView[] };

const MESSAGES_KEPT = 300;

/** The newest messages only. Modals are left out: they are open for a moment. `issued` is the last number given. */
export function stateOf({ channels, messages, views }: Workspace, issued: number): SlackState {
  return {
    issued,
    channels: [...channels.values()],
    messages: messages.slice(-MESSAGES_KEPT),
    views: [...views.values()].filter(({ type }) => type === 'home'),
  };
}

/** Puts it back, before anything else happens there. */
export function goOn(workspace: Workspace, { channels, messages, views }: SlackState): void {
  for (const channel of channels) workspace.channels.set(channel.id, channel);
  for (const view of views) workspace.views.set(view.id, view);
  workspace.messages.push(...messages);
}
