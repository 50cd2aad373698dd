import { describe, expect, test } from '@jest/globals';
import { startHubspot } from '../hubspot.ts';
import { document } from './document.ts';
import { methods, type Operation } from './schema.ts';
import { validating } from './validating.ts';

const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  methods.flatMap((method) => {
    const operation = item[method];
    return operation ? [{ path, method, operation }] : [];
  }),
);
const known = new Set<string>(methods);

function refsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === '$ref' && typeof inner === 'string' ? [inner] : refsIn(inner),
  );
}

function inPath({ parameters }: Operation): string[] {
  return parameters.flatMap(({ name, in: where, required }) => (where === 'path' && required ? [name] : [])).toSorted();
}

// No package here has the meta-schema of OpenAPI 3.1: these are its rules for what this document uses.
describe('the contract is a good OpenAPI 3.1 document', () => {
  test('every schema is one of the 2020-12 dialect, without a misspelt keyword', () => {
    expect(() => validating().compileAll()).not.toThrow();
  });

  test('every reference leads to a component', () => {
    const dead = refsIn(document).filter(
      (reference) => !(reference.replace('#/components/schemas/', '') in document.components.schemas),
    );
    expect(dead).toEqual([]);
  });

  test('no component is there for nothing', () => {
    const used = new Set(refsIn(document).map((reference) => reference.replace('#/components/schemas/', '')));
    expect(Object.keys(document.components.schemas).filter((name) => !used.has(name))).toEqual([]);
  });

  test('each operation has its own name', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('each path begins with a slash, has known methods, and declares its parameters once', () => {
    const wrong = Object.entries(document.paths).filter(
      ([path, item]) => !path.startsWith('/') || Object.keys(item).some((method) => !known.has(method)),
    );
    expect(wrong).toEqual([]);
    const undeclared = operations.filter(({ path, operation }) => {
      const named = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => String(name)).toSorted();
      return JSON.stringify(named) !== JSON.stringify(inPath(operation));
    });
    expect(undeclared.map(({ path }) => path)).toEqual([]);
  });

  test('each operation says how it is answered, in good and in bad', () => {
    const silent = operations.filter(({ operation }) => {
      const statuses = Object.keys(operation.responses);
      return !statuses.includes('default') || !statuses.some((status) => /^[23]\d\d$/.test(status));
    });
    expect(silent.map(({ operation }) => operation.operationId)).toEqual([]);
  });

  test('reading and deleting take no body', () => {
    const odd = operations.filter(
      ({ method, operation }) => (method === 'get' || method === 'delete') && operation.requestBody !== undefined,
    );
    expect(odd).toEqual([]);
  });
});

test('the sandbox serves every operation of the contract', async () => {
  await using sandbox = await startHubspot();
  for (const { path, method } of operations) {
    const filled = path
      .replace('{version}', '2026-03')
      .replace(/\{\w*ObjectType\}|\{objectType\}/g, 'contacts')
      .replace(/\{\w+\}/g, '1');
    await fetch(sandbox.url + filled, { method: method.toUpperCase() });
  }
  expect(sandbox.takeUnknownCalls()).toEqual([]);
  expect([...sandbox.operationsSeen().keys()].toSorted()).toEqual(
    operations.map(({ operation }) => operation.operationId).toSorted(),
  );
});
