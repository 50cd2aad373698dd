import { parseArgs } from 'node:util';
import { nextChange } from '../domain/forecast.ts';
import { defaultModel, type Model } from '../domain/model.ts';
import { MICROS } from '../domain/scoring.ts';
import { suppressionOf } from '../domain/fit/suppression.ts';
import { standingAt, type Standing } from '../domain/tiers.ts';
import { readModelFile } from '../model/read.ts';
import { jsonFrom } from '../model/problems.ts';
import { linesOf } from './replayLogLines.ts';
import { isoOf, whyOf } from './scoreWhy.ts';
import { instantFrom, leadReader, type ScoreInput } from './scoreInput.ts';

type Io = { out(line: string): void; err(line: string): void; now(): number };
type Scorer = { read: (json: unknown, where: string) => ScoreInput; model: Model; at: number; why: boolean };

const USAGE =
  'usage: hot-lead score --input leads.json|leads.jsonl [--at 2026-01-31T09:00:00Z] [--model model.json] [--why]';

/**
 * `hot-lead score` (DESIGN 10): prints a lead's standing as one line of JSON, or one line for each line of a `.jsonl`, read
 * as a stream. With `--why` each has the reasons in words, every recipe and lane with its parts, the history of the score and what
 * would have made it otherwise (see scoreWhy.ts) after it. Returns the exit code: 1 after any bad input. A bad `.jsonl` line gives `{"line","error"}` in its place.
 */
export async function scoreCommand(args: string[], io: Io): Promise<number> {
  try {
    const { input, at, model, why } = optionsFrom(args);
    const chosen = model === undefined ? defaultModel : await readModelFile(model);
    const now = at === undefined ? io.now() : instantFrom(at, '--at');
    const scorer = { read: leadReader(chosen), model: chosen, at: now, why };
    if (/\.(jsonl|ndjson)(\.gz)?$/i.test(input)) return await scoreLines(input, scorer, io);
    const text = (await Array.fromAsync(linesOf(input))).join('\n');
    io.out(scored(text, input, scorer));
    return 0;
  } catch (error) {
    io.err(`score: ${(error as Error).message}`);
    return 1;
  }
}

function optionsFrom(args: string[]): { input: string; at?: string; model?: string; why: boolean } {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({ args, options: { input: text, at: text, model: text, why: { type: 'boolean' } } });
    if (values.input === undefined) throw new Error('--input is missing');
    return { ...values, input: values.input, why: values.why === true };
  } catch (cause) {
    throw new Error(`${(cause as Error).message}\n${USAGE}`, { cause });
  }
}

async function scoreLines(input: string, scorer: Scorer, io: Io): Promise<number> {
  let line = 0;
  let exitCode = 0;
  for await (const text of linesOf(input)) {
    line += 1;
    try {
      io.out(scored(text, `line ${line}`, scorer));
    } catch (error) {
      exitCode = 1;
      io.out(JSON.stringify({ line, error: (error as Error).message }));
    }
  }
  return exitCode;
}

function scored(text: string, where: string, { read, model, at, why }: Scorer): string {
  const { lead, signals, at: ownAt } = read(jsonFrom(text, where), where);
  const standing = standingAt(ownAt ?? at, signals, model);
  const next = nextChange(standing.at, signals, model);
  return JSON.stringify({
    ...inPoints(standing),
    suppressed: suppressionOf(lead, standing, model) ?? null,
    next: next === undefined ? null : { at: isoOf(next.at), becomes: next.becomes ?? null },
    modelVersion: model.version,
    ...(why && { why: whyOf(signals, model, standing.at) }),
  });
}

function inPoints(standing: Standing): Record<string, unknown> {
  const { at, score, rawMicros, variety, counted, tier, hot, because } = standing;
  const contributions = standing.contributions.map(({ id, type, family, micros }) => {
    return { id, type, family, value: micros / MICROS };
  });
  return {
    at: isoOf(at),
    score,
    raw: rawMicros / MICROS,
    variety,
    counted,
    tier: tier ?? null,
    hot,
    because,
    contributions,
  };
}
