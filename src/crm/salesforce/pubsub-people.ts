import { Failure } from '../../failure.ts';
import type { Change } from '../crm.ts';
import { foundIn, streams, type Stream } from './changes-streams.ts';
import { mostNamed, withPeople } from './deals-people.ts';
import { fieldsThere } from './describe-fields.ts';
import type { Org, Row, Sent } from './org.ts';
import { inParts } from './outcomes.ts';
import { textIn } from './person-values.ts';
import type { Entity, News } from './pubsub-events.ts';
import { among } from './soql.ts';

const sent: Sent = { what: 'read whom change events are about' };

/** Whom a record is about, which record they went into, and whether they are to be forgotten. */
type Named = Pick<Change, 'leadId' | 'into' | 'erase'>;

/**
 * Whom events are about, each as a change that has the same key whenever the event comes again; none of what we wrote. Most events
 * of people take no call, all others of an object one. What the org does not show us is about nobody: the poll tells what it can.
 */
export async function changesOf(org: Org, news: readonly News[], now: () => number): Promise<Change[]> {
  const theirs = news.filter(({ isOurs, recordIds }) => !isOurs && recordIds.length > 0);
  const asked = Map.groupBy(
    theirs.filter(({ needsLook }) => needsLook),
    ({ entity }) => entity,
  );
  const answers = await Promise.all(
    [...asked].map(([entity, some]) => lookUp(org, entity, [...new Set(some.flatMap((one) => one.recordIds))], now)),
  );
  const named = new Map(answers.flatMap((answer) => [...answer]));
  return theirs.flatMap((one) => one.recordIds.flatMap((record) => changesFrom(one, record, named.get(record))));
}

function changesFrom({ entity, id }: News, record: string, named: Named[] | undefined): Change[] {
  // Who was thrown away for good is found by no question, and is to be read all the same.
  const itself = entity === 'Lead' || entity === 'Contact' ? [{ leadId: record }] : [];
  return (named ?? itself).map((one) => ({ key: `salesforce:news:${id}:${record}:${one.leadId}`, ...one }));
}

async function lookUp(org: Org, entity: Entity, ids: string[], now: () => number): Promise<Map<string, Named[]>> {
  try {
    return entity === 'Opportunity' ? await ofDeals(org, ids) : await ofRecords(org, entity, ids, now);
  } catch (error) {
    if (Failure.from(error).kind !== 'permanent') throw error;
    return new Map();
  }
}

async function ofDeals(org: Org, ids: string[]): Promise<Map<string, Named[]>> {
  const deals = await withPeople(
    org,
    sent,
    ids.map((id) => ({ id, state: 'open' as const })),
  );
  return new Map(deals.map(({ id, leadIds }) => [id, leadIds.map((leadId) => ({ leadId }))]));
}

async function ofRecords(org: Org, entity: Entity, ids: string[], now: () => number): Promise<Map<string, Named[]>> {
  const stream = streams.find(({ object }) => object === entity);
  const asked = stream && (await fieldsThere(org, entity, columnsOf(stream)));
  if (!asked?.includes(stream?.stamp ?? '')) return new Map();
  const from = `SELECT ${asked?.join(', ')} FROM ${entity} WHERE Id IN`;
  const soqls = inParts(ids, mostNamed).map((part) => `${from} ${among(part)}`);
  const rows = (await org.queries({ ...sent, deleted: true }, soqls)).flat();
  return new Map(rows.flatMap((row) => (stream ? namedIn(stream, row, now()) : [])));
}

function columnsOf({ fields, stamp, of }: Stream): string[] {
  return [...new Set(['Id', stamp, ...fields, ...of])];
}

function namedIn(stream: Stream, row: Row, readAt: number): [string, Named[]][] {
  const { change } = foundIn(stream, row, readAt) ?? {};
  const id = textIn(row, 'Id');
  if (id === undefined || change === undefined) return [];
  const { key: _, ...named } = change;
  return [[id, [named]]];
}
