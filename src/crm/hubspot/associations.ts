import { z } from 'zod';
import type { Ask } from './api.ts';
import { inParts } from './batch.ts';
import { itemError, throwSerious } from './failure.ts';

/** HubSpot's limit for one reading of associations. */
const mostInputs = 1_000;

/** Another record that a contact is linked to; `primary` is said of one of its companies. */
export type Link = { id: string; primary: boolean };

const linkType = z.object({ category: z.string().nullish(), typeId: z.coerce.number().nullish() });
type LinkType = z.infer<typeof linkType>;

const answer = z.object({
  results: z.array(
    z.object({
      from: z.object({ id: z.coerce.string() }),
      // Text in the specification of 2026-03, a number before and after it.
      to: z.array(z.object({ toObjectId: z.coerce.string(), associationTypes: z.array(linkType).nullish() })),
      paging: z.object({ next: z.object({ after: z.coerce.string() }).optional() }).nullish(),
    }),
  ),
  errors: z.array(itemError).optional(),
});

type Input = { id: string; after?: string };

/**
 * What each of these contacts is linked to, all pages of it; contacts without links are not in the answer. Read from the
 * associations themselves, which do not lag. Throws if one contact's links stay open: "none" must be true.
 */
export async function linksOf(
  ask: Ask,
  now: () => number,
  of: { what: string; path: string },
  contactIds: string[],
): Promise<Map<string, Link[]>> {
  const links = new Map<string, Link[]>();
  for (let inputs: Input[] = [...new Set(contactIds)].map((id) => ({ id })); inputs.length > 0;) {
    const pages = await inParts(inputs, mostInputs, (part) => readPart(ask, now, of, part));
    const results = pages.flat();
    for (const { from, to } of results) links.set(from.id, [...(links.get(from.id) ?? []), ...to.map(linkOf)]);
    inputs = results.flatMap(({ from, paging }) => (paging?.next ? [{ id: from.id, after: paging.next.after }] : []));
  }
  return links;
}

/** Every id that is linked to, once. */
export function linkedIds(links: Map<string, Link[]>): string[] {
  return [...new Set([...links.values()].flat().map(({ id }) => id))];
}

async function readPart(ask: Ask, now: () => number, of: { what: string; path: string }, inputs: Input[]) {
  const call = { what: of.what, method: 'POST', path: of.path, body: { inputs }, writes: false } as const;
  const { results, errors = [] } = await ask(call, answer);
  throwSerious(of.what, errors, now());
  return results;
}

function linkOf(to: { toObjectId: string; associationTypes?: LinkType[] | null | undefined }): Link {
  return { id: to.toObjectId, primary: (to.associationTypes ?? []).some(isPrimary) };
}

// HubSpot asks to go by the type id, never by the label: changelog "Changes to primary labels", February 2024.
function isPrimary({ category, typeId }: LinkType): boolean {
  return typeId === 1 && category !== 'USER_DEFINED';
}
