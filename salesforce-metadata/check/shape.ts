import type { Declarations, Member } from './declarations.ts';
import { membersOf } from './declarations.ts';
import type { Element } from './xml.ts';

/** Forms of the texts that are no text of their own in the declarations. */
const FORMS: Record<string, RegExp> = {
  boolean: /^(true|false)$/,
  number: /^-?\d+(\.\d+)?$/,
  Date: /^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$/,
};

/**
 * What is wrong with a metadata file, one line each, by Salesforce's own declarations: unknown and missing elements, values that are
 * not of their type, single elements that come twice, repeated ones that do not stand together (an org refuses those), and any order
 * but the one in which orgs write (they take others; files then differ from what is retrieved).
 */
export function shapeProblems(root: Element, declarations: Declarations): string[] {
  if (membersOf(declarations, root.name) === undefined) return [`${root.name}: no such metadata type`];
  return problemsOf(root, root.name, root.name, declarations);
}

function problemsOf(element: Element, type: string, path: string, declarations: Declarations): string[] {
  const members = membersOf(declarations, type);
  if (members === undefined) return valueProblems(element, type, path, declarations);
  if (element.text !== '') return [`${path}: text where elements belong`];
  const known = new Map(members.map((member) => [member.name, member]));
  return [
    ...missing(element, members, path),
    ...repeated(element, known, path),
    ...apart(element, path),
    ...disordered(element, members, path),
    ...element.children.flatMap((child) => {
      const member = known.get(child.name);
      if (member === undefined) return [`${path}.${child.name}: no such element in ${type}`];
      return problemsOf(child, member.type, `${path}.${child.name}`, declarations);
    }),
  ];
}

function valueProblems(element: Element, type: string, path: string, declarations: Declarations): string[] {
  if (element.children.length > 0) return [`${path}: elements where a value belongs`];
  const declared = declarations.types.get(type);
  if (declared?.kind === 'alias') return valueProblems(element, declared.of, path, declarations);
  if (declared?.kind === 'enum') {
    return declared.values.includes(element.text) ? [] : [`${path}: ${element.text} is none of ${type}`];
  }
  const form = FORMS[type];
  return form === undefined || form.test(element.text) ? [] : [`${path}: "${element.text}" is no ${type}`];
}

function missing(element: Element, members: Member[], path: string): string[] {
  const has = new Set(element.children.map((child) => child.name));
  return members
    .filter((member) => !member.optional && !member.many && !has.has(member.name))
    .map((member) => `${path}: ${member.name} is missing`);
}

function repeated(element: Element, known: Map<string, Member>, path: string): string[] {
  const names = element.children.map((child) => child.name);
  const twice = new Set(names.filter((name, at) => names.indexOf(name) !== at));
  return [...twice].filter((name) => known.get(name)?.many === false).map((name) => `${path}: ${name} comes twice`);
}

function apart(element: Element, path: string): string[] {
  const names = element.children.map((child) => child.name);
  const broken = names.filter((name, at) => names[at - 1] !== name && names.slice(0, at).includes(name));
  return [...new Set(broken)].map((name) => `${path}: the ${name} do not stand together`);
}

function disordered(element: Element, members: Member[], path: string): string[] {
  const place = new Map(members.map((member, at) => [member.name, at]));
  const names = element.children.map((child) => child.name).filter((name) => place.has(name));
  const wrong = names.find((name, at) => (place.get(name) ?? 0) < (place.get(names[at - 1] ?? '') ?? 0));
  return wrong === undefined ? [] : [`${path}: ${wrong} comes too late`];
}
