import { parseArgs } from 'node:util';
import { defaultModel } from '../domain/model.ts';
import { readModelFile } from '../model/read.ts';
import { readLeadLog } from './replayLog.ts';
import { reportOf } from './replayReport.ts';
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
