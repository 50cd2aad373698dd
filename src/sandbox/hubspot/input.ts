import type { SandboxRequest } from '../server.ts';
import { invalid, Refusal } from './refusal.ts';

/** Any JSON object. */
export type Json = Record<string, unknown>;

/** The body as an object; {} when there is none. 415 unless it says it is JSON, 400 when it is not. */
export function jsonBody(request: SandboxRequest): Json {
  if (request.rawBody.length === 0) return {};
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new Refusal(415, 'UNSUPPORTED_MEDIA_TYPE', 'Unsupported Media Type');
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(request.rawBody.toString('utf8'));
  } catch {
    throw invalid('Invalid input JSON on line 1, column 1: not JSON');
  }
  return asObject(parsed, 'body');
}

/** 400 unless it is a JSON object. */
export function asObject(value: unknown, where: string): Json {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
  throw invalid(`Invalid input JSON on line 1, column 1: ${where} must be an object`);
}

/** The objects of a list field; [] when absent, unless it is required. */
export function objects(body: Json, field: string, need: 'required' | 'optional' = 'optional'): Json[] {
  const value = body[field];
  if (value === undefined && need === 'optional') return [];
  if (!Array.isArray(value))
    throw invalid(`Invalid input JSON on line 1, column 1: Some required fields were not set: [${field}]`);
  return value.map((entry, i) => asObject(entry, `${field}[${i}]`));
}

/** A list of strings; [] when absent. */
export function strings(body: Json, field: string): string[] {
  const value = body[field] ?? [];
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value as string[];
  throw invalid(`Invalid input JSON on line 1, column 1: ${field} must be a list of strings`);
}

/** A required text field; ids may also come as numbers. */
export function text(body: Json, field: string): string {
  const value = body[field];
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string' && value !== '') return value;
  throw invalid(`Invalid input JSON on line 1, column 1: Some required fields were not set: [${field}]`);
}

/** A text field that may be absent. */
export function optionalText(body: Json, field: string): string | undefined {
  return body[field] === undefined || body[field] === null ? undefined : text(body, field);
}

/** Property values are strings, in and out (dossier 3.2). "" clears one. */
export function propertyValues(body: Json): Record<string, string> {
  const values = asObject(body['properties'] ?? {}, 'properties');
  for (const [name, value] of Object.entries(values)) {
    if (typeof value !== 'string')
      throw invalid(`Invalid input JSON on line 1, column 1: property ${name} must be a string`);
  }
  return values as Record<string, string>;
}

/** `?properties=a,b&properties=c` as a list. */
export function queryList(request: SandboxRequest, name: string): string[] {
  return request.query
    .getAll(name)
    .flatMap((value) => value.split(','))
    .filter((value) => value !== '');
}

/** `?limit=`, refused outside 1 to `most`. */
export function queryLimit(request: SandboxRequest, most: number, usual: number): number {
  const limit = Number(request.query.get('limit') ?? usual);
  if (Number.isInteger(limit) && limit >= 1 && limit <= most) return limit;
  throw invalid(`limit must be between 1 and ${most}`);
}

/** The page of a list that `?limit=` and `?after=` ask for. */
export function pageOf(all: object[], request: SandboxRequest, limits: { most: number; usual: number }): object {
  const limit = queryLimit(request, limits.most, limits.usual);
  const from = Number(request.query.get('after') ?? 0);
  if (!Number.isInteger(from) || from < 0) throw invalid(`Invalid value for after: ${request.query.get('after')}`);
  const more = from + limit < all.length ? { paging: { next: { after: String(from + limit) } } } : {};
  return { results: all.slice(from, from + limit), ...more };
}
