import { spawnSync } from 'node:child_process';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type Received = { headers: IncomingHttpHeaders; url: string; body: string };

/** A receiver of webhooks on this machine, with TLS where it has a certificate. It answers what it was told last, and keeps what it got. */
export async function startReceiver(tls?: { key: string; cert: string }) {
  const received: Received[] = [];
  let answer: (response: ServerResponse, request: IncomingMessage) => void = (response) => void response.end('ok');
  const take = (request: IncomingMessage, response: ServerResponse) =>
    void text(request).then((body) => {
      received.push({ headers: request.headers, url: request.url ?? '', body });
      answer(response, request);
    });
  const server = tls === undefined ? createServer(take) : createSecureServer(tls, take);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    received,
    port,
    url: `http://127.0.0.1:${port}/hook`,
    answers(next: typeof answer) {
      answer = next;
    },
    /** Answers this status from now on. */
    says(status: number, headers: Record<string, string> = {}) {
      answer = (response) => void response.writeHead(status, headers).end('the secret of the receiver');
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}

const OPENSSL = 'openssl';

/** A certificate that only its own maker vouches for, good for a day; undefined where the command `openssl` is missing. */
export function selfSigned(host: string): { key: string; cert: string } | undefined {
  const args = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=${host}`;
  const names = ['-addext', `subjectAltName=DNS:${host}`, '-keyout', '-', '-out', '-'];
  const { status, stdout } = spawnSync(OPENSSL, [...args.split(' '), ...names], { encoding: 'utf8' });
  if (status !== 0) return undefined;
  const certAt = stdout.indexOf('-----BEGIN CERTIFICATE');
  return { key: stdout.slice(0, certAt), cert: stdout.slice(certAt) };
}
