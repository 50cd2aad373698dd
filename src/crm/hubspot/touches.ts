import type { Crm, CrmTouch } from '../crm.ts';
import type { Ask } from './api.ts';
import { linkedIds, linksOf, type Link } from './associations.ts';
import { ifAllowed } from './permission.ts';
import { readRecords, type Texts } from './records.ts';
import { touchKinds, type TouchKind } from './touch-kinds.ts';

/** Of one contact and kind. A touch after `since` is far younger than this many others. */
const mostOfContact = 300;

/**
 * `Crm.readTouches`, from the contacts' associations and the records themselves, so that what a rep did a second ago counts. A
 * kind that needs a scope the portal did not grant is left out. Of a contact with more than 300 calls (or e-mails, meetings,
 * messages) only the youngest 300 are read, going by their ids, which grow.
 */
export function readTouches(ask: Ask, now: () => number): Crm['readTouches'] {
  const allowed = ifAllowed(now);
  return async (leads) => {
    const touches = new Map<string, CrmTouch[]>(leads.map(({ leadId }) => [leadId, []]));
    for (const kind of touchKinds) {
      const read = await allowed(kind.kind, new Map<string, CrmTouch[]>(), () =>
        touchesOfKind(ask, now, kind, [...touches.keys()]),
      );
      for (const [leadId, found] of read) touches.get(leadId)?.push(...found);
    }
    const since = new Map(leads.map((lead) => [lead.leadId, lead.since]));
    return new Map([...touches].map(([id, found]) => [id, found.filter(({ at }) => at >= (since.get(id) ?? 0))]));
  };
}

async function touchesOfKind(
  ask: Ask,
  now: () => number,
  kind: TouchKind,
  leadIds: string[],
): Promise<Map<string, CrmTouch[]>> {
  const of = { what: `read the ${kind.kind}s of contacts`, path: kind.linksPath };
  const links = youngest(await linksOf(ask, now, of, leadIds));
  const reading = { what: `read ${kind.kind}s`, path: kind.readPath, properties: kind.properties };
  const found = await readRecords(ask, now, reading, linkedIds(links));
  const touchOf = (id: string) => touchFrom(kind, id, found.get(id), now()) ?? [];
  return new Map([...links].map(([leadId, to]) => [leadId, to.flatMap(({ id }) => touchOf(id))]));
}

function youngest(links: Map<string, Link[]>): Map<string, Link[]> {
  const byAge = (a: Link, b: Link) => Number(b.id) - Number(a.id);
  return new Map([...links].map(([leadId, to]) => [leadId, to.toSorted(byAge).slice(0, mostOfContact)]));
}

/** Undefined for one that was deleted meanwhile, or has no readable time. */
function touchFrom(kind: TouchKind, id: string, texts: Texts | undefined, now: number): CrmTouch | undefined {
  const at = texts && kind.at(texts);
  if (texts === undefined || at === undefined) return undefined;
  const ownerId = texts['hubspot_owner_id'];
  return {
    id: `${kind.kind}:${id}`,
    kind: kind.kind,
    at,
    ...(ownerId !== undefined && { ownerId }),
    ...kind.says(texts, now),
  };
}
