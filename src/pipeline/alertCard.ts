import type { Who } from '../channels/answers.ts';
import type { Alert } from '../channels/channel.ts';
import { fitOf } from '../domain/fit/fit.ts';
import { factsOf } from '../domain/look.ts';
import type { Model } from '../domain/model.ts';
import { reasonInWords } from '../domain/sla/deedWords.ts';
import { beforeInWords } from '../domain/telling/beforeInWords.ts';
import { type Control, controlsFor } from '../domain/telling/controls.ts';
import { routingInWords } from '../domain/telling/routingInWords.ts';
import type { Standing } from '../domain/telling/standing.ts';
import type { AlertSubject } from '../store/deliveries.ts';
import type { Rows } from '../store/store.ts';
import type { Parts, Workspace } from './parts.ts';
import { placeOf } from './place.ts';
import { readerZone } from './readerZone.ts';

/** Who reads a card, and what else it says to them. */
export type CardReader = {
  surface: Alert['surface'];
  /** Our id, of a rep. */
  rep?: string;
  /** Where it is known whether they manage reps. */
  manager?: boolean;
  /** For links where the channel has no buttons. */
  who?: Who;
  timeZone?: string;
  note?: string;
  under?: Alert['under'];
  mention?: string[];
  mayBeRepeated?: boolean;
};

/** These episodes as the reader sees them now, by episode; what is gone is absent. */
export async function alertsOf(
  parts: Parts,
  ws: Workspace,
  rows: Rows,
  episodes: string[],
  reader: CardReader,
): Promise<Map<string, Alert>> {
  const subjects = await rows.alertSubjects(episodes, ws.crm.kind);
  const { model } = await ws.deciding(rows);
  return new Map(subjects.map((subject) => [subject.episode, alertOf(ws, model, subject, reader, parts.now())]));
}

/** One episode as the reader sees it now. */
export function alertOf(ws: Workspace, model: Model, subject: AlertSubject, reader: CardReader, now: number): Alert {
  const { surface, rep, note, under, mention, timeZone, mayBeRepeated = false, who } = reader;
  const { episode, score, tier, reasons, reasonsAt, hotUntil, quote, owner, assignee, routingNote, respondBy } =
    subject;
  const isHolder = rep !== undefined && rep === (subject.claimedById ?? subject.assigneeId);
  const standing = standingOf(subject, { ...reader, isHolder });
  const reads = { surface, holder: isHolder, ...mayDecide(subject, reader, model) };
  const controls = controlsFor(standing, reads, { claimable: isClaimable(subject, reader), fyi: subject.fyi });
  const links = who && linksOf(ws, episode, controls, who);
  return {
    episode,
    surface,
    standing,
    controls,
    score,
    tier,
    reasons,
    routingNote: routingInWords(routingNote, note, beforeInWords(subject, reasonsAt)),
    reasonsAt,
    respondBy,
    mayBeRepeated,
    now,
    timeZone: timeZone ?? assigneeZone(ws, model, subject),
    fit: fitOf(factsOf({ ...subject, id: subject.lead }), model).fit,
    lead: leadCardOf(ws, subject),
    ...(subject.fyi && { fyi: true }),
    ...(links !== undefined && { links }),
    ...(note !== undefined && { note }),
    ...(under !== undefined && { under }),
    ...(mention !== undefined && { mention }),
    ...(hotUntil !== undefined && { hotUntil }),
    ...(quote !== undefined && { quote }),
    ...(owner !== undefined && { owner }),
    ...(assignee !== undefined && { assignee }),
  };
}

function assigneeZone(ws: Workspace, model: Model, subject: AlertSubject): string {
  const { assigneeEmail: email, assigneeZone: timeZone } = subject;
  return readerZone({ ...(email !== undefined && { email }), ...(timeZone !== undefined && { timeZone }) }, ws, model);
}

/** The person as people know them. */
export function leadCardOf(
  ws: Workspace,
  {
    record,
    firstName,
    lastName,
    company,
    jobTitle,
    phone,
    email,
  }: Pick<AlertSubject, 'record'> & Partial<AlertSubject>,
): Alert['lead'] {
  return {
    name: [firstName, lastName].filter(Boolean).join(' ') || email || `contact ${record}`,
    recordUrl: ws.crm.recordUrl(record),
    crm: placeOf(ws, record).crm,
    ...(company !== undefined && { company }),
    ...(jobTitle !== undefined && { jobTitle }),
    ...(phone !== undefined && { phone }),
    ...(email !== undefined && { email }),
  };
}

/** Nobody has said that they are on it, and no named account keeps the reader out; in a channel, nobody was given it either. */
function isClaimable({ state, claimableBy, assigneeId }: AlertSubject, { surface, rep }: CardReader): boolean {
  if (state !== 'open' || (surface === 'channel' && assigneeId !== undefined)) return false;
  return claimableBy === undefined || rep === undefined || claimableBy.includes(rep);
}

/** Owners and managers may hand it on and close it, managers give a claim back; unsaid where it is not known who reads. */
function mayDecide(
  { ownerId }: AlertSubject,
  reader: CardReader,
  model: Model,
): { decides?: boolean; manages?: boolean } {
  const manages = isManager(reader, model);
  const decides = reader.rep !== undefined && reader.rep === ownerId ? true : manages;
  return { ...(decides !== undefined && { decides }), ...(manages !== undefined && { manages }) };
}

function isManager({ manager, who }: CardReader, { routing }: Model): boolean | undefined {
  const email = who?.email?.toLowerCase();
  if (manager !== undefined || email === undefined) return manager;
  return routing.coverage.managers.some((each) => each.toLowerCase() === email);
}

function standingOf(subject: AlertSubject, { surface, rep, isHolder }: CardReader & { isHolder: boolean }): Standing {
  const { snoozedUntil, escalated, assignee, assigneeId } = subject;
  const isMoved = surface === 'assignee' && rep !== undefined && !isHolder && rep !== assigneeId;
  return {
    ...stateOf(subject),
    ...(snoozedUntil !== undefined && { snoozedUntil }),
    ...(escalated !== undefined && { escalated }),
    ...(isMoved && { movedTo: subject.claimedBy ?? assignee ?? 'nobody yet' }),
  };
}

function stateOf(subject: AlertSubject): Standing {
  const { state, claimedBy, claimedAt, contactedAt, contactedBy, contactKind, closedAt, closedAs } = subject;
  if (state === 'closed' && closedAt !== undefined && closedAs !== undefined) {
    const { closedBy: by, closedBecause: because } = subject;
    return {
      kind: 'closed',
      as: closedAs,
      at: closedAt,
      ...(by !== undefined && { by }),
      ...(because !== undefined && { because: reasonInWords(because) }),
    };
  }
  if (state === 'contacted' && contactedAt !== undefined)
    return {
      kind: 'contacted',
      at: contactedAt,
      how: contactKind ?? 'contact',
      ...(contactedBy !== undefined && { by: contactedBy }),
    };
  if (state === 'claimed' && claimedBy !== undefined && claimedAt !== undefined)
    return { kind: 'claimed', by: claimedBy, at: claimedAt };
  return { kind: 'open' };
}

function linksOf(ws: Workspace, episode: string, controls: Control[], who: Who): Alert['links'] {
  const { linkTo } = ws;
  if (linkTo === undefined) return undefined;
  // In a place that many read there is nobody yet who could speak for the lead.
  const isNobody = who.email === undefined && who.chatId === undefined;
  const deeds = isNobody
    ? controls.filter((control) => control === 'claim')
    : controls.filter((control) => !['why_hot', 'why_me', 'timeline'].includes(control));
  return Object.fromEntries(deeds.map((control) => [control, linkTo({ episode, do: control, who })]));
}
