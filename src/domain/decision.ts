import { close, type Episode, inRound, opened } from './episodes.ts';
import { MINUTE_MS } from './decay.ts';
import { type LeadState, type Looked } from './look.ts';
import type { Model } from './model.ts';
import { ownLanes } from './asked.ts';
import { isDisqualifying } from './fit/suppression.ts';
import type { Rung } from './sla/settings.ts';
import type { Tier } from './tiers.ts';
import { type DatedReason, datedInWords } from './explain/reasonInWords.ts';
import { dateInWords, type ReaderClock, utcClock } from './explain/whenInWords.ts';

/** A lead at its look, with the receipt it is looked at up to. */
export type LeadAtLook = LeadState & {
  /** The CRM record's id. */
  record: string;
  company?: string;
  wantedSeq: number;
  /** The receipt that the last look saw. */
  doneSeq: number;
  /** Fast lanes that held at the last look. */
  lanes?: string[];
  /** Its events dated after this are known. */
  since: number;
  open?: OwnedEpisode;
};

export type OwnedEpisode = Episode & { lead: string; owner?: string; assignee?: string; ladderEnded?: boolean };

/** What routing, the ladder and the task ask of the moment it opened. */
export type OpeningFacts = {
  /** A fast lane holds. */
  lane: boolean;
  /** A product signal counts. */
  product: boolean;
  /** Has begun a trial. */
  trial: boolean;
  /** Of the signal that made it hot. */
  type: string;
  source: string;
  /** Hot again soon after closing: told more quietly, without a task. */
  quiet: boolean;
  /** A form that asks for somebody came after the opening: it has the urgent ladder. */
  hurried?: boolean;
  /** The ladder it gets when its tier rises, as it was then. */
  urgent: Rung[];
  /** Why now: with dates for those who read the CRM's record, and in a few words. */
  dated: string[];
  short: string[];
  /** The same for who reads it on another clock; what an older release kept has none. */
  reasons?: DatedReason[];
};

/** Everything kept of an episode when it opens or begins a new round; nobody has it yet. */
export type EpisodeRow = OwnedEpisode & {
  score: number;
  reasons: string[];
  /** Until somebody has it: as if the clock ran now. */
  respondBy: number;
  /** When the heat ends if nothing else happens. */
  hotUntil?: number;
  facts: OpeningFacts;
};

/** What a look leaves on the lead. */
export type LookedLead = {
  id: string;
  doneSeq: number;
  lookAt?: number;
  score: number;
  tier?: Tier;
  hot: boolean;
  /** Fast lanes that hold. */
  lanes: string[];
  hotSince?: number;
  writtenScore?: number;
  writtenAt?: number;
};

/** DESIGN 9 counts the leads that rose over this. */
const CROSSED_SCORE = 70;

/** Fields the CRM is to show: names as in the CRM port's LeadWrite. */
type WantedFields = {
  score?: number;
  tier?: 'tier_1' | 'tier_2' | 'tier_3' | 'none';
  reason?: string;
  hotSince?: number;
  scoredAt?: number;
};

/** `deed` is what else a person said of whose it is; `effect` what came of a call to the outside; the others were decided here, by a model or by a person. */
type DecisionKind =
  | 'score'
  | 'open'
  | 'round'
  | 'upgrade'
  | 'cool'
  | 'route'
  | 'sla'
  | 'contact'
  | 'claim'
  | 'deed'
  | 'close'
  | 'effect';

/** One entry of the decision log: enough to decide it again. */
export type DecisionEntry = {
  lead: string;
  kind: DecisionKind;
  watermark: number;
  inputs: unknown;
  outcome: unknown;
};

/** The answer to a look: all of it is kept in one transaction, or none. */
export type Answer = {
  lead: LookedLead;
  entries: DecisionEntry[];
  opened?: EpisodeRow;
  /** The open episode with a new round. */
  renewed?: EpisodeRow;
  changed?: OwnedEpisode;
  fields?: WantedFields;
  /** A new fast lane on an episode that nobody has answered yet. */
  hurried?: { id: string; round: number; lane: string; isUrgent: boolean };
  /** The lead's score rose over what DESIGN 9 counts. */
  crossed: boolean;
};

export type Question = {
  lead: LeadAtLook;
  looked: Looked;
  model: Model;
  /** When the workspace began. */
  watchingSince: number;
  /** The clock of whoever hears of it. */
  clock?: ReaderClock;
  /** The one that times on the CRM's record are told by: many read that. */
  recordClock?: ReaderClock;
  now: number;
  newId: () => string;
};

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
  const { lead, looked, now } = question;
  const hurried = hurriedOf(question);
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
      lanes: standing.lanes,
      ...(standing.tier !== undefined && { tier: standing.tier }),
      ...(lookAt !== undefined && { lookAt }),
      ...(hotSince !== undefined && { hotSince }),
      ...(writtenScore !== undefined && { writtenScore }),
      ...(writtenAt !== undefined && { writtenAt }),
    },
    entries: entriesOf(question, hurried),
    ...(hurried !== undefined && { hurried }),
    crossed: lead.score < CROSSED_SCORE && standing.score >= CROSSED_SCORE && isNews(question),
    ...(writeBack && { fields: scoreFields(question) }),
  };
}

/** A lead of whom nothing is known but from before anybody watched was brought by the first import: it rose earlier. */
function isNews({ lead, watchingSince }: Question): boolean {
  return lead.signals.some(({ at }) => at >= watchingSince);
}

/** Buyers who ask for somebody while they wait are not to wait for a shift, nor as long as before. */
function hurriedOf({ lead, looked, model }: Question): Answer['hurried'] {
  const { open, lanes: before = [] } = lead;
  const lane = ownLanes(looked.standing.lanes, model).find((each) => !before.includes(each));
  if (open === undefined || open.state === 'contacted' || lane === undefined) return undefined;
  const type = model.lanes[lane]?.type ?? '';
  return { id: open.id, round: open.round, lane, isUrgent: model.sla.urgentTypes.includes(type) };
}

function scoreFields({ looked, recordClock = utcClock, now }: Question): WantedFields {
  const { standing, hotSince, hotUntil } = looked;
  return {
    score: standing.score,
    tier: standing.tier === undefined ? 'none' : `tier_${standing.tier}`,
    reason: [
      ...looked.datedReasons().map((reason) => datedInWords(reason, recordClock)),
      ...(hotUntil === undefined ? [] : [`stays hot until ${dateInWords(hotUntil, recordClock)}`]),
    ].join('; '),
    scoredAt: now,
    ...(hotSince !== undefined && { hotSince }),
  };
}

function entriesOf(question: Question, hurried: Answer['hurried']): DecisionEntry[] {
  const { lead, looked, model } = question;
  const { standing, move, suppressed } = looked;
  if (!looked.changed && move.kind === 'none' && hurried === undefined) return [];
  const { score, rawMicros, variety, counted, tier, hot, because } = standing;
  return [
    {
      lead: lead.id,
      kind: move.kind === 'none' ? 'score' : move.kind,
      watermark: lead.wantedSeq,
      inputs: {
        lifecycle: lead.lifecycle,
        suppressed,
        ...(isDisqualifying(lead.status, model) && { disqualified: true }),
        lastLook: lead.lookedAt,
        seen: lead.doneSeq,
        since: lead.since,
        watchingSince: question.watchingSince,
        ...(lead.open?.ladderEnded === true && { ladderEnded: true }),
        at: standing.at,
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
      },
    },
  ];
}

function opening(question: Question, episode: OwnedEpisode): Answer {
  const { looked, now, model } = question;
  const { assignee: _ofTheLastRound, ...rest } = episode;
  const row: EpisodeRow = {
    ...rest,
    score: looked.heat.score,
    reasons: looked.reasons(question.clock),
    ...(looked.hotUntil !== undefined && { hotUntil: looked.hotUntil }),
    respondBy: now + model.sla.respondMinutes * MINUTE_MS,
    facts: factsAtOpening(question, episode),
  };
  return {
    ...scored(question),
    ...(episode.round === 1 ? { opened: row } : { renewed: row }),
    fields: scoreFields(question),
  };
}

function factsAtOpening(
  { looked, lead, model, recordClock = utcClock }: Question,
  { kind, round }: OwnedEpisode,
): OpeningFacts {
  const { move, heat } = looked;
  const trigger = 'triggerId' in move ? lead.signals.find(({ id }) => id === move.triggerId) : undefined;
  const counts = heat.contributions.filter(({ micros }) => micros > 0);
  const reasons = looked.datedReasons();
  return {
    lane: heat.lanes.length > 0,
    product: counts.some(({ family }) => family === 'product'),
    trial: isTrial(lead, model),
    type: trigger?.type ?? 'unknown',
    source: trigger?.source ?? 'unknown',
    quiet: kind === 'repeat' && round === 1,
    urgent: model.sla.urgent,
    dated: reasons.map((reason) => datedInWords(reason, recordClock)),
    short: reasons.map(({ words }) => words),
    reasons,
  };
}

function isTrial({ signals, lifecycle }: LeadAtLook, { routing }: Model): boolean {
  const known = lifecycle?.toLowerCase();
  const byLifecycle = routing.trialLifecycles.some((one) => one.toLowerCase() === known);
  return byLifecycle || signals.some(({ type }) => type === 'free_trial_start');
}
