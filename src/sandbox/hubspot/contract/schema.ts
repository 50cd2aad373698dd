/** A JSON Schema of the 2020-12 dialect, which OpenAPI 3.1 uses. */
export type Schema = { [keyword: string]: unknown };

export type Parameter = { name: string; in: 'path' | 'query'; required: boolean; schema: Schema };
type Content = Record<string, { schema: Schema; 'x-most-characters'?: number }>;
type Answer = { description: string; content?: Content };

/** One operation as OpenAPI writes it. */
export type Operation = {
  operationId: string;
  summary: string;
  parameters: Parameter[];
  requestBody?: { required: boolean; content: Content };
  responses: Record<string, Answer>;
  security: Record<string, string[]>[];
  /** What OpenAPI cannot say of parameters together: a schema of all query parameters. */
  'x-query'?: Schema;
};

export const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
export type Paths = Record<string, Partial<Record<(typeof methods)[number], Operation>>>;

/** Something under `components/schemas`. */
export function ref(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

/** An object with these fields and no others; those named in `required` must be there. */
export function object(properties: Record<string, Schema>, required: string[] = []): Schema {
  return { type: 'object', properties, required, additionalProperties: false };
}

/** An object in which these fields must be there, whatever else is. */
export function open(properties: Record<string, Schema>): Schema {
  return { type: 'object', properties, required: Object.keys(properties) };
}

export function list(items: Schema, limits: { minItems?: number; maxItems?: number } = {}): Schema {
  return { type: 'array', items, ...limits };
}

export function oneOf(...values: string[]): Schema {
  return { type: 'string', enum: values };
}

/** One of these words. */
export function wordOf(words: string): Schema {
  return oneOf(...words.trim().split(/\s+/));
}

/** What fits the first must fit the second. */
export function implies(first: Schema, second: Schema): Schema {
  return { anyOf: [{ not: first }, second] };
}

export function between(minimum: number, maximum: number): Schema {
  return { type: 'integer', minimum, maximum };
}

export const text: Schema = { type: 'string' };
export const filled: Schema = { type: 'string', minLength: 1 };
export const flag: Schema = { type: 'boolean' };
export const whole: Schema = { type: 'integer' };
export const digits: Schema = { type: 'string', pattern: '^\\d+$' };
export const time: Schema = { type: 'string', format: 'date-time' };
/** In a query: a list by commas, or the parameter several times. */
export const names: Schema = list(filled);

type Written = {
  /** The `operationId`. */
  id: string;
  summary: string;
  path?: Record<string, Schema>;
  query?: Record<string, Schema>;
  needs?: string[];
  body?: Schema;
  mostCharacters?: number;
  form?: Schema;
  answers: Record<number, Schema | 'nothing' | 'page'>;
  /** `none` where nobody has a token yet. */
  auth?: 'none';
};

/** One operation in short: `needs` names the query parameters that must be there. Errors are the same everywhere. */
export function operation(written: Written): Operation {
  const { id, summary, path = {}, query = {}, needs = [], answers } = written;
  const body = bodyOf(written);
  return {
    operationId: id,
    summary,
    parameters: [
      ...Object.entries(path).map(([name, schema]): Parameter => ({ name, in: 'path', required: true, schema })),
      ...Object.entries(query).map(([name, schema]): Parameter => ({
        name,
        in: 'query',
        required: needs.includes(name),
        schema,
      })),
    ],
    ...(body && { requestBody: { required: true, content: body } }),
    responses: { ...answersOf(answers), default: answerOf('An error', ref('Error')) },
    security: written.auth === 'none' ? [] : [{ token: [] }],
  };
}

function bodyOf({ body, form, mostCharacters }: Written): Content | undefined {
  if (form) return { 'application/x-www-form-urlencoded': { schema: form } };
  if (!body) return undefined;
  return { 'application/json': { schema: body, ...(mostCharacters && { 'x-most-characters': mostCharacters }) } };
}

function answersOf(answers: Written['answers']): Record<string, Answer> {
  const entries = Object.entries(answers).map(([status, answer]): [string, Answer] => {
    if (answer === 'nothing') return [status, { description: 'Done' }];
    if (answer === 'page') return [status, { description: 'A page', content: { 'text/html': { schema: text } } }];
    return [status, answerOf('Done', answer)];
  });
  return Object.fromEntries(entries);
}

function answerOf(description: string, schema: Schema): Answer {
  return { description, content: { 'application/json': { schema } } };
}
