import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { badDays, type BadDay } from './bad-days.ts';
import { matchPath } from './path-pattern.ts';

/** One request as it arrived. `params` holds the `:names` of the route's pattern, percent-decoded. */
export type SandboxRequest = {
  method: string;
  path: string;
  params: Record<string, string>;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  /** The exact bytes, before anything parsed them. */
  rawBody: Buffer;
};

/** A string or Buffer body goes out as it is; anything else as JSON. */
export type Reply = { status: number; headers?: Record<string, string>; body?: unknown };

export type Handler = (request: SandboxRequest) => Reply | Promise<Reply>;

/** What a test reads afterwards. `status` is undefined while unanswered, and for ever when the connection was cut. */
type Call = {
  method: string;
  path: string;
  query: string;
  headers: IncomingHttpHeaders;
  body: string;
  status: number | undefined;
  at: number;
};

/** `before` and `after` the effect; the answer waits for what the observer gives back, so a test can stop a process there. */
type Observer = (call: Call, phase: 'before' | 'after') => void | Promise<void>;

export type SandboxServer = AsyncDisposable & {
  readonly url: string;
  /** The last 10,000 calls, oldest first. */
  readonly calls: readonly Call[];
  /** `pattern` has `:name` for one segment and may end in `*` for any rest. The first route that fits answers. */
  route(method: string, pattern: string, handler: Handler): void;
  /** Spoils the next call that fits (`method` may be `*`); several for one route are used up one by one, in order. */
  badDay(method: string, pattern: string, day: BadDay): void;
  /** Watches every call; returns what stops the watching. */
  onCall(observer: Observer): () => void;
  /** Calls to paths that do not exist, as `METHOD /path`; taking them forgives them. */
  takeUnknownCalls(): string[];
  /** Cuts what is open. Throws if a call went to an unknown path, or a handler crashed. Safe twice. */
  close(): Promise<void>;
};

const CALLS_KEPT = 10_000;

type Route = { method: string; pattern: string; handler: Handler };

/** Starts a server on 127.0.0.1; port 0 or none takes a free one. `notFound` is the vendor's own answer to a path it does not know. */
export async function startServer(options: {
  port?: number;
  now?: () => number;
  notFound: Handler;
}): Promise<SandboxServer> {
  const now = options.now ?? Date.now;
  const days = badDays();
  const routes: Route[] = [];
  const calls: Call[] = [];
  const observers = new Set<Observer>();
  const crashes: Error[] = [];
  let unknown: string[] = [];

  function handlerFor(request: SandboxRequest): Handler {
    for (const route of routes) {
      if (route.method !== request.method) continue;
      const params = matchPath(route.pattern, request.path);
      if (!params) continue;
      request.params = params;
      return route.handler;
    }
    unknown.push(`${request.method} ${request.path}`);
    return options.notFound;
  }

  function remember(request: SandboxRequest): Call {
    const { method, path, headers } = request;
    const body = request.rawBody.toString('utf8');
    const call: Call = { method, path, query: request.query.toString(), headers, body, status: undefined, at: now() };
    calls.push(call);
    if (calls.length > CALLS_KEPT * 1.1) calls.splice(0, calls.length - CALLS_KEPT);
    return call;
  }

  async function observed(call: Call, phase: 'before' | 'after'): Promise<void> {
    for (const observer of observers) await observer(call, phase);
  }

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await requestFrom(incoming);
    const call = remember(request);
    const day = days.take(request.method, request.path);
    await observed(call, 'before');
    if (day?.kind === 'cut' && day.when === 'before') return void response.destroy();
    const reply = day?.kind === 'status' ? day : await handlerFor(request)(request);
    await observed(call, 'after');
    if (day?.kind === 'cut') return void response.destroy();
    if (day?.kind === 'late') await days.wait(day.ms);
    call.status = reply.status;
    if (day?.kind === 'nonsense') {
      call.status = 200;
      return send(response, { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>Bad gateway' });
    }
    send(response, reply);
  }

  const server = createServer((incoming, response) => {
    handle(incoming, response).catch((error: unknown) => {
      if (incoming.destroyed && !incoming.complete) return;
      crashes.push(error instanceof Error ? error : new Error(String(error)));
      send(response, { status: 500, body: { message: 'the sandbox itself failed' } });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;

  async function close(): Promise<void> {
    days.stopWaiting();
    if (server.listening) {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    }
    const crash = crashes.shift();
    if (crash) throw crash;
    if (unknown.length === 0) return;
    const paths = unknown.splice(0);
    throw new Error(`the sandbox was called on paths it does not know: ${paths.join(', ')}`);
  }

  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    route: (method, pattern, handler) => void routes.push({ method, pattern, handler }),
    badDay: days.add,
    onCall(observer) {
      observers.add(observer);
      return () => void observers.delete(observer);
    },
    takeUnknownCalls() {
      const taken = unknown;
      unknown = [];
      return taken;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function requestFrom(incoming: IncomingMessage): Promise<SandboxRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  const method = incoming.method ?? 'GET';
  return {
    method,
    path: url.pathname,
    params: {},
    query: url.searchParams,
    headers: incoming.headers,
    rawBody: Buffer.concat(chunks),
  };
}

function send(response: ServerResponse, reply: Reply): void {
  if (response.headersSent || response.destroyed) return;
  const raw = typeof reply.body === 'string' || Buffer.isBuffer(reply.body);
  const body = raw ? (reply.body as string | Buffer) : reply.body === undefined ? '' : JSON.stringify(reply.body);
  const type: Record<string, string> = raw || body === '' ? {} : { 'Content-Type': 'application/json;charset=utf-8' };
  response.writeHead(reply.status, { ...type, ...reply.headers }).end(body);
}
