import type { SalesforceSandbox } from '../salesforce/salesforce.ts';
import { dayOf } from '../salesforce/times.ts';
import { regulars, reps } from './company.ts';

const DAY_MS = 86_400_000;

/** The reps as users of a new org, in their order: their ids are the same in every run. */
export function hireInOrg(org: Pick<SalesforceSandbox, 'addUser'>): void {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  for (const { name, email } of reps) org.addUser({ name, email, timeZone });
}

/** The id of the user with this address. Throws where there is none. */
export function userWith(org: Pick<SalesforceSandbox, 'rows'>, email: string): string {
  const found = org.rows('User').find((row) => row['Email'] === email);
  if (found === undefined)
    throw new Error(`the demo's Salesforce has no user ${email}: delete its file to start fresh`);
  return String(found['Id']);
}

/**
 * Whom an org knows that has nobody but its users: somebody of Salesforce only, and two whom HubSpot knows, too, one of them with
 * an open deal. `now` in epoch milliseconds.
 */
export function seedOrg(org: SalesforceSandbox, now: number): void {
  const at = now - 40 * DAY_MS;
  const userOf = (rep: (typeof reps)[number] | undefined) => userWith(org, rep?.email ?? '');
  const away = userOf(reps.find((one) => one.away));
  const ann = userOf(reps[0]);
  const known = { Status: 'Working - Contacted', LeadSource: 'Partner Referral' };
  const grace = { FirstName: 'Grace', LastName: 'Halden', Company: 'Orbit Foods', Title: 'COO' };
  org.addLead({ ...known, ...grace, Email: regulars.returning, OwnerId: away }, { at });
  const irene = { FirstName: 'Irene', LastName: 'Castell', Company: 'Lakeside Dairy', Title: 'Plant Manager' };
  org.addLead({ ...irene, Email: regulars.listed, LeadSource: 'Purchased List' }, { at });
  const AccountId = org.addAccount({ Name: 'Ink and Co', OwnerId: ann }, { at });
  const peter = { FirstName: 'Peter', LastName: 'Quill', Title: 'Buyer', Email: regulars.negotiating };
  const contact = org.addContact({ ...peter, AccountId, OwnerId: ann }, { at });
  const deal = { Name: 'Ink and Co, two depots', Amount: 18_000, StageName: 'Proposal/Price Quote' };
  const CloseDate = dayOf(now + 30 * DAY_MS);
  org.addOpportunity({ ...deal, AccountId, CloseDate, OwnerId: ann }, [{ contact, primary: true }], { at });
}
