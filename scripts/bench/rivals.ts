import pg from 'pg';
import { defaultModel } from '../../src/domain/model.ts';
import { standingAt } from '../../src/domain/tiers.ts';
import type { Signal } from '../../src/domain/signals.ts';
import type { Ground } from './ground.ts';
import { type Judge, rivalLeads, type Verdict } from './rivalLeads.ts';
import { rulesRival } from './rivalRules.ts';
import { sqlRival } from './rivalSql.ts';

const NOW = Date.UTC(2026, 0, 31);
const LEADS = 2_000;
/** The slowest form is timed on fewer: it has no start-up to share among many. */
const FEW_LEADS = 200;
const ROUNDS = 7;
const WARM_UP_ROUNDS = 1;
/** Each round judges again and again until this has passed, so that none is a lucky moment on a busy machine. */
const ROUND_MS = 400;

/** `timesSlower` is the target: how many times slower than ours it has to be, at least. */
type Rival = { name: string; judge: Judge; timed: readonly Signal[][]; timesSlower?: number };

/**
 * Scores the same leads by our own code, by json-rules-engine and by one SQL query. Throws when one of them differs in the
 * score or tier of a lead; then prints how long each takes and sets the exit code when a target is missed.
 */
export async function benchRivals(ground: Pick<Ground, 'newDatabase'>): Promise<void> {
  const leads = rivalLeads(LEADS, NOW);
  const client = new pg.Client({ connectionString: await ground.newDatabase() });
  await client.connect();
  try {
    const rivals = await rivalsFor(leads, client);
    const verdicts = await ours(leads);
    for (const rival of rivals) agree(rival.name, await rival.judge(leads), verdicts);
    console.log(`scoring rivals: the same score and tier for ${LEADS} leads (${tally(verdicts)})`);
    report(rivals, await timesOf([{ name: 'ours', judge: ours, timed: leads }, ...rivals]));
  } finally {
    await client.end();
  }
}

async function rivalsFor(leads: Signal[][], client: pg.Client): Promise<Rival[]> {
  const rules = rulesRival(NOW, defaultModel, 'each lead');
  const rulesBySignal = rulesRival(NOW, defaultModel, 'each signal');
  const sql = await sqlRival(NOW, defaultModel, leads, client);
  return [
    { name: 'json-rules-engine', judge: rulesBySignal, timed: leads.slice(0, FEW_LEADS), timesSlower: 50 },
    // Shown without a target: here our own code folds, decays and adds up, and the rules only choose.
    { name: 'json-rules-engine given our sums, run once a lead', judge: rules, timed: leads },
    { name: 'one SQL query', judge: sql, timed: leads, timesSlower: 5 },
  ];
}

async function ours(leads: readonly Signal[][]): Promise<Verdict[]> {
  return leads.map((signals) => standingAt(NOW, signals, defaultModel));
}

function agree(name: string, theirs: Verdict[], ours: Verdict[]): void {
  if (theirs.length !== ours.length) throw new Error(`bench: ${name} judged ${theirs.length} of ${ours.length} leads`);
  for (const [lead, { score, tier }] of ours.entries()) {
    const other = theirs[lead];
    if (other?.score === score && other.tier === tier) continue;
    const said = `score ${other?.score}, tier ${other?.tier ?? 'none'}`;
    throw new Error(`bench: lead ${lead} has score ${score}, tier ${tier ?? 'none'}, but ${name} says ${said}`);
  }
}

function tally(verdicts: Verdict[]): string {
  const counts = ([1, 2, 3, undefined] as const).map((tier) => {
    const count = verdicts.filter((verdict) => verdict.tier === tier).length;
    return `${count} ${tier === undefined ? 'without a tier' : `tier ${tier}`}`;
  });
  return counts.join(', ');
}

/** The median milliseconds a lead of each rival. They take turns, so that a busy moment hits all of them. */
async function timesOf(rivals: Rival[]): Promise<number[]> {
  const times: number[][] = rivals.map(() => []);
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
    for (const [index, rival] of rivals.entries()) {
      const time = await roundOf(rival);
      if (round >= 0) times[index]?.push(time);
    }
  }
  return times.map((each) => each.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? NaN);
}

async function roundOf({ judge, timed }: Rival): Promise<number> {
  const start = performance.now();
  let leads = 0;
  let ms = 0;
  for (; ms < ROUND_MS; ms = performance.now() - start) leads += (await judge(timed)).length;
  return ms / leads;
}

function report(rivals: Rival[], [ourMs = NaN, ...theirMs]: number[]): void {
  const said = [`ours ${ourMs.toPrecision(2)} ms a lead`];
  const misses: string[] = [];
  for (const [index, { name, timesSlower }] of rivals.entries()) {
    const ms = theirMs[index] ?? NaN;
    const times = ms / ourMs;
    const timesInWords = `${times.toFixed(times < 10 ? 1 : 0)} times`;
    said.push(`${name} ${ms.toPrecision(2)} ms (${timesInWords})`);
    if (timesSlower === undefined || times >= timesSlower) continue;
    misses.push(`bench: ours is ${timesInWords} as fast as ${name}; the target is ${timesSlower} times`);
  }
  console.log(`scoring rivals: ${said.join('; ')}`);
  for (const miss of misses) console.error(miss);
  if (misses.length > 0) process.exitCode = 1;
}
