import { z } from 'zod';
import { Failure } from '../../failure.ts';
import type { JobState } from './bulk-query.ts';
import { place } from './list-leads-reader.ts';
import type { Listing } from './list-leads-streams.ts';
import type { Org } from './org.ts';

/** Jobs of one listing that may fail before a person has to look. */
const mostTries = 3;

const sent = { what: 'list everybody', lane: 'import' } as const;

const cursorShape = z.object({
  v: z.literal(1),
  after: z.string().optional(),
  /** What is beside people is read for each of them: the org sorts it otherwise than their ids. */
  apart: z.literal(true).optional(),
  places: z.record(z.string(), place),
});
export type Cursor = z.infer<typeof cursorShape>;

export type Pace = {
  now: () => number;
  /** People of one page. */
  peopleAPage: number;
  pollMs: number;
  waitMs: number;
  pause: (ms: number) => Promise<void>;
};

/** Throws a permanent Failure for a cursor that is none. */
export function cursorFrom(text: string): Cursor {
  try {
    return cursorShape.parse(JSON.parse(text));
  } catch (error) {
    throw Failure.permanent('salesforce: the cursor of the import cannot be read: begin the import again', {
      cause: error,
    });
  }
}

/** Waits until each job is done; answers the first listing whose job has to be begun again. */
export async function notDone(
  org: Org,
  { now, pollMs, waitMs, pause }: Pace,
  ready: Set<string>,
  { places }: Cursor,
  listings: Listing[],
): Promise<{ listing: Listing; state: JobState } | undefined> {
  let left = Math.ceil(waitMs / pollMs);
  for (const listing of listings) {
    const { job = '', ended } = places[listing.name] ?? {};
    if (ended || ready.has(job)) continue;
    let state = await org.bulkQuery.state(sent, job);
    for (; state === 'running' && left > 0; left--) {
      await pause(pollMs);
      state = await org.bulkQuery.state(sent, job);
    }
    if (state === 'running')
      throw Failure.rateLimited('salesforce: the org is still putting the import together', now() + 10_000, {
        code: 'job_slow',
      });
    if (state !== 'done') return { listing, state };
    ready.add(job);
  }
  return undefined;
}

/** The same cursor with a new job behind the last person for this listing. */
export async function reopened(
  org: Org,
  cursor: Cursor,
  { listing, state }: { listing: Listing; state: JobState },
): Promise<Cursor> {
  const tries = (cursor.places[listing.name]?.tries ?? 0) + (state === 'failed' ? 1 : 0);
  if (tries > mostTries)
    throw Failure.permanent(
      `salesforce: the bulk query for ${listing.name} failed ${mostTries} times: see Bulk Data Load Jobs in Setup, then import again`,
      { code: 'job_failed' },
    );
  const job = await org.bulkQuery.open(sent, listing.soql(cursor.after));
  return { ...cursor, places: { ...cursor.places, [listing.name]: { job, used: 0, tries } } };
}
