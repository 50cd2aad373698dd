import { setTimeout as delay } from 'node:timers/promises';
import type PubSubApiClient from 'salesforce-pubsub-api-client';
import { topicOf, type Entity } from './pubsub-events.ts';

/** What one stream has to say. `unread`: an event that could not be decoded. `last`: what was asked for has come. */
export type Heard = { entity: Entity } & (
  | { kind: 'event'; event: unknown }
  | { kind: 'unread'; place: number | undefined }
  | { kind: 'last' | 'alive' }
  | { kind: 'over'; error: unknown }
);

/** The streams of one connection. What is heard of one comes in order. */
export type Streams = {
  /** Undefined begins with what happens from now on. */
  subscribe(entity: Entity, after: number | undefined): void;
  /** After `last`: asks for as many again. */
  more(entity: Entity): void;
  /** Ends every stream. Safe twice. */
  close(): Promise<void>;
};

/** `endpoint`: host:port. */
type StreamsOptions = {
  endpoint: string;
  org: string;
  session: { accessToken: string; instanceUrl: string };
  hear: (heard: Heard) => void;
};

/** As many as one asking may be for (dossier 4.6). */
const AT_ONCE = 100;
/** How long streams may take to end. */
const ENDING_MS = 1_000;

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** Opens a connection; whether it works is heard of later. The client is loaded when it is wanted: few want it. */
export async function openStreams({ endpoint, org, session, hear }: StreamsOptions): Promise<Streams> {
  const { default: Client } = await import('salesforce-pubsub-api-client');
  const client = new Client(
    {
      authType: 'user-supplied',
      accessToken: session.accessToken,
      // Only told to the service; the client takes none that is not https, as a test's.
      instanceUrl: session.instanceUrl.replace(/^http:/, 'https:'),
      organizationId: org,
      pubSubEndpoint: endpoint,
      rejectUnauthorizedSsl: !/^(127\.0\.0\.1|localhost):/.test(endpoint),
    },
    silent,
  );
  await client.connect();
  const open = new Set<Entity>();
  const listener = (entity: Entity) => (_: unknown, kind: string, data?: unknown) => {
    const heard = heardOf(kind, data);
    if (heard === undefined || (heard.kind === 'over' && !open.delete(entity))) return;
    hear({ entity, ...heard });
  };
  return {
    subscribe(entity, after) {
      open.add(entity);
      // A number of events, not "for ever": then asking for more is the client's, and one that fails would end the process.
      if (after === undefined) client.subscribe(topicOf(entity), listener(entity), AT_ONCE);
      else client.subscribeFromReplayId(topicOf(entity), listener(entity), AT_ONCE, after);
    },
    more(entity) {
      if (open.has(entity)) client.requestAdditionalEvents(topicOf(entity), AT_ONCE);
    },
    close: () => end(client, open),
  };
}

type Said = Heard extends infer One ? (One extends Heard ? Omit<One, 'entity'> : never) : never;

function heardOf(kind: string, data: unknown): Said | undefined {
  if (kind === 'event') return { kind: 'event', event: data };
  if (kind === 'lastEvent') return { kind: 'last' };
  if (kind === 'grpcKeepAlive') return { kind: 'alive' };
  if (kind === 'end') return { kind: 'over', error: undefined };
  if (kind !== 'error') return undefined;
  const { code, replayId } = data as { code?: unknown; replayId?: unknown };
  if (typeof code === 'number') return { kind: 'over', error: data };
  return { kind: 'unread', place: Number.isSafeInteger(replayId) ? Number(replayId) : undefined };
}

/**
 * The client can only forget its streams, and takes its listeners off them: what one says later would be an error that nobody hears,
 * which ends the process. A request that cannot be written ends a stream; only when all have ended is the client let go of.
 */
async function end(client: PubSubApiClient, open: Set<Entity>): Promise<void> {
  const unwritable = 1n as unknown as number;
  for (const entity of open) {
    try {
      client.requestAdditionalEvents(topicOf(entity), unwritable);
    } catch {
      open.delete(entity);
    }
  }
  const giveUpAt = performance.now() + ENDING_MS;
  while (open.size > 0 && performance.now() < giveUpAt) await delay(5);
  if (open.size === 0) client.close();
}
