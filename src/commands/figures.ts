import { parseArgs } from 'node:util';
import { system } from '../main.ts';
import { workspaceFor } from './databaseFor.ts';
import { figuresAsJson } from './figuresJson.ts';
import { figuresNow } from './figuresNow.ts';
import { figuresInWords } from './figuresWords.ts';
import { helpAsked } from './helpAsked.ts';
import type { Env, Io } from './model.ts';
import { wholeNumber } from './modelDraft.ts';
import { timeZoneFrom } from './repsKnown.ts';
import { workedBy } from './repsWorked.ts';

const usage = 'usage: hot-lead figures [--days 30] [--json]';
const MOST_DAYS = 3_650;

/**
 * `hot-lead figures`: how fast hot leads are answered, and what comes of them. Reads only. Returns the exit code: 1 when the
 * arguments are wrong or there is no database to ask.
 */
export async function figuresCommand(args: string[], io: Io, env: Env = system.env): Promise<number> {
  if (helpAsked(args, usage, io)) return 0;
  try {
    const { days, json } = optionsFrom(args);
    await using running = new AsyncDisposableStack();
    const { db, workspace } = await workspaceFor(env, running, io.now());
    const asked = { days, now: io.now(), timeZone: timeZoneFrom(env) };
    const worked = await workedBy(db, workspace, asked);
    const answer = await figuresNow(db, workspace, { ...asked, worked });
    if (json) io.out(JSON.stringify(figuresAsJson(answer), undefined, 2));
    else for (const line of figuresInWords(answer)) io.out(line);
    return 0;
  } catch (error) {
    io.err(`figures: ${(error as Error).message}`);
    return 1;
  }
}

function optionsFrom(args: string[]): { days: number; json: boolean } {
  try {
    const { values } = parseArgs({ args, options: { days: { type: 'string' }, json: { type: 'boolean' } } });
    return { days: wholeNumber(values.days ?? '30', '--days', MOST_DAYS), json: values.json ?? false };
  } catch (cause) {
    throw new Error(`${(cause as Error).message}\n${usage}`, { cause });
  }
}
