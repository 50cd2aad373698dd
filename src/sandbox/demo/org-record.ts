import { msOf } from '../salesforce/times.ts';
import type { Row, Value } from '../salesforce/records.ts';
import { markup, type Markup } from './markup.ts';
import { recordPage } from './record-page.ts';
import {
  dueOf,
  living,
  ownerOf,
  priorityOf,
  said,
  scoreOf,
  type ShownOrg,
  statusOf,
  tierOf,
  timeIn,
} from './org-fields.ts';

/** A Lead's or Contact's record: what is known, its tasks, what happened. */
export function orgRecord(org: ShownOrg, person: Row): Markup {
  const id = said(person, 'Id');
  const tasks = living(org, 'Task').filter((task) => task['WhoId'] === id);
  return recordPage({
    list: 'Leads',
    name: said(person, 'Name'),
    about: [said(person, 'Title'), companyOf(org, person)],
    facts: facts(org, person),
    tasks: tasks.map((task) => taskCard(org, task)),
    told: happened(org, person),
  });
}

function companyOf(org: ShownOrg, person: Row): string | undefined {
  return said(person, 'Company') ?? said(org.row('Account', said(person, 'AccountId') ?? ''), 'Name');
}

function facts(org: ShownOrg, person: Row): [string, string | Markup | undefined][] {
  return [
    ['Lead Score', scoreOf(person)],
    ['Hot Lead Tier', tierOf(person)],
    ['Lead Score Explanation', said(person, 'Lead_Score_Explanation__c')],
    ['Hot Lead At', timeIn(person, 'Hot_Lead_At__c')],
    ['First Response At', timeIn(person, 'First_Response_At__c')],
    ['Lead Status', statusOf(person)],
    ['Owner', ownerOf(org, person)],
    ['Lead Source', said(person, 'LeadSource')],
    ['E-mail', said(person, 'Email')],
    ['Phone', said(person, 'Phone')],
    ['Record ID', said(person, 'Id')],
  ];
}

function taskCard(org: ShownOrg, task: Row): Markup {
  const due = dueOf(task);
  return markup`<article class="task">
    <b>${said(task, 'Subject')}</b>
    <p class="quiet">
      ${priorityOf(task)} · ${ownerOf(org, task)} ${due === undefined ? undefined : markup`· due ${due}`} · ${said(task, 'Status')}
    </p>
    <p class="body">${said(task, 'Description')}</p>
  </article>`;
}

type Told = { at: number; what: string; kind: 'visitor' | 'app' };

/** Newest first. A change of owner is two rows in the org's history: the one with the names is told. */
function happened(org: ShownOrg, person: Row): Told[] {
  const id = person['Id'];
  const of = (object: string, ...fields: string[]) =>
    living(org, object).filter((row) => fields.some((field) => row[field] === id));
  const told = [
    ...of('LeadHistory', 'LeadId')
      .filter((row) => !/^00[5G]\w{15}$/.test(said(row, 'NewValue') ?? ''))
      .map((row) =>
        tell(row, 'CreatedDate', `${said(row, 'Field')} set to ${said(row, 'NewValue') ?? 'nothing'}`, 'app'),
      ),
    ...of('Hot_Signal__c', 'Lead__c', 'Contact__c').map((row) =>
      tell(row, 'Happened_At__c', `${said(row, 'Kind__c')?.replaceAll('_', ' ')}: ${said(row, 'Detail__c')}`),
    ),
    ...of('CampaignMember', 'LeadId', 'ContactId').map((row) =>
      tell(
        row,
        'CreatedDate',
        `${said(org.row('Campaign', said(row, 'CampaignId') ?? ''), 'Name')}: ${said(row, 'Status')}`,
      ),
    ),
    ...mails(org, id).map((row) => tell(row, 'MessageDate', `${said(row, 'Subject')}: ${said(row, 'TextBody')}`)),
    tell(person, 'CreatedDate', 'Created'),
  ];
  return told.toSorted((a, b) => b.at - a.at).slice(0, 60);
}

function mails(org: ShownOrg, id: Value | undefined): Row[] {
  const related = living(org, 'EmailMessageRelation').filter((row) => row['RelationId'] === id);
  const found = related.map((row) => org.row('EmailMessage', said(row, 'EmailMessageId') ?? ''));
  return found.filter((mail) => mail !== undefined);
}

function tell(row: Row, field: string, what: string, kind: Told['kind'] = 'visitor'): Told {
  const stamp = said(row, field) ?? said(row, 'CreatedDate');
  return { at: stamp === undefined ? 0 : msOf(stamp), what, kind };
}
