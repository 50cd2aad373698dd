import type { HubspotSandbox } from '../hubspot/hubspot.ts';
import type { SalesforceSandbox } from '../salesforce/salesforce.ts';
import { type Person, personAt } from './people.ts';
import type { Scene } from './scene.ts';
import type { Story } from './stories.ts';

/** A visitor who is there, and what they are going to do. */
export type Visit = { name: string; scenes: { after: number; says: string; does: (now: number) => void }[] };

type Company = {
  hubspot: HubspotSandbox;
  org?: SalesforceSandbox;
  now: () => number;
  say: (text: string) => void;
  /** Counts newcomers over all runs: the number of the next one. */
  nextNewcomer: () => number;
};

/** Who the story is about is there from now on, if they were not, which is said. Throws where somebody known is not found. */
export function arrival(story: Story, company: Company): Visit {
  if (story.in === 'hubspot') {
    const { who, scenes } = story;
    const { name, contact } = 'new' in who ? newContact(who, company) : knownContact(who.email, company);
    return { name, scenes: at(scenes, { hubspot: company.hubspot, contact }) };
  }
  const { who, scenes } = story;
  const { org } = company;
  if (org === undefined) throw new Error('a story plays in Salesforce, and the company has none');
  const { name, lead } = 'new' in who ? newLead(org, company) : knownLead(who.email, org, company);
  return { name, scenes: at(scenes, { org, lead }) };
}

function newContact({ jobTitle, alsoLead }: { jobTitle?: string; alsoLead?: true }, company: Company) {
  const { org, say } = company;
  const person = personAt(company.nextNewcomer(), jobTitle);
  const name = nameOf(person);
  const contact = subscribe(person, company);
  say(`${name} subscribes to the newsletter: contact ${contact}`);
  if (alsoLead && org !== undefined) say(`${name} is in Salesforce, too: lead ${asLead(person, org)}`);
  return { name, contact };
}

function knownContact(email: string, { hubspot, say }: Company) {
  const contact = contactWith(email, hubspot);
  const known: Record<string, string> = hubspot.contact(contact) ?? {};
  const name = `${known['firstname']} ${known['lastname']} (${known['company']})`;
  say(`${name}, contact ${contact}, is back`);
  return { name, contact };
}

function newLead(org: SalesforceSandbox, { say, nextNewcomer }: Company) {
  const person = personAt(nextNewcomer());
  const name = nameOf(person);
  const lead = asLead(person, org, { LeadSource: 'Trade Show' });
  say(`${name} leaves a card at the trade fair, and is in Salesforce only: lead ${lead}`);
  return { name, lead };
}

function knownLead(email: string, org: SalesforceSandbox, { say }: Company) {
  const known = org.rows('Lead').find((row) => row['Email'] === email);
  if (known === undefined)
    throw new Error(`the demo's Salesforce has no lead ${email}: delete its file to start fresh`);
  const [name, lead] = [`${String(known['Name'])} (${String(known['Company'])})`, String(known['Id'])];
  say(`${name}, lead ${lead} of Salesforce, is back`);
  return { name, lead };
}

function at<Place>(scenes: Scene<Place>[], place: Place): Visit['scenes'] {
  return scenes.map(({ does, ...scene }) => ({ ...scene, does: (now) => does(place, now) }));
}

function nameOf({ firstName, lastName, company }: Person): string {
  return `${firstName} ${lastName} (${company})`;
}

function subscribe(person: Person, { hubspot, now }: Company): string {
  const { firstName: firstname, lastName: lastname, company, jobTitle: jobtitle, email } = person;
  const values = { firstname, lastname, company, jobtitle, phone: phoneOf(person), lifecyclestage: 'lead' };
  return hubspot.submitForm({ formId: 'newsletter', name: 'Newsletter', email, values, at: now() });
}

function asLead(person: Person, org: SalesforceSandbox, more: { LeadSource?: string } = {}): string {
  const { firstName: FirstName, lastName: LastName, company: Company, jobTitle: Title, email: Email } = person;
  return org.addLead({ FirstName, LastName, Company, Title, Email, Phone: phoneOf(person), ...more });
}

function phoneOf({ email }: Person): string {
  return `+1 555 01${String(email.length % 100).padStart(2, '0')}`;
}

function contactWith(email: string, hubspot: HubspotSandbox): string {
  const { records } = hubspot.snapshot().shelves.contacts;
  const found = [...records.values()].find((record) => record.values['email'] === email);
  if (found === undefined)
    throw new Error(`the demo's HubSpot has no contact ${email}: delete its file to start fresh`);
  return found.id;
}
