import type { AddressInfo } from 'node:net';
import type { WebSocket, WebSocketServer } from 'ws';
import { parsed } from './call.ts';
import { isRecord } from './constraints.ts';
import type { Answer, Delivery } from './sending.ts';

/** Slack shows the presser a warning when an app has not acknowledged by then. */
const ACK_WITHIN_MS = 3_000;

/** Socket mode: addresses for `apps.connections.open`, envelopes out, acknowledgements in. Nothing listens before it is asked for. */
export function socketMode(issue: () => number, appId: string) {
  const acks = new Map<string, (answer: Answer) => void>();
  const tickets = new Set<string>();
  let listening: Promise<WebSocketServer> | undefined;

  /** A new address, good for one connection. */
  async function connectionUrl(): Promise<string> {
    listening ??= listen();
    const { port } = (await listening).address() as AddressInfo;
    const ticket = `ticket${issue()}`;
    tickets.add(ticket);
    return `ws://127.0.0.1:${port}/link?ticket=${ticket}`;
  }

  async function listen(): Promise<WebSocketServer> {
    // Loaded here, so that a sandbox without socket mode needs no such package.
    const { WebSocketServer } = await import('ws');
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject));
    server.on('connection', (socket, request) => {
      const ticket = new URL(request.url ?? '/', 'ws://127.0.0.1').searchParams.get('ticket') ?? '';
      if (!tickets.delete(ticket)) return socket.close(4001, 'bad ticket');
      socket.on('message', (data: Buffer) => acknowledged(data.toString('utf8')));
      socket.send(
        JSON.stringify({ type: 'hello', num_connections: server.clients.size, connection_info: { app_id: appId } }),
      );
    });
    return server;
  }

  function acknowledged(text: string): void {
    const message = parsed(text);
    if (!isRecord(message) || typeof message['envelope_id'] !== 'string') return;
    const body = message['payload'] === undefined ? '' : JSON.stringify(message['payload']);
    acks.get(message['envelope_id'])?.({ status: 200, body });
    acks.delete(message['envelope_id']);
  }

  async function connected(): Promise<WebSocket[]> {
    return [...((await listening)?.clients ?? [])].filter((client) => client.readyState === client.OPEN);
  }

  /** Sends to one connection, as Slack does. Answers status 0 when nothing was acknowledged in time; throws when nobody listens. */
  async function deliver(delivery: Delivery): Promise<Answer> {
    const [socket] = await connected();
    if (!socket) throw new Error('nobody is connected in socket mode');
    const envelope_id = `envelope${issue()}`;
    return new Promise((resolve) => {
      const late = setTimeout(() => {
        acks.delete(envelope_id);
        resolve({ status: 0, body: '' });
      }, ACK_WITHIN_MS);
      acks.set(envelope_id, (answer) => {
        clearTimeout(late);
        resolve(answer);
      });
      socket.send(JSON.stringify(envelope(envelope_id, delivery)));
    });
  }

  return {
    connectionUrl,
    deliver,
    connections: async () => (await connected()).length,
    /** Slack refreshes connections now and then: the client is told and has to open another. */
    async refresh(): Promise<void> {
      for (const socket of await connected()) {
        socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
        socket.close();
      }
    },
    async close(): Promise<void> {
      const server = await listening;
      if (!server) return;
      listening = undefined;
      for (const unanswered of acks.values()) unanswered({ status: 0, body: '' });
      acks.clear();
      for (const client of server.clients) client.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function envelope(envelope_id: string, { type, payload, ...more }: Delivery): Record<string, unknown> {
  const retry = 'retry' in more ? more.retry : undefined;
  const again = { retry_attempt: retry?.num ?? 0, retry_reason: retry?.reason ?? '' };
  return {
    envelope_id,
    type,
    payload,
    accepts_response_payload: type !== 'events_api',
    ...(type === 'events_api' && again),
  };
}
