import type { Alert, LeadCard } from '../channels/channel.ts';
import { explain } from '../domain/explain/explain.ts';
import { fitOf } from '../domain/fit/fit.ts';
import { suppressionOf } from '../domain/fit/suppression.ts';
import { heatEnds } from '../domain/forecast.ts';
import type { Model } from '../domain/model.ts';
import { rungsFor } from '../domain/sla/ladder.ts';
import { rungInWords } from '../domain/sla/rungInWords.ts';
import { controlsFor } from '../domain/telling/controls.ts';
import type { Standing } from '../domain/telling/standing.ts';
import { standingAt, type Standing as Heat } from '../domain/tiers.ts';
import { readerClock } from '../pipeline/readerClock.ts';
import type { ScoreInput } from './scoreInput.ts';

const MINUTE_MS = 60_000;

export const previewStates = ['open', 'claimed', 'contacted', 'snoozed', 'escalated'] as const;
export type PreviewState = (typeof previewStates)[number];

type Preview = { state: PreviewState; model: Model; now: number };

/**
 * The alert of a lead that no CRM knows, by the rules that decide for real, as its assignee would see it, as if `state` had come
 * about just now. Throws for a lead that is not hot: there is no such alert.
 */
export function previewOf({ lead, signals }: ScoreInput, { state, model, now }: Preview): Alert {
  const read = attributeReader(lead.attributes);
  const timeZone = read('timeZone') ?? 'UTC';
  const heat = standingAt(now, signals, model);
  const owner = read('owner');
  const assignee = read('assignee') ?? owner ?? 'you';
  const { tier } = heat;
  if (!heat.hot || tier === undefined) throw new Error(whyNot(lead.id, heat));
  const rung = rungsFor({ tier, triggerType: strongestOf(heat) }, model.sla).at(-1)?.afterMinutes ?? 0;
  const { standing, after } = standingOf(state, { now, rep: assignee, rung });
  const because = suppressionOf(lead, heat, model);
  const hotUntil = heatEnds(now, signals, model);
  return {
    episode: 'preview',
    lead: cardOf(lead, read),
    surface: 'assignee',
    standing,
    controls: controlsFor(standing, { surface: 'assignee', holder: true }, { claimable: true }),
    ...(because !== undefined && { note: `No alert would be sent to sales: ${because}` }),
    score: heat.score,
    tier,
    fit: fitOf(lead, model).fit,
    reasons: explain(signals, model, now, readerClock(timeZone)).reasons,
    reasonsAt: now,
    ...(hotUntil !== undefined && { hotUntil }),
    ...(owner !== undefined && { owner }),
    assignee,
    respondBy: now + (model.sla.respondMinutes - after) * MINUTE_MS,
    timeZone,
    mayBeRepeated: false,
    now,
  };
}

/** What such a card says, and so many minutes after the alert. */
function standingOf(
  state: PreviewState,
  { now: at, rep: by, rung }: { now: number; rep: string; rung: number },
): { standing: Standing; after: number } {
  switch (state) {
    case 'open':
      return { standing: { kind: 'open' }, after: 0 };
    case 'claimed':
      return { standing: { kind: 'claimed', by, at }, after: 2 };
    case 'contacted':
      return { standing: { kind: 'contacted', by, at, how: 'call' }, after: 24 };
    case 'snoozed':
      return { standing: { kind: 'open', snoozedUntil: at + 15 * MINUTE_MS }, after: 5 };
    case 'escalated': {
      const escalated = rungInWords({ do: 'manager', reaches: ['the managers'] }, rung * MINUTE_MS);
      return { standing: { kind: 'open', escalated }, after: rung };
    }
  }
}

/** Whose signal weighs most: that of the ladder, as far as a file tells. */
function strongestOf({ contributions }: Heat): string {
  return contributions.toSorted((a, b) => b.micros - a.micros)[0]?.type ?? '';
}

function whyNot(id: string, { score, tier }: Heat): string {
  return `nobody would be told of lead ${id}: with a score of ${score} it is ${tier === 3 ? 'warm' : 'cold'}, not hot`;
}

type Read = (name: string) => string | undefined;

/** Texts and numbers of the CRM; an empty one is as good as none. */
function attributeReader(attributes: Record<string, unknown> = {}): Read {
  return (name) => {
    const value = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
    return text === '' ? undefined : text;
  };
}

function cardOf({ id, email }: ScoreInput['lead'], read: Read): LeadCard {
  const name = [read('firstName'), read('lastName')].filter((part) => part !== undefined).join(' ');
  const [company, jobTitle, phone] = [read('company'), read('jobTitle'), read('phone')];
  return {
    name: name || email || `lead ${id}`,
    recordUrl: read('recordUrl') ?? '',
    crm: read('crm') ?? 'hubspot',
    ...(company !== undefined && { company }),
    ...(jobTitle !== undefined && { jobTitle }),
    ...(phone !== undefined && { phone }),
    ...(email !== undefined && email !== '' && { email }),
  };
}
