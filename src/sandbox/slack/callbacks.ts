import { isRecord } from './constraints.ts';
import { Refusal } from './method.ts';
import type { SlackMessage, Workspace } from './workspace.ts';

const TRIGGER_LIVES_MS = 3_000;
const RESPONSE_URL_LIVES_MS = 30 * 60_000;
const RESPONSE_URL_USES = 5;

type ResponseUrl = {
  channel: string;
  user: string;
  message: SlackMessage | undefined;
  until: number;
  usesLeft: number;
};

/** What an app may do with what Slack sent it: trigger ids and response URLs. */
export function callbacks(workspace: Workspace, baseUrl: string) {
  const triggers = new Map<string, { user: string; until: number; taken: boolean }>();
  const responseUrls = new Map<string, ResponseUrl>();

  function newTrigger(user: string): string {
    const id = `${workspace.nextId('')}.trigger`;
    triggers.set(id, { user, until: workspace.now() + TRIGGER_LIVES_MS, taken: false });
    return id;
  }

  function takeTrigger(id: string): string {
    const trigger = triggers.get(id);
    if (!trigger) throw new Refusal('invalid_trigger_id');
    if (trigger.taken) throw new Refusal('exchanged_trigger_id');
    if (workspace.now() > trigger.until) throw new Refusal('expired_trigger_id');
    trigger.taken = true;
    return trigger.user;
  }

  function newResponseUrl(channel: string, user: string, message?: SlackMessage): string {
    const id = workspace.nextId('R');
    const until = workspace.now() + RESPONSE_URL_LIVES_MS;
    responseUrls.set(id, { channel, user, message, until, usesLeft: RESPONSE_URL_USES });
    return `${baseUrl}/response/${workspace.team.id}/${id}`;
  }

  /** The codes `expired_url` and `used_url` (404) are what apps report to have seen; Slack documents only that both fail. */
  function respond(id: string, body: unknown): { status: number; body: unknown } {
    const known = responseUrls.get(id);
    if (!known || workspace.now() > known.until) return { status: 404, body: { ok: false, error: 'expired_url' } };
    if (known.usesLeft === 0) return { status: 404, body: { ok: false, error: 'used_url' } };
    if (!isRecord(body)) return { status: 400, body: { ok: false, error: 'invalid_payload' } };
    known.usesLeft -= 1;
    applyResponse(known, body, workspace);
    return { status: 200, body: { ok: true } };
  }

  return { newTrigger, takeTrigger, newResponseUrl, respond };
}

function applyResponse(known: ResponseUrl, body: Record<string, unknown>, workspace: Workspace): void {
  const { message } = known;
  if (body['delete_original'] === true && message) {
    workspace.messages.splice(workspace.messages.indexOf(message), 1);
    return;
  }
  const text = typeof body['text'] === 'string' ? body['text'] : '';
  const blocks = Array.isArray(body['blocks']) ? body['blocks'] : [];
  // Ephemeral and not replacing are Slack's defaults.
  if (body['replace_original'] === true && message) {
    Object.assign(message, { text, blocks, edits: message.edits + 1 });
    return;
  }
  const everyone = body['response_type'] === 'in_channel';
  const answer: SlackMessage = { channel: known.channel, ts: workspace.nextTs(), text, blocks, unfurl: true, edits: 0 };
  workspace.messages.push(everyone ? answer : { ...answer, ephemeralFor: known.user });
}
