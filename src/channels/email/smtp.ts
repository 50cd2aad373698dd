import type { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import { mailFailure } from './failure.ts';

/** One mail, ready to go. Names and subject are on one line already. */
export type OutgoingMail = {
  from: string;
  to: { name: string; address: string };
  replyTo?: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  /** In angle brackets. */
  messageId: string;
  references?: string;
  inReplyTo?: string;
  date: Date;
  headers: Record<string, string>;
  list?: { unsubscribe: string };
};

/** A mail server. */
export type Smtp = {
  /** NOT safe twice. Throws a Failure. */
  send(mail: OutgoingMail): Promise<void>;
} & AsyncDisposable;

/** No step of a send takes longer. */
const TIMEOUT_MS = 10_000;
/** A send altogether: with a server that answers drop by drop, too, it ends before its step is claimed anew. */
const TIMEOUTS_ALTOGETHER = 4;

/**
 * Opens a pool of connections to the server of an `smtp://` or `smtps://` address; nothing connects before the first mail. A
 * password goes only over TLS, or to this machine, unless the address says `?requireTLS=false`.
 */
export function openSmtp({ url, timeoutMs = TIMEOUT_MS }: { url: string; timeoutMs?: number }): Smtp {
  const transport = createTransport({
    pool: true,
    url,
    requireTLS: needsTls(url),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    // Only what was surely not sent is sent once more by the pool itself: on a connection that the server had left.
    maxRequeues: 1,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const streams = new WeakMap<AbortSignal, Readable>();
  transport.use('stream', ({ data, message }, ready) => {
    const { signal } = data;
    const create = message?.createReadStream.bind(message);
    if (message && create && signal)
      message.createReadStream = (options) => {
        const stream = create(options);
        streams.set(signal, stream);
        return stream;
      };
    ready();
  });
  return {
    async send(mail) {
      const signal = AbortSignal.timeout(timeoutMs * TIMEOUTS_ALTOGETHER);
      try {
        await transport.sendMail({ ...mail, signal });
      } catch (error) {
        throw mailFailure(error, { begun: streams.get(signal)?.readableDidRead ?? false });
      }
    },
    [Symbol.asyncDispose]: () => Promise.resolve(transport.close()),
  };
}

function needsTls(url: string): boolean {
  const { username, hostname } = new URL(url);
  return username !== '' && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
