import { createHash, randomUUID } from 'node:crypto';
import { actionRun, stateOf, type ActionRun } from './actions.ts';
import type { Json } from './input.ts';
import type { Portal } from './portal.ts';
import { liveOne, plainValues } from './seed-values.ts';
import { atOrigin, signatureHeaders } from './signing.ts';

/** One contact that reaches the app's action in a workflow. */
export type ActionSent = {
  /** The action's, as its project file has it. */
  uid: string;
  url: string;
  /** The contact's id. */
  contact: string;
  inputs?: Record<string, string>;
  /** Properties the action asked for (`objectRequestOptions`). */
  properties?: string[];
  /** Another callback than a fresh one: the same again is a duplicate, as HubSpot may send. */
  callbackId?: string;
  /** How often it is sent although it was answered: 1 when left out. */
  deliveries?: number;
  /** `v2`, as the documentation says, when left out. */
  signature?: 'v2' | 'v3';
  /** Signs with another secret. */
  secret?: string;
  /** Sent at this time (epoch ms), which v3 signs. */
  at?: number;
  /** The public origin when the app is behind a proxy: what is signed. */
  publicUrl?: string;
};

/** `answers` are those of every attempt, retries too; undefined when nobody answered. */
export type ActionOutcome = ActionRun & { answers: (number | undefined)[] };

/** Tries after the first. HubSpot goes on for three days with growing pauses (dossier 3.12); here they follow at once. */
const RETRIES = 3;
const WEEK_MS = 7 * 86_400_000;

/** A workflow that comes to the app's action, and what became of it. */
export function actionSender(portal: Portal, clientSecret: string) {
  return {
    /** Sends one action until it is answered, and reads the answer as HubSpot does. */
    async runAction(sent: ActionSent): Promise<ActionOutcome> {
      const callbackId = sent.callbackId ?? `ap-${portal.id}-${randomUUID()}`;
      const run: ActionRun = portal.actionRuns.get(callbackId) ?? {
        callbackId,
        uid: sent.uid,
        contactId: liveOne(portal, 'contacts', sent.contact).id,
        state: 'waiting',
        outputs: {},
      };
      portal.actionRuns.set(callbackId, run);
      const body = JSON.stringify(payload(portal, run, sent));
      const secret = sent.secret ?? clientSecret;
      const answers: (number | undefined)[] = [];
      for (let delivery = 0; delivery < (sent.deliveries ?? 1); delivery += 1) {
        const tries = await untilAnswered(sent, { body, secret, now: portal.now });
        answers.push(...tries.map(({ status }) => status));
        heard(run, tries.at(-1), portal.now());
      }
      return { ...run, answers };
    },
    /** The run of a callback as it stands now. */
    actionOf: (callbackId: string): ActionRun | undefined => actionRun(portal, callbackId),
  };
}

function payload(portal: Portal, run: ActionRun, { inputs = {}, properties = [] }: ActionSent): object {
  const values = plainValues('contacts', liveOne(portal, 'contacts', run.contactId));
  const asked = properties.map((name): [string, string | null] => [name, values[name] ?? null]);
  return {
    callbackId: run.callbackId,
    origin: { portalId: portal.id, actionDefinitionId: definitionId(run.uid), actionDefinitionVersion: 1 },
    context: { source: 'WORKFLOWS', workflowId: 192_814_114 },
    object: { objectId: Number(run.contactId), objectType: 'CONTACT', properties: Object.fromEntries(asked) },
    fields: inputs,
    inputFields: inputs,
  };
}

/** A number that stays the same for a uid. */
function definitionId(uid: string): number {
  return createHash('sha256').update(uid).digest().readUInt32BE() % 1_000_000;
}

type Attempt = { status: number | undefined; body: string };

async function untilAnswered(
  sent: ActionSent,
  how: { body: string; secret: string; now: () => number },
): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  for (let tries = 0; tries <= RETRIES; tries += 1) {
    const attempt = await post(sent, how);
    attempts.push(attempt);
    const again = attempt.status === undefined || attempt.status === 429 || attempt.status >= 500;
    if (!again) break;
  }
  return attempts;
}

async function post(
  { url, publicUrl, signature = 'v2', at }: ActionSent,
  { body, secret, now }: { body: string; secret: string; now: () => number },
): Promise<Attempt> {
  const signed = { secret, method: 'POST', url: atOrigin(url, publicUrl), body, timestamp: String(at ?? now()) };
  const headers = { 'Content-Type': 'application/json', ...signatureHeaders(signature, signed) };
  try {
    const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(20_000) });
    return { status: answer.status, body: await answer.text() };
  } catch {
    return { status: undefined, body: '' };
  }
}

/** A duplicate of what is over changes nothing. */
function heard(run: ActionRun, attempt: Attempt | undefined, now: number): void {
  if (run.state !== 'waiting' || run.expiresAt !== undefined) return;
  const accepted = attempt?.status !== undefined && attempt.status >= 200 && attempt.status < 300;
  if (!accepted) return void (run.state = 'failed');
  const outputs = outputsIn(attempt.body);
  run.outputs = outputs;
  run.state = stateOf(outputs['hs_execution_state']);
  if (run.state === 'waiting') run.expiresAt = now + durationMs(outputs['hs_expiration_duration']);
}

function outputsIn(body: string): Json {
  try {
    return (JSON.parse(body) as { outputFields?: Json }).outputFields ?? {};
  } catch {
    return {};
  }
}

/** An ISO 8601 duration of weeks to seconds; a week when there is none. */
function durationMs(duration: unknown): number {
  const given = typeof duration === 'string' ? duration : 'P1W';
  const found = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(given);
  if (!found) return WEEK_MS;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(1).map((part) => Number(part ?? 0));
  return ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000;
}
