import { createReadStream } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import type { Model } from '../domain/model.ts';
import type { Touch } from '../domain/presence.ts';
import type { Entry } from '../domain/replay.ts';

/** A lead log as read: what can be played, and which lines cannot, counted by reason. `firstRejected` names a few. */
export type LeadLog = {
  entries: Entry[];
  /** The contacts whose rep is named. */
  touches: Touch[];
  rejected: Map<string, number>;
  firstRejected: { line: number; reason: string }[];
};

type Read = { entry: Entry; touch?: Touch; key: string };

const namedRejections = 10;

/**
 * Reads a log line by line. Empty lines are nothing; a line that cannot be played is counted; what is there twice (same kind,
 * source and id) is taken once. `progress` is called with each line's number. Throws an Error when the file cannot be read.
 */
export async function readLeadLog(file: string, model: Model, progress: (line: number) => void): Promise<LeadLog> {
  const log: LeadLog = { entries: [], touches: [], rejected: new Map(), firstRejected: [] };
  const reader = lineReader(model);
  let line = 0;
  for await (const text of linesOf(file)) {
    line += 1;
    progress(line);
    const read = text.trim() === '' ? undefined : reader(text);
    if (typeof read === 'string') reject(log, line, read);
    else if (read) log.entries.push(read.entry);
    if (typeof read === 'object' && read.touch) log.touches.push(read.touch);
  }
  return log;
}

function reject(log: LeadLog, line: number, reason: string): void {
  log.rejected.set(reason, (log.rejected.get(reason) ?? 0) + 1);
  if (log.firstRejected.length < namedRejections) log.firstRejected.push({ line, reason });
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of bytesOf(file) as AsyncIterable<Buffer>) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new Error(`${file}: cannot be read (${code ?? message}): give the path of a .jsonl or .jsonl.gz file`, {
      cause,
    });
  }
  yield rest + decoder.decode();
}

function bytesOf(file: string): Readable {
  const bytes = createReadStream(file);
  // The reader of the unpacked bytes meets the error of either stream.
  return file.endsWith('.gz') ? pipeline(bytes, createGunzip(), () => {}) : bytes;
}

/** A reader that gives one line's entry, or the reason why there is none. It remembers what it has seen. */
function lineReader(model: Model): (text: string) => Read | string {
  const schema = lineSchema(model);
  const seen = new Set<string>();
  return (text) => {
    const json = jsonOf(text);
    if (json === undefined) return 'not JSON';
    const parsed = schema.safeParse(json, { reportInput: true });
    if (!parsed.success) return reasonOf(parsed.error.issues[0]);
    const read = readOf(parsed.data);
    if (seen.has(read.key)) return 'duplicate';
    seen.add(read.key);
    return read;
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonOf(issue: z.core.$ZodIssue | undefined): string {
  const field = issue?.path[0];
  if (issue === undefined || field === undefined) return 'not an object';
  if (issue.input === undefined || issue.input === null) return `${String(field)} missing`;
  const reasons: Record<string, string> = { at: 'bad date', kind: 'unknown kind', type: 'unknown type' };
  return reasons[String(field)] ?? `bad ${String(field)}`;
}

/** An ISO date with its UTC offset, also written `+0200`; one without an offset, or of a day that is none, is refused. */
const instant = z
  .string()
  .transform((text) => text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
  .pipe(z.iso.datetime({ offset: true }))
  .transform((text) => ({ at: Date.parse(text), offsetMs: offsetOf(text) }));

function offsetOf(text: string): number {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(text) ?? [];
  const size = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  return sign === '-' ? -size : size;
}

function lineSchema(model: Model) {
  const name = z.union([z.string().min(1), z.number()]).transform(String);
  const every = { id: name.nullish(), lead: name, at: instant, source: name.nullish() };
  return z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('signal'),
      ...every,
      type: z.string().refine((type) => Object.hasOwn(model.catalogue, type)),
      subject: z.enum(['lead', 'company']).nullish(),
      asset: name.nullish(),
      confidence: z.number().min(0).max(1).nullish(),
    }),
    z.object({ kind: z.literal('contact'), ...every, rep: name.nullish() }),
    z.object({ kind: z.literal('outcome'), ...every, won: z.boolean() }),
  ]);
}

type Line = z.infer<ReturnType<typeof lineSchema>>;

function readOf(line: Line): Read {
  const {
    lead,
    at: { at, offsetMs },
  } = line;
  const key = keyOf(line);
  if (line.kind === 'outcome') return { key, entry: { kind: 'outcome', lead, at, won: line.won } };
  if (line.kind === 'signal') return { key, entry: signalEntry(line, key) };
  if (line.rep == null) return { key, entry: { kind: 'contact', lead, at } };
  return { key, entry: { kind: 'contact', lead, at, rep: line.rep }, touch: { rep: line.rep, at, offsetMs } };
}

function signalEntry(line: Extract<Line, { kind: 'signal' }>, id: string): Entry {
  const {
    lead,
    at: { at },
    type,
    subject,
    asset,
    confidence,
    source,
  } = line;
  const signal = {
    id,
    subject: subject ?? 'lead',
    type,
    at,
    receivedAt: at,
    ...(asset != null && { asset }),
    confidence: confidence ?? 1,
    source: source ?? 'log',
  };
  return { kind: 'signal', lead, at, signal };
}

/** What makes two lines the same event (DESIGN 4): the source's id, else who did what when, to the second. */
function keyOf(line: Line): string {
  const { kind, id, source } = line;
  if (id != null) return JSON.stringify([kind, source, id]);
  const what = line.kind === 'signal' ? [line.type, line.subject, line.asset] : [line.kind === 'contact' && line.rep];
  return JSON.stringify([kind, source, line.lead, Math.floor(line.at.at / 1000), what]);
}
