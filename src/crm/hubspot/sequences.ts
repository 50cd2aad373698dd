import { z } from 'zod';
import { Failure } from '../../failure.ts';
import type { Crm, Enrolled } from '../crm.ts';
import type { Ask } from './api.ts';
import { paths } from './paths.ts';

const owners = z.object({ results: z.array(z.object({ userId: z.coerce.string().nullish() })) });
const enrolment = z.object({ sequenceId: z.coerce.string().optional() });

/**
 * `Crm.enroll`. The contact's sequence is looked at first, and HubSpot refuses a second one: so it is safe twice. Without the
 * scopes, a licence with sequences, or a sender with a seat and a connected inbox it is unsupported.
 */
export function enroll(ask: Ask): NonNullable<Crm['enroll']> {
  return async ({ leadId, sequence }) => {
    try {
      return (await enrolledIn(ask, leadId)) ?? (await enrolNow(ask, leadId, sequence));
    } catch (error) {
      const failure = Failure.from(error);
      if (['forbidden', 'forbidden_record', 'invalid', 'not_found'].includes(failure.code ?? ''))
        return { kind: 'unsupported', because: failure.message };
      throw failure;
    }
  };
}

async function enrolledIn(ask: Ask, leadId: string): Promise<Enrolled | undefined> {
  const path = `${paths.sequenceEnrollments}/contact/${encodeURIComponent(leadId)}`;
  try {
    const { sequenceId } = await ask(
      { what: 'read the sequence of a contact', method: 'GET', path, writes: false },
      enrolment,
    );
    return { kind: 'already', ...(sequenceId !== undefined && { sequence: sequenceId }) };
  } catch (error) {
    if (Failure.from(error).code === 'not_found') return undefined;
    throw error;
  }
}

async function enrolNow(
  ask: Ask,
  contactId: string,
  { id: sequenceId, sender }: { id: string; sender: string },
): Promise<Enrolled> {
  const query = { email: sender, limit: '1' };
  const found = await ask({ what: 'find the sender', method: 'GET', path: paths.owners, query, writes: false }, owners);
  const userId = found.results[0]?.userId ?? undefined;
  if (userId === undefined)
    return { kind: 'unsupported', because: 'hubspot: the sender of the backup sequence is no user of this portal' };
  await ask(
    {
      what: 'enrol a contact in a sequence',
      method: 'POST',
      path: paths.sequenceEnrollments,
      query: { userId },
      body: { sequenceId, contactId, senderEmail: sender },
      writes: true,
    },
    z.unknown(),
  );
  return { kind: 'enrolled' };
}
