import type { DayOrg } from './dayOrg.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** What somebody does in the org at a time of the day; `asks` does it for who asks for a demo, and says who that is. */
export type Deed = { at: number } & ({ act: () => void } | { asks: () => string });

type Act = (index: number) => void;

/**
 * What happens in the org on a working day, in order: so many changes to records and activities of everybody, and so many people
 * who ask for a demo, half of them new. The latter are the first of everybody, of whom nothing else is told.
 */
export function deedsOf(day: DayOrg, from: number, { changes, hot }: { changes: number; hot: number }): Deed[] {
  const usual = usualActs(day, hot);
  const ordinary = Array.from({ length: changes }, (_, index): Deed => {
    const act = usual[index % usual.length];
    return { at: from + momentOf(index * 17 + 5), act: () => act?.(index) };
  });
  const asks = Array.from({ length: hot }, (_, index): Deed => {
    return { at: from + momentOf(index * 29 + 11), asks: () => demoAsked(day, index) };
  });
  return [...ordinary, ...asks].toSorted((a, b) => a.at - b.at);
}

/** Four in five are from 8 to 18 o'clock; the same for the same number. */
function momentOf(which: number): number {
  const part = ((which * 2_654_435_761) % 4_294_967_296) / 4_294_967_296;
  if (which % 5 < 4) return Math.floor((8 + part * 10) * HOUR_MS);
  return Math.floor(part < 0.5 ? part * 16 * HOUR_MS : (18 + (part - 0.5) * 11.8) * HOUR_MS);
}

function demoAsked({ org, people }: DayOrg, index: number): string {
  if (index % 2 === 0) {
    const Email = `new${index}@fresh${index}.example`;
    return org.addLead({ FirstName: `New${index}`, Email, Company: `Fresh ${index}`, LeadSource: 'Demo Request' });
  }
  const id = people[index] ?? '';
  org.record('Hot_Signal__c', { ...lookupOf(id), Kind__c: 'form_submission', Detail__c: 'Request a demo' });
  return id;
}

function lookupOf(id: string): Record<string, string> {
  return id.startsWith('003') ? { Contact__c: id } : { Lead__c: id };
}

/** Twenty things that people do, by turns. */
function usualActs(day: DayOrg, skipped: number): Act[] {
  const { org, people, reps } = day;
  const free = people.slice(skipped);
  const personOf = (index: number) => free[(index * 7_919) % free.length] ?? '';
  const repOf = (index: number) => reps[index % reps.length] ?? '';
  const mails: string[] = [];
  const deals: string[] = [];
  const page: Act = (index) => {
    const Detail__c = `https://acme.example${index % 4 === 0 ? '/blog/news' : '/about'}`;
    org.record('Hot_Signal__c', { ...lookupOf(personOf(index)), Kind__c: 'page_view', Detail__c });
  };
  const call: Act = (index) => logCall(day, personOf(index), repOf(index), 'No answer');
  const mail: Act = (index) => void mails.push(org.addEmail({ about: [personOf(index)], by: repOf(index) }));
  const open: Act = (index) => {
    const id = mails[index % Math.max(1, mails.length)];
    if (id !== undefined) org.openEmail(id);
  };
  const edit: Act = (index) => org.setRecord(personOf(index), { Title: `Head of ${index}` }, { by: repOf(index) });
  const respond: Act = (index) => {
    const campaign = org.addCampaign({ Name: `Newsletter ${index}`, Type: 'Email' });
    org.addMember(campaign, personOf(index), 'Responded');
  };
  const list: Act = (index) =>
    void org.addLead({ Email: `list${index}@list.example`, Company: `List ${index}`, LeadSource: 'Purchased List' });
  const sell: Act = (index) => {
    const known = deals[index % 200];
    if (known !== undefined)
      return org.setRecord(known, { StageName: index % 3 === 0 ? 'Qualification' : 'Prospecting' });
    const contact = free.find((id, at) => at >= index % free.length && id.startsWith('003')) ?? '';
    deals.push(org.addOpportunity({ Amount: 1_000 + index, OwnerId: repOf(index) }, [{ contact }]));
  };
  const often = (count: number, act: Act) => Array.from({ length: count }, () => act);
  return [...often(9, page), ...often(3, call), mail, mail, open, edit, edit, respond, list, sell];
}

function logCall({ org }: DayOrg, person: string, by: string, CallDisposition: string): void {
  org.addTask({ WhoId: person, TaskSubtype: 'Call', Subject: 'Call', Status: 'Completed', CallDisposition }, { by });
}

/** What follows an alert: most call within the hour, some write, some tick the task off, some do nothing. */
export function answersTo(day: DayOrg, record: string, which: number, now: number): Deed[] {
  const { org, reps } = day;
  const later = (minutes: number, act: () => void): Deed => ({ at: now + minutes * MINUTE_MS, act });
  const rep = () => {
    const owner = org.row(record.startsWith('00Q') ? 'Lead' : 'Contact', record)?.['OwnerId'];
    return typeof owner === 'string' && reps.includes(owner) ? owner : (reps[0] ?? '');
  };
  const soon = 4 + ((which * 37) % 50);
  const how = which % 10;
  if (how === 9) return [];
  if (how === 8) return [later(soon, () => tickTask(day, record))];
  const answer =
    how < 6
      ? later(soon, () => logCall(day, record, rep(), 'Reached'))
      : later(soon, () => void org.addEmail({ about: [record], by: rep() }));
  const reply = () => void org.addEmail({ about: [record], incoming: true, text: 'Thank you. Can we talk next week?' });
  return [
    answer,
    ...(how === 6 ? [later(soon + 45, reply)] : []),
    ...(how < 2 && record.startsWith('00Q') ? [later(soon + 90, () => void org.convertLead(record))] : []),
  ];
}

function tickTask({ org }: DayOrg, record: string): void {
  const { schema, records } = org.ground;
  const ours = records.having(schema.object('Task'), 'WhoId', record).find((row) => row['Hot_Lead_Key__c']);
  if (ours !== undefined) org.setRecord(String(ours['Id']), { Status: 'Completed' });
}
