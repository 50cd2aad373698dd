import type { SalesforceSandbox } from '../../../src/sandbox/salesforce/salesforce.ts';
import { addSalesforceFields } from '../../../src/testing/salesforceFields.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** One after the other of everybody's pages. */
const PAGES = ['/pricing', '/docs/start', '/blog/news', '/about'];

/** What `hot-lead salesforce setup` brings into an org. */
export function setUp(org: SalesforceSandbox): void {
  addSalesforceFields(org);
  const name = 'Hot Lead - Immediate Action Required';
  const hot = { fullName: name, label: name, default: false };
  org.setValues('LeadStatus', [...org.ground.valueSets.get('LeadStatus'), hot]);
}

/** What each person did in the last month, and how much of it means something to the rules a new workspace begins with. */
export const ACTIVITIES = 10;
export const SIGNALS = 7;

/** The ids of people who were there before, Leads and Contacts by turns, and of the reps. */
export type Populated = { people: string[]; reps: string[] };

/**
 * Half of them Leads and half Contacts, each with ten activities of the last month: four recorded pages of which three mean
 * something, two calls, a meeting that the lead booked, an answered invitation, a mail that was opened and one that was answered.
 * Each by its own number, so that every run has the same.
 */
export function populate(org: SalesforceSandbox, count: number, now: number): Populated {
  const reps = Array.from({ length: 20 }, (_, index) =>
    org.addUser({ email: `rep${index}@acme.example`, name: `Rep ${index}`, timeZone: 'America/New_York' }),
  );
  const created = dated(now - 60 * DAY_MS);
  const OwnerId = (index: number) => reps[index % reps.length] ?? null;
  const accounts = org.bulk('Account', Math.ceil(count / 20), (index) => ({ Name: `Big ${index}`, ...created }));
  const person = (index: number) => ({
    FirstName: `Lead${index}`,
    LastName: 'Doe',
    Email: `lead${index}@big${index}.example`,
    OwnerId: OwnerId(index),
    ...created,
  });
  const leads = org.bulk('Lead', Math.ceil(count / 2), (half) => {
    return {
      ...person(half * 2),
      Company: `Big ${half}`,
      LeadSource: 'Purchased List',
      Status: 'Open - Not Contacted',
    };
  });
  const contacts = org.bulk('Contact', Math.floor(count / 2), (half) => {
    return { ...person(half * 2 + 1), AccountId: accounts[half % accounts.length] ?? null };
  });
  const people = Array.from({ length: count }, (_, index) => (index % 2 === 0 ? leads : contacts)[index >> 1] ?? '');
  const memberOf = org.addCampaign({ Name: 'Webinar: Pricing for teams' }, { at: now - 60 * DAY_MS });
  addPast(org, { people, ownerOf: OwnerId, memberOf, now });
  return { people, reps };
}

type Past = { people: string[]; ownerOf: (index: number) => string | null; memberOf: string; now: number };

function addPast(org: SalesforceSandbox, { people, ownerOf, memberOf, now }: Past): void {
  const who = (index: number) => people[index] ?? '';
  const ago = (index: number, which: number) =>
    now - Math.floor((((index * 7 + which * 13) % 290) / 10 + 0.5) * DAY_MS) - (index % HOUR_MS);
  const of = (index: number) => (who(index).startsWith('003') ? 'Contact' : 'Lead');
  org.bulk('Hot_Signal__c', people.length * PAGES.length, (at) => {
    const [index, page] = [Math.floor(at / PAGES.length), at % PAGES.length];
    const Detail__c = `https://acme.example${PAGES[page]}`;
    const happened = dated(ago(index, page));
    return {
      [`${of(index)}__c`]: who(index),
      Kind__c: 'page_view',
      Detail__c,
      Happened_At__c: happened.CreatedDate,
      ...happened,
    };
  });
  org.bulk('Task', people.length * 2, (at) => {
    const index = at >> 1;
    const when = dated(ago(index, 4 + (at % 2)));
    const call = { TaskSubtype: 'Call', Subject: 'Call', CallDisposition: 'Reached', Status: 'Completed' };
    return { ...call, WhoId: who(index), OwnerId: ownerOf(index), CompletedDateTime: when.CreatedDate, ...when };
  });
  org.bulk('Event', people.length, (index) => {
    const [when, at] = [dated(ago(index, 6)), ago(index, 6) + DAY_MS];
    const meeting = { Subject: 'Intro call', StartDateTime: stampOf(at), EndDateTime: stampOf(at + HOUR_MS / 2) };
    return { ...meeting, WhoId: who(index), OwnerId: ownerOf(index), CreatedById: org.integrationUser, ...when };
  });
  org.bulk('CampaignMember', people.length, (index) => {
    const when = dated(ago(index, 7));
    const FirstRespondedDate = when.CreatedDate.slice(0, 10);
    return { CampaignId: memberOf, [`${of(index)}Id`]: who(index), Status: 'Responded', FirstRespondedDate, ...when };
  });
  addMails(org, { people, ownerOf, ago });
}

type Mails = Pick<Past, 'people' | 'ownerOf'> & { ago: (index: number, which: number) => number };

/** One that was opened and one that was answered. */
function addMails(org: SalesforceSandbox, { people, ownerOf, ago }: Mails): void {
  const isReply = (at: number) => at % 2 === 1;
  const mails = org.bulk('EmailMessage', people.length * 2, (at) => {
    const index = at >> 1;
    const when = dated(ago(index, isReply(at) ? 9 : 8));
    const MessageDate = when.CreatedDate;
    const usual = { Subject: 'Our offer', MessageDate, CreatedById: ownerOf(index), ...when };
    if (isReply(at)) return { ...usual, Incoming: true, Status: '0', TextBody: 'Thank you for your mail.' };
    const opened = { IsOpened: true, FirstOpenedDate: MessageDate, LastOpenedDate: MessageDate };
    return { ...usual, Incoming: false, Status: '3', IsTracked: true, ...opened };
  });
  org.bulk('EmailMessageRelation', mails.length, (at) => ({
    EmailMessageId: mails[at] ?? null,
    RelationId: people[at >> 1] ?? null,
    RelationType: isReply(at) ? 'FromAddress' : 'ToAddress',
  }));
}

function stampOf(at: number): string {
  return `${new Date(at - (at % 1_000)).toISOString().slice(0, -1)}+0000`;
}

function dated(at: number) {
  const stamped = stampOf(at);
  return { CreatedDate: stamped, LastModifiedDate: stamped, SystemModstamp: stamped };
}
