import type { Activity, CrmLead } from '../crm.ts';

/** A source and a record's history may differ by this much about when the same happened; so may two CRMs that are synced. */
const NEAR_MS = 120_000;

const SAID = [
  'email',
  'firstName',
  'lastName',
  'phone',
  'jobTitle',
  'company',
  'country',
  'source',
  'lifecycle',
  'companySize',
  'industry',
  'tag',
] as const satisfies (keyof CrmLead)[];

/** One person of several records, told first what goes first, but for owner and status: see `agree`. */
export function factsOf(records: CrmLead[]): Omit<CrmLead, 'id' | 'ownerId' | 'status'> {
  const facts: Omit<CrmLead, 'id'> = { activities: activitiesOf(records) };
  for (const field of SAID) {
    const value = records.find((record) => record[field] !== undefined)?.[field];
    if (value !== undefined) facts[field] = value;
  }
  for (const field of ['modifiedAt', 'touchedAt', 'contactedAt'] as const) {
    const times = records.flatMap((record) => record[field] ?? []);
    if (times.length > 0) facts[field] = Math.max(...times);
  }
  for (const field of ['hasDeals', 'hasCompany'] as const) {
    const has = hasIn(records.map((record) => record[field]));
    if (has !== undefined) facts[field] = has;
  }
  const optOuts = records.flatMap(({ unsubscribed }) => unsubscribed ?? []);
  if (optOuts.length > 0) facts.unsubscribed = optOuts.includes(true);
  return facts;
}

/** Only where all say so there is nothing. */
function hasIn(said: (boolean | undefined)[]): boolean | undefined {
  if (said.includes(true)) return true;
  return said.every((one) => one === false) ? false : undefined;
}

/**
 * What a sync wrote from one CRM into the other is told once, by the first that tells it: the same kind, within two minutes, and the
 * same name, but for replies and meetings, which each CRM names in its own way. Of two alike that one CRM tells itself both count.
 */
function activitiesOf(records: CrmLead[]): Activity[] {
  const told: Activity[] = [];
  for (const { activities } of records) {
    const left = [...told];
    for (const one of activities) {
      const at = left.findIndex((each) => isSame(each, one));
      if (at === -1) told.push(one);
      else left.splice(at, 1);
    }
  }
  return told;
}

function isSame(a: Activity, b: Activity): boolean {
  if (a.kind !== b.kind || Math.abs(a.at - b.at) >= NEAR_MS) return false;
  return a.kind === 'email_reply' || a.kind === 'meeting_booked' || a.name === b.name;
}
