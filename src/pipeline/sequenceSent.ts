import { backupMail } from '../domain/telling/backupMail.ts';
import { Failure } from '../failure.ts';
import type { Step } from '../store/steps.ts';
import type { Parts, Workspace } from './parts.ts';
import type { InNeed } from './sequenceNeed.ts';

/** What came of it, in words; `sent`: the lead hears from us. */
export type Reached = { sent: boolean; text: string };

/** Undefined where the CRM has no sequence for it, or cannot start one: then a mail is the next best. */
export async function enrolledInCrm(parts: Parts, ws: Workspace, need: InNeed): Promise<Reached | undefined> {
  const { crmSequence: sequence } = need.settings;
  if (sequence === undefined || ws.crm.enroll === undefined) return undefined;
  const enrolled = await ws.crm.enroll({ leadId: need.record, sequence });
  if (enrolled.kind === 'enrolled') return { sent: true, text: `the CRM's sequence ${sequence.id} was started` };
  if (enrolled.kind === 'already')
    return { sent: true, text: `in the CRM's sequence ${enrolled.sequence ?? 'of another'} already` };
  parts.tell('failed', `sequence: a mail instead of the CRM's own, because ${enrolled.because}`);
  return undefined;
}

/** One mail with the booking link, at most once: after a lost answer it is never sent again. */
export async function mailed(ws: Workspace, step: Step, need: InNeed): Promise<Reached> {
  const { bookingUrl, phone } = need.settings;
  if (ws.mail === undefined || bookingUrl === undefined)
    return { sent: false, text: 'no backup sequence is configured' };
  if (step.calledAt !== undefined) return { sent: true, text: 'a mail with the booking link may have been sent' };
  const { firstName, rep, email, episode, round } = need;
  const words = backupMail({
    bookingUrl,
    ...(firstName !== undefined && { firstName }),
    ...(rep !== undefined && { rep }),
    ...(phone !== undefined && { phone }),
  });
  const to = { email, ...(firstName !== undefined && { name: firstName }) };
  try {
    await ws.mail.send({ id: `sequence-${episode}-${round}`, to, ...words });
    return { sent: true, text: 'a mail with the booking link was sent' };
  } catch (error) {
    const failure = Failure.from(error);
    if (!failure.outcomeUnknown) throw failure;
    return { sent: true, text: 'a mail with the booking link may have been sent' };
  }
}
