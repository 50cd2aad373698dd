import type { Crm } from '../crm.ts';
import { askRows } from './ask-rows.ts';
import { advance, openSweep, type Position, type Sweep } from './changes-position.ts';
import { mostNamed, withPeople } from './deals-people.ts';
import { readable } from './deals-readable.ts';
import { dealFrom, idIn } from './deals.ts';
import type { Org, Row, Sent } from './org.ts';
import { inParts } from './outcomes.ts';
import { among, dateTime, quoted } from './soql.ts';

/** The deals themselves, and whom they name: that a deal gets a person is no change of the deal. */
const [deals, roles] = ['Opportunity', 'OpportunityContactRole'] as const;
/** Nobody is named in a deal that comes with its people: names are looked at from a little before the first reading on. */
const namesFromMs = 300_000;
const usualPageSize = 1_000;

/**
 * `Crm.dealsSince`, by SystemModstamp, walked as people are (see changes-position.ts). One call when nothing changed, two or three
 * for a few hundred deals.
 */
export function dealsSince(org: Org, now: () => number, pageSize = usualPageSize): Crm['dealsSince'] {
  return async (cursor, startAt) => {
    const fields = (await readable(org)).deals;
    if (fields === undefined) return { deals: [], cursor: undefined, more: false };
    const us = await org.userId();
    const sent: Sent = { what: 'read changed deals', lane: 'score' };
    const sweep = openDeals(cursor, startAt, now());
    const page = await askRows(org, sent, {
      changed: questionOf(deals, fields, sweep.streams[deals], pageSize),
      named: questionOf(roles, ['Id', 'OpportunityId', 'SystemModstamp'], sweep.streams[roles], pageSize),
    });
    const others = await dealsNamed(org, sent, fields, page);
    const found = [...page.changed, ...others].map((row) => dealFrom(row, us));
    const told = await withPeople(
      org,
      sent,
      found.toSorted((a, b) => a.changedAt - b.changedAt),
    );
    const streams = {
      [deals]: after(sweep, deals, page.changed, pageSize),
      [roles]: after(sweep, roles, page.named, pageSize),
    };
    const more = Object.values(streams).some(({ done }) => !done);
    return { deals: told, cursor: JSON.stringify({ ...sweep, streams }), more };
  };
}

function openDeals(cursor: string | undefined, startAt: number, now: number): Sweep {
  const sweep = openSweep(cursor, startAt, now, [deals, roles]);
  const names = sweep.streams[roles];
  if (names === undefined || names.from !== startAt) return sweep;
  const from = Math.max(startAt, now - namesFromMs);
  return { ...sweep, streams: { ...sweep.streams, [roles]: { from, at: from } } };
}

/** The next page of a stream; undefined where it rests. */
function questionOf(
  object: string,
  fields: string[],
  position: Position | undefined,
  pageSize: number,
): string | undefined {
  if (position === undefined || position.done) return undefined;
  const from = dateTime(position.at);
  const behind = position.after && `(SystemModstamp > ${from} OR Id > ${quoted(position.after)})`;
  const since = [`SystemModstamp >= ${from}`, ...(behind ? [behind] : [])].join(' AND ');
  return `SELECT ${fields.join(', ')} FROM ${object} WHERE ${since} ORDER BY SystemModstamp, Id LIMIT ${pageSize}`;
}

function after(sweep: Sweep, object: string, rows: Row[], pageSize: number): Position {
  const position = sweep.streams[object] ?? { from: 0, at: 0 };
  if (position.done) return position;
  const row = rows.at(-1);
  const id = row && idIn(row, 'Id');
  const at = Date.parse((row && idIn(row, 'SystemModstamp')) ?? '');
  const last = id === undefined || Number.isNaN(at) ? undefined : { id, at };
  const next = advance(position, sweep.startedAt, { last, isFull: rows.length >= pageSize });
  return next.done ? fromWholeSecond(next) : next;
}

// Salesforce dates by the second, and takes a moment within one for its beginning: what was seen last would come at every reading,
// and whom it is about would be asked again.
function fromWholeSecond(position: Position): Position {
  const from = Math.ceil(position.from / 1_000) * 1_000;
  return { ...position, from, at: from };
}

/** The deals that somebody was named for, but for those at hand. */
async function dealsNamed(
  org: Org,
  sent: Sent,
  fields: string[],
  { named, changed }: { named: Row[]; changed: Row[] },
): Promise<Row[]> {
  const have = new Set(changed.map((row) => idIn(row, 'Id')));
  const ids = [...new Set(named.flatMap((row) => idIn(row, 'OpportunityId') ?? []))].filter((id) => !have.has(id));
  const select = `SELECT ${fields.join(', ')} FROM Opportunity WHERE Id IN`;
  const soqls = inParts(ids, mostNamed).map((part) => `${select} ${among(part)}`);
  return soqls.length === 0 ? [] : (await org.queries({ ...sent, what: 'read deals' }, soqls)).flat();
}
