import { childrenOf, elementFrom, textOf } from './metadata-xml.ts';

/** What a package.xml names, by type; `*` names all of a type. */
export type Manifest = { version: string; members: Map<string, Set<string>> };

/** Reads a package.xml; throws with words for whoever sent it. */
export function manifestFrom(xml: string): Manifest {
  const root = elementFrom(xml);
  if (root.name !== 'Package') throw new Error(`package.xml has ${root.name} where Package belongs`);
  const members = new Map<string, Set<string>>();
  for (const types of childrenOf(root, 'types')) {
    const name = textOf(types, 'name') ?? '';
    const known = members.get(name) ?? new Set();
    // A folder may be written with a slash at its end, as the vendor's own converter does.
    for (const { text } of childrenOf(types, 'members')) known.add(text.replace(/\/$/, ''));
    members.set(name, known);
  }
  return { version: textOf(root, 'version') ?? '', members };
}

/** Whether the manifest asks for this component. */
export function names({ members }: Manifest, type: string, fullName: string): boolean {
  const listed = members.get(type);
  return listed !== undefined && (listed.has(fullName) || listed.has('*'));
}
