import type { Org } from '../org.ts';
import type { Finding } from './finding.ts';

/** Something of Salesforce that not every org has switched on, or shows to us. */
type Feature = { what: string; object: string; with: string; without: string };

const features: Feature[] = [
  {
    what: 'out of office',
    object: 'OutOfOffice',
    with: 'whoever set it gets no lead meanwhile',
    without:
      'absences come from calendar events shown as out of office; it is switched on in Setup > Chatter Settings > Out of Office',
  },
  {
    what: 'e-mails as records',
    object: 'EmailMessage',
    with: 'e-mails sent, opened and answered count as signals and as first contact',
    without:
      'only e-mails that are logged as tasks count (with Einstein Activity Capture: switch on Sync Email as Salesforce Activity)',
  },
  {
    what: 'campaigns',
    object: 'CampaignMember',
    with: 'responses to campaigns and webinars count as signals',
    without: 'responses to campaigns are no signals: the profile of our user hides them, or the edition has none',
  },
  {
    what: 'history of leads',
    object: 'LeadHistory',
    with: 'since when somebody has a lead is known',
    without:
      'since when somebody has a lead is known only from when this product first saw it; it is switched on in Setup > Object Manager > Lead > Fields & Relationships > Set History Tracking',
  },
  {
    what: 'contacts of opportunities',
    object: 'OpportunityContactRole',
    with: 'a contact with an open opportunity goes to its owner',
    without: 'only opportunities that came from a converted lead are known',
  },
  {
    what: 'Sales Engagement',
    object: 'ActionCadence',
    with: 'it is there, and not used: a lead that nobody contacts in time gets the e-mail of this product (SMTP_URL)',
    without: 'nothing is lost: a lead that nobody contacts in time gets the e-mail of this product (SMTP_URL)',
  },
];

/** What the org has of what is not everywhere, and what is done without it. One call. */
export async function featureFindings(org: Org): Promise<Finding[]> {
  const described = await Promise.all([...features.map(({ object }) => org.describe(object)), org.describe('Account')]);
  const account = described.at(-1);
  const found = features.map(({ what, with: does, without }, at): Finding => {
    if (described[at] !== undefined) return { area: 'features', what, state: 'there', sentence: does };
    return {
      area: 'features',
      what,
      state: 'cannot',
      sentence: `not switched on, or hidden from our user: ${without}`,
    };
  });
  // Only an org that has person accounts has the field.
  return account?.fields.get('IsPersonAccount')?.type === 'boolean' ? [...found, personAccounts] : found;
}

const personAccounts: Finding = {
  area: 'features',
  what: 'person accounts',
  state: 'there',
  left: 'look',
  sentence: 'the org has them, and they are not scored: leads and contacts of business accounts are',
};
