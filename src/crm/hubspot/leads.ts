import { z } from 'zod';
import type { Crm, CrmLead } from '../crm.ts';
import { ownIds } from '../ownIds.ts';
import type { Ask } from './api.ts';
import { inParts } from './batch.ts';
import { askedOfContacts, contactFrom, contactsWithHistory } from './contact.ts';
import { contextValues } from './error-body.ts';
import { failureOfItem, itemError, type ItemError } from './failure.ts';
import { paths } from './paths.ts';

const identified = z.object({ id: z.union([z.string().min(1), z.number()]).transform(String) });
// Each contact is read by itself, so that one of a strange shape does not sink the others.
const readAnswer = z.object({ results: z.array(z.unknown()), errors: z.array(itemError).optional() });

type Read = Awaited<ReturnType<Crm['readLeads']>>;

/**
 * `Crm.readLeads`. The old id of a merged contact is in `gone`, and the contact it became in `people` under its own id. Of another
 * CRM's id (`salesforce:00Q...`) HubSpot cannot say whether it is gone: it is unreadable.
 */
export function readLeads(ask: Ask, now: () => number): Crm['readLeads'] {
  return async (asked) => {
    const { own, others } = ownIds(asked);
    const parts = await inParts(own, contactsWithHistory, (part) => readPart(ask, now, part));
    return {
      people: parts.flatMap((part) => part.people),
      gone: parts.flatMap((part) => part.gone),
      unreadable: [...parts.flatMap((part) => part.unreadable), ...others],
    };
  };
}

async function readPart(ask: Ask, now: () => number, ids: string[]): Promise<Read> {
  const body = {
    inputs: ids.map((each) => ({ id: each })),
    ...askedOfContacts,
  };
  const call = { what: 'read contacts', method: 'POST', path: paths.contactsRead, body, writes: false } as const;
  const { results, errors = [] } = await ask(call, readAnswer);
  throwGeneral(call.what, errors, now());
  const people = results.flatMap((one) => contactFrom(one) ?? []);
  return { people, ...missing(ids, people, results, errors) };
}

/** What the app as a whole is refused is no record's fault, even where it comes with the records. */
function throwGeneral(what: string, errors: ItemError[], now: number): void {
  const failures = errors.map((error) => failureOfItem(what, error, now));
  const general = failures.find(({ kind }) => kind === 'rateLimited' || kind === 'blocked');
  if (general) throw general;
}

/** Those asked for and not among `people`: gone, unless something in the answer may be about them. */
function missing(ids: string[], people: CrmLead[], results: unknown[], errors: ItemError[]): Omit<Read, 'people'> {
  const read = new Set(people.map((person) => person.id));
  const named = results.map((one) => identified.safeParse(one).data?.id);
  const other = errors.filter(({ category }) => category !== 'OBJECT_NOT_FOUND').map(idsIn);
  const lost = new Set(errors.filter(({ category }) => category === 'OBJECT_NOT_FOUND').flatMap(idsIn));
  const suspects = new Set([...named, ...other.flat()]);
  const anyone = named.includes(undefined) || other.some((list) => list.length === 0);
  const left = ids.filter((each) => !read.has(each));
  const isGone = (each: string) => lost.has(each) || !(anyone || suspects.has(each));
  return { gone: left.filter(isGone), unreadable: left.filter((each) => !isGone(each)) };
}

function idsIn({ context }: ItemError): string[] {
  return contextValues(context, 'ids');
}
