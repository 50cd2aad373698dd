import { parseQuery, type Query, type WhereClause } from '@jetstreamapp/soql-parser-js';
import { refused } from './refusal.ts';

/** The longest SOQL statement (dossier 4.2). */
const longest = 100_000;

/** The statement, parsed; refuses what is no SOQL as the vendor does (its wording names the place, ours what the parser saw). */
export function parsed(soql: string): Query {
  if (soql.length > longest)
    throw refused(
      'QUERY_TOO_COMPLICATED',
      'Query is either selecting too many fields or the filter conditions are too complicated.',
    );
  try {
    // Said out loud, or the parser makes a new parser for every statement: 25 ms each.
    return parseQuery(soql, { ignoreParseErrors: false });
  } catch (error) {
    throw malformed(error instanceof Error ? error.message : String(error));
  }
}

export function malformed(why: string) {
  return refused('MALFORMED_QUERY', why);
}

/** A comparison as the parser gives it: of a field with a literal, or with what another query finds. */
export type Comparison = {
  field: string;
  operator: string;
  value?: string | string[];
  literalType?: string | string[];
  dateLiteralVariable?: number | number[];
  valueQuery?: Query;
};

/** Conditions as a tree. */
export type Condition =
  | { kind: 'compare'; comparison: Comparison }
  | { kind: 'and' | 'or'; parts: Condition[] }
  | { kind: 'not'; part: Condition };

type Token = '(' | ')' | 'AND' | 'OR' | 'NOT' | Comparison;

/**
 * The WHERE clause as a tree. As in the vendor's grammar AND and OR side by side need parentheses, and NOT stands alone in its
 * own: `a = 1 AND NOT b = 2` is refused.
 */
export function conditionOf(where: WhereClause): Condition {
  const tokens = tokensOf(where);
  const { condition, at } = expression(tokens, 0);
  if (at < tokens.length) throw unexpected(tokens[at]);
  return condition;
}

function tokensOf(where: WhereClause): Token[] {
  const tokens: Token[] = [];
  for (let part: WhereClause | undefined = where; part; part = 'right' in part ? part.right : undefined) {
    tokens.push(...tokensOfLeft(part.left));
    if ('operator' in part) tokens.push(part.operator);
  }
  return tokens;
}

function tokensOfLeft(left: WhereClause['left']): Token[] {
  if (!left) return [];
  const { openParen = 0, closeParen = 0 } = left as { openParen?: number; closeParen?: number };
  const opened = Array.from({ length: openParen }, () => '(' as const);
  if ('fn' in left) throw malformed('functions in conditions are not in this sandbox');
  if (!('field' in left)) return opened;
  return [...opened, left as Comparison, ...Array.from({ length: closeParen }, () => ')' as const)];
}

type Read = { condition: Condition; at: number };

function expression(tokens: Token[], from: number): Read {
  if (tokens[from] === 'NOT') {
    const { condition, at } = simple(tokens, from + 1);
    return { condition: { kind: 'not', part: condition }, at };
  }
  const first = simple(tokens, from);
  const joint = tokens[first.at];
  if (joint !== 'AND' && joint !== 'OR') return first;
  const parts = [first.condition];
  let { at } = first;
  while (tokens[at] === joint) {
    const next = simple(tokens, at + 1);
    parts.push(next.condition);
    at = next.at;
  }
  return { condition: { kind: joint === 'AND' ? 'and' : 'or', parts }, at };
}

function simple(tokens: Token[], from: number): Read {
  const token = tokens[from];
  if (token === '(') {
    const inner = expression(tokens, from + 1);
    if (tokens[inner.at] !== ')') throw unexpected(tokens[inner.at]);
    return { condition: inner.condition, at: inner.at + 1 };
  }
  if (token === undefined || typeof token === 'string') throw unexpected(token);
  return { condition: { kind: 'compare', comparison: token }, at: from + 1 };
}

function unexpected(token: Token | undefined) {
  return malformed(`unexpected token: '${typeof token === 'object' ? token.field : (token ?? '<EOF>')}'`);
}
