import type { Connection } from 'jsforce';
import { z } from 'zod';
import { Failure } from '../../failure.ts';
import type { Lane } from '../crm.ts';
import { bulkQueries, type BulkQueries } from './bulk-query.ts';
import { bulkUpdate } from './bulk-update.ts';
import { collections } from './org-collections.ts';
import { guarded, type Ask } from './org-calls.ts';
import { connector } from './org-connection.ts';
import { queries } from './org-queries.ts';
import { describer, type Described } from './describe.ts';

export type { Described } from './describe.ts';

export type Row = Record<string, unknown>;
/** `id` of what was saved, or the failure of this one record. */
export type Saved = { id: string } | { failure: Failure };
/** `what` is for messages: "read leads". Nothing is sent once `closing` is aborted; the answer comes within 10 s of that. */
export type Sent = { what: string; lane?: Lane; closing?: AbortSignal };

/** One org. Everything throws Failures and never retries, but for a session that ended: one new session, one more try. */
export type Org = {
  /**
   * Rows of each query, all pages; up to five queries are one call (composite). `deleted`: those that are of the bin and of archived
   * activities too (queryAll), all of them or the ones named.
   */
  queries(asked: Sent & { deleted?: boolean | readonly string[] }, soqls: string[]): Promise<Row[][]>;
  /**
   * sObject Collections: records with attributes.type and Id; at most 200 a call, in parts; a result for each in the order given;
   * a part that failed as a whole is the failure of each of its records. Never with the org's assignment rules. Safe twice.
   */
  update(asked: Sent, records: Row[]): Promise<Saved[]>;
  /** The same for new records. NOT safe twice. */
  create(asked: Sent, records: Row[]): Promise<Saved[]>;
  /** The same by the external id field `key`. Safe twice. */
  upsert(asked: Sent, object: string, key: string, records: Row[]): Promise<Saved[]>;
  /** The same by Bulk 2.0, for thousands: waits 45 s for its jobs, and tells what those did by then. Null empties a field. Safe twice. */
  bulkUpdate(asked: Sent, object: string, records: Row[]): Promise<Saved[]>;
  /** Bulk 2.0 query, step by step, so that whoever reads may be killed and go on. */
  bulkQuery: BulkQueries;
  /** Kept an hour, less while it lacks what we write, or once a query was refused; undefined: not there, or not allowed. */
  describe(object: string): Promise<Described | undefined>;
  /** jsforce with the session of now, for the metadata API. */
  connection(): Promise<Connection>;
  /** The id of the user we are. */
  userId(): Promise<string>;
  /** Lets go of the kept describes. */
  forget(): void;
};

export type OrgOptions = {
  /** The session; `refused`: the access token that the org no longer takes, so another is to be had. */
  session: (refused?: string) => Promise<{ accessToken: string; instanceUrl: string }>;
  takeTurn: (lane: Lane) => Promise<void>;
  /** Epoch milliseconds. */
  now: () => number;
  /** Told at each answer that says how many calls of the rolling day are used. */
  keepDaily?: (calls: { used: number; limit: number; heardAt: number }) => void;
  /** The most calls of the rolling day that all apps of the org together may have used when we still call. */
  dailyCalls?: number;
  /** Told of each call that the org did: the session is good. */
  onAccepted?: () => void;
  /** 10 s when left out. */
  timeoutMs?: number;
  /** How long between two looks at a bulk job; 2 s when left out. */
  pollMs?: number;
};

/** One org's way to Salesforce, over jsforce. */
export function salesforceOrg(options: OrgOptions): Org {
  const ask = guarded(options);
  const described = describer(ask, options.now);
  let we: Promise<string> | undefined;
  return {
    queries: (asked, soqls) => ofNow(queries(ask, options.now)(asked, soqls), described.forget),
    ...collections(ask, options.now),
    bulkUpdate: bulkUpdate(ask, options),
    bulkQuery: bulkQueries(ask),
    describe: (object) => described.describe(object),
    connection: connector(options),
    userId() {
      we ??= whoWeAre(ask).catch((error: unknown) => {
        we = undefined;
        throw error;
      });
      return we;
    },
    forget: described.forget,
  };
}

/** A refused query may name what was there an hour ago: the org is looked at anew for the next one. */
async function ofNow<T>(answer: Promise<T>, forget: () => void): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (Failure.from(error).code === 'invalid') forget();
    throw error;
  }
}

async function whoWeAre(ask: Ask): Promise<string> {
  const call = { what: 'ask who we are', method: 'GET', writes: false } as const;
  try {
    const told = await ask({ ...call, path: '/services/oauth2/userinfo' }, z.object({ user_id: z.string().min(15) }));
    return told.user_id;
  } catch (error) {
    const { kind } = Failure.from(error);
    if (kind !== 'blocked' && kind !== 'permanent') throw error;
    // An app without the scope openid; the list of resources names us, too: https://login.salesforce.com/id/00D.../005...
    const { identity } = await ask({ ...call, path: '/' }, z.object({ identity: z.string() }));
    return identity.split('/').at(-1) ?? '';
  }
}
