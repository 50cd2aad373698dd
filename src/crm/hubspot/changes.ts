import { z } from 'zod';
import type { Change, Crm } from '../crm.ts';
import type { Ask } from './api.ts';
import { moment } from './moment.ts';
import { paths } from './paths.ts';

/** HubSpot's search index lags by seconds; whatever changed this long before a sweep began was visible to it. */
const overlapMs = 120_000;
/** How far HubSpot's clock may run ahead of ours without its changes waiting for us. */
const clockSlackMs = 300_000;

export type Filter = { propertyName: string; operator: 'GTE' | 'LTE' | 'EQ' | 'GT'; value: string };
/** One page of contacts, sorted ascending by `sortBy`, that pass every filter. */
export type SearchPage = (filters: Filter[], sortBy: string) => Promise<Found[]>;
export type Found = { id: string; modifiedAt: number };

/*
 * A sweep reads everything modified in [from, until], oldest first, and is followed by the next one, which starts `overlapMs`
 * earlier. Pages are taken by value (the last one's time), never by offset: an offset skips records when one of an earlier
 * page is modified meanwhile and moves to the end, and ends at 10,000. `tieAfter` is set while a page was full of one single
 * millisecond (a bulk import): those are walked by id.
 */
const position = z.object({
  v: z.literal(1),
  startedAt: z.number(),
  from: z.number(),
  until: z.number(),
  at: z.number(),
  high: z.number().optional(),
  tieAfter: z.string().optional(),
});
type Position = z.infer<typeof position>;

/**
 * `Crm.changesSince` over HubSpot's contact search. The cursor is opaque, survives restarts and never moves past a change that
 * the lagging index may still hide. An unreadable cursor starts at `startAt` again, which repeats and loses nothing.
 */
export function changesSince(search: SearchPage, pageSize: number, now: () => number): Crm['changesSince'] {
  return async (cursor, startAt) => {
    const sweep = openSweep(cursor, startAt, now());
    const found = await search(...question(sweep));
    const next = advance(sweep, found, pageSize);
    return {
      changes: found.map(change),
      cursor: JSON.stringify(next ?? closed(sweep, found)),
      more: next !== undefined,
    };
  };
}

/** `SearchPage` over HubSpot's search API, at most `pageSize` (200) a page. */
export function contactSearch(ask: Ask, pageSize: number): SearchPage {
  return async (filters, sortBy) => {
    const body = {
      filterGroups: [{ filters }],
      sorts: [{ propertyName: sortBy, direction: 'ASCENDING' }],
      properties: ['lastmodifieddate'],
      limit: pageSize,
    };
    const call = {
      what: 'search changed contacts',
      method: 'POST',
      path: paths.contactsSearch,
      body,
      writes: false,
    } as const;
    const page = await ask({ ...call, bucket: 'search', lane: 'score' }, searchAnswer);
    return page.results.map(({ id, properties }) => ({ id, modifiedAt: properties.lastmodifieddate }));
  };
}

const searchAnswer = z.object({
  results: z.array(
    z.object({
      id: z.coerce.string(),
      properties: z.object({ lastmodifieddate: moment }),
    }),
  ),
});

function openSweep(cursor: string | undefined, startAt: number, now: number): Position {
  const known = cursor === undefined ? undefined : readCursor(cursor);
  if (known && known.until > 0) return known;
  const from = known?.at ?? startAt;
  return { v: 1, startedAt: now, from, until: now + clockSlackMs, at: from };
}

function readCursor(cursor: string): Position | undefined {
  try {
    return position.safeParse(JSON.parse(cursor)).data;
  } catch {
    return undefined;
  }
}

function question(sweep: Position): [Filter[], string] {
  if (sweep.tieAfter !== undefined) {
    const ofThatMoment: Filter = { propertyName: 'lastmodifieddate', operator: 'EQ', value: String(sweep.at) };
    return [[ofThatMoment, { propertyName: 'hs_object_id', operator: 'GT', value: sweep.tieAfter }], 'hs_object_id'];
  }
  const from: Filter = { propertyName: 'lastmodifieddate', operator: 'GTE', value: String(sweep.at) };
  return [
    [from, { propertyName: 'lastmodifieddate', operator: 'LTE', value: String(sweep.until) }],
    'lastmodifieddate',
  ];
}

/** Where the sweep goes on, or undefined when it has seen everything. */
function advance(sweep: Position, found: Found[], pageSize: number): Position | undefined {
  const last = found.at(-1);
  const full = found.length >= pageSize;
  const { tieAfter, ...rest } = sweep;
  if (tieAfter !== undefined) {
    if (full && last) return { ...sweep, tieAfter: last.id };
    return { ...rest, at: sweep.at + 1, high: sweep.at };
  }
  if (!full || !last) return undefined;
  if (last.modifiedAt === found[0]?.modifiedAt)
    return { ...sweep, at: last.modifiedAt, tieAfter: '0', high: last.modifiedAt };
  return { ...sweep, at: last.modifiedAt, high: last.modifiedAt };
}

/** The resting position: `until` 0 says that the next call opens a new sweep at `at`. */
function closed(sweep: Position, found: Found[]): Position {
  const high = found.at(-1)?.modifiedAt ?? sweep.high;
  // Bounded by what was seen, so that a clock of ours that runs ahead cannot step over changes HubSpot has yet to date.
  const settled = high === undefined ? sweep.from : Math.min(sweep.startedAt - overlapMs, high + 1);
  const at = Math.max(sweep.from, settled);
  return { v: 1, startedAt: sweep.startedAt, from: at, until: 0, at };
}

function change({ id, modifiedAt }: Found): Change {
  return { key: `hubspot:contact:${id}:${modifiedAt}`, leadId: id };
}
