import type { HubspotSandbox } from '../hubspot/hubspot.ts';
import { type Contact, nameOf, ownerName, score, status, tier } from './contact-fields.ts';
import { contactRecord } from './contact-record.ts';
import { crmLook } from './crm-look.ts';
import { linkTo, markup, type Markup, page } from './markup.ts';

type Task = ReturnType<HubspotSandbox['tasks']>[number];

const ROWS_SHOWN = 100;

/** Adds what a person sees of this account in a browser: all contacts, and each contact's record. */
export function hubspotPages(hubspot: HubspotSandbox): void {
  hubspot.route('GET', '/', () => page('HubSpot', LOOK, contactList(hubspot)));
  hubspot.route('GET', '/contacts/:portal/record/0-1/:id', ({ params }) => {
    const contact = hubspot.contact(params['id'] ?? '');
    if (contact !== undefined) return page(nameOf(contact), LOOK, frame(contactRecord(hubspot, contact)));
    return { ...page('HubSpot', LOOK, frame(markup`<p>There is no such contact.</p>`)), status: 404 };
  });
  hubspot.route('GET', '/favicon.ico', () => ({ status: 204 }));
}

function frame(body: Markup): Markup {
  return markup`<header><a href="/">HubSpot</a> <span>sandbox</span></header>
    <main id="record" data-live>${body}</main>`;
}

function contactList(hubspot: HubspotSandbox): Markup {
  const ids = [...hubspot.snapshot().shelves.contacts.records.values()]
    .toSorted(
      (a, b) =>
        Number(b.values['hotlead_score'] ?? -1) - Number(a.values['hotlead_score'] ?? -1) || b.updatedAt - a.updatedAt,
    )
    .map(({ id }) => id);
  const tasks = hubspot.tasks();
  const rows = ids.slice(0, ROWS_SHOWN).flatMap((id) => {
    const contact = hubspot.contact(id);
    return contact === undefined ? [] : [row(hubspot, contact, tasks)];
  });
  return frame(
    markup`<h1>Contacts <small class="quiet">${ids.length}</small></h1>
      <table>
        <thead>
          <tr>
            <th>Name</th>
            <th>Lead Score</th>
            <th>Tier</th>
            <th>Lead Status</th>
            <th>Owner</th>
            <th>Open tasks</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
      ${people(hubspot)}`,
  );
}

function row(hubspot: HubspotSandbox, contact: Contact, tasks: Task[]): Markup {
  const own = tasks.filter((task) => isOpenTaskOf(contact['id'] ?? '', task));
  return markup`<tr>
    <td>
      ${linkTo(recordUrl(hubspot, contact), nameOf(contact), 'name')}<br />
      <span class="quiet">${contact['company']}</span>
    </td>
    <td>${score(contact)}</td>
    <td>${tier(contact)}</td>
    <td>${status(hubspot, contact)}</td>
    <td>${ownerName(hubspot, contact['hubspot_owner_id'])}</td>
    <td>${own.length === 0 ? '' : own.length}</td>
  </tr>`;
}

function recordUrl(hubspot: HubspotSandbox, contact: Contact): string {
  return `${hubspot.url}/contacts/${hubspot.portalId}/record/0-1/${contact['id']}`;
}

function isOpenTaskOf(contactId: string, task: Task): boolean {
  return task.contactIds.includes(contactId) && task['hs_task_status'] !== 'COMPLETED';
}

/** Who sells here, and who of them is there. */
function people(hubspot: HubspotSandbox): Markup {
  const { owners, shelves } = hubspot.snapshot();
  const users = [...shelves.users.records.values()];
  const items = [...owners.values()].map(({ id, firstName, lastName }) => {
    const away = users.some(
      ({ values }) => values['hubspot_owner_id'] === id && values['hs_availability_status'] === 'away',
    );
    return markup`<li>
      ${firstName} ${lastName} <span class="${away ? 'away' : 'here'}">${away ? 'away' : 'available'}</span>
    </li>`;
  });
  return markup`<h2>Sales team</h2>
    <ul class="people">
      ${items}
    </ul>`;
}

const LOOK = crmLook({ bar: '#33475b', accent: '#ff8f59' });
