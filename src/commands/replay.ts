import { parseArgs } from 'node:util';
import { latencyBy, latencyOf, rolling30, type Clock, type Latency } from '../domain/latency.ts';
import { defaultModel, type Model } from '../domain/model.ts';
import { shiftsSeen } from '../domain/presence.ts';
import { replay } from '../domain/replay.ts';
import { routeArrivals } from '../domain/replayRouting.ts';
import { readModelFile } from './modelFile.ts';
import { readLeadLog, type LeadLog } from './replayLog.ts';
import { replayInWords } from './replayWords.ts';

type Io = { out(line: string): void; err(line: string): void; now(): number };

const usage = 'usage: hot-lead replay <log.jsonl[.gz]> [--model model.json] [--json]';
const quietMs = 2_000;

/**
 * `hot-lead replay` (DESIGN 10): plays a lead log through the rules and prints the figures, as one JSON document with
 * `--json`, else as tables. Lines that cannot be played are counted in the answer. Returns the exit code: 1 when the
 * arguments are wrong or a file cannot be read.
 */
export async function replayCommand(args: string[], io: Io): Promise<number> {
  try {
    const { file, json, model: modelFile } = optionsFrom(args);
    const model = modelFile === undefined ? defaultModel : await readModelFile(modelFile);
    const report = reportOf(await readLeadLog(file, model, progressTo(io)), model);
    if (json) io.out(JSON.stringify(report, undefined, 2));
    else for (const line of replayInWords(report)) io.out(line);
    return 0;
  } catch (error) {
    io.err(`replay: ${(error as Error).message}`);
    return 1;
  }
}

function optionsFrom(args: string[]): { file: string; json: boolean; model?: string | undefined } {
  try {
    const options = { json: { type: 'boolean' }, model: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new Error('give one log file');
    return { file, json: values.json ?? false, model: values.model };
  } catch (cause) {
    throw new Error(`${(cause as Error).message}\n${usage}`, { cause });
  }
}

/** Says how far it is at most every two seconds. */
function progressTo(io: Io): (line: number) => void {
  let saidAt = io.now();
  return (line) => {
    if (line % 1_000 !== 0 || io.now() - saidAt < quietMs) return;
    saidAt = io.now();
    io.err(`replay: ${line} lines read`);
  };
}

/** The answer of `--json`; minutes to a tenth, shares to a ten-thousandth, null for a figure nobody can know. */
export type ReplayReport = ReturnType<typeof reportOf>;

function reportOf({ entries, touches, rejected, firstRejected }: LeadLog, model: Model) {
  // No spread: a long log has more entries than a call has room for arguments.
  const end = entries.reduce((latest, entry) => Math.max(latest, entry.at), 0);
  const { episodes, rounds, clocks, arrivals } = replay(entries, end, model);
  const countOf = (kind: string) => entries.filter((entry) => entry.kind === kind).length;
  const all = latencyOf(clocks, end);
  const routed = routeArrivals(arrivals, shiftsSeen(touches));
  return {
    leads: new Set(entries.map((entry) => entry.lead)).size,
    signals: countOf('signal'),
    contacts: countOf('contact'),
    outcomes: countOf('outcome'),
    episodes,
    rounds,
    signalToFirstContact: shortFigures(all),
    answeredWithin: sharesOf(all),
    kaplanMeierMedianMinutes: minutes(all.kaplanMeierMedianMs),
    rolling30: rolling30(clocks, end).map(({ until, ...figures }) => ({ until: isoOf(until), ...figuresOf(figures) })),
    byRep: grouped(clocks, end, repOf),
    byTier: grouped(clocks, end, (clock) => String(clock.tier)),
    bySource: grouped(clocks, end, (clock) => clock.source),
    routing: { ...routed, byRep: Object.fromEntries(routed.byRep) },
    rejected: Object.fromEntries(rejected),
    firstRejected,
    modelVersion: model.version,
  };
}

/** A log does not say whose an unanswered clock is, so only answers have a rep. */
function repOf({ rep, answeredAt }: Clock): string | undefined {
  return answeredAt === undefined ? undefined : (rep ?? 'unnamed');
}

function grouped(clocks: readonly Clock[], end: number, group: (clock: Clock) => string | undefined) {
  const groups = latencyBy(clocks, end, group);
  return Object.fromEntries([...groups].map(([name, figures]) => [name, figuresOf(figures)]));
}

function figuresOf(figures: Latency) {
  return {
    ...shortFigures(figures),
    kaplanMeierMedianMinutes: minutes(figures.kaplanMeierMedianMs),
    answeredWithin: sharesOf(figures),
  };
}

function shortFigures({ count, open, medianMs, p90Ms }: Latency) {
  return { count, medianMinutes: minutes(medianMs), p90Minutes: minutes(p90Ms), open };
}

function sharesOf({ answeredWithin }: Latency): Record<string, number | null> {
  const rounded = (share: number | undefined) => (share === undefined ? null : Math.round(share * 10_000) / 10_000);
  return Object.fromEntries(Object.entries(answeredWithin).map(([limit, share]) => [limit, rounded(share)]));
}

function minutes(ms: number | undefined): number | null {
  return ms === undefined ? null : Math.round(ms / 6_000) / 10;
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}
