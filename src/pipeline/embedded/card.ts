import type { CardView, EpisodeView, KnownCard } from '../../../hubspot-app/src/app/shared/api.ts';
import { DAY_MS } from '../../domain/decay.ts';
import { explain } from '../../domain/explain/explain.ts';
import { fitOf } from '../../domain/fit/fit.ts';
import { type Paths, pathsOf } from '../../domain/fit/suppression.ts';
import { factsOf } from '../../domain/look.ts';
import { timelineInWords } from '../../domain/telling/explainedWords.ts';
import { askedTypes } from '../../domain/asked.ts';
import { standingAt } from '../../domain/tiers.ts';
import type { Rows } from '../../store/store.ts';
import { alertsOf, leadCardOf } from '../alertCard.ts';
import { toldOf } from '../explained.ts';
import { namedBy } from '../place.ts';
import { contributionsOf } from './contributions.ts';
import { episodeView } from './episodeView.ts';
import { headlineOf } from './headline.ts';
import { scoreLine } from './scoreLine.ts';
import { shortLines } from './timeline.ts';
import { viewerOf, type Visit } from './visit.ts';

const TIMELINE_DAYS = 90;

type Lead = NonNullable<Awaited<ReturnType<Rows['leadOfRecord']>>>;
type Kept = Awaited<ReturnType<Rows['storyRows']>>;

/** Everything a rep sees of a lead on its record. */
export async function cardView(visit: Visit, contact: string): Promise<CardView> {
  const { ws, rows } = visit;
  const lead = await rows.leadOfRecord(ws.crm.kind, namedBy(ws, 'hubspot', contact));
  if (lead === undefined) return { known: false, because: UNKNOWN };
  const kept = await rows.storyRows(lead);
  const episode = await openEpisode(visit, lead.open);
  return { ...scored(visit, lead, kept, episode), contact, ...(episode !== undefined && { episode }) };
}

const UNKNOWN =
  'Nothing is known of this contact yet. A new one is read within a minute; right after the app was installed it takes longer, until everybody is read.';

async function openEpisode(visit: Visit, id: string | undefined): Promise<EpisodeView | undefined> {
  const { parts, ws, rows, person } = visit;
  if (id === undefined) return undefined;
  const { rep, manager, timeZone } = person;
  const reader = { surface: 'person', timeZone, manager, ...(rep !== undefined && { rep: rep.id }) } as const;
  const alert = (await alertsOf(parts, ws, rows, [id], reader)).get(id);
  return alert && episodeView(alert, visit);
}

function scored(
  visit: Visit,
  lead: Lead,
  kept: Kept,
  episode: EpisodeView | undefined,
): Omit<KnownCard, 'contact' | 'episode'> {
  const { ws, deciding, person, clock, now } = visit;
  const { model } = deciding;
  const { signals } = kept;
  const standing = standingAt(now, signals, model);
  const { reasons, outlook } = explain(signals, model, now, clock);
  const facts = factsOf(lead, lastClosed(kept));
  const { fit, because: fitBecause } = fitOf(facts, model);
  const { sales } = pathsOf(facts, standing, model);
  const notes = [
    ...cameBy(visit, signals).filter((how) => !reasons.includes(how)),
    ...(episode === undefined || sales.open ? [] : wentTo(episode, sales)),
  ];
  return {
    known: true,
    name: leadCardOf(ws, { record: lead.id, ...lead }).name,
    score: standing.score,
    hot: standing.hot,
    headline: headlineOf(standing, signals, lead.hotSince, visit),
    why: reasons,
    fit,
    contributions: contributionsOf(standing, signals, model, clock),
    history: scoreLine(signals, model, now),
    timeline: timelineOf(visit, kept),
    viewer: viewerOf(person),
    ...(standing.tier !== undefined && { tier: standing.tier }),
    ...(outlook !== '' && { forecast: outlook }),
    // What is not known has no reason that would tell a rep anything.
    ...(fit !== 'unknown' && fitBecause !== '' && { fitBecause }),
    ...(!sales.open && episode === undefined && { suppressed: sales.because }),
    ...(notes.length > 0 && { notes }),
  };
}

/** A workflow's request is no reason: it says how the lead came. */
function cameBy({ deciding: { model }, clock, now }: Visit, signals: Kept['signals']): string[] {
  const asked = askedTypes(model);
  return explain(
    signals.filter(({ type }) => asked.has(type)),
    model,
    now,
    clock,
  ).reasons;
}

/** Where a lead is that sales would not hear of. */
function wentTo({ assignee }: EpisodeView, sales: Extract<Paths['sales'], { open: false }>): string[] {
  if (sales.goesTo !== 'csm') return [];
  return [assignee === undefined ? 'a customer: waits for who looks after it' : `a customer: ${assignee} has it`];
}

/** Newest first. */
function timelineOf({ ws, deciding, clock, now }: Visit, kept: Kept): string[] {
  const period = { from: now - TIMELINE_DAYS * DAY_MS, to: now };
  return shortLines(timelineInWords(toldOf(kept, deciding, clock), period), ws.crm.kind);
}

function lastClosed({ rounds }: Kept): Parameters<typeof factsOf>[1] {
  const last = rounds.findLast(({ closedAs }) => closedAs !== undefined);
  if (last?.closedAs === undefined || last.closedAt === undefined) return undefined;
  return { closedAs: last.closedAs, closedAt: last.closedAt };
}
