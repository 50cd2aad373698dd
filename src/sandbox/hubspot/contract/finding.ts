import { methods, type Operation, type Paths } from './schema.ts';

/** An operation and where it stands in the document, as a JSON pointer. */
export type Place = { operation: Operation; pointer: string; parameters: Record<string, string> };

type Template = { parts: string[]; literals: number; operation: Operation; pointer: string };

/** Finds the operation of a request. Where several paths fit, the one with the most fixed parts is meant, as OpenAPI says. */
export function finder(paths: Paths): (method: string, path: string) => Place | undefined {
  const known = new Map<string, Template[]>();
  for (const template of templatesOf(paths)) {
    const key = `${template.method} ${template.parts.length}`;
    known.set(key, [...(known.get(key) ?? []), template]);
  }
  for (const templates of known.values()) templates.sort((a, b) => b.literals - a.literals);
  return (method, path) => {
    const given = path.split('/');
    for (const template of known.get(`${method} ${given.length}`) ?? []) {
      const parameters = fit(template.parts, given);
      if (parameters) return { operation: template.operation, pointer: template.pointer, parameters };
    }
    return undefined;
  };
}

function templatesOf(paths: Paths): (Template & { method: string })[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    methods.flatMap((method) => {
      const operation = operations[method];
      if (!operation) return [];
      const parts = path.split('/');
      const literals = parts.filter((part) => !part.startsWith('{')).length;
      return [{ method: method.toUpperCase(), parts, literals, operation, pointer: pointerTo('paths', path, method) }];
    }),
  );
}

/** A pointer into the document, ready for a `$ref`. */
export function pointerTo(...steps: (string | number)[]): string {
  return steps
    .map((step) => `/${encodeURIComponent(String(step).replaceAll('~', '~0').replaceAll('/', '~1'))}`)
    .join('');
}

function fit(parts: string[], given: string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [i, part] of parts.entries()) {
    const value = given[i] ?? '';
    if (part.startsWith('{')) {
      if (value === '') return undefined;
      parameters[part.slice(1, -1)] = decoded(value);
    } else if (part !== value) return undefined;
  }
  return parameters;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
