import { APP_ID } from './payloads.ts';
import type { Retry } from './sending.ts';
import type { SlackUser, SlackView, Workspace } from './workspace.ts';

/** An event as apps know it: `type`, and what belongs to it. */
export type SlackEvent = { type: string } & Record<string, unknown>;

/** `eventId`: the same again is the same event, as Slack's retries are. */
export type EventOptions = { eventId?: string; retry?: Retry };

/** The `event_callback` around an event. */
export function eventCallback(event: SlackEvent, workspace: Workspace, eventId?: string): Record<string, unknown> {
  const { team, bot } = workspace;
  return {
    type: 'event_callback',
    token: 'sandbox',
    team_id: team.id,
    api_app_id: APP_ID,
    event: { event_ts: workspace.nextTs(), ...event },
    event_id: eventId ?? workspace.nextId('Ev'),
    event_time: Math.floor(workspace.now() / 1000),
    authorizations: [{ enterprise_id: null, team_id: team.id, user_id: bot.id, is_bot: true }],
    is_ext_shared_channel: false,
  };
}

/** Somebody opened the app's home; with the view that is there, where one was published. */
export function homeOpened(user: string, workspace: Workspace): SlackEvent {
  const isTheirs = (view: SlackView) => view.type === 'home' && view.user === user;
  const home = [...workspace.views.values()].find(isTheirs);
  const view = home && { ...home.content, id: home.id, hash: home.hash, team_id: workspace.team.id };
  return { type: 'app_home_opened', user, channel: workspace.dmWith(user).id, tab: 'home', ...(view && { view }) };
}

/** A status that changed: `user_status_changed` carries the whole person. */
export function statusChanged({ id, name, status }: SlackUser, workspace: Workspace): SlackEvent {
  const { text, emoji, expiration } = status ?? { text: '', emoji: '', expiration: 0 };
  const profile = { real_name: name, status_text: text, status_emoji: emoji, status_expiration: expiration };
  return { type: 'user_status_changed', user: { id, team_id: workspace.team.id, name, profile } };
}

/** A pause of notifications that began or ended; a bot sees no snooze. */
export function dndChanged({ id, dnd }: SlackUser): SlackEvent {
  const { start, end } = dnd ?? { start: 1, end: 1 };
  const dnd_status = { dnd_enabled: dnd !== undefined, next_dnd_start_ts: start, next_dnd_end_ts: end };
  return { type: 'dnd_updated_user', user: id, dnd_status };
}
