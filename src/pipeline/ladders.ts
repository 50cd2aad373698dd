import { rungsOf } from '../domain/assignment.ts';
import { type AlertWish, coveragePlace, upperFirst } from '../domain/assignmentAlerts.ts';
import type { DecisionEntry } from '../domain/decision.ts';
import { covers } from '../domain/hours/intervals.ts';
import { released } from '../domain/sla/claims.ts';
import {
  climb,
  type ClimbFacts,
  type Ladder,
  mayCoolUnanswered,
  nextDueAt,
  releaseAt,
  startLadder,
  upgraded,
} from '../domain/sla/ladder.ts';
import type { Fired } from '../domain/sla/rungOutcome.ts';
import { rungInWords, rungNote } from '../domain/sla/rungInWords.ts';
import type { RoutingSettings } from '../domain/routing/settings.ts';
import { backupsOf, staffOf } from '../domain/routing/staff.ts';
import type { Rung } from '../domain/sla/settings.ts';
import type { Settlement, Step } from '../store/steps.ts';
import type { Rows } from '../store/store.ts';
import type { EpisodeOfLead } from '../store/work.ts';
import { alertStep } from './told.ts';
import { findContacts } from './contacts.ts';
import { type Desk, openDesk } from './desk.ts';
import type { Deciding } from './deciding.ts';
import { hookNews, type HookNews } from './hookNews.ts';
import type { Parts, Workspace } from './parts.ts';
import { again, done } from './settling.ts';
import { routeStep } from './timers.ts';

/** Calendars change: no ladder sleeps longer than this. */
const LOOK_AGAIN_MS = 10 * 60_000;
/** How soon a CRM that could not be asked is asked again. */
const ASK_AGAIN_MS = 60_000;

type Climbed = {
  step: Step;
  episode: EpisodeOfLead;
  ladder: Ladder;
  fired: Fired[];
  entry?: DecisionEntry;
  alerts: AlertWish[];
  reassigns: boolean;
  /** What it did last, in words. */
  escalated?: string;
  settlement: Settlement;
};

/**
 * Climbs the ladders of claimed steps: whoever is to hear of the silence hears of it. The CRM is asked for contacts first, so
 * that nobody is called to account for a call that was made a moment ago. Answers the ids of the new steps.
 */
export async function climbClaimed(parts: Parts, ws: Workspace, steps: Step[]): Promise<string[]> {
  const ids = [...new Set(steps.map(({ subject }) => subject))];
  const unsure = await unsureOf(parts, ws, await leadsOf(parts, ws, ids));
  const { climbed, added } = await parts.store.together(ws.id, (rows) => climbAll(parts, ws, rows, steps, unsure));
  for (const { episode, fired } of climbed)
    for (const rung of fired)
      parts.tell('escalated', `contact ${episode.record}: ${rungInWords(rung, parts.now() - episode.triggerAt)}`, {
        episode: episode.id,
      });
  return added;
}

/** Leads that may be answered already, for all that is known. A CRM that is away must not keep managers from hearing. */
async function unsureOf(parts: Parts, ws: Workspace, leads: string[]): Promise<ReadonlySet<string>> {
  const goingOn = ({ message }: Error) =>
    parts.tell('failed', `ladder: contacts could not be read, going on: ${message}`);
  try {
    const { unsure } = await findContacts(parts, ws, leads);
    const [why] = unsure.values();
    if (why !== undefined) goingOn(why);
    return new Set(unsure.keys());
  } catch (error) {
    goingOn(error as Error);
    return new Set(leads);
  }
}

async function leadsOf(parts: Parts, ws: Workspace, episodes: string[]): Promise<string[]> {
  const found = await parts.store.together(ws.id, (rows) => rows.lockEpisodes(episodes, ws.crm.kind));
  return found.filter(isOpen).map(({ lead }) => lead);
}

function isOpen({ state }: Pick<EpisodeOfLead, 'state'>): boolean {
  return state === 'open' || state === 'claimed';
}

async function climbAll(
  parts: Parts,
  ws: Workspace,
  rows: Rows,
  steps: Step[],
  unsure: ReadonlySet<string>,
): Promise<{ climbed: Climbed[]; added: string[] }> {
  const ids = [...new Set(steps.map(({ subject }) => subject))];
  const episodes = new Map((await rows.lockEpisodes(ids, ws.crm.kind)).map((episode) => [episode.id, episode]));
  const deciding = await ws.deciding(rows);
  const now = parts.now();
  const desk = await openDesk(rows, ws, deciding.model.routing, now, { pools: false });
  const climbed = steps.flatMap((step): Climbed[] => {
    const episode = episodes.get(step.subject);
    const { round } = step.payload as { round: number };
    if (episode === undefined || episode.round !== round || !isOpen(episode) || episode.facts.quiet) return [];
    const ladder = episode.ladder ?? startLadder(rungsOf(episode, deciding.model.sla), now, deciding.model.sla);
    return [climbOne({ step, episode, ladder, isUnsure: unsure.has(episode.lead) }, desk, deciding, now)];
  });
  const over = steps.filter((step) => !climbed.some((each) => each.step === step));
  await rows.settleSteps([...climbed.map(({ settlement }) => settlement), ...over.map((step) => done(step, {}))], now);
  return { climbed, added: await keepClimbs(rows, ws, climbed, deciding, now) };
}

function climbOne(
  {
    step,
    episode,
    ladder: before,
    isUnsure,
  }: { step: Step; episode: EpisodeOfLead; ladder: Ladder; isUnsure: boolean },
  desk: Desk,
  { model }: Deciding,
  now: number,
): Climbed {
  const here = isUnsure ? episode : lapsed(episode, before, now);
  const wasReleased = here !== episode;
  // As it was when the round began: later settings do not disturb it.
  const mine = here.tier === 1 || here.facts.hurried ? upgraded(before, here.facts.urgent) : before;
  const known = wasReleased ? afresh(mine, now) : mine;
  const facts = { ...climbFacts(here, desk, model.routing, now), ...(isUnsure && { unsure: true as const }) };
  const { ladder, fired, skipped, ended } = climb(known, facts, now);
  const reassigns = wasReleased || fired.some((rung) => rung.do === 'reassign');
  const dueAt = nextDueAt(ladder, facts.clocks);
  const lapsesAt = here.claimedAt === undefined ? Infinity : releaseAt(ladder, silentSince(here));
  const next = Math.min(dueAt ?? Infinity, lapsesAt, now + LOOK_AGAIN_MS);
  const isOver = ended && here.claimedAt === undefined;
  const entry: DecisionEntry = {
    lead: here.lead,
    kind: 'sla',
    watermark: here.watermark,
    inputs: { ladder: known, facts, episode: here.id, round: here.round, ...(wasReleased && { released: true }) },
    outcome: { climb: { ladder, fired, skipped, ended } },
  };
  return {
    step,
    episode: here,
    ladder,
    fired,
    ...((wasReleased || fired.length + skipped.length > 0) && { entry }),
    alerts: fired.flatMap((rung) => alertsOf(rung, { ...here, ladder }, desk, model.routing, now)),
    reassigns,
    ...escalatedOf(fired, wasReleased, now - here.triggerAt),
    settlement: isOver
      ? done(step, { climbed: ladder.climbed })
      : again(step, Math.max(now + (isUnsure ? ASK_AGAIN_MS : 1_000), next)),
  };
}

function escalatedOf(fired: Fired[], wasReleased: boolean, waitedMs: number): { escalated?: string } {
  const last = fired.at(-1);
  if (last !== undefined) return { escalated: rungInWords(last, waitedMs) };
  return wasReleased ? { escalated: 'the claim lapsed: nobody was contacted' } : {};
}

/** Claimed and silent for too long: it is free again. */
function lapsed(episode: EpisodeOfLead, ladder: Ladder, now: number): EpisodeOfLead {
  if (episode.state !== 'claimed' || episode.claimedAt === undefined) return episode;
  if (releaseAt(ladder, silentSince(episode)) > now) return episode;
  return released(episode) as EpisodeOfLead;
}

/** A snooze is no silence. */
function silentSince({ claimedAt = 0, snoozedUntil = 0 }: EpisodeOfLead): number {
  return Math.max(claimedAt, snoozedUntil);
}

/** Whoever gets a lead that was claimed and left alone has a full ladder: the old one went by while the claim held. */
function afresh(ladder: Ladder, now: number): Ladder {
  const { managerToldAt: _before, ...rest } = ladder;
  return { ...rest, startedAt: now, climbed: 0, since: { at: now, minutes: 0 } };
}

function climbFacts(episode: EpisodeOfLead, desk: Desk, routing: RoutingSettings, now: number): ClimbFacts {
  const { assignee, claimedAt, snoozedUntil } = episode;
  // Who is away would not read a reminder: the next rung comes at once.
  const assigned = desk.reps.filter(({ id }) => id === assignee && covers(desk.clockOf(id), now));
  const names = (reps: { name: string }[]) => reps.map(({ name }) => name);
  return {
    answered: false,
    ...(claimedAt !== undefined && { claimedAt }),
    ...(snoozedUntil !== undefined && { snoozedUntil }),
    reaches: {
      remind: names(assigned),
      backup: names(backupOf(episode, desk, routing, now)),
      reassign: names(othersOf(episode, desk)),
      manager: managersOf(routing),
    },
    clocks: { assignee: desk.clockOf(assignee), pool: desk.clockOf(undefined) },
  };
}

/**
 * The nearest backup who is at work and has not had it: of whoever the lead is for, then of whoever has it. To be told takes no
 * room under a cap.
 */
function backupOf({ assignee, tried, line }: EpisodeOfLead, desk: Desk, { people }: RoutingSettings, now: number) {
  const staff = staffOf(desk.reps, people);
  const rep = staff.byId.get(assignee ?? '');
  const own = rep === undefined ? [] : backupsOf(rep, staff).map(({ id }) => id);
  const isFree = (id: string) => id !== assignee && !tried.includes(id) && covers(desk.clockOf(id), now);
  const nearest = [...(line?.backups ?? []), ...own].find(isFree);
  return desk.reps.filter(({ id, active }) => id === nearest && active);
}

/** Who could get it now: its backups, and its pools'. */
function othersOf({ assignee, tried, line }: EpisodeOfLead, { reps, pools }: Desk) {
  const members = (line?.pools ?? []).flatMap((pool) => (pools[pool] ?? []).map(({ rep }) => rep));
  const mayHave = new Set([...(line?.backups ?? []), ...members]);
  const isFree = (id: string) => id !== assignee && !tried.includes(id) && mayHave.has(id);
  return reps.filter(({ id, active, availability }) => active && isFree(id) && availability.present);
}

/** The managers, else whoever reads the coverage channel: the shared place. */
function managersOf({ coverage }: RoutingSettings): string[] {
  return coverage.managers.length > 0 ? coverage.managers : [coverage.channel ?? 'the shared channel'];
}

function alertsOf(rung: Fired, episode: EpisodeOfLead, desk: Desk, routing: RoutingSettings, now: number): AlertWish[] {
  // A ladder that began afresh says it anew.
  const which = `${episode.round}:${episode.ladder?.startedAt}:${rung.do}:${rung.afterMinutes}`;
  const note = `${upperFirst(rungNote(rung, now - episode.triggerAt))}.`;
  const told: Record<Rung['do'], () => AlertWish[]> = {
    remind: () => [{ which, to: 'assignee', note, reminds: true }],
    backup: () =>
      backupOf(episode, desk, routing, now).map(({ email }) => ({
        which,
        to: email === undefined ? 'shared' : { email },
        note,
      })),
    // Whoever gets it hears of it when it is theirs.
    reassign: () => [],
    manager: () =>
      routing.coverage.managers.length === 0
        ? [{ which, to: coveragePlace(routing.coverage), note }]
        : routing.coverage.managers.map((email) => ({ which: `${which}:${email}`, to: { email }, note })),
  };
  return told[rung.do]();
}

async function keepClimbs(
  rows: Rows,
  ws: Workspace,
  climbed: Climbed[],
  deciding: Deciding,
  now: number,
): Promise<string[]> {
  await rows.saveLadders(
    climbed.map(({ episode, ladder, escalated }) => ({
      ...episode,
      ladder,
      ladderEnded: mayCoolUnanswered(ladder),
      ...(escalated !== undefined && { escalated }),
    })),
  );
  await rows.saveDecisions(
    climbed.flatMap(({ entry }) => entry ?? []),
    deciding,
    now,
  );
  // It may cool now, which a look decides.
  const ended = climbed.filter(({ ladder, episode }) => mayCoolUnanswered(ladder) && !episode.ladderEnded);
  await rows.lookNow(
    ended.map(({ episode }) => episode.lead),
    now,
  );
  const changed = climbed.filter(({ escalated }) => escalated !== undefined);
  const cards = await rows.cardsChanged(
    changed.map(({ episode }) => episode.id),
    now,
  );
  const added = await rows.addSteps(
    climbed.flatMap(({ episode, alerts, reassigns }) => [
      ...alerts.map((wish) => alertStep(episode.id, wish, now)),
      ...(reassigns ? [routeStep(episode, 'reassign', now, `:${now}`)] : []),
    ]),
    now,
  );
  const hooks = await hookNews(rows, ws, changed.map(newsOf), now);
  return [...added, ...cards, ...hooks];
}

function newsOf({ episode: { id }, fired, escalated }: Climbed): HookNews {
  return { type: fired.length > 0 ? 'alert.escalated' : 'alert.released', episode: id, more: { because: escalated } };
}
