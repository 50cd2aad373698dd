import { isRecord } from './constraints.ts';
import type { SlackMessage, Workspace } from './workspace.ts';

export type Click = { user: string; channel: string; ts: string; actionId: string; value?: string };
export type Submission = { user: string; viewId: string; values?: Record<string, unknown> };
export type SlashCommand = { command: string; text?: string; user: string; channel: string };

const APP_ID = 'A00000001';

/** The `block_actions` payload of a click. Throws when the message or the element is not there: nobody could click it. */
export function clickPayload(
  click: Click,
  workspace: Workspace,
  responseUrl: (message: SlackMessage) => string,
): Record<string, unknown> {
  const { channel, ts, actionId } = click;
  const message = workspace.messages.find((m) => m.channel === channel && m.ts === ts);
  const action = message && elementOf(message, actionId);
  if (!action) throw new Error(`no element ${actionId} in message ${ts} of ${channel}`);
  const value = click.value === undefined ? {} : { value: click.value };
  return {
    type: 'block_actions',
    ...sender(click.user, workspace),
    container: {
      type: 'message',
      message_ts: ts,
      channel_id: channel,
      is_ephemeral: message.ephemeralFor !== undefined,
    },
    channel: { id: channel },
    message: { type: 'message', ts, text: message.text, blocks: message.blocks },
    response_url: responseUrl(message),
    actions: [{ ...action, ...value, action_ts: workspace.nextTs() }],
  };
}

/** The `view_submission` payload of a modal. Throws when it is not open. */
export function submissionPayload(
  { user, viewId, values = {} }: Submission,
  workspace: Workspace,
): Record<string, unknown> {
  const view = workspace.views.get(viewId);
  if (!view) throw new Error(`no view ${viewId}`);
  const state = { values };
  return {
    type: 'view_submission',
    ...sender(user, workspace),
    view: { ...view.content, id: viewId, hash: view.hash, state },
  };
}

/** The fields of a slash command, all but its response URL and trigger. */
export function commandFields(given: SlashCommand, workspace: Workspace): Record<string, string> {
  const { command, text = '', user, channel } = given;
  return { command, text, team_id: workspace.team.id, user_id: user, channel_id: channel, api_app_id: APP_ID };
}

function sender(user: string, { team }: Workspace): Record<string, unknown> {
  return { team: { id: team.id, domain: team.domain }, user: { id: user, team_id: team.id }, api_app_id: APP_ID };
}

function elementOf(message: SlackMessage, actionId: string): Record<string, unknown> | undefined {
  for (const block of message.blocks) {
    if (!isRecord(block)) continue;
    const elements = [block['accessory'], ...(Array.isArray(block['elements']) ? block['elements'] : [])];
    const found = elements.find((e) => isRecord(e) && e['action_id'] === actionId);
    if (isRecord(found)) return { ...found, block_id: block['block_id'] };
  }
  return undefined;
}
