import type { Reply } from '../server.ts';
import type { AddEndpoint, Asked } from './endpoint.ts';
import { queryLimit } from './input.ts';
import { invalid, notFound } from './refusal.ts';

/** As `/crm/owners` answers it (dossier 3.5). `id` is what `hubspot_owner_id` takes; `userId` is another number. */
export type Owner = {
  id: string;
  userId: number;
  email: string;
  firstName: string;
  lastName: string;
  type: 'PERSON' | 'QUEUE';
  archived: boolean;
  teams: { id: string; name: string; primary: boolean }[];
  createdAt: number;
};

const scopes = ['crm.objects.owners.read|automation'];

/** People and queues that can own records. */
export function ownerRoutes(add: AddEndpoint): void {
  add('GET', '/crm/owners/V', scopes, list);
  add('GET', '/crm/owners/V/:id', scopes, readOne);
}

function list({ portal, request }: Asked): Reply {
  const archived = request.query.get('archived') === 'true';
  const email = request.query.get('email');
  const limit = queryLimit(request, 500, 100);
  const from = Number(request.query.get('after') ?? 0);
  if (!Number.isInteger(from) || from < 0) throw invalid(`Invalid value for after: ${request.query.get('after')}`);
  const fitting = [...portal.owners.values()].filter(
    (owner) => owner.archived === archived && (email === null || owner.email === email),
  );
  const more = from + limit < fitting.length ? { paging: { next: { after: String(from + limit) } } } : {};
  return { status: 200, body: { results: fitting.slice(from, from + limit).map(view), ...more } };
}

function readOne({ portal, request }: Asked): Reply {
  const id = request.params['id'] ?? '';
  const byUser = request.query.get('idProperty') === 'userId';
  const owner = byUser ? [...portal.owners.values()].find((each) => String(each.userId) === id) : portal.owners.get(id);
  if (!owner || owner.archived !== (request.query.get('archived') === 'true')) throw notFound();
  return { status: 200, body: view(owner) };
}

/** A deactivated person's `userId` moves to `userIdIncludingInactive`. */
function view({ userId, createdAt, ...owner }: Owner): object {
  const times = { createdAt: new Date(createdAt).toISOString(), updatedAt: new Date(createdAt).toISOString() };
  return { ...owner, ...(owner.archived ? {} : { userId }), userIdIncludingInactive: userId, ...times };
}
