import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { loadPackageDefinition, Server, ServerCredentials, status } from '@grpc/grpc-js';
import type {
  GrpcObject,
  sendUnaryData,
  ServerUnaryCall,
  ServiceClientConstructor,
  UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import type { Ground } from './ground.ts';
import { newBus, type Bus, type Told } from './pubsub-bus.ts';
import { selfSigned } from './pubsub-certificate.ts';
import type { ChangeType } from './pubsub-events.ts';
import {
  answer,
  flush,
  overLimit,
  refusal,
  strangerOr,
  subscribe,
  unknownTopic,
  type Stream,
  type Subscription,
} from './pubsub-streams.ts';

/** The Pub/Sub API on loopback, behind TLS with a certificate that nobody trusts. */
export type PubSub = AsyncDisposable & {
  /** `127.0.0.1:port`. */
  readonly endpoint: string;
  /** Tells of a change that nothing in the org made; a gap has no fields. */
  publishChange(entity: string, ids: string[], changeType: ChangeType, told?: Told): void;
  /** Ends every subscription, as a restart of the service does. */
  cutStreams(): void;
  /** The org's events of the day are used up: every subscription ends, and new ones are refused. */
  spendAllocation(): void;
  /** Sends an empty answer on every subscription, as the service does when nothing happened for a while. */
  keepAlive(): void;
  subscriptions(): number;
  /** Safe twice. */
  close(): Promise<void>;
};

/** How long a client may take to let go of its streams. */
const CLOSING_MS = 1_000;

/** Five objects may be selected without an add-on (dossier 4.6). */
const usual = ['Lead', 'Contact', 'Task', 'CampaignMember', 'Opportunity'];

/**
 * Starts the service. Every change that the org keeps of a selected object becomes an event. It ends by itself alone: close it,
 * or `await using`.
 */
export async function startPubSub(ground: Ground, options: { entities?: readonly string[] } = {}): Promise<PubSub> {
  const bus = newBus(ground, options.entities ?? usual);
  const open = new Set<Subscription>();
  const server = new Server();
  server.addService(definition().service, implementation(ground, bus, open));
  const { key, certificate } = selfSigned('127.0.0.1', Date.now());
  const credentials = ServerCredentials.createSsl(null, [
    { private_key: Buffer.from(key), cert_chain: Buffer.from(certificate) },
  ]);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', credentials, (error, bound) => (error ? reject(error) : resolve(bound)));
  });
  const stops = [
    bus.onEvent((topic) => {
      for (const one of open) if (one.topic === topic) flush(bus, one);
    }),
    ground.onChange(({ object, id, kind, fields, row, by }) =>
      bus.add(object, [id], kind, {
        changed: fields,
        ...(kind !== 'DELETE' && { row }),
        ...(by.client !== undefined && { client: by.client }),
        userId: by.userId,
      }),
    ),
  ];
  async function close(): Promise<void> {
    for (const stop of stops.splice(0)) stop();
    // Streams end in peace: the vendor's client, once closed, has nobody left who hears of an error, and that ends the process.
    for (const { stream } of open) stream.end();
    await new Promise<void>((resolve) => {
      const impatient = setTimeout(() => server.forceShutdown(), CLOSING_MS);
      server.tryShutdown(() => {
        clearTimeout(impatient);
        resolve();
      });
    });
  }
  return {
    endpoint: `127.0.0.1:${port}`,
    publishChange: bus.add,
    cutStreams() {
      for (const { stream } of open) stream.emit('error', refusal(status.UNAVAILABLE, 'The service restarts'));
    },
    spendAllocation() {
      bus.spent = true;
      for (const { stream } of open) stream.emit('error', overLimit());
    },
    keepAlive() {
      for (const one of open) one.stream.write(answer(bus, one, []));
    },
    subscriptions: () => open.size,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** The service as its own client describes it. */
function definition(): ServiceClientConstructor {
  const client = createRequire(import.meta.url).resolve('salesforce-pubsub-api-client');
  const loaded = loadPackageDefinition(loadSync(join(dirname(client), '..', 'pubsub_api.proto'), { enums: String }));
  const { v1 } = loaded['eventbus'] as GrpcObject;
  return (v1 as GrpcObject)['PubSub'] as ServiceClientConstructor;
}

function implementation(ground: Ground, bus: Bus, open: Set<Subscription>): UntypedServiceImplementation {
  return {
    Subscribe: (stream: Stream) => subscribe(ground, bus, open, stream),
    GetTopic: (call: ServerUnaryCall<{ topicName: string }, object>, done: sendUnaryData<object>) => {
      const { topicName } = call.request;
      const schema = bus.topicSchema(topicName);
      const refused = strangerOr(ground, call.metadata) ?? (schema ? undefined : unknownTopic(topicName));
      if (refused || !schema) return done(refused ?? unknownTopic(topicName));
      const tenantGuid = ground.orgId;
      done(null, { topicName, tenantGuid, canPublish: false, canSubscribe: true, schemaId: schema.id, rpcId: '1' });
    },
    GetSchema: (call: ServerUnaryCall<{ schemaId: string }, object>, done: sendUnaryData<object>) => {
      const schema = bus.schema(call.request.schemaId);
      const refused = strangerOr(ground, call.metadata);
      if (refused) return done(refused);
      if (!schema) return done(refusal(status.NOT_FOUND, 'No such schema', 'schema.not.found'));
      done(null, { schemaJson: schema.json, schemaId: schema.id, rpcId: '1' });
    },
    Publish: unsupported,
  };
}

function unsupported(_: unknown, done: sendUnaryData<object>): void {
  done(refusal(status.UNIMPLEMENTED, 'The sandbox publishes only what happens in its org'));
}
