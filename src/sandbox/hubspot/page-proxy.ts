import type { Portal } from './portal.ts';
import { atOrigin, signatureHeaders } from './signing.ts';

/** What a card or page of the app asks its server by `hubspot.fetch`, and who is looking at it. */
export type PageCall = {
  userId: number;
  userEmail: string;
  url: string;
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON. */
  body?: unknown;
  /** The one header of its own that arrives. */
  authorization?: string;
  /** The public origin when the app is behind a proxy: what is signed. */
  publicUrl?: string;
  /** Signs with another secret. */
  secret?: string;
  /** Sent at this time (epoch ms). */
  at?: number;
  /** Changes the address after it was signed. */
  tampered?: (url: string) => string;
};

export type PageAnswer = { status: number; body: string; json: () => unknown };

const TIMEOUT_MS = 15_000;
const MOST_BYTES = 1_000_000;
const AT_ONCE = 20;

/** HubSpot's own server between pages and an app (dossier 1.6). */
export function pageProxy(portal: Portal, clientSecret: string) {
  let open = 0;
  return {
    /** The call as HubSpot makes it: with the user in the query, signed, once more after a 5xx or a broken connection. 429 beyond 20 at once. */
    async fetchAs(call: PageCall): Promise<PageAnswer> {
      if (open >= AT_ONCE) return answer(429, '');
      open += 1;
      try {
        const first = await send(portal, clientSecret, call);
        return first.again ? await send(portal, clientSecret, call) : first;
      } finally {
        open -= 1;
      }
    },
  };
}

async function send(portal: Portal, clientSecret: string, call: PageCall): Promise<PageAnswer & { again: boolean }> {
  const { method = 'GET', secret = clientSecret, tampered = (url: string) => url } = call;
  const url = withUser(portal, call);
  const body = call.body === undefined ? '' : JSON.stringify(call.body);
  const timestamp = String(call.at ?? portal.now());
  const signed = { secret, method, url: atOrigin(url, call.publicUrl), body, timestamp };
  const headers = {
    ...(body === '' ? {} : { 'Content-Type': 'application/json' }),
    ...(call.authorization === undefined ? {} : { Authorization: call.authorization }),
    ...signatureHeaders('v3', signed),
  };
  try {
    const options = { method, headers, ...(body === '' ? {} : { body }), signal: AbortSignal.timeout(TIMEOUT_MS) };
    const reply = await fetch(tampered(url), options);
    const text = await reply.text();
    if (Buffer.byteLength(text) > MOST_BYTES) return { ...answer(502, 'the answer is over 1 MB'), again: false };
    return { ...answer(reply.status, text), again: reply.status >= 500 };
  } catch (error) {
    const isLate = error instanceof DOMException && error.name === 'TimeoutError';
    return { ...answer(504, 'no answer'), again: !isLate };
  }
}

/** Appended, not set: what a page puts there itself stays, and stands before. */
function withUser(portal: Portal, { url, userId, userEmail }: PageCall): string {
  const made = new URL(url);
  const who = { userId, portalId: portal.id, userEmail, appId: portal.appId };
  for (const [name, value] of Object.entries(who)) made.searchParams.append(name, String(value));
  return made.href;
}

function answer(status: number, body: string): PageAnswer {
  return { status, body, json: () => JSON.parse(body) as unknown };
}
