// @ts-expect-error formulon ships no types: the ones here are of what it answers, read in its source.
import * as formulon from 'formulon';

export type Ast =
  | { type: 'literal'; value: unknown; dataType: string }
  | { type: 'callExpression'; id: string; arguments: Ast[] }
  | { type: 'identifier'; name: string }
  | { type: 'error'; message: string };

export const { ast } = formulon as { ast: (formula: string) => Ast };
