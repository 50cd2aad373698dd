import type { HubspotSandbox } from '../hubspot/hubspot.ts';
import { type Contact, label, nameOf, ownerName, score, status, tier } from './contact-fields.ts';
import { historyOf } from './history.ts';
import { markup, type Markup, timeAt } from './markup.ts';
import { recordPage } from './record-page.ts';

type Task = ReturnType<HubspotSandbox['tasks']>[number];

/** A contact's record: what is known, its tasks, its history. */
export function contactRecord(hubspot: HubspotSandbox, contact: Contact): Markup {
  const id = contact['id'] ?? '';
  const tasks = hubspot.tasks().filter((task) => task.contactIds.includes(id));
  return recordPage({
    list: 'Contacts',
    name: nameOf(contact),
    about: [contact['jobtitle'], contact['company']],
    facts: facts(hubspot, contact),
    tasks: tasks.map((task) => taskCard(hubspot, task)),
    told: historyOf(hubspot, id),
  });
}

function facts(hubspot: HubspotSandbox, contact: Contact): [string, string | Markup | undefined][] {
  return [
    ['Lead Score', score(contact)],
    ['Hot Lead Tier', tier(contact)],
    ['Hot Lead Reason', contact['hotlead_reason']],
    ['Hot Since', time(contact['hotlead_hot_since'])],
    ['Lead Status', status(hubspot, contact)],
    ['Contact owner', ownerName(hubspot, contact['hubspot_owner_id'])],
    ['Lifecycle stage', contact['lifecyclestage']],
    ['E-mail', contact['email']],
    ['Phone', contact['phone']],
    ['Record ID', contact['id']],
  ];
}

function time(iso: string | undefined): Markup | undefined {
  return iso === undefined ? undefined : timeAt(Date.parse(iso));
}

function taskCard(hubspot: HubspotSandbox, task: Task): Markup {
  const due = Date.parse(task['hs_timestamp'] ?? '');
  const lines = textLines(task['hs_task_body'] ?? '').map((line) => markup`${line}<br />`);
  const queue = task['hs_queue_membership_ids'];
  return markup`<article class="task">
    <b>${task['hs_task_subject']}</b>
    <p class="quiet">
      <span class="priority">${task['hs_task_priority']}</span>
      ${ownerName(hubspot, task['hubspot_owner_id']) || 'nobody'}${queue === undefined ? '' : ` · queue ${queue}`} · due
      ${timeAt(due)} · ${label(hubspot, 'tasks', 'hs_task_status', task)}
    </p>
    <p class="body">${lines}</p>
  </article>`;
}

/** The text of a small HTML body: it is shown as text, whatever it holds. */
function textLines(body: string): string[] {
  const text = body.replaceAll(/<br\s*\/?>/gi, '\n').replaceAll(/<[^>]*>/g, '');
  const plain = text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  return plain.split('\n');
}
