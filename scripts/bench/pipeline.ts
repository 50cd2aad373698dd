import { counted, everyLeadOnce, everyLeadStill } from './counts.ts';
import { type Backend, type Bench, type Ground, settled, startBench } from './ground.ts';

const LEADS = 2_000;
const REPS = 20;
const NO_LIMIT = 10_000_000;
const HOUR_MS = 3_600_000;
const PATIENCE_MS = 120_000;

/** Prints how many events a second pass the whole product; throws when one is lost or doubled. */
export async function benchPipeline(ground: Ground, backend: Backend): Promise<void> {
  for (const [what, measure] of [
    ['each making a lead hot (owner, status, task, alert)', hotLeads],
    ['changing no tier (a blog post read by a warm lead)', warmLeads],
  ] as const) {
    await using bench = await startBench(ground, backend, { limited: false, reps: REPS, callsPer10Seconds: NO_LIMIT });
    await bench.ask('addLeads', LEADS);
    report(backend, what, await measure(bench), ground);
  }
}

async function hotLeads(bench: Bench): Promise<number> {
  await bench.ask('requestDemos');
  const ms = await timed(bench);
  everyLeadOnce(bench, await bench.ask('evidence'));
  return ms;
}

/** Two looks at prices two days ago make a lead warm: too long ago for the lane, too little for hot. */
async function warmLeads(bench: Bench): Promise<number> {
  await bench.ask('viewPages', '/pricing', 50 * HOUR_MS);
  await bench.ask('viewPages', '/pricing', 49 * HOUR_MS);
  await timed(bench);
  everyLeadStill(bench, await bench.ask('evidence'), 'tier_3');
  await bench.ask('viewPages', '/blog/news', 0);
  const ms = await timed(bench);
  everyLeadStill(bench, await bench.ask('evidence'), 'tier_3');
  const [row] = await bench.app.db.acrossWorkspaces((tx) =>
    tx.query<{ kept: number }>("select count(*) as kept from signals where type = 'blog_engagement'"),
  );
  counted(bench, 'blog signals', row?.kept ?? 0, LEADS);
  return ms;
}

/** Milliseconds from the first delivery until nothing is left to do. */
async function timed(bench: Bench): Promise<number> {
  const start = performance.now();
  counted(bench, 'refused deliveries', await bench.ask('deliver', bench.target), 0);
  return (await settled(bench.app, PATIENCE_MS)) - start;
}

function report({ name }: Backend, what: string, ms: number, { conditions }: Ground): void {
  const perSecond = Math.round((LEADS / ms) * 1_000);
  console.log(
    `pipeline, jobs on ${name}: ${perSecond} events/s, ${what} (${LEADS} events in ${(ms / 1_000).toFixed(1)} s, ` +
      `100 a webhook delivery, no vendor limits; ${conditions})`,
  );
}
