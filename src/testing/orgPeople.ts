import type { OrgWorld } from './orgWorld.ts';

/** A new Lead who asked for a demo on the web, looked at prices, and answered an invitation to a webinar: nobody has looked yet. */
export function hotVisitor(world: OrgWorld, name = 'ada', values: Record<string, string> = {}): string {
  const { org } = world;
  const Email = `${name}@bigco.example`;
  const FirstName = name.charAt(0).toUpperCase() + name.slice(1);
  const known = { Email, FirstName, LastName: 'Byron', Company: 'Big Co' };
  const id = org.addLead({ ...known, LeadSource: 'Demo Request', ...values });
  recordSignal(world, { Lead__c: id }, 'page_view', 'https://acme.example/pricing?plan=pro');
  org.addMember(org.addCampaign({ Name: 'Pricing for teams' }), id, 'Responded');
  return id;
}

type Whose = { Lead__c: string } | { Contact__c: string };

/** A flow, form or tracker of the org records what somebody did just now. */
export function recordSignal({ org, now }: OrgWorld, whose: Whose, kind: string, detail: string): void {
  const Happened_At__c = new Date(now()).toISOString();
  org.record('Hot_Signal__c', { ...whose, Kind__c: kind, Detail__c: detail, Happened_At__c });
}

/** The rep who owns a Lead or Contact; undefined where it is no rep's. */
export function repOf({ org, reps }: OrgWorld, id: string) {
  const owner = org.row(id.startsWith('00Q') ? 'Lead' : 'Contact', id)?.['OwnerId'];
  return reps.find(({ userId }) => userId === owner);
}

/** The owners that were written to a record of the org, one for each change. */
export function ownersGiven({ org }: OrgWorld, id: string): unknown[] {
  return org
    .rows('LeadHistory')
    .filter((row) => row['LeadId'] === id && row['Field'] === 'Owner' && isId(row['NewValue']))
    .map((row) => row['NewValue']);
}

function isId(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('005');
}

export type EpisodeKept = ReturnType<typeof episodesKept>[number];

/** The rows of the org's own reports, formulas computed, oldest first. Times are epoch milliseconds. */
export function episodesKept({ org }: OrgWorld) {
  return org.rows('Hot_Lead__c').map(({ Id }) => {
    const row = org.row('Hot_Lead__c', String(Id)) ?? {};
    const at = (name: string) => (row[name] === null ? undefined : Date.parse(String(row[name])));
    return {
      lead: row['Lead__c'],
      contact: row['Contact__c'],
      deal: row['Opportunity__c'],
      owner: row['OwnerId'],
      score: row['Score_At_Trigger__c'],
      tier: row['Tier__c'],
      state: row['State__c'],
      closedAs: row['Closed_As__c'],
      minutes: row['Response_Minutes__c'],
      lag: row['Signal_Lag_Minutes__c'],
      signalAt: at('Signal_At__c'),
      hotAt: at('Hot_At__c'),
      respondBy: at('Respond_By__c'),
      answeredAt: at('First_Response_At__c'),
    };
  });
}
