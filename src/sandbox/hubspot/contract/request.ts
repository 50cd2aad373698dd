import type { SandboxRequest } from '../../server.ts';
import { pointerTo, type Place } from './finding.ts';
import type { Parameter, Schema } from './schema.ts';
import type { Breach, Validating } from './validating.ts';

/** What of a request breaks the contract: its token, address, query or body. */
export function requestBreaches(valid: Validating, place: Place, request: SandboxRequest): Breach[] {
  return [
    ...tokenBreaches(place, request),
    ...valid.parameters(place, 'path', place.parameters),
    ...valid.parameters(place, 'query', queryValues(place.operation.parameters, request.query)),
    ...bodyBreaches(valid, place, request),
  ];
}

/** Nothing here is refused by us: the endpoint answers 401. */
function tokenBreaches({ operation }: Place, { headers }: SandboxRequest): Breach[] {
  if (operation.security.length === 0 || /^Bearer \S+$/i.test(headers.authorization ?? '')) return [];
  return [{ place: 'headers/authorization', rule: 'must be a bearer token', unknownName: true }];
}

/** Texts as what their parameters are; what cannot be read so stays text, and breaks the rule. */
function queryValues(parameters: Parameter[], query: URLSearchParams): Record<string, unknown> {
  const schemas = new Map(parameters.map(({ name, schema }) => [name, schema]));
  const names = [...new Set(query.keys())];
  return Object.fromEntries(names.map((name) => [name, valueOf(schemas.get(name) ?? {}, query.getAll(name))]));
}

function valueOf({ type }: Schema, given: string[]): unknown {
  if (type === 'array') return given.flatMap((value) => value.split(','));
  const [only = '', second] = given;
  if (second !== undefined) return given;
  if (type === 'integer' && /^-?\d+$/.test(only)) return Number(only);
  if (type === 'boolean' && /^(true|false)$/.test(only)) return only === 'true';
  return only;
}

function bodyBreaches(valid: Validating, { operation, pointer }: Place, request: SandboxRequest): Breach[] {
  const { rawBody, headers } = request;
  const content = operation.requestBody?.content;
  if (!content) return rawBody.length === 0 ? [] : [breach('is not asked for')];
  if (rawBody.length === 0) return [breach('is missing')];
  const [type = '', wanted] = Object.entries(content)[0] ?? [];
  // The endpoint answers 415, or 400 for what is not JSON.
  if (!headers['content-type']?.toLowerCase().startsWith(type))
    return [{ ...breach(`must be ${type}`), unknownName: true }];
  const body = rawBody.toString('utf8');
  const most = wanted?.['x-most-characters'];
  const long = most !== undefined && body.length > most ? [breach(`must NOT have more than ${most} characters`)] : [];
  const parsed = type === 'application/json' ? parsedJson(body) : Object.fromEntries(new URLSearchParams(body));
  if (parsed === undefined) return [...long, { ...breach('must be JSON'), unknownName: true }];
  const schema = `${pointer}${pointerTo('requestBody', 'content', type, 'schema')}`;
  return [...long, ...valid.at(schema, parsed, 'body')];
}

function breach(rule: string): Breach {
  return { place: 'body', rule, unknownName: false };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
