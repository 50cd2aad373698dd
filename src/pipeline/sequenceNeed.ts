import { fitOf } from '../domain/fit/fit.ts';
import { isCustomer } from '../domain/fit/suppression.ts';
import { factsOf } from '../domain/look.ts';
import type { Model } from '../domain/model.ts';
import { backupDueAt } from '../domain/telling/backupDue.ts';
import type { TellingSettings } from '../domain/telling/settings.ts';
import type { AlertSubject } from '../store/deliveries.ts';
import type { Step } from '../store/steps.ts';
import type { Rows } from '../store/store.ts';
import type { EpisodeOfLead } from '../store/work.ts';
import type { Parts, Workspace } from './parts.ts';
import type { SequencePayload } from './sequences.ts';

/** A lead that nobody has contacted, and who was to. `lead` is our id, `record` the CRM's. */
export type InNeed = {
  episode: string;
  round: number;
  lead: string;
  record: string;
  email: string;
  firstName?: string;
  rep?: { name: string; email: string };
  settings: TellingSettings['sequence'];
};

/** Somebody is on it, or has had it for a short while only: it is asked again then. */
export type NotYet = { askAgainAt: number };

/** The lead of a step, or why it is left alone, or until when. The CRM is asked at the last moment whether it wants mail at all. */
export async function inNeed(parts: Parts, ws: Workspace, step: Step): Promise<InNeed | NotYet | string> {
  const need = await parts.store.together(ws.id, (rows) => keptNeed(rows, ws, step, parts.now()));
  if (typeof need === 'string' || 'askAgainAt' in need) return need;
  const { people, gone } = await ws.crm.readLeads([need.record]);
  if (gone.length > 0) return 'the record is gone';
  if (people.some(({ unsubscribed }) => unsubscribed === true)) return 'they unsubscribed';
  return need;
}

async function keptNeed(rows: Rows, ws: Workspace, step: Step, now: number): Promise<InNeed | NotYet | string> {
  const { model } = await ws.deciding(rows);
  const [episode] = await rows.lockEpisodes([step.subject], ws.crm.kind);
  const [subject] = await rows.alertSubjects([step.subject], ws.crm.kind);
  if (episode === undefined || subject === undefined) return 'its episode or lead is gone';
  const { round } = step.payload as SequencePayload;
  const because = notInNeed(episode, subject, round) ?? notForMail(episode, model);
  if (because !== undefined) return because;
  const soFar = await rows.roundSoFar(step.subject);
  const dueAt = soFar === undefined ? now : backupDueAt(soFar, model.telling.sequence.afterMinutes);
  // What may have been sent already is looked at now.
  if (dueAt > now && step.calledAt === undefined) return { askAgainAt: dueAt };
  const { email = '', firstName, lead, record } = episode;
  const { assignee: name, assigneeEmail } = subject;
  return {
    episode: step.subject,
    round,
    lead,
    record,
    email,
    settings: model.telling.sequence,
    ...(firstName !== undefined && { firstName }),
    ...(name !== undefined && assigneeEmail !== undefined && { rep: { name, email: assigneeEmail } }),
  };
}

function notInNeed({ round, facts }: EpisodeOfLead, subject: AlertSubject, wanted: number): string | undefined {
  if (subject.isOver) return 'it was answered meanwhile';
  if (round !== wanted) return 'another round began meanwhile';
  if (facts.quiet) return 'it is told quietly';
  return subject.fyi ? 'they spoke with each other the day before' : undefined;
}

/** DESIGN 6: whoever unsubscribed gets no sequences; a customer is their CSM's, and nobody may hear of an excluded fit. */
function notForMail(episode: EpisodeOfLead, model: Model): string | undefined {
  if (episode.email === undefined) return 'they have no e-mail address';
  if (episode.unsubscribed) return 'they unsubscribed';
  if (isCustomer(episode, model)) return 'they are a customer';
  const { fit, because } = fitOf(factsOf({ ...episode, id: episode.lead }), model);
  return fit === 'excluded' ? `excluded: ${because}` : undefined;
}
