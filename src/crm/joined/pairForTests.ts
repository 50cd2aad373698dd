import type { CrmRep } from '../crm.ts';
import { joinedCrm } from './joined.ts';
import { memoryCrm } from './memoryCrmForTests.ts';
import { memoryLinks } from './memoryLinksForTests.ts';

export function rep(id: string, name: string, more: Partial<CrmRep> = {}): CrmRep {
  return { id, name, email: `${name}@acme.example`, active: true, available: true, ...more };
}

/** HubSpot and Salesforce with Ann and Bob in both, Hal in HubSpot only and Sal in Salesforce only. */
export function pair({ home = 'hubspot' as 'hubspot' | 'salesforce', links = memoryLinks } = {}) {
  let at = Date.parse('2026-11-20T12:00:00Z');
  const now = () => at;
  const clock = { advance: (ms: number) => void (at += ms) };
  const hubspot = memoryCrm({
    kind: 'hubspot',
    now,
    hotStatus: 'HOT_LEAD_IMMEDIATE_ACTION_REQUIRED',
    reps: [rep('1', 'ann'), rep('2', 'bob'), rep('3', 'hal')],
  });
  const salesforce = memoryCrm({
    kind: 'salesforce',
    now,
    hotStatus: 'Hot Lead - Immediate Action Required',
    reps: [rep('005A', 'ann', { email: 'Ann@acme.example' }), rep('005B', 'bob'), rep('005S', 'sal')],
  });
  const kept = links(now);
  const join = () => joinedCrm({ first: hubspot.crm, second: salesforce.crm, home, links: kept, now });
  return { clock, now, hubspot, salesforce, links: kept, crm: join(), join };
}

export type PairForTests = ReturnType<typeof pair>;

/** Ada, known to both by one address. */
export function adaInBoth(on: PairForTests): void {
  on.hubspot.set('101', { email: 'Ada@bigco.example', firstName: 'Ada', status: 'NEW' });
  on.salesforce.set('00Q1', { email: 'ada@bigco.example', lastName: 'Byron', status: 'Open - Not Contacted' });
}

/** Ada as the joined CRM tells her, whichever record is asked for. */
export async function readOne(on: PairForTests, id = '101') {
  const { people } = await on.crm.readLeads([id]);
  if (people[0] === undefined || people.length > 1) throw new Error(`${people.length} people are ${id}`);
  return people[0];
}
