import { HOUR_MS } from './decay.ts';
import type { EpisodeAtWork } from './episodeAtWork.ts';
import type { Route } from './routing/route.ts';
import type { RoutingSettings } from './routing/settings.ts';
import type { TellingSettings } from './telling/settings.ts';

/** Somebody to be told. `which` makes it the only message of its kind for the episode; `note` says why they hear of it. */
export type AlertWish = {
  which: string;
  to: 'assignee' | 'shared' | { email: string } | { channel: string };
  /** Whom it was for, of an assignee: somebody else may have it by then, and hears for themselves. */
  rep?: string;
  note?: string;
  /** It only reminds whoever has it. */
  reminds?: true;
};

/** An episode that was routed, and by which settings people are told. */
type Routed = {
  episode: EpisodeAtWork;
  route: Route;
  settings: { routing: RoutingSettings; telling: TellingSettings };
  now: number;
};

/** Nobody is called for a fast lane that somebody has in a moment. */
const SOON_MS = 15 * 60_000;

/** Whoever looks at the shared places sees what somebody was given; one that waited there is seen already, and shows it. */
export function seenBy({ episode, settings: { telling } }: Pick<Routed, 'episode' | 'settings'>): AlertWish[] {
  if (episode.facts.quiet || episode.waitingBecause !== undefined) return [];
  const shared: AlertWish = { which: `${episode.round}:shared`, to: 'shared' };
  return [...(telling.postAssigned ? [shared] : []), ...managersSee(episode, telling)];
}

function managersSee({ round }: EpisodeAtWork, { managersChannel: channel }: TellingSettings): AlertWish[] {
  return channel === undefined ? [] : [{ which: `${round}:managers`, to: { channel } }];
}

/** Whoever reads the shared place sees what waits; managers are called when that is a fast lane, or for long. */
export function alarmsOf({ episode, route, settings, now }: Routed): AlertWish[] {
  const { round } = episode;
  const seen = managersSee(episode, settings.telling);
  if (route.unassigned === undefined)
    return [{ which: `${round}:waiting`, to: 'shared', note: route.because }, ...seen];
  const { coverage, holdHours } = settings.routing;
  const waitMs = (route.heldUntil ?? Infinity) - now;
  const isUrgent = waitMs > (episode.facts.lane ? SOON_MS : holdHours * HOUR_MS);
  const named = coverage.managers.length === 0 ? '' : `. Managers: ${coverage.managers.join(', ')}`;
  const note = `${upperFirst(route.unassigned)}${named}`;
  const managers = coverage.managers.map((email): AlertWish => {
    return { which: `${round}:unassigned:${email}`, to: { email }, note };
  });
  return [{ which: `${round}:unassigned`, to: coveragePlace(coverage), note }, ...(isUrgent ? managers : []), ...seen];
}

/** Where those look who watch over coverage: their channel, else the one that everybody has. */
export function coveragePlace({ channel }: RoutingSettings['coverage']): AlertWish['to'] {
  return channel === undefined ? 'shared' : { channel };
}

/** The text as a sentence begins. */
export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
