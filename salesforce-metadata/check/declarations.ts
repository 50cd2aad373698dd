import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** An element that a type may hold. `many`: any number of them, none included. */
export type Member = { name: string; type: string; optional: boolean; many: boolean };
type Declared =
  | { kind: 'enum'; values: string[] }
  | { kind: 'struct'; parent?: string; members: Member[] }
  | { kind: 'alias'; of: string };
export type Declarations = { types: Map<string, Declared>; unread: string[] };

const ENUM = /^export type (\w+) = ('.*');$/;
const ALIAS = /^export type (\w+) = (\w+);$/;
const STRUCT = /^export type (\w+) = (?:(\w+) & )?\{$/;
const MEMBER = /^ {4}(\w+)(\?)?: (\w+)(\[\])?;$/;

/**
 * The types in the text of a declaration file as the vendor generates it from its WSDL: one declaration, member or closing brace
 * a line. Lines of any other form are in `unread`, so that a changed form is seen instead of passed over.
 */
export function readDeclarations(text: string): Declarations {
  const types = new Map<string, Declared>();
  const unread: string[] = [];
  let open: Member[] | undefined;
  for (const line of text.split('\n')) {
    const struct = STRUCT.exec(line);
    if (struct !== null) {
      open = [];
      types.set(struct[1] as string, { kind: 'struct', members: open, ...(struct[2] && { parent: struct[2] }) });
    } else if (!readLine(line, types, open) && line.trim() !== '' && line !== '};') unread.push(line);
  }
  return { types, unread };
}

function readLine(line: string, types: Map<string, Declared>, open: Member[] | undefined): boolean {
  const [, name = '', optional, type = '', many] = MEMBER.exec(line) ?? [];
  if (name !== '') open?.push({ name, type, optional: optional !== undefined, many: many !== undefined });
  const [, listed = '', values = ''] = ENUM.exec(line) ?? [];
  if (listed !== '') types.set(listed, { kind: 'enum', values: values.split(' | ').map((one) => one.slice(1, -1)) });
  const [, alias = '', of = ''] = ALIAS.exec(line) ?? [];
  if (alias !== '') types.set(alias, { kind: 'alias', of });
  return name !== '' || listed !== '' || alias !== '';
}

/** The members of a struct, inherited ones first: the order in which an org writes them. */
export function membersOf(declarations: Declarations, type: string): Member[] | undefined {
  const declared = declarations.types.get(type);
  if (declared?.kind === 'alias') return membersOf(declarations, declared.of);
  if (declared?.kind !== 'struct') return undefined;
  const inherited = declared.parent === undefined ? [] : (membersOf(declarations, declared.parent) ?? []);
  const own = new Set(declared.members.map((member) => member.name));
  return [...inherited.filter((member) => !own.has(member.name)), ...declared.members];
}

/** All metadata types as Salesforce declares them for TypeScript (generated from its WSDL). */
export function salesforceDeclarations(): Declarations {
  const module = createRequire(import.meta.url).resolve('@salesforce/types/metadata');
  return readDeclarations(readFileSync(module.replace(/\.js$/, '.d.ts'), 'utf8'));
}
