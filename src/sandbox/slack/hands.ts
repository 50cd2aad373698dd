import type { callbacks } from './callbacks.ts';
import { parsed } from './call.ts';
import { dndChanged, eventCallback, homeOpened, statusChanged, type EventOptions, type SlackEvent } from './events.ts';
import {
  clickPayload,
  commandFields,
  shortcutPayload,
  submissionPayload,
  viewClickPayload,
  type Click,
  type Shortcut,
  type SlashCommand,
  type Submission,
  type ViewClick,
} from './payloads.ts';
import type { Answer, Forged, Send, Target } from './sending.ts';
import { afterSubmission } from './views.ts';
import type { SlackMessage, SlackUser, Workspace } from './workspace.ts';

type Callbacks = ReturnType<typeof callbacks>;

/** What people of a workspace do, as it reaches the app: see SlackTeam. */
export function hands(workspace: Workspace, app: Callbacks, send: Send) {
  function interactive(target: Target, user: string, payload: Record<string, unknown>, forged?: Forged) {
    const whole = { ...payload, trigger_id: app.newTrigger(user) };
    return send(target, { type: 'interactive', payload: whole }, forged);
  }
  return {
    addUser: workspace.addUser,
    addChannel: workspace.addChannel,
    async interact(target: Target, click: Click | ViewClick, forged?: Forged): Promise<Answer> {
      const payload =
        'viewId' in click
          ? viewClickPayload(click, workspace)
          : clickPayload(click, workspace, (message) => app.newResponseUrl(click.channel, click.user, message));
      return interactive(target, click.user, payload, forged);
    },
    async submit(target: Target, submission: Submission, forged?: Forged): Promise<Answer> {
      const answer = await interactive(target, submission.user, submissionPayload(submission, workspace), forged);
      if (answer.status === 200) afterSubmission(submission.viewId, parsed(answer.body), workspace);
      return answer;
    },
    async shortcut(target: Target, shortcut: Shortcut, forged?: Forged): Promise<Answer> {
      const responseUrl = (message: SlackMessage) => app.newResponseUrl(message.channel, shortcut.user, message);
      return interactive(target, shortcut.user, shortcutPayload(shortcut, workspace, responseUrl), forged);
    },
    async command(target: Target, given: SlashCommand, forged?: Forged): Promise<Answer> {
      const response_url = app.newResponseUrl(given.channel, given.user);
      const fields = { ...commandFields(given, workspace), response_url, trigger_id: app.newTrigger(given.user) };
      return send(target, { type: 'slash_commands', payload: fields }, forged);
    },
    ...eventHands(workspace, send),
  };
}

function eventHands(workspace: Workspace, send: Send) {
  async function sendEvent(target: Target, event: SlackEvent, options: EventOptions = {}, forged?: Forged) {
    const { eventId, retry } = options;
    const payload = eventCallback(event, workspace, eventId);
    return send(target, { type: 'events_api', payload, ...(retry && { retry }) }, forged);
  }
  function changed(id: string, change: Pick<SlackUser, 'status' | 'dnd'>): SlackUser {
    const user = workspace.users.get(id);
    if (!user) throw new Error(`no person ${id}`);
    return Object.assign(user, change);
  }
  return {
    sendEvent,
    openHome: (target: Target, user: string) => sendEvent(target, homeOpened(user, workspace)),
    setStatus: async (target: Target, user: string, status: SlackUser['status']) =>
      sendEvent(target, statusChanged(changed(user, { status } as Pick<SlackUser, 'status'>), workspace)),
    setDnd: async (target: Target, user: string, dnd: SlackUser['dnd']) =>
      sendEvent(target, dndChanged(changed(user, { dnd } as Pick<SlackUser, 'dnd'>))),
  };
}
