import { z } from 'zod';
import type { Model } from '../domain/model.ts';
import type { Signal } from '../domain/signals.ts';
import type { LeadFacts } from '../domain/fit/suppression.ts';
import { parsedBy } from '../model/problems.ts';

export type ScoreInput = { lead: LeadFacts; signals: Signal[]; at: number | undefined };

const DATE_ADVICE = 'must be an ISO date with time and zone, such as 2026-01-31T09:00:00Z';

/** A name or an id: a text that is not empty, or a number, which is read as its text. */
export const nameText = z
  .union([z.string().min(1), z.number()], 'must be a text that is not empty, or a number')
  .transform(String);

/** A name that may be missing; an empty one is as good as none. */
export const optionalName = z.union([z.string(), z.number()], 'must be a text or a number').transform(String).nullish();

/** An ISO date with its UTC offset, also written `+0200`; one without an offset, or of a day that is none, is refused. */
export const instant = z
  .string(DATE_ADVICE)
  .transform((text) => text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
  .pipe(z.iso.datetime({ offset: true, error: DATE_ADVICE }))
  .transform((text) => ({ at: Date.parse(text), offsetMs: offsetOf(text) }));

function offsetOf(text: string): number {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(text) ?? [];
  const size = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  return sign === '-' ? -size : size;
}

/** Reads an input of `hot-lead score` against one model. The reader throws one Error naming every bad field and value. */
export function leadReader(model: Model): (json: unknown, where: string) => ScoreInput {
  const schema = inputSchema(model);
  return (json, where) => {
    const { lead, signals, at } = parsedBy(schema, json, where);
    return { lead: withoutNulls(lead), signals: [...signals.values()], at: at?.at };
  };
}

/** Epoch ms of an ISO text; `where` begins the message of the Error. */
export function instantFrom(iso: string, where: string): number {
  const parsed = instant.safeParse(iso);
  if (parsed.success) return parsed.data.at;
  throw new Error(`${where}: ${DATE_ADVICE} (got ${JSON.stringify(iso)})`);
}

function inputSchema(model: Model) {
  const knownType = z.string().refine((type) => Object.hasOwn(model.catalogue, type), {
    error: 'unknown type: use one of the catalogue, or add it with --model',
  });
  const signal = z.object({
    id: nameText,
    type: knownType,
    at: instant,
    asset: optionalName,
    confidence: z.number().min(0).max(1).nullish(),
    subject: z.enum(['lead', 'company']).nullish(),
  });
  return z.object({
    lead: z.object({
      id: nameText,
      email: z.string().nullish(),
      lifecycle: z.string().nullish(),
      attributes: z.record(z.string(), z.unknown()).nullish(),
    }),
    signals: z.array(signal.transform((given) => signalOf(given, 'input'))).transform(onceById),
    at: instant.nullish(),
  });
}

/** One signal for each id. The same again is the same signal; another under its id is a mistake of the input. */
function onceById(signals: Signal[], context: z.RefinementCtx): Map<string, Signal> {
  const byId = new Map<string, Signal>();
  for (const [index, signal] of signals.entries()) {
    const { id } = signal;
    const known = byId.get(id) ?? signal;
    const message = 'is there twice, with different fields: give each signal its own id';
    if (!isSame(known, signal)) context.addIssue({ code: 'custom', path: [index, 'id'], message, input: id });
    byId.set(id, known);
  }
  return byId;
}

function isSame(a: Signal, b: Signal): boolean {
  const { type, at, asset, confidence, subject } = a;
  return type === b.type && at === b.at && asset === b.asset && confidence === b.confidence && subject === b.subject;
}

type SignalInput = {
  id: string;
  type: string;
  at: { at: number };
  asset?: string | null | undefined;
  confidence?: number | null | undefined;
  subject?: Signal['subject'] | null | undefined;
};

/** The signal a line of a file means: what it leaves out is a sure one of the lead itself, received when it happened. */
export function signalOf({ id, type, at: { at }, asset, confidence, subject }: SignalInput, source: string): Signal {
  return {
    id,
    subject: subject ?? 'lead',
    type,
    at,
    receivedAt: at,
    ...(asset && { asset }),
    confidence: confidence ?? 1,
    source,
  };
}

type LeadInput = z.infer<ReturnType<typeof inputSchema>>['lead'];

function withoutNulls({ id, email, lifecycle, attributes }: LeadInput): LeadFacts {
  return {
    id,
    ...(email == null ? {} : { email }),
    ...(lifecycle == null ? {} : { lifecycle }),
    ...(attributes == null ? {} : { attributes }),
  };
}
