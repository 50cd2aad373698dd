// @ts-expect-error formulon ships no types: the ones here are of what it answers, read in its source.
import * as formulon from 'formulon';

export type Literal = { type: 'literal'; value: unknown; dataType: string; options: Record<string, unknown> };
type Call = { type: 'callExpression'; id: string; arguments: Ast[] };
type Identifier = { type: 'identifier'; name: string };
type Mistake = { type: 'error'; errorType: string; message: string };
export type Ast = Literal | Call | Identifier | Mistake;

type Formulon = {
  /** What a formula comes to over the values of its fields. It knows no blanks: see formula.ts. */
  parse: (formula: string, values: Record<string, Literal>) => Literal | Mistake;
  /** The fields that a formula names; none where it cannot be read. */
  extract: (formula: string) => string[];
  ast: (formula: string) => Ast;
};

export const { ast, extract, parse } = formulon as Formulon;
