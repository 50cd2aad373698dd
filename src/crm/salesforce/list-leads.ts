import type { Crm } from '../crm.ts';
import { bulkListing } from './list-leads-bulk.ts';
import { listingsOf } from './list-leads-streams.ts';
import { personOf } from './leads.ts';
import type { Org } from './org.ts';
import { noRows } from './person-rows.ts';
import { noPersonAccounts } from './person-accounts.ts';
import { numberIn, textIn } from './person-values.ts';

/** Up to so many people, plain queries are done before the first bulk job would be. */
const usualMostAtOnce = 2_000;
const sent = { what: 'list everybody', lane: 'import' } as const;

export type ListOptions = {
  now: () => number;
  /** 2,000 when left out. */
  mostAtOnce?: number;
  /** People of one page of a bulk listing; 500 when left out. */
  peopleAPage?: number;
  /** How long between two looks at a job, and how long one call waits for jobs; 2 s and 20 s when left out. */
  pollMs?: number;
  waitMs?: number;
};

/**
 * `Crm.listLeads`: Contacts, then Leads, each in the order of their ids. A small org in one page of plain queries, any other by Bulk
 * 2.0. Whoever is added meanwhile comes by `changesSince`.
 */
export function listLeads(org: Org, options: ListOptions): Crm['listLeads'] {
  const { now, mostAtOnce = usualMostAtOnce, peopleAPage = 500, pollMs = 2_000, waitMs = 20_000 } = options;
  const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));
  const bulk = bulkListing(org, { now, peopleAPage, pollMs, waitMs, pause });
  const count = countLeads(org);
  return async (cursor) => {
    if (cursor !== undefined) return bulk.goOn(cursor);
    return (await count()) > mostAtOnce ? bulk.begin() : everybodyAtOnce(org, now());
  };
}

async function everybodyAtOnce(org: Org, now: number): ReturnType<Crm['listLeads']> {
  const us = await org.userId();
  const listings = await listingsOf(org);
  const answers = await org.queries(
    sent,
    listings.map(({ soql }) => soql(undefined)),
  );
  const found = listings.map((listing, index) => ({ ...listing, rows: answers[index] ?? [] }));
  const own = found.filter(({ beside }) => beside === undefined).flatMap(({ rows }) => rows);
  const people = new Map(own.map((row) => [textIn(row, 'Id') ?? '', noRows(row)]));
  for (const { beside, column, rows } of found) {
    if (beside !== undefined) for (const row of rows) people.get(textIn(row, column) ?? '')?.[beside].push(row);
  }
  const read = [...people].map(([id, rows]) => ({ id, person: personOf(rows, { us, now }) }));
  return {
    people: read.flatMap(({ person }) => person ?? []),
    unreadable: read.flatMap(({ id, person }) => (person === undefined ? [id] : [])),
    cursor: undefined,
  };
}

/** `Crm.countLeads`: Contacts but person accounts, and Leads that are not converted, in one call once the org was described. */
export function countLeads(org: Pick<Org, 'queries' | 'describe'>): Crm['countLeads'] {
  return async () => {
    const [which] = await noPersonAccounts(org, 'Contact');
    const answers = await org.queries({ what: 'count leads', lane: 'import' }, [
      `SELECT COUNT(Id) people FROM Contact${which === undefined ? '' : ` WHERE ${which}`}`,
      'SELECT COUNT(Id) people FROM Lead WHERE IsConverted = false',
    ]);
    return answers.reduce((sum, [row]) => sum + ((row && numberIn(row, 'people')) ?? 0), 0);
  };
}
