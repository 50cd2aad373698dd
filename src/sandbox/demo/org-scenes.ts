import { SITE, reps } from './company.ts';
import { userWith } from './company-org.ts';
import type { InOrg, Scene } from './scene.ts';

const MINUTE_MS = 60_000;
const WEBINAR = 'Webinar: Routes by rail';

/** What comes of a talk at a trade fair: all of it in Salesforce only, until the rep who has the lead calls. */
export const booth: Scene<InOrg>[] = [
  { after: 3, says: 'answers the invitation to a webinar', does: answersInvitation },
  tracked('page_view', `${SITE}/pricing`, 'opens /pricing'),
  tracked('form_submission', 'ROI calculator', 'works with the ROI calculator'),
  { after: 3, says: 'writes back: “Yes, let us talk next week.”', does: writesBack },
  { after: 25, says: 'has a call from sales', does: isCalled },
];

/** The company's site tells Salesforce only. */
export const comparing: Scene<InOrg>[] = [
  tracked('page_view', `${SITE}/compare/tidewater-vs-spreadsheets`, 'compares with spreadsheets'),
  tracked('page_view', `${SITE}/pricing`, 'opened /pricing 61 minutes ago', 61),
  tracked('page_view', `${SITE}/pricing`, 'opens /pricing again'),
];

function answersInvitation({ org, lead }: InOrg): void {
  const found = org.rows('Campaign').find((row) => row['Name'] === WEBINAR);
  const campaign = found === undefined ? org.addCampaign({ Name: WEBINAR, Type: 'Webinar' }) : String(found['Id']);
  org.addMember(campaign, lead, 'Responded');
}

/** The org's own flows and trackers keep what happens elsewhere as records. */
function tracked(kind: string, detail: string, says: string, minutesAgo = 0): Scene<InOrg> {
  const does: Scene<InOrg>['does'] = ({ org, lead }, now) => {
    const about = { Lead__c: lead, Kind__c: kind, Detail__c: detail };
    org.record('Hot_Signal__c', { ...about, Happened_At__c: new Date(now - minutesAgo * MINUTE_MS).toISOString() });
  };
  return { after: 3, says, does };
}

function writesBack({ org, lead }: InOrg): void {
  const from = String(org.row('Lead', lead)?.['Email']);
  org.addEmail({
    about: [lead],
    incoming: true,
    subject: 'Re: Routes by rail',
    text: 'Yes, let us talk next week.',
    from,
  });
}

/** By whoever of the reps owns the lead by then, who notes in Salesforce what people note after a call. */
function isCalled({ org, lead }: InOrg): void {
  const owner = org.row('Lead', lead)?.['OwnerId'];
  const users = reps.map(({ email }) => userWith(org, email));
  const by = users.find((id) => id === owner) ?? users[0] ?? '';
  org.addTask({ WhoId: lead, Subject: 'Call', TaskSubtype: 'Call', Status: 'Completed' }, { by });
  org.setRecord(lead, { Status: 'Working - Contacted' }, { by });
}
