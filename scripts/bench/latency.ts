import { counted, everyLeadOnce } from './counts.ts';
import { type Backend, type Bench, type Ground, settled, startBench } from './ground.ts';

const PER_SECOND = 20;
const SECONDS = 60;
/** Sent before the measured ones at the same pace, so that connections and code are warm. */
const WARM_UP = 5 * PER_SECOND;
/**
 * Slack takes one message a second in a channel: enough reps that none meets it.
 */
const REPS = 60;
/** What HubSpot allows a private app in ten seconds on a Professional or Enterprise plan, and the sandbox enforces. */
const CALLS_PER_10_SECONDS = 190;
const PATIENCE_MS = 60_000;

/** Prints how long it takes from a webhook to the Slack post, under both vendors' real limits; throws on lost or doubled work. */
export async function benchLatency(ground: Ground, backend: Backend): Promise<void> {
  const limits = { limited: true, callsPer10Seconds: CALLS_PER_10_SECONDS };
  await using bench = await startBench(ground, backend, { ...limits, reps: REPS });
  report(backend, await measure(bench), ground);
}

type Measured = { latencies: number[]; tooMany: number; tasks: number; alerts: number };

async function measure(bench: Bench): Promise<Measured> {
  const count = WARM_UP + PER_SECOND * SECONDS;
  const pace = { count, everyMs: 1_000 / PER_SECOND, patienceMs: PATIENCE_MS, target: bench.target };
  const { latencies, refused } = await bench.ask('paceDemos', pace);
  counted(bench, 'refused deliveries', refused, 0);
  counted(bench, 'leads with an alert', latencies.length, count);
  await settled(bench.app, PATIENCE_MS);
  const evidence = await bench.ask('evidence');
  everyLeadOnce(bench, evidence);
  const tooMany = Object.values(evidence.tooMany).reduce((sum, each) => sum + each, 0);
  return { latencies: latencies.slice(WARM_UP), tooMany, tasks: evidence.tasks.once, alerts: evidence.alerts.once };
}

function report({ name }: Backend, { latencies, tooMany, tasks, alerts }: Measured, { conditions }: Ground): void {
  const sorted = latencies.toSorted((a, b) => a - b);
  const [p50, p99, max] = [0.5, 0.99, 1].map((share) =>
    Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN),
  );
  console.log(
    `latency, jobs on ${name}: webhook to Slack post p50 ${p50} ms, p99 ${p99} ms, max ${max} ms ` +
      `(${PER_SECOND} demo requests/s for ${SECONDS} s after ${WARM_UP} to warm up; ${tasks} tasks and ${alerts} alerts, each once; ` +
      `${tooMany} answers were 429; HubSpot's ${CALLS_PER_10_SECONDS} calls in 10 s and Slack's limits kept, ${REPS} reps; ${conditions})`,
  );
}
