import { coolerBy, type Counterfactual, hotterBy } from '../domain/counterfactual/counterfactual.ts';
import { DAY_MS } from '../domain/decay.ts';
import { explain } from '../domain/explain/explain.ts';
import { dateInWords, type ReaderClock } from '../domain/explain/whenInWords.ts';
import { suppressionOf } from '../domain/fit/suppression.ts';
import { factsOf } from '../domain/look.ts';
import type { Model } from '../domain/model.ts';
import type { Told } from '../domain/story/story.ts';
import { standingAt, type Tier } from '../domain/tiers.ts';
import type { StoryEpisode, StoryLead, storyRows } from '../store/story.ts';

const HISTORY_DAYS = 30;

/** How a lead stands, what is coming if nothing else happens, and the least that would have made it otherwise. */
export type StandsNow = {
  score: number;
  tier: Tier | null;
  hot: boolean;
  rules: string;
  reasons: string[];
  outlook: string;
  suppressed: string | null;
  episode: StoryEpisode | null;
  /** What the CRM does not have yet. */
  unwritten: { fields: string[]; error?: string } | null;
  hotter: string[];
  cooler: string[];
};

/** By the model of now. */
export function standsNow(
  lead: StoryLead,
  { signals, episode, write }: Pick<Awaited<ReturnType<typeof storyRows>>, 'signals' | 'episode' | 'write'>,
  model: Model,
  clock: ReaderClock,
  now: number,
): StandsNow {
  const standing = standingAt(now, signals, model);
  const { reasons, outlook, tier: rules } = explain(signals, model, now, clock);
  const from = now - HISTORY_DAYS * DAY_MS;
  const first = Math.min(now, ...signals.map(({ at }) => at).filter((at) => at > from));
  const period = { from: first - 1, to: now };
  return {
    score: standing.score,
    tier: standing.tier ?? null,
    hot: standing.hot,
    rules,
    reasons,
    outlook,
    suppressed: suppressionOf(factsOf(lead, episode), standing, model) ?? null,
    episode: episode ?? null,
    unwritten: write ?? null,
    hotter: wordsOf(hotterBy(signals, model, period, clock)),
    cooler: wordsOf(coolerBy(signals, model, period, clock)),
  };
}

function wordsOf({ points, time }: { points?: Counterfactual; time?: Counterfactual }): string[] {
  return [points, time].flatMap((found) => found?.words ?? []);
}

/** The last lines of a story. */
export function standsNowInWords(now: StandsNow, { name, clock }: Pick<Told, 'name' | 'clock'>): string[] {
  const { score, tier, hot, rules, reasons, outlook, suppressed, episode, unwritten, hotter, cooler } = now;
  const stands = `score ${score}, ${tier === null ? 'no tier' : `tier ${tier}`}${hot ? ', hot' : ''}`;
  const facts = [
    ['because', reasons.join(', ')],
    ['by', tier === 3 ? '' : rules],
    ['next', outlook],
    ['kept from sales', suppressed ?? ''],
    ['episode', episode === null ? '' : episodeInWords(episode, name, clock)],
    ['CRM', unwritten === null ? '' : unwrittenInWords(unwritten)],
    ...hotter.map((words) => ['hotter', words]),
    ...cooler.map((words) => ['cooler', words]),
  ];
  return ['Now', `  ${stands}`, ...facts.flatMap(([label = '', value]) => (value ? [`  ${label}: ${value}`] : []))];
}

function episodeInWords(episode: StoryEpisode, name: Told['name'], clock: ReaderClock): string {
  const { state, owner, assignee, openedAt, respondBy, firstContactAt, closedAt, waitingBecause } = episode;
  const since = `opened ${dateInWords(openedAt, clock)}`;
  if (closedAt !== undefined) return `${since}, closed ${dateInWords(closedAt, clock)}`;
  if (firstContactAt !== undefined) return `${since}, contacted ${dateInWords(firstContactAt, clock)}`;
  const nobody = `nobody has it: ${waitingBecause ?? 'nobody was found'}`;
  const who = assignee === undefined ? nobody : `${name(assignee)} has it`;
  const of = owner === undefined || owner === assignee ? '' : `; its owner is ${name(owner)}`;
  return `${state}, ${since}; ${who}${of}; an answer is due by ${dateInWords(respondBy, clock)}`;
}

function unwrittenInWords({ fields, error }: NonNullable<StandsNow['unwritten']>): string {
  return `does not have ${fields.toSorted().join(', ')} yet${error === undefined ? '' : `: ${error}`}`;
}
