import { z } from 'zod';
import { Failure } from '../../../failure.ts';
import type { Org } from '../org.ts';
import { inGroups, listed, metadataCall } from './metadata-call.ts';
import { markIn, type Package } from './package.ts';

/** What an org already has of a package. `mark`: the word of the files that were deployed last, if by us. */
export type InOrg = { names: ReadonlyMap<string, ReadonlySet<string>>; mark: string | undefined; isOurs: boolean };

/** Kinds that one call lists, and things of a kind that one call reads. */
const [mostListed, mostRead] = [3, 10];
const integration = 'Hot_Lead_Integration';

const file = z.object({ type: z.string(), fullName: z.string() });
const permissionSet = z.object({ fullName: z.string(), description: z.string().nullish() });

/**
 * Looks at what is there of the package by name, in a handful of calls. A kind that the org does not know counts as not there: the
 * deployment will say so. Throws as `metadataCall`.
 */
export async function whatIsThere(org: Org, { members }: Package): Promise<InOrg> {
  const names = new Map<string, Set<string>>();
  for (const queries of inGroups(questions(members), mostListed))
    for (const { type, fullName } of await listing(org, queries))
      names.set(type, (names.get(type) ?? new Set()).add(plain(fullName)));
  const isOurs = names.get('PermissionSet')?.has(integration) ?? false;
  return { names, isOurs, mark: isOurs ? await readMark(org) : undefined };
}

async function listing(org: Org, queries: Question[]): Promise<z.infer<typeof file>[]> {
  try {
    const answer = await metadataCall(org, 'list what is there', (metadata) => metadata.list(queries));
    return z.array(file).parse(listed(answer));
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'INVALID_TYPE') throw error;
    // One of them spoils the others.
    const [first, ...rest] = queries;
    return first === undefined || rest.length === 0
      ? []
      : [...(await listing(org, [first])), ...(await listing(org, rest))];
  }
}

type Question = { type: string; folder?: string };

function questions(members: Package['members']): Question[] {
  return [...members].flatMap(([type, names]) => {
    const folders = new Set(names.filter((name) => name.includes('/')).map((name) => name.split('/')[0] ?? ''));
    return folders.size === 0 ? [{ type }] : [...folders].map((folder) => ({ type, folder }));
  });
}

/** Names of layouts come with their blanks and brackets encoded. */
function plain(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

async function readMark(org: Org): Promise<string | undefined> {
  const read = await metadataCall(org, 'read a permission set', (metadata) =>
    metadata.read('PermissionSet', [integration]),
  );
  const { data } = permissionSet.safeParse(listed(read)[0]);
  return markIn(data?.description ?? undefined);
}

/** The parts of the package that the org lacks; a folder is there when something in it is. */
export function lacking({ members }: Package, { names }: Pick<InOrg, 'names'>): Map<string, string[]> {
  const lacks = [...members].map(([type, wanted]): [string, string[]] => {
    const folders = new Set(
      wanted.map((name) => name.split('/')[0] ?? '').filter((name) => wanted.some((one) => one.startsWith(`${name}/`))),
    );
    return [type, wanted.filter((name) => !folders.has(name) && !names.get(type)?.has(name))];
  });
  return new Map(lacks.filter(([, missing]) => missing.length > 0));
}

/** The definitions of these things as the org has them; those that are not there are left out. Throws as `metadataCall`. */
export async function readDefinitions<T extends { fullName: string }>(
  org: Org,
  type: 'CustomField' | 'BusinessProcess',
  names: readonly string[],
  shape: z.ZodType<T>,
): Promise<T[]> {
  const found: T[] = [];
  for (const group of inGroups(names, mostRead)) {
    const read = await metadataCall(org, `read definitions (${type})`, (metadata) => metadata.read(type, group));
    found.push(...listed(read).flatMap((one) => shape.safeParse(one).data ?? []));
  }
  return found;
}
