import { z } from 'zod';
import type { Activity, Source, SourcePage } from '../../crm.ts';
import type { Ask } from '../api.ts';
import { changesSince, type Filter, type SearchPage } from '../changes.ts';
import { moment } from '../moment.ts';
import { paths } from '../paths.ts';
import { storable } from '../storable.ts';
import { unlessForbidden } from './absent.ts';
import { byLead } from './by-lead.ts';
import { cursorFrom } from './cursor.ts';

/** Visitors of one page of ours: each is a call of its own, since HubSpot gives the events of one record at a time. */
const visitorsAtOnce = 20;
/** Pages of a hundred events for one visitor. */
const mostPages = 5;
/** HubSpot stores an event a little after the visit. */
const overlapMs = 600_000;
const lastSeen = 'hs_analytics_last_timestamp';
const usual = { method: 'GET', writes: false, lane: 'score' } as const;

const visitors = z.object({
  results: z.array(z.object({ id: z.coerce.string(), properties: z.object({ [lastSeen]: moment }) })),
});
const pageView = z.object({ id: z.string().min(1), occurredAt: moment, properties: z.record(z.string(), z.unknown()) });
const pageViews = z.object({
  results: z.array(z.unknown()),
  paging: z.object({ next: z.object({ after: z.coerce.string() }).nullish() }).nullish(),
});
const swept = z.object({ startedAt: z.number(), from: z.number(), at: z.number() });

/**
 * Page views with their own times and addresses, where the plan has behavioural events (Enterprise): only of contacts who were
 * on the site since the last sweep, by a search for them. When they came back is told by their history all the same.
 */
export function visits(ask: Ask, now: () => number): Source {
  return {
    id: 'visits',
    everyMs: 60_000,
    replaces: [],
    adds: [{ kind: 'page_view', history: 'hs_analytics_last_url', byName: true }],
    since: (cursor, startAt) =>
      unlessForbidden(async () => {
        // Whether the plan has them is asked before anybody is looked for.
        if (cursor === undefined)
          await ask({ ...usual, what: 'read the types of events', path: paths.eventTypes }, z.unknown());
        return readVisits(ask, now, cursor, startAt);
      }),
  };
}

async function readVisits(
  ask: Ask,
  now: () => number,
  cursor: string | undefined,
  startAt: number,
): Promise<SourcePage> {
  const seen: string[] = [];
  const page = await changesSince(visitorSearch(ask, seen), visitorsAtOnce, now)(cursor, startAt);
  const sweep = cursorFrom(page.cursor, swept);
  const before = cursorFrom(cursor, swept);
  const since = Math.max(startAt, (before?.from ?? startAt) - overlapMs);
  const told: { leadId: string; activity: Activity }[] = [];
  for (const leadId of new Set(seen))
    for (const activity of await viewsOf(ask, leadId, since)) told.push({ leadId, activity });
  const upTo = sweep === undefined ? startAt : page.more ? sweep.at : sweep.startedAt;
  return { found: byLead(told), cursor: page.cursor, more: page.more, upTo };
}

/** Who was on the site, walked as changed contacts are (see changes.ts). */
function visitorSearch(ask: Ask, seen: string[]): SearchPage {
  return async (filters, sortBy) => {
    const body = {
      filterGroups: [
        { filters: filters.map((filter): Filter => ({ ...filter, propertyName: named(filter.propertyName) })) },
      ],
      sorts: [{ propertyName: named(sortBy), direction: 'ASCENDING' }],
      properties: [lastSeen],
      limit: visitorsAtOnce,
    };
    const call = { what: 'search visitors', method: 'POST', path: paths.contactsSearch, body, writes: false } as const;
    const { results } = await ask({ ...call, bucket: 'search', lane: 'score' }, visitors);
    seen.push(...results.map(({ id }) => id));
    return results.map(({ id, properties }) => ({ id, modifiedAt: properties[lastSeen] }));
  };
}

function named(property: string): string {
  return property === 'lastmodifieddate' ? lastSeen : property;
}

async function viewsOf(ask: Ask, leadId: string, since: number): Promise<Activity[]> {
  const query = {
    objectType: 'contact',
    objectId: leadId,
    eventType: 'e_visited_page',
    occurredAfter: new Date(since).toISOString(),
    limit: '100',
  };
  const found: Activity[] = [];
  let after: string | undefined;
  for (let page = 0; page < mostPages && (page === 0 || after !== undefined); page++) {
    const asked = { ...query, ...(after !== undefined && { after }) };
    const answer = await ask({ ...usual, what: 'read page views', path: paths.events, query: asked }, pageViews);
    found.push(...answer.results.flatMap(viewFrom));
    after = answer.paging?.next?.after;
  }
  return found;
}

function viewFrom(raw: unknown): Activity[] {
  const { data } = pageView.safeParse(raw);
  const url = data?.properties['hs_url'];
  if (data === undefined || typeof url !== 'string' || url === '') return [];
  return [
    { sourceId: `visits:${data.id}`, kind: 'page_view', from: 'visits', at: data.occurredAt, name: storable(url) },
  ];
}
