import type { Access } from './access.ts';
import type { Meter } from './limits.ts';
import type { Records, Row } from './records.ts';
import type { Schema } from './schema.ts';
import type { Sessions } from './sessions.ts';
import type { ValueSets } from './value-sets.ts';

/** Who writes, and how: `autoAssign` is the header's; `client` the name in `Sforce-Call-Options`, told in change events. */
export type Writer = {
  userId: string;
  autoAssign?: boolean;
  client?: string;
  /** `Sforce-Duplicate-Rule-Header: allowSave=true`. */
  allowDuplicates?: boolean;
};

/** One change as change data capture tells it. `fields` are the names of what changed; `row` is the row after it. */
export type Change = {
  object: string;
  id: string;
  kind: 'CREATE' | 'UPDATE' | 'DELETE' | 'UNDELETE';
  fields: string[];
  row: Row;
  at: number;
  by: Writer;
};

/** A record as the API gives it out: `attributes`, then the fields asked for. */
export type ApiRecord = { attributes: { type: string; url?: string } } & Record<string, unknown>;

/** `render` is asked for a row only when its page is. */
export type Found = { totalSize: number; rows: readonly Row[]; render: (row: Row) => ApiRecord };

/** One org: everything it remembers and what is done to it by whatever API. Every write throws a Refusal as Salesforce would. */
export type Ground = {
  now(): number;
  orgId: string;
  /** The host itself, known once the server listens. */
  instanceUrl(): string;
  schema: Schema;
  records: Records;
  sessions: Sessions;
  access: Access;
  meter: Meter;
  valueSets: ValueSets;
  /** What SOQL finds for this user; `deleted` as `/queryAll`. */
  query(soql: string, options: { as: string; deleted?: boolean }): Found;
  /** Ids out are 18 characters; both lengths are taken in. Numbers and booleans may come as text, as from CSV. */
  create(object: string, values: Row, by: Writer): string;
  update(object: string, id: string, values: Row, by: Writer): void;
  upsert(object: string, field: string, key: string, values: Row, by: Writer): { id: string; created: boolean };
  remove(object: string, id: string, by: Writer): void;
  undelete(object: string, id: string, by: Writer): void;
  /** All or nothing: what was written inside is undone when it throws. */
  atomically<T>(write: () => T): T;
  /** The same by hand: one of the two must be called, and nothing else may be answered until then. */
  transaction(): { keep: () => void; back: () => void };
  /** Hears of every change after it is kept; returns what stops it. */
  onChange(listener: (change: Change) => void): () => void;
};
