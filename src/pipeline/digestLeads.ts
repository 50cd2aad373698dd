import { pathsOf } from '../domain/fit/suppression.ts';
import { factsOf } from '../domain/look.ts';
import type { Model } from '../domain/model.ts';
import type { DigestLead } from '../domain/telling/digest.ts';
import type { DueAnswer } from '../domain/telling/dayDigest.ts';
import type { DigestHot } from '../domain/telling/digestPart.ts';
import { hearerOf } from '../domain/telling/heard.ts';
import { headlineOf } from '../domain/telling/noticeWords.ts';
import { paceOf } from '../domain/telling/pace.ts';
import { timeInWords } from '../domain/telling/urgency.ts';
import { standingAt } from '../domain/tiers.ts';
import type { HadLead, QuietLead, Stretch } from '../store/digests.ts';
import type { KeptNotice } from '../store/notices.ts';
import type { OpenLead } from '../store/queue.ts';
import type { KeptRep } from '../store/reps.ts';
import type { Rows } from '../store/store.ts';
import { leadCardOf } from './alertCard.ts';
import type { Workspace } from './parts.ts';
import { readerClock } from './readerClock.ts';

/** An open hot lead as a digest shows it. */
export function hotShown(ws: Workspace, lead: OpenLead, nameOf: (rep: string) => string): DigestHot {
  const { firstName: _f, lastName: _l, email: _e, unassigned: _u, record: _r, assignee, ...rest } = lead;
  const { name, recordUrl } = leadCardOf(ws, lead);
  return { ...rest, name, recordUrl, ...(assignee !== undefined && { assignee: nameOf(assignee) }) };
}

/**
 * An answer that this rep owed; none where a colleague gave it in time, or had the lead by then. A later one of a colleague is not
 * theirs.
 */
export function dueAnswerOf(lead: HadLead, rep: string): DueAnswer[] {
  const { firstName, lastName, email, company, respondBy, contactedAt = Infinity, contactRep = rep, escalated } = lead;
  const isOwn = contactRep === rep && contactedAt < Infinity;
  const hadItThen = (lead.until ?? Infinity) >= respondBy;
  if (!isOwn && (contactedAt <= respondBy || !hadItThen)) return [];
  const name = [firstName, lastName].filter(Boolean).join(' ') || email || company || 'somebody';
  return [
    {
      name,
      lead: lead.lead,
      respondBy,
      ...(isOwn && { answeredAt: contactedAt }),
      ...(escalated !== undefined && { escalated }),
    },
  ];
}

/** Notices that waited for this digest: of a rep those they hear of then; without one, those of which no rep hears at all. */
export async function noticesShown(
  ws: Workspace,
  rows: Rows,
  { telling }: Model,
  since: Stretch,
  rep?: KeptRep,
): Promise<DigestLead[]> {
  const notices = await rows.keptNotices(since, ws.crm.kind);
  const theirs = notices.filter((notice) => {
    if (hearerOf(notice) !== rep?.id) return false;
    const pace = rep === undefined ? telling.notices[notice.kind] : paceOf(notice.kind, rep.preferences ?? {}, telling);
    return rep === undefined ? pace !== 'off' : pace === 'digest';
  });
  return theirs.map((notice) => noticeLead(ws, notice));
}

function noticeLead(ws: Workspace, notice: KeptNotice): DigestLead {
  const { record, company, score = 0, isCompany, kind, facts, episode, lead } = notice;
  const card = record === undefined ? undefined : leadCardOf(ws, { ...notice, record });
  const name = isCompany ? (company ?? 'a company') : (card?.name ?? 'somebody');
  return {
    name,
    score,
    text: headlineOf(kind, facts),
    ...(episode !== undefined && { episode }),
    ...(lead !== undefined && { lead }),
    ...(company !== undefined && !isCompany && { company }),
    ...(card !== undefined && { recordUrl: card.recordUrl }),
  };
}

/** Leads that became hot without anything new, or that only a digest may tell of. */
export async function quietShown(
  ws: Workspace,
  rows: Rows,
  model: Model,
  since: Stretch,
  { owner, timeZone }: { owner?: string; timeZone: string },
): Promise<DigestLead[]> {
  const found = await rows.quietlyHot(since, { crm: ws.crm.kind, ...(owner !== undefined && { owner }) });
  const clock = readerClock(timeZone);
  return found.flatMap((lead) => {
    const why = mayBeTold(lead, model, since.upTo);
    const { record, score, company, hotSince } = lead;
    if (why === undefined || record === undefined) return [];
    const { name, recordUrl } = leadCardOf(ws, { ...lead, record });
    const text = `hot since ${timeInWords(hotSince, since.upTo, clock)}, ${why}`;
    return [{ name, lead: lead.id, score, recordUrl, text, ...(company !== undefined && { company }) }];
  });
}

/** Why only a digest tells of it; undefined: nobody may hear of it at all, or somebody else looks after it. */
function mayBeTold(lead: QuietLead, model: Model, now: number): string | undefined {
  // Of how it stands only the lanes matter here, and those are kept.
  const standing = { ...standingAt(now, [], model), lanes: lead.lanes };
  const { sales } = pathsOf(factsOf(lead, lead), standing, model);
  if (sales.open) return 'nothing new happened: older signs count for more by now';
  return sales.goesTo === 'digest' ? sales.because : undefined;
}
