import type { Row } from '../salesforce/records.ts';
import type { SalesforceSandbox } from '../salesforce/salesforce.ts';
import { crmLook } from './crm-look.ts';
import { markup, type Markup, page } from './markup.ts';
import {
  dueOf,
  figure,
  living,
  ownerOf,
  personIn,
  priorityOf,
  said,
  scoreOf,
  type ShownOrg,
  statusOf,
  tierOf,
  timeIn,
} from './org-fields.ts';
import { dashboard } from './org-figures.ts';
import { orgRecord } from './org-record.ts';

const ROWS_SHOWN = 100;

/** Adds what a person sees of this org in a browser: its leads, what the app keeps there, and each person's record. */
export function orgPages(org: SalesforceSandbox): void {
  org.route('GET', '/', () => page('Salesforce', LOOK, frame(home(org))));
  org.route('GET', '/lightning/r/:kind/:id/view', ({ params: { kind = '', id = '' } }) => {
    const person = kind === 'Lead' || kind === 'Contact' ? org.row(kind, id) : undefined;
    if (person !== undefined) return page(said(person, 'Name') ?? id, LOOK, frame(orgRecord(org, person)));
    return { ...page('Salesforce', LOOK, frame(markup`<p>There is no such lead or contact.</p>`)), status: 404 };
  });
  org.route('GET', '/favicon.ico', () => ({ status: 204 }));
}

function frame(body: Markup): Markup {
  return markup`<header><a href="/">Salesforce</a> <span>sandbox</span></header>
    <main id="record" data-live>${body}</main>`;
}

function home(org: ShownOrg): Markup {
  const leads = living(org, 'Lead').toSorted((a, b) => scoreIn(b) - scoreIn(a));
  const tasks = living(org, 'Task').filter((task) => task['IsClosed'] !== true);
  const inHubspot = 'Who is in both CRMs has the task in HubSpot.';
  return markup`${dashboard(org)}
    ${table('Leads', leads, leadColumns(org), '')}
    ${table('Hot Leads', living(org, 'Hot_Lead__c'), episodeColumns(org), 'Within a minute there is one for each lead that becomes hot.')}
    ${table('Open tasks', tasks, taskColumns(org), inHubspot)}`;
}

function scoreIn(lead: Row): number {
  return Number(lead['Lead_Score__c'] ?? -1);
}

type Columns = [head: string, cell: (row: Row) => string | Markup | undefined][];

/** A heading with how many there are, then the first of them; `hint` where there is none. */
function table(what: string, rows: Row[], columns: Columns, hint: string): Markup {
  const heading = markup`<h1>${what} <small class="quiet">${rows.length}</small></h1>`;
  if (rows.length === 0) return markup`${heading}<p class="quiet">None yet. ${hint}</p>`;
  const lines = rows.slice(0, ROWS_SHOWN).map(
    (row) =>
      markup`<tr>
        ${columns.map(([, cell]) => markup`<td>${cell(row)}</td>`)}
      </tr>`,
  );
  return markup`${heading}
    <table>
      <thead>
        <tr>
          ${columns.map(([head]) => markup`<th>${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${lines}
      </tbody>
    </table>`;
}

function leadColumns(org: ShownOrg): Columns {
  return [
    ['Name', (lead) => markup`${personIn(org, lead, 'Id')}<br /><span class="quiet">${said(lead, 'Company')}</span>`],
    ['Lead Score', scoreOf],
    ['Tier', tierOf],
    ['Lead Status', statusOf],
    ['Owner', (lead) => ownerOf(org, lead)],
  ];
}

function episodeColumns(org: ShownOrg): Columns {
  return [
    ['No', (row) => said(row, 'Name')],
    ['Name', (row) => personIn(org, row, 'Lead__c', 'Contact__c')],
    ['Tier', (row) => said(row, 'Tier__c')],
    ['Score', (row) => figure(row['Score_At_Trigger__c'])],
    ['Hot at', (row) => timeIn(row, 'Hot_At__c')],
    ['Respond by', (row) => timeIn(row, 'Respond_By__c')],
    ['First response', (row) => timeIn(row, 'First_Response_At__c')],
    ['State', (row) => said(row, 'State__c')],
    ['Owner', (row) => ownerOf(org, row)],
  ];
}

function taskColumns(org: ShownOrg): Columns {
  return [
    ['Subject', (task) => said(task, 'Subject')],
    ['Name', (task) => personIn(org, task, 'WhoId')],
    ['Priority', priorityOf],
    ['Due', dueOf],
    ['Owner', (task) => ownerOf(org, task)],
  ];
}

const LOOK = `${crmLook({ bar: '#032d60', accent: '#7fb8ff' })}
time,.name,td:last-child{white-space:nowrap}.tiles{display:grid;grid-template-columns:repeat(3,1fr);gap:.8rem;margin:.8rem 0 1.5rem}@media(max-width:45rem){.tiles{grid-template-columns:1fr 1fr}}.tiles .card{margin:0}.tiles p{margin:0;font-size:.85rem}.tiles .figure{font-size:1.7rem;font-weight:600}`;
