import { z } from 'zod';
import type { Ask } from './api.ts';
import { batchSize, eachOutcome } from './batch.ts';
import { itemError, throwSerious } from './failure.ts';
import { moment } from './moment.ts';
import { storable } from './storable.ts';

/** A record's property values that are texts, trimmed; what is blank is absent. */
export type Texts = Partial<Record<string, string>>;

/** One record as HubSpot's object APIs give it. */
export const crmRecord = z.object({
  id: z.coerce.string(),
  properties: z.record(z.string(), z.unknown()).transform(textsOf),
});
export type CrmRecord = z.infer<typeof crmRecord>;

const answer = z.object({ results: z.array(crmRecord), errors: z.array(itemError).optional() });

/** What to read: `what` is for messages, such as "read deals". */
export type Reading = { what: string; path: string; properties: readonly string[] };

/**
 * The records of these ids that exist and may be read, by id. Single records that may not be read are absent; a missing scope,
 * and any failure that leaves a record's state open, throws.
 */
export async function readRecords(
  ask: Ask,
  now: () => number,
  reading: Reading,
  ids: string[],
): Promise<Map<string, Texts>> {
  type Found = { ok: true; record: CrmRecord | undefined };
  const send = (part: string[]) => readPart(ask, now, reading, part);
  const outcomes = await eachOutcome<string, Found>(ids, batchSize, send);
  const found = new Map<string, Texts>();
  for (const outcome of outcomes) {
    if (outcome.ok && outcome.record) found.set(outcome.record.id, outcome.record.properties);
    if (!outcome.ok && outcome.failure.code !== 'forbidden_record') throw outcome.failure;
  }
  return found;
}

async function readPart(ask: Ask, now: () => number, reading: Reading, ids: string[]) {
  const body = { inputs: ids.map((id) => ({ id })), properties: reading.properties };
  const call = { what: reading.what, method: 'POST', path: reading.path, body, writes: false } as const;
  const { results, errors = [] } = await ask(call, answer);
  throwSerious(reading.what, errors, now());
  const byId = new Map(results.map((record) => [record.id, record]));
  return ids.map((id) => ({ ok: true as const, record: byId.get(id) }));
}

function textsOf(properties: Record<string, unknown>): Texts {
  const texts = Object.entries(properties).map(([name, value]) => [name, textOf(value)] as const);
  return Object.fromEntries(texts.filter(([, value]) => value !== ''));
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? storable(String(value)).trim() : '';
}

/** The moment a property names; undefined when it is blank or unreadable. */
export function momentIn(texts: Texts, property: string): number | undefined {
  return moment.safeParse(texts[property]).data;
}

/** The latest moment that any of these properties names. */
export function latestOf(texts: Texts, properties: readonly string[]): number | undefined {
  const moments = properties.map((property) => momentIn(texts, property)).filter((at) => at !== undefined);
  return moments.length === 0 ? undefined : Math.max(...moments);
}
