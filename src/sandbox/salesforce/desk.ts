import type { Access } from './access.ts';
import { derived, type Known } from './derived.ts';
import type { Change, Writer } from './ground.ts';
import { remembered } from './lead-history.ts';
import type { Row, Value } from './records.ts';
import type { SObject } from './schema.ts';
import { stamp } from './times.ts';

/** What writing needs besides what the org knows. A writer without a user is the org itself: it may write what is kept. */
export type Desk = Known & {
  access: Access;
  announce: (change: Change) => void;
  /** Refuses when somebody else holds the row now. */
  refuseLocked: (id: string) => void;
  /** Refuses what a rule, trigger or flow of the org does not let a user of the API write, and rows that they may only read. */
  refuseForbidden: (object: string, row: Row, by: Writer) => void;
  /** Refuses a change of a row that sharing keeps from who makes it. */
  refuseUnshared: (object: string, before: Row, row: Row, by: Writer) => void;
  /** Whose leads become when the org's assignment rule runs. */
  assignee: () => string | undefined;
  /** Who changed what no user of the API did, and whose a record becomes that nobody was given. */
  itself: () => { actor?: string; owner?: string };
  /** The org has a duplicate rule that blocks. */
  blocksDuplicates: () => boolean;
};

/** Who the org itself is when a person or a rule changes something. */
export const system: Writer = { userId: '' };

/** The user, or whom the org itself acts as. */
export function actorOf(desk: Desk, userId: string): Value {
  return userId || (desk.itself().actor ?? null);
}

export function touched(desk: Desk, { userId }: Writer): Record<string, Value> {
  const at = stamp(desk.now());
  return { LastModifiedDate: at, SystemModstamp: at, LastModifiedById: actorOf(desk, userId) };
}

/** Keeps a row whose values are good, works out the rest, remembers history, and tells. */
export function keep(desk: Desk, object: SObject, given: Row, before: Row | undefined, by: Writer): void {
  const whole = { ...given, ...derived(desk, object.name, given, before) };
  const row: Row = { ...whole, ...touched(desk, by), ...dated(whole, before, by) };
  desk.records.put(object, row);
  const ignored = new Set(['LastModifiedDate', 'SystemModstamp', 'LastModifiedById']);
  const fields = Object.keys(row).filter((name) => !ignored.has(name) && row[name] !== (before?.[name] ?? null));
  for (const note of remembered(desk, object, row, before)) desk.records.put(note.object, note.row);
  const kind = before ? 'UPDATE' : 'CREATE';
  desk.announce({ object: object.name, id: String(row['Id']), kind, fields, row, at: desk.now(), by });
}

/** Only the org itself writes times of its own: a seed that says when something was. */
function dated(given: Row, before: Row | undefined, { userId }: Writer): Row {
  if (userId !== '') return {};
  const said = (name: string) => given[name] !== undefined && given[name] !== before?.[name];
  return Object.fromEntries(
    ['SystemModstamp', 'LastModifiedDate', 'LastModifiedById'].filter(said).map((name) => [name, given[name] ?? null]),
  );
}
