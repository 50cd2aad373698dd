import { z } from 'zod';
import type { Model } from '../domain/model.ts';
import type { Touch } from '../domain/presence.ts';
import type { Entry } from '../domain/replay.ts';
import { instant, nameText, optionalName, signalOf } from './scoreInput.ts';

/** What one line of a log says: an entry, a touch when it names a rep, or only that a machine wrote to the lead. */
export type LogLine = { lead: string; at: number; entry?: Entry; touch?: Touch };

/** Channels of mail that no person wrote for this lead (DESIGN 8: not a first contact). */
const machineChannels = new Set(['sequence', 'bulk', 'automatic', 'automation', 'marketing']);

/** A reader that gives one line's content, or the reason why there is none. It remembers what it has seen. */
export function lineReader(model: Model): (text: string) => LogLine | string {
  const schema = lineSchema(model);
  const seen = new Set<string>();
  return (text) => {
    const json = jsonOf(text);
    if (json === undefined) return 'not JSON';
    const parsed = schema.safeParse(json, { reportInput: true });
    if (!parsed.success) return reasonOf(parsed.error.issues[0]);
    const key = keyOf(parsed.data);
    if (seen.has(key)) return 'duplicate';
    seen.add(key);
    return lineOf(parsed.data, key);
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

function lineSchema(model: Model) {
  const every = { id: optionalName, lead: nameText, at: instant, source: optionalName };
  return z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('signal'),
      ...every,
      type: z.string().refine((type) => Object.hasOwn(model.catalogue, type)),
      subject: z.enum(['lead', 'company']).nullish(),
      asset: optionalName,
      confidence: z.number().min(0).max(1).nullish(),
    }),
    z.object({
      kind: z.literal('contact'),
      ...every,
      rep: optionalName,
      channel: optionalName,
      automated: z.boolean().nullish(),
    }),
    z.object({ kind: z.literal('outcome'), ...every, won: z.boolean() }),
  ]);
}

type Line = z.infer<ReturnType<typeof lineSchema>>;

/** What makes two lines the same event (DESIGN 4): the source's id for this lead, else who did what when, to the second. */
function keyOf(line: Line): string {
  const { kind, id, source, lead } = line;
  const origin = [kind, source || null, lead];
  if (id) return JSON.stringify([...origin, id]);
  const what =
    line.kind === 'signal' ? [line.type, line.subject, line.asset || null] : [line.kind === 'contact' && line.rep];
  return JSON.stringify([...origin, Math.floor(line.at.at / 1000), what]);
}

function lineOf(line: Line, key: string): LogLine {
  const { lead } = line;
  const { at } = line.at;
  if (line.kind === 'signal') return { lead, at, entry: signalEntry(line, key) };
  if (line.kind === 'outcome') return { lead, at, entry: { kind: 'outcome', lead, at, won: line.won } };
  return { lead, at, ...contactOf(line) };
}

function contactOf(line: Extract<Line, { kind: 'contact' }>): Pick<LogLine, 'entry' | 'touch'> {
  const { lead, rep, channel, automated } = line;
  const { at, offsetMs } = line.at;
  if (automated || machineChannels.has(channel?.trim().toLowerCase() ?? '')) return {};
  if (!rep) return { entry: { kind: 'contact', lead, at } };
  return { entry: { kind: 'contact', lead, at, rep }, touch: { rep, at, offsetMs } };
}

function signalEntry(line: Extract<Line, { kind: 'signal' }>, id: string): Entry {
  const { at, offsetMs } = line.at;
  const signal = signalOf({ ...line, id }, line.source || 'log');
  return { kind: 'signal', lead: line.lead, at, offsetMs, signal };
}
