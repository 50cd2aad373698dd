import { nthId } from '../salesforce/ids.ts';
import type { Row } from '../salesforce/records.ts';
import type { SalesforceSandbox } from '../salesforce/salesforce.ts';

/** What people and our product wrote into an org. What an admin set up is not in it: that comes anew at each start. */
export type OrgState = {
  /** The number in the newest id of all. */
  lastId: number;
  shelves: { object: string; keyPrefix: string; count: number; rows: Row[] }[];
};

type Org = Pick<SalesforceSandbox, 'ground' | 'rows'>;

const KEPT = [
  'Account',
  'Contact',
  'Lead',
  'LeadHistory',
  'Opportunity',
  'OpportunityContactRole',
  'Campaign',
  'CampaignMember',
  'Task',
  'EmailMessage',
  'EmailMessageRelation',
  'Hot_Lead__c',
  'Hot_Signal__c',
];

/**
 * From now on the records of an org get numbers after `lastId`, whatever kind they are of, and those kept by an earlier run are
 * back. Nobody is told of it. Once per org, and once it is set up. Answers what is to be kept for the next run.
 */
export function rememberOrg(org: Org, lastId: number, found: OrgState | undefined): () => OrgState {
  const { records, schema } = org.ground;
  const numbered = records.nextId.bind(records);
  for (const { object, count, rows } of found?.shelves ?? []) {
    // Names such as HL-000001 go on from here.
    for (let n = 0; n < count; n++) numbered(schema.object(object));
    for (const row of rows) records.put(schema.object(object), row);
  }
  let last = Math.max(lastId, found?.lastId ?? 0);
  records.nextId = (object) => {
    numbered(object);
    return nthId(object.keyPrefix, ++last);
  };
  const kept = KEPT.filter((name) => schema.has(name)).map((name) => schema.object(name));
  return () => ({
    lastId: last,
    shelves: kept.map((object) => {
      const [count, rows] = [records.lastNumber(object), org.rows(object.name)];
      return { object: object.name, keyPrefix: object.keyPrefix, count, rows };
    }),
  });
}

/** Whether ids of then still say what kind of record they are of: our own objects get their prefix when they are made. */
export function fitsOrg({ ground: { schema } }: Org, { shelves }: OrgState): boolean {
  return shelves.every(({ object, keyPrefix }) => schema.has(object) && schema.object(object).keyPrefix === keyPrefix);
}
