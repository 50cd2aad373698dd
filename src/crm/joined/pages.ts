import type { Crm } from '../crm.ts';
import { dealTold } from './asked.ts';
import { type Both, SIDES } from './both.ts';
import { cursorOf, cursorsOf } from './cursors.ts';
import { headOf } from './groups.ts';
import type { Side } from './naming.ts';
import type { Answer, Reads } from './people.ts';
import { toldBy } from './readSide.ts';
import { groupsBy } from './tasks.ts';

type Together = (ids: string[], known?: Reads) => Promise<Answer>;

/**
 * `Crm.listLeads` of two CRMs: everybody of the first, with their other half, then whoever only the second has. Of whom one cannot
 * be asked the page fails, and is asked for again.
 */
export function lister(both: Both, together: Together): Crm['listLeads'] {
  return async (cursor) => {
    const at = cursorsOf(cursor);
    if ('second' in at) return page('second', at.second);
    const first = await page('first', at.first);
    if (first.cursor !== undefined) return first;
    const second = await page('second', undefined);
    return {
      people: [...first.people, ...second.people],
      unreadable: [...first.unreadable, ...second.unreadable],
      cursor: second.cursor,
    };
  };

  async function page(side: Side, from: string | undefined): ReturnType<Crm['listLeads']> {
    const { naming } = both;
    const { people, unreadable, cursor } = await both[side].listLeads(from || undefined);
    const told = people.map((lead) => toldBy(both, side, lead));
    const linked = side === 'second' ? await both.links.of(told.map(({ id }) => id)) : [];
    const listed = new Set(linked.map(({ second }) => second));
    const fresh = told.filter(({ id }) => !listed.has(id));
    const found = new Map(fresh.map((lead) => [lead.id, lead]));
    const none = { found: new Map(), gone: new Set<string>(), unreadable: new Set<string>() };
    const answer = await together(
      fresh.map(({ id }) => id),
      side === 'first' ? { first: { ...none, found }, second: none } : { first: none, second: { ...none, found } },
    );
    return {
      people: answer.people,
      unreadable: [...answer.unreadable, ...unreadable.map((id) => naming.named(side, id))],
      cursor: cursor === undefined ? undefined : cursorOf({ [side]: cursor }),
    };
  }
}

/**
 * `Crm.dealsSince` of two CRMs; throws when either cannot be asked, since what is not found for a day counts as thrown away. A CRM
 * whose deals may not be read has none, and no place in the cursor.
 */
export function dealsOfBoth(both: Both): Crm['dealsSince'] {
  return async (cursor, startAt) => {
    const before = cursorsOf(cursor);
    const pages = await Promise.all(
      SIDES.map(async (side) => ({ side, page: await both[side].dealsSince(before[side], startAt) })),
    );
    const told = pages.flatMap(({ side, page }) => page.deals.map((deal) => ({ side, deal })));
    const table = told.some(({ deal }) => deal.ownerId !== undefined) ? await both.reps.table() : undefined;
    const named = told.map(({ side, deal }) => ({
      ...dealTold(both, side, deal, table),
      leadIds: deal.leadIds.map((id) => both.naming.named(side, id)),
    }));
    const heads = await headsOf(
      both,
      named.flatMap(({ leadIds }) => leadIds),
    );
    const cursors = Object.fromEntries(pages.flatMap(({ side, page }) => (page.cursor ? [[side, page.cursor]] : [])));
    return {
      deals: named
        .map((deal) => ({ ...deal, leadIds: [...new Set(deal.leadIds.map((id) => heads.get(id) ?? id))] }))
        .toSorted((a, b) => (a.changedAt ?? 0) - (b.changedAt ?? 0)),
      cursor: Object.keys(cursors).length === 0 ? undefined : cursorOf(cursors),
      more: pages.some(({ page }) => page.more),
    };
  };
}

/** By which record everybody knows the person behind each id. */
export async function headsOf(both: Both, ids: string[]): Promise<Map<string, string>> {
  const groups = await groupsBy(both, [...new Set(ids)]);
  return new Map([...groups].map(([id, group]) => [id, headOf(group)]));
}
