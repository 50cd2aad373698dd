import { Failure } from '../../failure.ts';
import type { Crm } from '../crm.ts';
import type { TextRow } from './bulk-query.ts';
import { listingsOf, type Listing } from './list-leads-streams.ts';
import { cursorFrom, notDone, reopened, type Cursor, type Pace } from './list-leads-jobs.ts';
import { readerOf, type Pages, type Place, type Reader } from './list-leads-reader.ts';
import { personOf, readLeads } from './leads.ts';
import type { Org } from './org.ts';
import { noRows, type PersonRows } from './person-rows.ts';
import { compareIds } from './soql.ts';

/** Ids of one reading of `readLeads`. */
const idsAtOnce = 200;
const sent = { what: 'list everybody', lane: 'import' } as const;

type Page = Awaited<ReturnType<Crm['listLeads']>>;

/**
 * Everybody by Bulk 2.0: one job for each kind of record, each sorted by its person, read side by side. The cursor names the jobs
 * and how far each is read. While the org still works on a job, Failure.rateLimited. A job that is gone (after seven days) or
 * failed is begun again behind the last person. Where an org should sort the records beside people otherwise than their ids, those
 * are read for each 200 people from then on: more calls, and nothing lost.
 */
export function bulkListing(org: Org, pace: Pace) {
  const pages: Pages = new Map();
  const ready = new Set<string>();
  return {
    async begin(): Promise<Page> {
      pages.clear();
      const listings = await listingsOf(org);
      const places: Cursor['places'] = {};
      for (const { name, soql } of listings)
        places[name] = { job: await org.bulkQuery.open(sent, soql(undefined)), used: 0 };
      return nothingYet({ v: 1, places });
    },
    async goOn(cursor: string): Promise<Page> {
      const known = cursorFrom(cursor);
      const listings = (await listingsOf(org)).filter(({ name }) => known.places[name]);
      const again = await notDone(org, pace, ready, known, listings);
      if (again !== undefined) return nothingYet(await reopened(org, known, again));
      try {
        return await pageOf(org, { pages, now: pace.now(), peopleAPage: pace.peopleAPage }, known, listings);
      } catch (error) {
        if (Failure.from(error).code !== 'not_found') throw error;
        // A result that is no longer kept: the next call asks each job how it is.
        ready.clear();
        pages.clear();
        return nothingYet(known);
      }
    },
  };
}

function nothingYet(cursor: Cursor): Page {
  return { people: [], unreadable: [], cursor: JSON.stringify(cursor) };
}

type Around = { pages: Pages; now: number; peopleAPage: number };

async function pageOf(
  org: Org,
  { pages, now, peopleAPage }: Around,
  cursor: Cursor,
  listings: Listing[],
): Promise<Page> {
  const us = await org.userId();
  const readers = listings.map((listing) => {
    const from: Place = cursor.places[listing.name] ?? { job: '', used: 0, ended: true };
    return { ...listing, reader: readerOf(org.bulkQuery, pages, listing.column, from) };
  });
  const rows = await nextPeople(
    readers.filter(({ beside }) => beside === undefined),
    peopleAPage,
  );
  const last = rows.at(-1)?.['Id'];
  if (last === undefined) return { people: [], unreadable: [], cursor: undefined };
  const together = cursor.apart ? undefined : await joined(readers, rows, last);
  const read = together?.map(([id, found]) => ({ id, person: personOf(found, { us, now }) }));
  const places = Object.fromEntries(readers.map(({ name, reader }) => [name, reader.place()]));
  const next: Cursor = { v: 1, places, after: last, ...(together === undefined && { apart: true }) };
  if (read === undefined) return { ...(await readApart(org, now, rows)), cursor: JSON.stringify(next) };
  return {
    people: read.flatMap(({ person }) => person ?? []),
    unreadable: read.flatMap(({ id, person }) => (person === undefined ? [id] : [])),
    cursor: JSON.stringify(next),
  };
}

/** The people with what is beside them; undefined where that comes in another order than theirs. */
async function joined(readers: Read[], rows: TextRow[], last: string): Promise<[string, PersonRows][] | undefined> {
  const people = new Map(rows.map((row) => [row['Id'] ?? '', noRows(row)]));
  try {
    for (const one of readers) await takeBeside(one, people, last);
    return [...people];
  } catch (error) {
    if (Failure.from(error).code === 'order') return undefined;
    throw error;
  }
}

async function readApart(org: Org, now: number, rows: TextRow[]): Promise<Omit<Page, 'cursor'>> {
  const all: Omit<Page, 'cursor'> = { people: [], unreadable: [] };
  for (let start = 0; start < rows.length; start += idsAtOnce) {
    const ids = rows.slice(start, start + idsAtOnce).map((row) => row['Id'] ?? '');
    const { people, unreadable } = await readLeads(org, () => now)(ids, 'import');
    all.people.push(...people);
    all.unreadable.push(...unreadable);
  }
  return all;
}

type Read = Listing & { reader: Reader };

/** Of Contacts while there are any, then of Leads. */
async function nextPeople(readers: Read[], most: number): Promise<TextRow[]> {
  for (const { reader } of readers) {
    const rows = await reader.take((_row, taken) => taken < most);
    if (rows.length > 0) return rows;
  }
  return [];
}

async function takeBeside(
  { beside, column, reader }: Read,
  people: Map<string, PersonRows>,
  last: string,
): Promise<void> {
  if (beside === undefined) return;
  const rows = await reader.take((row) => compareIds(row[column] ?? '', last) <= 0);
  for (const row of rows) people.get(row[column] ?? '')?.[beside].push(row);
}
