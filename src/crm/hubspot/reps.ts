import { z } from 'zod';
import { Failure } from '../../failure.ts';
import type { Crm, CrmRep } from '../crm.ts';
import type { Ask, Call } from './api.ts';
import { paths } from './paths.ts';
import { storable } from './storable.ts';
import { hoursOf, outOfOfficeOf } from './working-hours.ts';

const paging = z.object({ next: z.object({ after: z.coerce.string() }).optional() }).nullish();
const owner = z.object({
  id: z.coerce.string(),
  userId: z.coerce.string().nullish(),
  userIdIncludingInactive: z.coerce.string().nullish(),
  email: z.string().nullish(),
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  type: z.string().nullish(),
  archived: z.boolean().nullish(),
});
type Owner = z.infer<typeof owner>;
const user = z.object({ properties: z.record(z.string(), z.string().nullish()) });
type User = z.infer<typeof user>['properties'];

const userProperties = [
  'hs_internal_user_id',
  'hs_availability_status',
  'hs_standard_time_zone',
  'hs_working_hours',
  'hs_out_of_office_hours',
];

/** `Crm.readReps`: owners, without task queues, joined to their users. Without access to users everyone counts as available. */
export function readReps(ask: Ask): Crm['readReps'] {
  return async () => {
    const active = await everyPage(ask, ownersCall('false'), owner);
    const archived = await everyPage(ask, ownersCall('true'), owner);
    const users = await usersById(ask);
    const known = new Set(active.map(({ id }) => id));
    const owners = [
      ...active,
      ...archived.filter(({ id }) => !known.has(id)).map((gone) => ({ ...gone, archived: true })),
    ];
    return owners.filter(({ type }) => type !== 'QUEUE').map((one) => repOf(one, users.get(userIdOf(one) ?? '')));
  };
}

function ownersCall(archived: 'true' | 'false'): Call {
  return { what: 'read owners', method: 'GET', path: paths.owners, query: { archived, limit: '100' }, writes: false };
}

async function usersById(ask: Ask): Promise<Map<string, User>> {
  const query = { properties: userProperties.join(','), limit: '100' };
  try {
    const users = await everyPage(
      ask,
      { what: 'read users', method: 'GET', path: paths.users, query, writes: false },
      user,
    );
    return new Map(users.map(({ properties }) => [properties['hs_internal_user_id'] ?? '', properties]));
  } catch (error) {
    // The scope crm.objects.users.read is optional: a portal that did not grant it still has its owners.
    if (error instanceof Failure && error.code === 'forbidden') return new Map();
    throw error;
  }
}

async function everyPage<T>(ask: Ask, call: Call, shape: z.ZodType<T>): Promise<T[]> {
  const page = z.object({ results: z.array(shape), paging });
  const all: T[] = [];
  for (let after: string | undefined; ;) {
    const answer = await ask({ ...call, query: { ...call.query, ...(after !== undefined && { after }) } }, page);
    all.push(...answer.results);
    const next = answer.paging?.next?.after;
    if (next === undefined || next === after) return all;
    after = next;
  }
}

function repOf(one: Owner, found: User | undefined): CrmRep {
  const timeZone = zoneOf(found?.['hs_standard_time_zone']);
  const email = storable(one.email ?? '').trim();
  const userId = userIdOf(one);
  const hours = hoursOf(found?.['hs_working_hours'] ?? undefined);
  const outOfOffice = outOfOfficeOf(found?.['hs_out_of_office_hours'] ?? undefined);
  return {
    id: one.id,
    name: storable([one.firstName, one.lastName].filter(Boolean).join(' ')).trim() || email || `owner ${one.id}`,
    active: one.archived !== true,
    available: found?.['hs_availability_status']?.toLowerCase() !== 'away',
    ...(email && { email }),
    ...(userId !== undefined && { userId }),
    ...(timeZone && { timeZone }),
    ...(hours && { hours }),
    ...(outOfOffice && { outOfOffice }),
  };
}

function userIdOf(one: Owner): string | undefined {
  return one.userId ?? one.userIdIncludingInactive ?? undefined;
}

function zoneOf(name: string | null | undefined): string | undefined {
  if (!name) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
