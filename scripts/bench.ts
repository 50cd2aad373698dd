import { benchBackfill } from './bench/backfill.ts';
import { benchCard } from './bench/card.ts';
import { benchFigures } from './bench/figures.ts';
import { openGround } from './bench/ground.ts';
import { benchIntake } from './bench/intake.ts';
import { benchLatency } from './bench/latency.ts';
import { benchPipeline } from './bench/pipeline.ts';
import { benchPlan } from './bench/plan.ts';
import { benchStoredPlan } from './bench/planStored.ts';
import { benchQuietDay } from './bench/quietDay.ts';
import { benchReplies } from './bench/replies.ts';
import { benchRivals } from './bench/rivals.ts';
import { benchRouting } from './bench/routing.ts';
import { benchOrgBackfill } from './bench/salesforceBackfill.ts';
import { benchOrgDay } from './bench/salesforceDay.ts';
import { benchScoring } from './bench/scoring.ts';
import { benchWeek } from './bench/week.ts';

const BENCHES = [
  'scoring',
  'routing',
  'replies',
  'plan',
  'rivals',
  'quiet-day',
  'stored-plan',
  'figures',
  'card',
  'intake',
  'backfill',
  'org-backfill',
  'org-day',
  'week',
  'pipeline',
  'latency',
] as const;
/** Those that need nothing but a processor. */
const ALONE: readonly string[] = ['scoring', 'routing', 'replies', 'plan'];

/** Runs the named bench, or all; whatever is started is stopped again, also by Ctrl-C. */
async function main(wanted = process.argv[2]): Promise<void> {
  // A smaller account, for a quick look.
  const contacts = process.argv[3] === undefined ? undefined : Number(process.argv[3]);
  const chosen = BENCHES.filter((name) => wanted === undefined || name === wanted);
  if (chosen.length === 0) throw new Error(`bench: there is no ${wanted}, only ${BENCHES.join(', ')}`);
  await using stack = new AsyncDisposableStack();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stack.disposeAsync().finally(() => process.exit(130)));
  if (chosen.includes('scoring')) await benchScoring();
  if (chosen.includes('routing')) benchRouting();
  if (chosen.includes('replies')) benchReplies();
  if (chosen.includes('plan')) benchPlan();
  if (chosen.every((name) => ALONE.includes(name))) return;
  const ground = await openGround(stack);
  if (chosen.includes('rivals')) await benchRivals(ground).catch(fail);
  if (chosen.includes('figures')) await benchFigures(ground).catch(fail);
  if (chosen.includes('card')) await benchCard(ground).catch(fail);
  if (chosen.includes('intake')) await benchIntake(ground).catch(fail);
  if (chosen.includes('backfill')) await benchBackfill(ground, contacts).catch(fail);
  if (chosen.includes('org-backfill')) await benchOrgBackfill(ground, contacts).catch(fail);
  if (chosen.includes('org-day')) await benchOrgDay(ground, contacts).catch(fail);
  if (chosen.includes('week')) await benchWeek(ground).catch(fail);
  if (chosen.includes('quiet-day')) await benchQuietDay(ground, contacts).catch(fail);
  if (chosen.includes('stored-plan')) await benchStoredPlan(ground).catch(fail);
  for (const backend of ground.backends) {
    if (chosen.includes('pipeline')) await benchPipeline(ground, backend).catch(fail);
    if (chosen.includes('latency')) await benchLatency(ground, backend).catch(fail);
  }
}

/** One bench that fails does not hide what the others measure. */
function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

await main().catch(fail);
