import { close, type Episode, inRound, opened } from './episodes.ts';
import { type LeadState, type Looked } from './look.ts';
import type { Route } from './routing.ts';
import type { Tier } from './tiers.ts';
import { dateInWords, type ReaderClock, utcClock } from './explain/whenInWords.ts';

/** The task is due in this, and so is the answer (DESIGN 8). */
const RESPOND_WITHIN_MS = 3_600_000;

/** A lead at its look, with the receipt it is looked at up to. */
export type LeadAtLook = LeadState & {
  /** The CRM record's id. */
  record: string;
  company?: string;
  wantedSeq: number;
  /** The receipt that the last look saw. */
  doneSeq: number;
  /** Its events dated after this are known. */
  since: number;
  /** This application, not a person, chose the owner of record. */
  ownerOurs: boolean;
  open?: OwnedEpisode;
};

export type OwnedEpisode = Episode & { lead: string; owner?: string; assignee?: string };

/** Everything kept of an episode when it opens or begins a new round. */
export type EpisodeRow = OwnedEpisode & {
  score: number;
  reasons: string[];
  respondBy: number;
  /** When the heat ends if nothing else happens. */
  hotUntil?: number;
  /** Who got it and why, in words. */
  routingNote: string;
};

/** What a look leaves on the lead. */
export type LookedLead = {
  id: string;
  doneSeq: number;
  lookAt?: number;
  score: number;
  tier?: Tier;
  hot: boolean;
  hotSince?: number;
  writtenScore?: number;
  writtenAt?: number;
  ownerOurs: boolean;
};

/** Fields the CRM is to show: names as in the CRM port's LeadWrite; owners are our rep ids. */
type WantedFields = {
  owner?: string;
  hotStatus?: true;
  score?: number;
  tier?: 'tier_1' | 'tier_2' | 'tier_3' | 'none';
  reason?: string;
  hotSince?: number;
  scoredAt?: number;
};

/** One entry of the decision log: enough to decide it again. */
export type DecisionEntry = {
  lead: string;
  kind: 'score' | 'open' | 'round' | 'upgrade' | 'cool';
  watermark: number;
  inputs: unknown;
  outcome: unknown;
};

type WantedTask = { marker: string; subject: string; body: string; dueAt: number; assignee?: string };

/** The answer to a look: all of it is kept in one transaction, or none. */
export type Answer = {
  lead: LookedLead;
  entries: DecisionEntry[];
  opened?: EpisodeRow;
  changed?: EpisodeRow | OwnedEpisode;
  fields?: WantedFields;
  task?: WantedTask;
  /** Someone is to be told of this episode and round. */
  alert?: { episode: string; round: number };
};

export type Question = {
  lead: LeadAtLook;
  looked: Looked;
  /** Who gets it; present when the move opens an episode or a round. */
  route?: Route;
  /** What else was known from outside when it was decided, for the log: who was present. */
  outside?: unknown;
  /** When the workspace began. */
  watchingSince: number;
  /** The clock of whoever reads it. */
  clock?: ReaderClock;
  now: number;
  newId: () => string;
};

/** True when somebody must be found for this lead now. */
export function needsRoute({ move }: Looked): boolean {
  return move.kind === 'open' || move.kind === 'round';
}

/** Turns what a look found, and who gets it, into what is kept and done. */
export function answerTo(question: Question): Answer {
  const { lead, looked, now } = question;
  const { move } = looked;
  switch (move.kind) {
    case 'open':
      return opening(question, { ...opened(question.newId(), now, move), lead: lead.id });
    case 'round':
      return opening(question, { ...inRound(openOf(lead), move), lead: lead.id });
    case 'upgrade':
      return { ...scored(question), changed: { ...openOf(lead), tier: move.tier } };
    case 'cool':
      return { ...scored(question), changed: { ...openOf(lead), ...close(openOf(lead), now, 'cooled') } };
    case 'none':
      return scored(question);
  }
}

function openOf(lead: LeadAtLook): OwnedEpisode {
  if (lead.open === undefined) throw new Error(`lead ${lead.id}: a move on an open episode, but none is open`);
  return lead.open;
}

function scored(question: Question): Answer {
  const { lead, looked, now, route } = question;
  const { standing, hotSince, lookAt, writeBack } = looked;
  const written = writeBack ? { score: standing.score, at: now } : undefined;
  const writtenScore = written?.score ?? lead.writtenScore;
  const writtenAt = written?.at ?? lead.writtenAt;
  return {
    lead: {
      id: lead.id,
      doneSeq: lead.wantedSeq,
      score: standing.score,
      hot: standing.hot,
      ownerOurs: lead.ownerOurs || route?.ownerChanged === true,
      ...(standing.tier !== undefined && { tier: standing.tier }),
      ...(lookAt !== undefined && { lookAt }),
      ...(hotSince !== undefined && { hotSince }),
      ...(writtenScore !== undefined && { writtenScore }),
      ...(writtenAt !== undefined && { writtenAt }),
    },
    entries: entriesOf(question),
    ...(writeBack && { fields: scoreFields(looked, now) }),
  };
}

function scoreFields({ standing, reasons, hotSince, hotUntil }: Looked, now: number): WantedFields {
  return {
    score: standing.score,
    tier: standing.tier === undefined ? 'none' : `tier_${standing.tier}`,
    reason: [
      ...reasons('dated'),
      ...(hotUntil === undefined ? [] : [`stays hot until ${dateInWords(hotUntil, utcClock)}`]),
    ].join('; '),
    scoredAt: now,
    ...(hotSince !== undefined && { hotSince }),
  };
}

function entriesOf(question: Question): DecisionEntry[] {
  const { lead, looked, route, outside } = question;
  const { standing, move, suppressed } = looked;
  if (!looked.changed && move.kind === 'none') return [];
  const { score, rawMicros, variety, counted, tier, hot, because } = standing;
  return [
    {
      lead: lead.id,
      kind: move.kind === 'none' ? 'score' : move.kind,
      watermark: lead.wantedSeq,
      inputs: {
        lifecycle: lead.lifecycle,
        suppressed,
        lastLook: lead.lookedAt,
        seen: lead.doneSeq,
        since: lead.since,
        watchingSince: question.watchingSince,
        at: standing.at,
        ...(route && { outside }),
      },
      outcome: {
        score,
        rawMicros,
        variety,
        counted,
        tier,
        hot,
        because,
        move,
        ...(move.kind === 'open' || move.kind === 'round' || move.kind === 'upgrade'
          ? { truths: looked.truths() }
          : {}),
        route: route && { ...route, pool: undefined },
      },
    },
  ];
}

function opening(question: Question, episode: OwnedEpisode): Answer {
  const { looked, route, now } = question;
  const base = scored(question);
  const row: EpisodeRow = {
    ...episode,
    score: looked.heat.score,
    reasons: looked.reasons('ago', question.clock),
    ...(looked.hotUntil !== undefined && { hotUntil: looked.hotUntil }),
    respondBy: now + RESPOND_WITHIN_MS,
    routingNote: route?.because ?? 'nobody was asked',
    ...(route?.owner !== undefined && { owner: route.owner }),
    ...(route?.assignee !== undefined && { assignee: route.assignee }),
  };
  return {
    ...base,
    ...(episode.round === 1 ? { opened: row } : { changed: row }),
    fields: { ...base.fields, ...openingFields(question) },
    alert: { episode: row.id, round: row.round },
    // Hot again soon after closing is told more quietly (DESIGN 6).
    ...(row.kind === 'first' || row.round > 1 ? { task: taskFor(question, row) } : {}),
  };
}

function openingFields({ looked, route, now }: Question): WantedFields {
  const owner = route?.ownerChanged ? route.owner : undefined;
  return { ...scoreFields(looked, now), hotStatus: true, ...(owner !== undefined && { owner }) };
}

function taskFor({ lead, looked }: Question, row: EpisodeRow): WantedTask {
  const company = lead.company === undefined ? '' : ` at ${lead.company}`;
  const body = [
    `Score ${row.score}, tier ${row.tier}. Contact this lead${company} within 1 hour.`,
    'Why now:',
    ...looked.reasons('dated').map((reason) => `- ${reason}`),
    `Assigned because: ${row.routingNote}.`,
  ].join('\n');
  return {
    marker: `${row.id}-${row.round}`,
    subject: `HOT LEAD: Contact within 1 hour - ${looked.reasons('none').slice(0, 3).join(', ')}`,
    body,
    dueAt: row.respondBy,
    ...(row.assignee !== undefined && { assignee: row.assignee }),
  };
}
