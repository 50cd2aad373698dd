import { dateInWords, durationInWords } from '../explain/whenInWords.ts';
import type { StoryLine, Told, ToldDecision, ToldRound } from './story.ts';

const deeds = { call: 'called', email: 'wrote', meeting: 'met them', message: 'sent a message' };

/** The first contacts that the log has no row of. */
export function contactLines({ rounds, decisions, name }: Told): StoryLine[] {
  const logged = new Set(decisions.map((row) => (row.kind === 'contact' ? row.inputs.touch.at : undefined)));
  return rounds.flatMap((round) => {
    const { contactedAt: at, contactRep, contactKind } = round;
    if (at === undefined || logged.has(at)) return [];
    const touch = { ...(contactRep !== undefined && { rep: contactRep }), kind: contactKind };
    return [{ at, kind: 'contact', text: contactInWords(touch, waitOf(round, at), name) }];
  });
}

/** "first contact: Ann called, 34 minutes after the signal (12 minutes of working time), 30 minutes after opening". */
export function contactInWords(
  { rep, kind }: { rep?: string; kind?: keyof typeof deeds | undefined },
  wait: string,
  name: Told['name'],
): string {
  const who = rep === undefined ? 'a rep' : name(rep);
  return `first contact: ${who} ${kind === undefined ? 'got in touch' : deeds[kind]}${wait}`;
}

/** How long it took by every clock, ", 34 minutes after the signal ...". */
export function waitOf({ startedAt, openedAt, workingMs }: ToldRound, at: number): string {
  const working = workingMs === undefined ? '' : ` (${durationInWords(workingMs)} of working time)`;
  const opening = openedAt === startedAt ? '' : `, ${durationInWords(at - openedAt)} after opening`;
  return `, ${durationInWords(at - startedAt)} after the signal${working}${opening}`;
}

/** Episodes that were closed by what the log has no row of; what cooled is a decision. */
export function closingLines({ rounds, decisions }: Told): StoryLine[] {
  const logged = new Set(decisions.map((row) => (row.kind === 'close' ? (row.outcome.at ?? row.at) : undefined)));
  const closed = new Map(rounds.map((round) => [round.episode, round]));
  return [...closed.values()].flatMap(({ closedAt: at, closedAs }) => {
    if (at === undefined || closedAs === undefined || closedAs === 'cooled' || logged.has(at)) return [];
    return [{ at, kind: 'close', text: `episode closed: ${closedAs.replaceAll('_', ' ')}` }];
  });
}

/** "episode closed: won, since deal 7 was won on 31 Jan 09:00 UTC". */
export function closedInWords({ at, inputs, outcome }: CloseDecision, { clock }: Pick<Told, 'clock'>): string {
  const { because, deals = [] } = inputs as { because?: string; deals?: ClosingDeal[] };
  const deal = deals.filter(({ state }) => state === outcome.as).toSorted((a, b) => sinceOf(b) - sinceOf(a))[0];
  const on = deal?.changedAt === undefined ? '' : ` on ${dateInWords(deal.changedAt, clock)}`;
  const why = deal === undefined ? because : `deal ${deal.id} was ${deal.state}${on}`;
  const since = why === undefined ? '' : `, since ${why}`;
  return `episode closed: ${outcome.as.replaceAll('_', ' ')}${since}${knownLate(outcome.at ?? at, at, { clock })}`;
}

type CloseDecision = Extract<ToldDecision, { kind: 'close' }>;
/** A deal of the lead as it was known then. */
type ClosingDeal = { id: string; state: string; changedAt?: number };

function sinceOf({ changedAt = 0 }: ClosingDeal): number {
  return changedAt;
}

/** When it happened, where it was known later. */
export function knownLate(at: number, knownAt: number, { clock }: Pick<Told, 'clock'>): string {
  return knownAt - at < 60_000 ? '' : `; it happened ${dateInWords(at, clock)}`;
}
