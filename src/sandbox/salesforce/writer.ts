import type { Writer } from './ground.ts';
import type { Row } from './records.ts';
import { refused } from './refusal.ts';
import type { Asked } from './route.ts';

/** The writer a request names by its session and headers. */
export function writerOf({ request: { headers }, userId }: Asked): Writer {
  const read = (name: string) => [headers[name] ?? []].flat().join(',');
  const client = /client=([^,;\s]+)/.exec(read('sforce-call-options'))?.[1];
  return {
    userId,
    autoAssign: read('sforce-auto-assign').toLowerCase() !== 'false',
    allowDuplicates: /allowSave\s*=\s*true/i.test(read('sforce-duplicate-rule-header')),
    ...(client !== undefined && { client }),
  };
}

/** A record of a body: without `attributes`, and its values still to be judged by the fields. */
export function valuesOf(record: unknown): Row {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    throw refused('JSON_PARSER_ERROR', 'a record must be a JSON object');
  }
  const { attributes: _, ...values } = record as Record<string, unknown>;
  return values as Row;
}

/** `attributes.type` of a record of a body; empty when it has none. */
export function typeOf(record: unknown): string {
  const { attributes } = (record ?? {}) as { attributes?: { type?: unknown } };
  return typeof attributes?.type === 'string' ? attributes.type : '';
}
