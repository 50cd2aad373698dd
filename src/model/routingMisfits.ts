import { accountKeyOf } from '../domain/accounts/accountKey.ts';
import { keysAt, listed, places, valueAt, type Path } from './places.ts';
import type { Problem } from './problems.ts';
import { emailProblem } from './routing.ts';

/**
 * What in `routing` and `sla` does not fit together: pools that nobody made, people named twice or as their own backup, accounts
 * that no lead has, hours and sizes that end before they begin, and ladders out of order or without an end. Asks nothing of
 * the shape.
 */
export function routingMisfits(model: unknown): Problem[] {
  return [
    ...keysAt(model, ['routing', 'people']).flatMap((key) => wrongPerson(model, key)),
    ...noPools(model),
    ...keysAt(model, ['routing', 'pools']).flatMap((key) => wrongPool(model, ['routing', 'pools', key])),
    ...reversed(model),
    ...wrongAccounts(model),
    ...['urgent', 'standard'].flatMap((ladder) => outOfOrder(model, ['sla', ladder])),
    ...endless(model),
  ];
}

function wrongPerson(model: unknown, key: string): Problem[] {
  const path = ['routing', 'people', key];
  const message = emailProblem(key);
  return [
    // An empty key is refused by the schema.
    ...(message === undefined || key === '' ? [] : [{ path, message, input: key }]),
    ...sameAs(model, [...path, 'backup'], key),
  ];
}

function noPools(model: unknown): Problem[] {
  const pools = keysAt(model, ['routing', 'pools']);
  const named = [
    ...places(model, ['routing', 'territories', '*', 'pool']),
    ...['customerPool', 'productPool', 'poorFitPool'].map((field) => ['routing', field]),
  ];
  return [
    ...(pools.includes('default') || valueAt(model, ['routing']) === undefined
      ? []
      : [
          {
            path: ['routing', 'pools', 'default'],
            message: 'must be there: it has the leads that no rule has',
            input: undefined,
          },
        ]),
    ...named.flatMap((path) => {
      const input = valueAt(model, path);
      if (typeof input !== 'string' || pools.includes(input)) return [];
      return [{ path, message: `must be one of the pools: ${pools.join(', ')}`, input }];
    }),
  ];
}

function wrongPool(model: unknown, pool: Path): Problem[] {
  return [
    ...repeated(
      model,
      listed(model, [...pool, 'members']).map((member) => [...member, 'rep']),
      'a member',
    ),
    ...falling(model, listed(model, [...pool, 'rampUp']), 'the part of the week before'),
  ];
}

/** Hours and sizes of which the end lies before the beginning. */
function reversed(model: unknown): Problem[] {
  const hours = [
    ['routing', 'people', '*', 'hours', '*'],
    ['routing', 'hours', '*'],
  ];
  return [
    ...hours
      .flatMap((path) => places(model, path))
      .flatMap((path) => crossed(model, path, ['from', 'to'], 'more than')),
    ...places(model, ['routing', 'territories', '*', 'size']).flatMap((path) =>
      crossed(model, path, ['atLeast', 'atMost'], 'at least'),
    ),
  ];
}

function crossed(
  model: unknown,
  path: Path,
  [lower, upper]: [string, string],
  must: 'more than' | 'at least',
): Problem[] {
  const [limit, input] = [valueAt(model, [...path, lower]), valueAt(model, [...path, upper])];
  if (typeof input !== 'number' || typeof limit !== 'number') return [];
  if (input > limit || (input === limit && must === 'at least')) return [];
  return [{ path: [...path, upper], message: `must be ${must} ${lower}, which is ${limit}`, input }];
}

function wrongAccounts(model: unknown): Problem[] {
  const rows = listed(model, ['routing', 'namedAccounts']);
  const accounts = rows.map((row) => [...row, 'account']);
  const shared = [
    ...places(model, ['fit', 'freeDomains', '*']),
    ...places(model, ['suppression', 'disposableDomains', '*']),
  ];
  const domains = new Set(shared.map((path) => valueAt(model, path)));
  return [
    ...repeated(model, accounts, 'a named account'),
    ...accounts.flatMap((path) => wrongAccount(model, path, domains)),
    ...rows.flatMap((row) => sameAs(model, [...row, 'backup'], valueAt(model, [...row, 'rep']))),
  ];
}

function wrongAccount(model: unknown, path: Path, shared: ReadonlySet<unknown>): Problem[] {
  const input = valueAt(model, path);
  // An empty one is refused by the schema.
  if (typeof input !== 'string' || input === '') return [];
  if (shared.has(input)) return [{ path, message: 'must be a domain of one company: this one is of free mail', input }];
  const right = keyFor(input);
  if (input === right) return [];
  const such = right === undefined ? 'a domain such as "acme.com", or "name:acme"' : JSON.stringify(right);
  return [{ path, message: `must be as companies are known by: write ${such}`, input }];
}

/** The key of the company that somebody meant by this text: a domain, or a name. */
function keyFor(text: string): string | undefined {
  const isDomain = /^[^\s:/@*.]+(?:\.[^\s:/@*.]+)+$/.test(text);
  if (isDomain) return accountKeyOf({ email: `any@${text}` }, new Set());
  return accountKeyOf({ company: text.replace(/^name:/, '') }, new Set());
}

function outOfOrder(model: unknown, ladder: Path): Problem[] {
  const rungs = listed(model, ladder).map((rung) => [...rung, 'afterMinutes']);
  return falling(model, rungs, 'the rung before');
}

/** An urgent lead that nobody answers must end with somebody who hears of it. */
function endless(model: unknown): Problem[] {
  const path: Path = ['sla', 'urgent'];
  const last = listed(model, path).at(-1);
  if (last === undefined || valueAt(model, [...last, 'do']) === 'manager') return [];
  return [{ path, message: 'must end in a manager rung: else nobody hears of a lead that nobody answers', input: [] }];
}

function falling(model: unknown, numbers: Path[], before: string): Problem[] {
  return numbers.flatMap((path, index) => {
    const [input, last] = [valueAt(model, path), valueAt(model, numbers[index - 1] ?? path)];
    if (typeof input !== 'number' || typeof last !== 'number' || input >= last) return [];
    return [{ path, message: `must not be below ${before}, which is ${last}`, input }];
  });
}

function repeated(model: unknown, texts: Path[], what: string): Problem[] {
  const seen = new Set<unknown>();
  return texts.flatMap((path) => {
    const input = valueAt(model, path);
    if (typeof input !== 'string') return [];
    const problem = seen.has(input) ? [{ path, message: `is ${what} already: remove one`, input }] : [];
    seen.add(input);
    return problem;
  });
}

function sameAs(model: unknown, path: Path, other: unknown): Problem[] {
  const input = valueAt(model, path);
  if (typeof input !== 'string' || input !== other) return [];
  return [{ path, message: 'must be somebody else: nobody is there for themselves when they are away', input }];
}
