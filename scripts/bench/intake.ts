import { setTimeout as delay } from 'node:timers/promises';
import { signatureV3 } from '../../src/sandbox/hubspot/signing.ts';
import { type Bench, type Ground, startBench } from './ground.ts';

/** HubSpot sends at most so many events a delivery, and so many deliveries at once (its default for an app). */
const EVENTS = 100;
const AT_ONCE = 10;
const DELIVERIES = 400;
const WARM_UP = 40;
/** A busy account: three thousand events a second. */
const PER_SECOND = 30;
/** What it is to stay under: HubSpot waits five seconds and sends again. */
const GOAL_MS = 100;

/** Prints how long HubSpot waits until a full delivery is kept and acknowledged, at a pace and ten at once; throws on a refused one. */
export async function benchIntake(ground: Ground): Promise<void> {
  const [backend] = ground.backends;
  if (backend === undefined) throw new Error('bench: there is no queue');
  await using bench = await startBench(ground, backend, { limited: false, reps: 1, callsPer10Seconds: 100_000 });
  const { hubspot } = await bench.ask('where');
  let next = 0;
  const one = () => deliver(bench, hubspot, next++);
  for (let each = 0; each < WARM_UP; each += 1) await one();
  const paced = await atPace(one);
  const flooded = await atOnce(one);
  console.log(
    `intake: a webhook delivery of ${EVENTS} events is kept and acknowledged in ${inWords(paced)} at ${PER_SECOND} a second, and in ` +
      `${inWords(flooded)} when ${AT_ONCE} at once come without a pause (${Math.round((DELIVERIES * EVENTS * 1_000) / flooded.ms)} events/s; ` +
      `${DELIVERIES} deliveries each, while what they bring is read; goal p99 under ${GOAL_MS} ms; ${ground.conditions})`,
  );
}

type Took = { each: number[]; ms: number };

/** Whatever the one before does, the next comes in its time. */
async function atPace(one: () => Promise<number>): Promise<Took> {
  const startedAt = performance.now();
  const each = await Promise.all(
    Array.from({ length: DELIVERIES }, (_, index) => delay((index * 1_000) / PER_SECOND).then(one)),
  );
  return { each, ms: performance.now() - startedAt };
}

async function atOnce(one: () => Promise<number>): Promise<Took> {
  const each: number[] = [];
  const startedAt = performance.now();
  let left = DELIVERIES;
  const sender = async () => {
    while (left-- > 0) each.push(await one());
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  return { each, ms: performance.now() - startedAt };
}

function inWords({ each }: Took): string {
  const sorted = each.toSorted((a, b) => a - b);
  const [p50, p99] = [0.5, 0.99].map((share) => Math.round(sorted[Math.ceil(share * each.length) - 1] ?? 0));
  return `p50 ${p50} ms, p99 ${p99} ms`;
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
