import { Metadata, status } from '@grpc/grpc-js';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { Ground } from './ground.ts';
import type { Bus, BusEvent } from './pubsub-bus.ts';

type Fetch = { topicName: string; replayPreset?: string; replayId?: Buffer; numRequested: number };
type Answer = { events?: object[]; latestReplayId: Buffer; pendingNumRequested: number };
export type Stream = ServerDuplexStream<Fetch, Answer>;

/** `wanted`: how many more events the client asked for; `seen`: the number of the last one it has. */
export type Subscription = { stream: Stream; topic: string; seen: number; wanted: number };

const MOST_AT_ONCE = 100;

/** The first request says the topic and from where; each says how many more events may be sent. */
export function subscribe(ground: Ground, bus: Bus, open: Set<Subscription>, stream: Stream): void {
  let subscription: Subscription | undefined;
  const stranger = strangerOr(ground, stream.metadata);
  if (stranger) return void stream.emit('error', stranger);
  stream.on('data', (asked: Fetch) => {
    const started = subscription ?? begun(bus, stream, asked);
    if (started instanceof Error) return void stream.emit('error', started);
    subscription = started;
    open.add(started);
    // Documented: what is asked beyond a hundred is not sent.
    started.wanted = Math.min(MOST_AT_ONCE, started.wanted + asked.numRequested);
    flush(bus, started);
  });
  const gone = (): void => void (subscription && open.delete(subscription));
  stream.on('error', gone);
  stream.on('close', gone);
  stream.on('end', () => {
    gone();
    stream.end();
  });
}

function begun(bus: Bus, stream: Stream, asked: Fetch): Subscription | Error {
  const { topicName: topic, replayPreset = 'LATEST', replayId, numRequested } = asked;
  if (!bus.topicSchema(topic)) return unknownTopic(topic);
  if (bus.spent) return overLimit();
  if (numRequested < 1)
    return refusal(status.INVALID_ARGUMENT, 'numRequested must be over 0', 'fetch.requests.invalid');
  if (replayPreset === 'EARLIEST') return { stream, topic, seen: 0, wanted: 0 };
  if (replayPreset !== 'CUSTOM') return { stream, topic, seen: bus.latest(), wanted: 0 };
  const seen = replayId?.length === 8 ? Number(replayId.readBigUInt64BE()) : Number.NaN;
  // An id that is over, or was never given, cannot be gone on from: whoever asks must read everything again.
  const known = bus.eventsOf(topic).some(({ number }) => number === seen);
  return known
    ? { stream, topic, seen, wanted: 0 }
    : refusal(
        status.INVALID_ARGUMENT,
        'The Replay ID validation failed. Ensure that the Replay ID is valid.',
        'subscription.fetch.replayid.validation.failed',
      );
}

/** Sends what has come since, as far as the client asked for more. */
export function flush(bus: Bus, subscription: Subscription): void {
  const { topic, seen, wanted, stream } = subscription;
  const events = bus
    .eventsOf(topic)
    .filter(({ number }) => number > seen)
    .slice(0, wanted);
  const newest = events.at(-1);
  if (!newest) return;
  subscription.seen = newest.number;
  subscription.wanted -= events.length;
  stream.write(answer(bus, subscription, events));
}

/** An answer without events is a sign of life. */
export function answer(bus: Bus, { wanted }: Subscription, events: readonly BusEvent[]): Answer {
  const newest = events.at(-1);
  return {
    events: events.map(({ id, schemaId, payload, number }) => ({
      event: { id, schemaId, payload },
      replayId: replayIdOf(number),
    })),
    latestReplayId: replayIdOf(newest?.number ?? bus.latest()),
    pendingNumRequested: wanted,
  };
}

function replayIdOf(number: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(number));
  return bytes;
}

/** The refusal of a call whose session is not good, or of another org. */
export function strangerOr({ sessions, orgId }: Ground, metadata: Metadata): Error | undefined {
  const [token, tenant] = ['accesstoken', 'tenantid'].map((name) => String(metadata.get(name)[0] ?? ''));
  if (sessions.userOf(token ?? '') !== undefined && tenant?.slice(0, 15) === orgId.slice(0, 15)) return undefined;
  return refusal(status.UNAUTHENTICATED, 'The authentication token is invalid', 'service.auth.error', 'sfdc');
}

/** Also what an object is answered with that nobody selected. */
export function unknownTopic(topic: string): Error {
  return refusal(status.NOT_FOUND, `Topic not found: ${topic}`, 'topic.not.found');
}

/** The code is documented (dossier 4.6); which gRPC status it comes with is not. */
export function overLimit(): Error {
  return refusal(status.RESOURCE_EXHAUSTED, 'The delivery limit is exceeded', 'subscription.limit.exceeded');
}

/** The vendor's own code goes with the trailers. */
export function refusal(code: status, details: string, errorCode?: string, family = 'sfdc.platform.eventbus.grpc') {
  const metadata = new Metadata();
  if (errorCode !== undefined) metadata.set('error-code', `${family}.${errorCode}`);
  return Object.assign(new Error(details), { code, details, metadata });
}
