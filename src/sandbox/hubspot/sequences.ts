import type { Reply } from '../server.ts';
import type { AddEndpoint, Asked } from './endpoint.ts';
import { text } from './input.ts';
import { liveRecord } from './records.ts';
import { invalid, notFound, Refusal } from './refusal.ts';

export type Enrolment = { id: string; sequenceId: string; toEmail: string; enrolledAt: number };

/** Sequences and enrolments (dossier 3.10). */
export function sequenceRoutes(add: AddEndpoint): void {
  const read = ['automation.sequences.read'];
  add('GET', '/automation/sequences/V', read, list);
  add('POST', '/automation/sequences/V/enrollments', ['automation.sequences.enrollments.write'], enrol);
  add('GET', '/automation/sequences/V/enrollments/contact/:id', read, enrolment);
}

function refuseStranger({ portal, request }: Asked): void {
  const userId = Number(request.query.get('userId') ?? Number.NaN);
  const known = [...portal.owners.values()].some((owner) => owner.userId === userId && !owner.archived);
  if (!known) throw invalid(`userId ${request.query.get('userId')} is not a user with a seat`);
}

/** The words are ours: HubSpot documents the licence and the seat as needed, and not what it answers without. */
function sequencesOf({ portal }: Asked): Map<string, string> {
  if (portal.sequences) return portal.sequences;
  throw new Refusal(403, 'FORBIDDEN', 'This account does not have access to sequences');
}

function list(asked: Asked): Reply {
  const sequences = sequencesOf(asked);
  refuseStranger(asked);
  const results = [...sequences].map(([id, name]) => ({
    id,
    name,
    userId: asked.request.query.get('userId'),
  }));
  return { status: 200, body: { total: results.length, results } };
}

/** A contact can be in one sequence at a time. */
function enrol(asked: Asked): Reply {
  const sequences = sequencesOf(asked);
  refuseStranger(asked);
  const { portal, body, writer } = asked;
  const [sequenceId = '', contactId = ''] = ['sequenceId', 'contactId'].map((name) => text(body, name));
  const sender = text(body, 'senderEmail');
  const contact = liveRecord(portal.shelves.contacts, contactId);
  if (!contact || !sequences.has(sequenceId)) throw notFound();
  if (portal.inboxless.has(sender)) throw invalid('The sender has no connected inbox');
  if (portal.enrolments.has(contact.id)) throw invalid('The contact is already enrolled in a sequence');
  const toEmail = contact.values['email'];
  if (!toEmail) throw invalid('The contact has no email address');
  const made = { id: `${portal.enrolments.size + 1}`, sequenceId, toEmail, enrolledAt: writer.at };
  portal.enrolments.set(contact.id, made);
  return { status: 200, body: view(made) };
}

function enrolment({ portal, request }: Asked): Reply {
  const found = portal.enrolments.get(request.params['id'] ?? '');
  if (!found) throw notFound();
  return { status: 200, body: view(found) };
}

function view({ id, sequenceId, toEmail, enrolledAt }: Enrolment): object {
  const at = new Date(enrolledAt).toISOString();
  return { id, sequenceId, toEmail, enrolledAt: at, updatedAt: at };
}
