import type { HubspotSandbox } from '../hubspot/hubspot.ts';
import { type Contact, nameOf, ownerName, score, status, tier } from './contact-fields.ts';
import { contactRecord } from './contact-record.ts';
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

const LOOK = `header{background:#33475b;color:#fff;padding:.6rem 1.2rem;font-weight:600}header a{color:#ff8f59}header span{opacity:.7;font-weight:400}
main{max-width:66rem;margin:1.2rem auto;padding:0 1.2rem}table{width:100%;border-collapse:collapse;background:#fff;border:1px solid #dde3ea;margin:.8rem 0 1.5rem}
th{font-size:.75rem;text-align:left;color:#66727f;background:#f1f4f7;padding:.45rem .7rem}td{padding:.45rem .7rem;border-top:1px solid #e8ecf0;vertical-align:top}
.name{font-weight:600}.score{display:inline-block;min-width:2.4rem;text-align:center;border-radius:.4rem;padding:.05rem .3rem;font-weight:700;background:#eef1f4}
.score.tier_1{background:#ffd9d6;color:#a3120a}.score.tier_2{background:#ffe7d1;color:#9a3b00}.score.tier_3{background:#fff6d6;color:#5b4a00}.hot{color:#a3120a;font-weight:600}
.people{padding:0;list-style:none;display:flex;gap:1.2rem;flex-wrap:wrap}.away,.here{font-size:.8rem;border-radius:1rem;padding:.05rem .5rem}.away{background:#eceff2;color:#66727f}.here{background:#dff5e3;color:#1b6b33}
.record{display:grid;grid-template-columns:minmax(15rem,1fr) 2fr;gap:1rem}@media(max-width:45rem){.record{grid-template-columns:1fr}}
.card{background:#fff;border:1px solid #dde3ea;border-radius:.5rem;padding:1rem;margin-bottom:1rem}dl{margin:0}dt{font-size:.75rem;color:#66727f;margin-top:.6rem}dd{margin:0;white-space:pre-line;overflow-wrap:anywhere}
.task{border-left:3px solid #d94c53;padding-left:.8rem;margin-bottom:.8rem}.task p{margin:.2rem 0}.body{white-space:pre-line}.priority{color:#a3120a;font-weight:600}
.history{list-style:none;margin:0;padding:0}.history li{display:grid;grid-template-columns:8.5rem 1fr;padding:.3rem 0 .3rem .8rem;border-left:2px solid #dde3ea}.history .app{border-color:#ff8f59}.when{color:#66727f;font-size:.85rem}`;
