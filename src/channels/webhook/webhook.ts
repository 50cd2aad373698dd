import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Webhook } from 'standardwebhooks';
import { hookBody } from '../../domain/telling/hookData.ts';
import type { HookAnswer, HookEvent, HookSender } from '../hooks.ts';
import {
  type Address,
  addressProblem,
  literalAddress,
  mayCall,
  PRIVATE,
  type Resolve,
  resolveHost,
} from './address.ts';
import { retryAtOf } from './retryAfter.ts';

type Options = {
  now: () => number;
  /** Whether receivers may be inside the own network, and may do without TLS. */
  allowPrivate: boolean;
  /** 15 s when left out. */
  timeoutMs?: number;
  /** Makes the secret of what is kept of it; may throw. Left out, the secrets come as they are. */
  open?: (kept: string) => string;
  /** This machine's when left out. */
  resolve?: Resolve;
};

/** As much of an answer is taken off the line; nothing of it is kept or told. */
const MOST_BYTES = 65_536;
const TIMEOUT_MS = 15_000;

/** Deliveries by Standard Webhooks, each to the very address that was checked. */
export function hookSender(options: Options): HookSender {
  return {
    async deliver(hook, event) {
      const url = URL.parse(hook.url);
      const problem = addressProblem(hook.url, options);
      if (url === null || problem !== undefined) return { kind: 'failed', because: problem ?? '' };
      try {
        const sent = signed(options, hook.secret, event);
        const addresses = await checkedAddresses(options, url);
        return answerOf(await send(options, url, addresses, sent), options.now());
      } catch (error) {
        return { kind: 'failed', because: wordsFor(error, options) };
      }
    },
  };
}

/** A reason that may be told: all others could hold anything. */
class Refused extends Error {}

type Sent = { body: string; headers: Record<string, string> };

function signed({ open, now }: Options, kept: string, event: HookEvent): Sent {
  const body = JSON.stringify(hookBody(event));
  // The time is that of this try: receivers refuse what was signed more than five minutes ago.
  const at = new Date(now());
  let signature;
  try {
    signature = new Webhook(open === undefined ? kept : open(kept)).sign(event.id, at, body);
  } catch (cause) {
    throw new Refused('its secret cannot be read: SECRET_KEY has changed; subscribe again', { cause });
  }
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const headers = { 'webhook-id': event.id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
  const about = { 'content-type': 'application/json', 'user-agent': 'HotLeadSignal-Webhooks/1' };
  return { body, headers: { ...about, 'content-length': String(Buffer.byteLength(body)), ...headers } };
}

async function checkedAddresses(options: Options, url: URL): Promise<Address[]> {
  const literal = literalAddress(url.hostname);
  const found = literal === undefined ? await resolved(options, url.hostname) : [literal];
  if (found.length === 0) throw new Refused('its host name leads nowhere');
  // One bad address among good ones is how a name is made to lead inside.
  if (!found.every((each) => mayCall(each, options))) throw new Refused(PRIVATE);
  return found;
}

/** A name server that never answers must not hold a delivery longer than a receiver may. */
async function resolved({ resolve = resolveHost, timeoutMs = TIMEOUT_MS }: Options, host: string): Promise<Address[]> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Refused('its host name was not resolved in time')), timeoutMs);
  const found = resolve(host).catch((cause: unknown) => {
    throw new Refused('its host name leads nowhere', { cause });
  });
  return Promise.race([found, late.promise]).finally(() => clearTimeout(timer));
}

type Answer = { status: number; retryAfter: string | undefined };

/**
 * One request on a connection of its own. `lookup` gives the addresses that were checked, so that a name that leads elsewhere by
 * now is not asked again; the name itself stays what the certificate must show. Redirects are answers like any other.
 */
function send({ timeoutMs = TIMEOUT_MS }: Options, url: URL, at: Address[], sent: Sent): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const outgoing = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
    method: 'POST',
    headers: sent.headers,
    agent: false,
    lookup: (_host, { all }, found) => (all ? found(null, at) : found(null, at[0]?.address ?? '', at[0]?.family)),
    signal: AbortSignal.timeout(timeoutMs),
  });
  outgoing.on('error', reject);
  outgoing.on('response', (response) => {
    // The status has said it all: whether the rest arrives changes nothing, but who is cut off would call it an error.
    const answer = { status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] };
    const over = () => resolve(answer);
    let bytes = 0;
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) outgoing.destroy();
    });
    outgoing.off('error', reject).on('error', over);
    response.on('error', over).on('close', over);
  });
  outgoing.end(sent.body);
  return promise;
}

function answerOf({ status, retryAfter }: Answer, now: number): HookAnswer {
  if (status >= 200 && status < 300) return { kind: 'taken' };
  if (status === 410) return { kind: 'gone' };
  const retryAt = retryAtOf(retryAfter, now);
  const because = status >= 300 && status < 400 ? `HTTP ${status}: redirects are not followed` : `HTTP ${status}`;
  return { kind: 'failed', because, ...(retryAt !== undefined && { retryAt }) };
}

function wordsFor(error: unknown, { timeoutMs = TIMEOUT_MS }: Options): string {
  if (error instanceof Refused) return error.message;
  const { name, code = '' } = error as NodeJS.ErrnoException;
  if (name === 'AbortError' || name === 'TimeoutError') return `no answer in ${timeoutMs / 1_000} s`;
  if (code === 'ECONNREFUSED') return 'nothing listens there';
  if (/CERT|SIGNED|TLS|SSL/.test(code)) return `its certificate is not to be trusted (${code})`;
  return `the connection broke${/^[A-Z_]{3,40}$/.test(code) ? ` (${code})` : ''}`;
}
