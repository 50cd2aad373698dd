import { z } from 'zod';
import type { Ask } from '../api.ts';
import { batchSize, inParts } from '../batch.ts';
import { itemError, throwSerious } from '../failure.ts';
import { paths } from '../paths.ts';

const answer = z.object({
  results: z.array(
    z.object({ id: z.coerce.string(), properties: z.object({ email: z.string().nullish() }).optional() }),
  ),
  errors: z.array(itemError).optional(),
});

/**
 * The ids of the contacts with these addresses, by address in lower case, 100 a call. An address that no contact has is
 * absent.
 */
export async function contactsByEmail(ask: Ask, now: () => number, emails: string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(emails.map((email) => email.trim().toLowerCase()).filter((email) => email !== ''))];
  const parts = await inParts(wanted, batchSize, (part) => readPart(ask, now, part));
  return new Map(parts.flat());
}

async function readPart(ask: Ask, now: () => number, emails: string[]): Promise<[string, string][]> {
  const what = 'find contacts by address';
  const body = { idProperty: 'email', inputs: emails.map((id) => ({ id })), properties: ['email'] };
  const call = { what, method: 'POST', path: paths.contactsRead, body, writes: false, lane: 'score' } as const;
  const { results, errors = [] } = await ask(call, answer);
  throwSerious(what, errors, now());
  return results.flatMap(({ id, properties }): [string, string][] => {
    const email = properties?.email?.toLowerCase();
    return email ? [[email, id]] : [];
  });
}
