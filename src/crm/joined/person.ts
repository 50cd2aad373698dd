import type { CrmLead } from '../crm.ts';
import type { Both } from './both.ts';
import { factsOf } from './facts.ts';
import { type Group, headOf } from './groups.ts';
import type { Agreed, Link, Seen, SeenNews } from './links.ts';
import type { Side } from './naming.ts';
import type { Reads } from './people.ts';
import { agree, agreeWithOne, isHotStatus, wordsOf } from './threeWay.ts';

/** A person as their records have them now, and what is to be kept of what was seen. */
export type Told = { lead: CrmLead; news: SeenNews[] };

/** Of records of which one at least was read. */
export async function personOf(both: Both, group: Group, reads: Reads): Promise<Told> {
  const first = group.first === undefined ? undefined : reads.first.found.get(group.first);
  const seconds = group.seconds.flatMap((id) => reads.second.found.get(id) ?? []);
  const [second] = seconds;
  // Whoever cannot be named now is told by their own CRM's id, and named by a later reading: others are waiting.
  const table = second?.ownerId === undefined ? undefined : await both.reps.table().catch(() => undefined);
  const owner = (id: string) => table?.canonical(id) ?? id;
  const [link] = group.links;
  if (link === undefined) return { lead: alone(both, first ?? second, owner), news: [] };
  const seen = seenNow(both, link, { first, second }, owner);
  const isHalf = first === undefined || second === undefined;
  const records = [...(first === undefined ? [] : [first]), ...seconds];
  const optedOut = isHalf && link.seen.unsubscribed === true;
  const facts = factsOf(records);
  const unsubscribed = optedOut || facts.unsubscribed;
  return {
    lead: {
      ...facts,
      id: headOf(group),
      ...(seen.owner?.value !== undefined && { ownerId: owner(seen.owner.value) }),
      ...(seen.status?.value !== undefined && { status: seen.status.value }),
      ...(unsubscribed !== undefined && { unsubscribed }),
      also: group.seconds,
    },
    news: newsOf(link, { ...seen, ...(unsubscribed !== undefined && { unsubscribed }) }, isHalf),
  };
}

/** In one CRM only, as that one tells it. */
function alone({ naming }: Both, lead: CrmLead | undefined, owner: (id: string) => string): CrmLead {
  if (lead === undefined) throw new Error('joined: a person without a record was to be told');
  const { syncIds: _, ownerId, ...told } = lead;
  return { ...told, ...(ownerId !== undefined && { ownerId: owner(naming.named(naming.sideOf(lead.id), ownerId)) }) };
}

type Halves = Record<Side, CrmLead | undefined>;

/** Owner and status of both, the owner's value by the id by which everybody knows them. */
function seenNow({ naming }: Both, link: Link, halves: Halves, owner: (id: string) => string): Seen {
  const ownerNamed = (side: Side, id: string) => owner(naming.named(side, id));
  return {
    owner: agreed(link.seen.owner, halves, 'ownerId', ownerNamed),
    status: agreed(link.seen.status, halves, 'status', (_side, status) => status),
  };
}

function agreed(
  before: Agreed | undefined,
  { first, second }: Halves,
  field: 'ownerId' | 'status',
  named: (side: Side, value: string) => string,
): Agreed {
  const [ofFirst, ofSecond] = [first?.[field], second?.[field]];
  if (first === undefined) return agreeWithOne(before, 'second', ofSecond, named('second', ofSecond ?? ''));
  if (second === undefined) return agreeWithOne(before, 'first', ofFirst, named('first', ofFirst ?? ''));
  // Hot in the second already when the two became one: the episode is younger than what the first says.
  const isHotInSecond = field === 'status' && isHotStatus(ofSecond);
  return agree(before, {
    first: ofFirst,
    second: ofSecond,
    later: (second.modifiedAt ?? -Infinity) > (first.modifiedAt ?? -Infinity) ? 'second' : 'first',
    same: sameness(named('first', ofFirst ?? '')) === sameness(named('second', ofSecond ?? '')),
    named,
    ...(isHotInSecond && !isHotStatus(ofFirst) && { rather: 'second' }),
  });

  function sameness(value: string): string {
    return field === 'status' ? wordsOf(value) : value;
  }
}

/** Most readings find nothing changed, and nothing is written for them. */
function newsOf(link: Link, seen: Seen, isHalf: boolean): SeenNews[] {
  const news = Object.entries(seen).filter(([key, value]) => !isEqual(value, link.seen[key as keyof Seen]));
  const wasHalf = link.halfAt !== undefined;
  // Each reading without a half is one more try: the others' turn comes first then.
  const isTold = isHalf || wasHalf;
  if (news.length === 0 && !isTold) return [];
  return [{ second: link.second, seen: Object.fromEntries(news), ...(isTold && { half: isHalf }) }];
}

/** As they are kept: what is undefined is not there. */
function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}
