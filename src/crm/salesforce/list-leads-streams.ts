import { fieldsThere } from './describe-fields.ts';
import type { Org } from './org.ts';
import { noPersonAccounts } from './person-accounts.ts';
import { personFields } from './person-fields.ts';
import { allBeside, readings, type Beside } from './person-rows.ts';
import { quoted } from './soql.ts';

/** A listing in the order of the people its rows are of, which `column` names: Contacts (003) before Leads (00Q). */
export type Listing = {
  name: string;
  column: string;
  /** Undefined: the people themselves. */
  beside?: Beside;
  soql: (after: string | undefined) => string;
};

/** The listings that the org has: Contacts and Leads, and for each way a record names its person, those records. */
export async function listingsOf(org: Pick<Org, 'describe'>): Promise<Listing[]> {
  const people = (['Contact', 'Lead'] as const).map(async (object) => {
    const fields = await fieldsThere(org, object, personFields[object]);
    const where = object === 'Lead' ? ['IsConverted = false'] : await noPersonAccounts(org, object);
    return fields === undefined ? [] : [listing(object, { object, fields, column: 'Id', where })];
  });
  const all = await Promise.all([...people, ...allBeside.map((beside) => besideListings(org, beside))]);
  return all.flat();
}

async function besideListings(org: Pick<Org, 'describe'>, beside: Beside): Promise<Listing[]> {
  const { object, fields, of, where } = readings[beside];
  const there = await fieldsThere(org, object, fields);
  if (there === undefined) return [];
  return of
    .filter(({ column }) => there.includes(column))
    .map(({ column }) => {
      const conditions = [`${column} != null`, ...(where === undefined ? [] : [where])];
      return { ...listing(`${beside}/${column}`, { object, fields: there, column, where: conditions }), beside };
    });
}

type Query = { object: string; fields: string[]; column: string; where: string[] };

function listing(name: string, { object, fields, column, where }: Query): Listing {
  return {
    name,
    column,
    soql(after) {
      const conditions = [...where, ...(after === undefined ? [] : [`${column} > ${quoted(after)}`])];
      const filter = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
      return `SELECT ${fields.join(', ')} FROM ${object}${filter} ORDER BY ${column}`;
    },
  };
}
