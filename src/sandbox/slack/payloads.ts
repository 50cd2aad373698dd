import { isRecord } from './constraints.ts';
import type { SlackMessage, Workspace } from './workspace.ts';

/** `value` picks the option of a select or an overflow menu, or the person of a people select; of a button it overrides. */
export type Click = { user: string; channel: string; ts: string; actionId: string; value?: string };
/** The same in a modal or on the app's home. */
export type ViewClick = { user: string; viewId: string; actionId: string; value?: string };
/** A global shortcut, or with `message` one of a message's menu. */
export type Shortcut = { user: string; callbackId: string; message?: { channel: string; ts: string } };
export type Submission = { user: string; viewId: string; values?: Record<string, unknown> };
export type SlashCommand = { command: string; text?: string; user: string; channel: string };

export const APP_ID = 'A00000001';

/** The `block_actions` payload of a click. Throws when the message or the element is not there: nobody could click it. */
export function clickPayload(
  click: Click,
  workspace: Workspace,
  responseUrl: (message: SlackMessage) => string,
): Record<string, unknown> {
  const { channel, ts } = click;
  const message = messageOf(click, workspace);
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
    message: wire(message),
    response_url: responseUrl(message),
    actions: [pressed(message.blocks, click, `message ${ts} of ${channel}`, workspace)],
  };
}

/** The same for an element of a modal or a home. */
export function viewClickPayload(click: ViewClick, workspace: Workspace): Record<string, unknown> {
  const view = workspace.views.get(click.viewId);
  if (!view) throw new Error(`no view ${click.viewId}`);
  const blocks = Array.isArray(view.content['blocks']) ? (view.content['blocks'] as unknown[]) : [];
  return {
    type: 'block_actions',
    ...sender(click.user, workspace),
    container: { type: 'view', view_id: view.id },
    view: { ...view.content, id: view.id, hash: view.hash, state: { values: {} } },
    actions: [pressed(blocks, click, `view ${view.id}`, workspace)],
  };
}

/** The payload of a shortcut. Throws when its message is not there. */
export function shortcutPayload(
  { user, callbackId, message }: Shortcut,
  workspace: Workspace,
  responseUrl: (message: SlackMessage) => string,
): Record<string, unknown> {
  const common = { ...sender(user, workspace), callback_id: callbackId, action_ts: workspace.nextTs() };
  if (!message) return { type: 'shortcut', ...common };
  const found = messageOf(message, workspace);
  const where = { channel: { id: message.channel }, message_ts: message.ts };
  return { type: 'message_action', ...common, ...where, message: wire(found), response_url: responseUrl(found) };
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

function messageOf({ channel, ts }: { channel: string; ts: string }, workspace: Workspace): SlackMessage {
  const message = workspace.messages.find((m) => m.channel === channel && m.ts === ts);
  if (!message) throw new Error(`no message ${ts} in ${channel}`);
  return message;
}

function wire({ ts, text, blocks, threadTs }: SlackMessage): Record<string, unknown> {
  return { type: 'message', ts, text, blocks, ...(threadTs !== undefined && { thread_ts: threadTs }) };
}

function pressed(
  blocks: unknown[],
  { actionId, value }: { actionId: string; value?: string },
  where: string,
  workspace: Workspace,
): Record<string, unknown> {
  const element = elementOf(blocks, actionId, value);
  if (!element) throw new Error(`no element ${actionId} in ${where}`);
  const { options: _options, placeholder: _placeholder, initial_option: _before, ...wired } = element;
  return { ...wired, ...picked(element, value), action_ts: workspace.nextTs() };
}

/** What the payload says was chosen. */
function picked(element: Record<string, unknown>, value: string | undefined): Record<string, unknown> {
  if (value === undefined) return {};
  if (element['type'] === 'users_select') return { selected_user: value };
  if (!/^(static_select|overflow|radio_buttons)$/.test(String(element['type']))) return { value };
  const option = optionOf(element, value);
  if (!option) throw new Error(`no option ${value} in ${String(element['action_id'])}`);
  return { selected_option: option };
}

function optionOf({ options }: Record<string, unknown>, value: string | undefined): unknown {
  return Array.isArray(options) ? options.find((o) => isRecord(o) && o['value'] === value) : undefined;
}

/** Lists have an element of the same action beside each item: the one that offers the value, or has it, is meant. */
function elementOf(
  blocks: unknown[],
  actionId: string,
  value: string | undefined,
): Record<string, unknown> | undefined {
  const found = blocks.filter(isRecord).flatMap((block) => {
    const elements = [block['accessory'], ...(Array.isArray(block['elements']) ? block['elements'] : [])];
    const fitting = elements.filter(isRecord).filter((element) => element['action_id'] === actionId);
    return fitting.map((element): Record<string, unknown> => ({ ...element, block_id: block['block_id'] }));
  });
  return found.find((element) => element['value'] === value || optionOf(element, value) !== undefined) ?? found[0];
}
