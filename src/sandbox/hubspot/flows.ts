import type { Reply } from '../server.ts';
import type { AddEndpoint, Asked } from './endpoint.ts';
import { refuseBadAnd, refuseBadRoot } from './flow-filters.ts';
import { asObject, objects, queryLimit, text, type Json } from './input.ts';
import { invalid, notFound, Refusal } from './refusal.ts';

/** The workflows of an account, by id. Without the licence for them (Professional) every call is refused. */
export type Flows = { licensed: boolean; byId: Map<string, Json> };

export function newFlows(licensed = true): Flows {
  return { licensed, byId: new Map() };
}

/** The workflows API, which is undated (dossier 3.11): list, read, create. */
export function flowRoutes(add: AddEndpoint): void {
  const scope = ['automation'];
  add('GET', '/automation/v4/flows', scope, (asked) => list(asked, licensed(asked)));
  add('POST', '/automation/v4/flows', scope, (asked) => create(asked, licensed(asked)));
  add('GET', '/automation/v4/flows/:id', scope, (asked) => {
    const found = licensed(asked).byId.get(asked.request.params['id'] ?? '');
    if (!found) throw notFound();
    return { status: 200, body: found };
  });
}

/** The words are ours: HubSpot documents the licence as needed, and not what it answers without. */
function licensed({ portal }: Asked): Flows {
  if (portal.flows.licensed) return portal.flows;
  throw new Refusal(403, 'FORBIDDEN', 'This account does not have access to workflows');
}

function list({ request }: Asked, { byId }: Flows): Reply {
  const limit = queryLimit(request, 100, 100);
  const from = Number(request.query.get('after') ?? 0);
  const all = [...byId.values()].map(
    ({ id, name, isEnabled, flowType, objectTypeId, revisionId, createdAt, updatedAt }) => ({
      id,
      name,
      isEnabled,
      flowType,
      objectTypeId,
      revisionId,
      createdAt,
      updatedAt,
    }),
  );
  const more = from + limit < all.length ? { paging: { next: { after: String(from + limit) } } } : {};
  return { status: 200, body: { results: all.slice(from, from + limit), ...more } };
}

function create({ body, portal }: Asked, { byId }: Flows): Reply {
  refuseBadFlow(body);
  const criteria = asObject(body['enrollmentCriteria'], 'enrollmentCriteria');
  if (text(criteria, 'type') !== 'LIST_BASED') throw invalid('The sandbox knows LIST_BASED enrollment only');
  const known = portal.properties.contacts;
  refuseBadRoot(asObject(criteria['listFilterBranch'], 'listFilterBranch'), known);
  for (const trigger of objects(criteria, 'reEnrollmentTriggersFilterBranches', 'required'))
    refuseBadAnd(trigger, known);
  const at = new Date(portal.now()).toISOString();
  const id = String(1_000_000 + byId.size + 1);
  const made = { ...body, id, revisionId: '1', createdAt: at, updatedAt: at };
  byId.set(id, made);
  return { status: 201, body: made };
}

function refuseBadFlow(body: Json): void {
  if (text(body, 'type') !== 'CONTACT_FLOW' || text(body, 'objectTypeId') !== '0-1')
    throw invalid('The sandbox knows workflows of contacts only');
  text(body, 'flowType');
  text(body, 'name');
  if (typeof body['isEnabled'] !== 'boolean') throw invalid('isEnabled must be a boolean');
  const actions = objects(body, 'actions', 'required');
  const ids = new Set(actions.map((action) => text(action, 'actionId')));
  for (const action of actions)
    if (!/^\d+-\d+$/.test(text(action, 'actionTypeId'))) throw invalid('actionTypeId is not valid');
  if (actions.length > 0 && !ids.has(text(body, 'startActionId'))) throw invalid('startActionId names no action');
}
