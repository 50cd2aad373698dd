import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type MappingResult, type ReportedActivity, signalReader } from '../domain/mapping/mapping.ts';
import { defaultModel, type Model } from '../domain/model.ts';
import { jsonFrom, parsedBy } from '../model/problems.ts';
import type { Io } from './model.ts';
import { mustRead, oneFile } from './modelDraft.ts';
import { linesOf } from './replayLogLines.ts';
import { instant } from './scoreInput.ts';

type Tried = { line: number; kind: string } & (
  | { becomes: string; rule: string; confidence: number; asset?: string; known: boolean }
  | { ignored: string }
  | { error: string }
);

/**
 * `hot-lead model try`: a dry run of the mapping. Needs no database. Prints one line for each activity, in order: what it would
 * become and by which rule, or why nothing. Names are shown only as they would be kept: a raw one may hold a person's data.
 */
export async function tryActivities(args: string[], io: Io): Promise<number> {
  const options = { model: { type: 'string' }, json: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const file = oneFile(positionals);
  const model = values.model === undefined ? defaultModel : await mustRead(values.model, defaultModel);
  const read = signalReader(model.mapping);
  let [exitCode, count, signals] = [0, 0, 0];
  for await (const { line, json } of activitiesOf(file)) {
    const tried = triedOf(line, json, read, model);
    count += 1;
    if ('becomes' in tried) signals += 1;
    if ('error' in tried) exitCode = 1;
    io.out(values.json ? JSON.stringify(tried) : inWords(tried));
  }
  if (!values.json) io.out(`${signals} of ${count} become signals`);
  return exitCode;
}

async function* activitiesOf(file: string): AsyncGenerator<{ line: number; json: () => unknown }> {
  if (/\.(jsonl|ndjson)(\.gz)?$/i.test(file)) {
    let line = 0;
    for await (const text of linesOf(file)) {
      line += 1;
      const here = line;
      yield { line: here, json: () => jsonFrom(text, `line ${here}`) };
    }
    return;
  }
  const all = jsonFrom((await Array.fromAsync(linesOf(file))).join('\n'), file);
  const list = Array.isArray(all) ? all : [all];
  for (const [index, json] of list.entries()) yield { line: index + 1, json: () => json };
}

const time = z.union([z.number().int(), instant.transform(({ at }) => at)], {
  error: 'must be an ISO date with time and zone, or epoch milliseconds',
});
const optionalText = z.string().exactOptional();

const activity = z.object({
  sourceId: z.string().default('-'),
  kind: z.string().min(1),
  at: time,
  name: z.string().default(''),
  value: z.number().exactOptional(),
  mail: z
    .object({
      message: z.string(),
      deliveredAt: time.exactOptional(),
      userAgent: optionalText,
      flagged: z.boolean().exactOptional(),
      link: optionalText,
      links: z.number().exactOptional(),
    })
    .exactOptional(),
  reply: z
    .object({ text: z.string(), subject: optionalText, headers: z.record(z.string(), z.string()).exactOptional() })
    .exactOptional(),
});

function triedOf(
  line: number,
  json: () => unknown,
  read: (activity: ReportedActivity) => MappingResult,
  model: Model,
): Tried {
  try {
    // The whole of it is a person's: `lead` keeps values out of messages.
    const { lead } = parsedBy(z.object({ lead: activity }), { lead: json() }, `activity ${line}`);
    // An unknown kind is answered by the mapping itself.
    const result = read(lead as ReportedActivity);
    if (result.kind === 'ignored') return { line, kind: lead.kind, ignored: result.reason };
    const { type, confidence, asset } = result.signal;
    const known = Object.hasOwn(model.catalogue, type);
    return {
      line,
      kind: lead.kind,
      becomes: type,
      rule: result.rule,
      confidence,
      known,
      ...(asset !== undefined && { asset }),
    };
  } catch (error) {
    return { line, kind: '', error: (error as Error).message.replaceAll('lead.', '').replaceAll('lead: ', '') };
  }
}

function inWords(tried: Tried): string {
  const head = `${String(tried.line).padStart(4)}  `;
  if ('error' in tried) return `${head}${tried.error}`;
  if ('ignored' in tried) return `${head}${tried.kind}: nothing, because ${tried.ignored}`;
  const { becomes, rule, confidence, asset, known } = tried;
  const sure = confidence === 1 ? '' : `, confidence ${confidence}`;
  const stranger = known ? '' : ', which the catalogue does not have: it adds nothing';
  return `${head}${tried.kind}${asset === undefined ? '' : ` ${asset}`}: ${becomes} (${rule}${sure})${stranger}`;
}
