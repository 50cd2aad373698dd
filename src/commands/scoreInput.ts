import { z } from 'zod';
import type { Model } from '../domain/model.ts';
import type { Signal } from '../domain/signals.ts';
import type { LeadFacts } from '../domain/suppression.ts';
import { problemsIn } from './problems.ts';

export type ScoreInput = { lead: LeadFacts; signals: Signal[]; at: number | undefined };

const DATE_ADVICE = 'must be an ISO date with time and zone, such as 2026-01-31T09:00:00Z';
const isoInstant = z.iso.datetime({ offset: true, error: DATE_ADVICE }).transform((text) => Date.parse(text));
const text = z.string('must be a text').min(1, 'must not be empty');

/** Reads an input of `hot-lead score` against one model. The reader throws one Error naming every bad field and value. */
export function leadReader(model: Model): (json: unknown, where: string) => ScoreInput {
  const schema = inputSchema(model);
  return (json, where) => {
    const parsed = schema.safeParse(json, { reportInput: true });
    if (!parsed.success) throw new Error(`${where}: ${problemsIn(parsed.error)}`);
    const { lead, signals, at } = parsed.data;
    return { lead: withoutNulls(lead), signals: signals.map(signalFrom), at: at ?? undefined };
  };
}

/** Epoch ms of an ISO text; `where` begins the message of the Error. */
export function instantFrom(iso: string, where: string): number {
  const parsed = isoInstant.safeParse(iso);
  if (parsed.success) return parsed.data;
  throw new Error(`${where}: ${DATE_ADVICE} (got ${JSON.stringify(iso)})`);
}

function inputSchema(model: Model) {
  const knownType = text.refine((type) => Object.hasOwn(model.catalogue, type), {
    error: 'unknown type: use one of the catalogue, or add it with --model',
  });
  const signal = z.object({
    id: text,
    type: knownType,
    at: isoInstant,
    asset: text.nullish(),
    confidence: z
      .number('must be a number from 0 to 1')
      .min(0, 'must be 0 or more')
      .max(1, 'must be 1 or less')
      .nullish(),
    subject: z.enum(['lead', 'company'], 'must be lead or company').nullish(),
  });
  return z.object({
    lead: z.object({
      id: text,
      email: z.string().nullish(),
      lifecycle: z.string().nullish(),
      attributes: z.record(z.string(), z.unknown()).nullish(),
    }),
    signals: z.array(signal).superRefine(noIdTwice),
    at: isoInstant.nullish(),
  });
}

function noIdTwice(signals: { id: string }[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  for (const [index, { id }] of signals.entries()) {
    if (seen.has(id)) context.addIssue({ code: 'custom', path: [index, 'id'], message: 'is there twice', input: id });
    seen.add(id);
  }
}

type ParsedInput = z.infer<ReturnType<typeof inputSchema>>;

function signalFrom({ id, type, at, asset, confidence, subject }: ParsedInput['signals'][number]): Signal {
  return {
    id,
    subject: subject ?? 'lead',
    type,
    at,
    receivedAt: at,
    ...(asset == null ? {} : { asset }),
    confidence: confidence ?? 1,
    source: 'input',
  };
}

function withoutNulls({ id, email, lifecycle, attributes }: ParsedInput['lead']): LeadFacts {
  return {
    id,
    ...(email == null ? {} : { email }),
    ...(lifecycle == null ? {} : { lifecycle }),
    ...(attributes == null ? {} : { attributes }),
  };
}
