import { signatureV3 } from '../../src/sandbox/hubspot/signing.ts';
import { type Bench, type Ground, startBench } from './ground.ts';

/** HubSpot sends at most so many events a delivery, and so many deliveries at once (its default for an app). */
const EVENTS = 100;
const AT_ONCE = 10;
const DELIVERIES = 400;
const WARM_UP = 40;
/** What it is to stay under: HubSpot waits five seconds and sends again. */
const GOAL_MS = 100;

/** Prints how long HubSpot waits until a full delivery is kept and acknowledged, ten at once; throws on a refused one. */
export async function benchIntake(ground: Ground): Promise<void> {
  const [backend] = ground.backends;
  if (backend === undefined) throw new Error('bench: there is no queue');
  await using bench = await startBench(ground, backend, { limited: false, reps: 1, callsPer10Seconds: 100_000 });
  const { hubspot } = await bench.ask('where');
  const took: number[] = [];
  let next = 0;
  const sender = async () => {
    while (next < DELIVERIES + WARM_UP) {
      const each = next++;
      const ms = await deliver(bench, hubspot, each);
      if (each >= WARM_UP) took.push(ms);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  const sorted = took.toSorted((a, b) => a - b);
  const [p50, p99, max] = [0.5, 0.99, 1].map((share) => Math.round(sorted[Math.ceil(share * took.length) - 1] ?? 0));
  console.log(
    `intake: a webhook delivery of ${EVENTS} events is kept and acknowledged in p50 ${p50} ms, p99 ${p99} ms, max ${max} ms ` +
      `(${DELIVERIES} deliveries, ${AT_ONCE} at once, while what they bring is read; goal p99 under ${GOAL_MS} ms; ${ground.conditions})`,
  );
}

async function deliver(
  { target }: Bench,
  { portalId, appId, clientSecret: secret }: { portalId: number; appId: number; clientSecret: string },
  each: number,
): Promise<number> {
  const occurredAt = Date.now();
  const events = Array.from({ length: EVENTS }, (_, event) => ({
    eventId: each * EVENTS + event,
    subscriptionId: 3,
    portalId,
    appId,
    occurredAt,
    subscriptionType: 'object.propertyChange',
    attemptNumber: 0,
    objectId: 1_000_000 + each * EVENTS + event,
    objectTypeId: '0-1',
    propertyName: 'hs_analytics_last_url',
    propertyValue: `https://acme.example/pricing?${each}`,
    changeSource: 'ANALYTICS',
  }));
  const body = JSON.stringify(events);
  const timestamp = String(occurredAt);
  const signature = signatureV3({ secret, method: 'POST', url: target.signedUrl, body, timestamp });
  const headers = { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': timestamp };
  const startedAt = performance.now();
  const answer = await fetch(target.url, { method: 'POST', headers, body });
  const { kept } = (await answer.json()) as { kept?: number };
  const ms = performance.now() - startedAt;
  if (kept !== EVENTS) throw new Error(`intake: delivery ${each} was answered ${answer.status} with ${kept} kept`);
  return ms;
}
