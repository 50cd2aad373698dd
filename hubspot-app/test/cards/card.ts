import type { EpisodeView, KnownCard, Viewer } from '../../src/app/shared/api.ts';

const day = 24 * 60 * 60 * 1000;
const now = Date.UTC(2026, 10, 20, 9, 32);

/** A rep who may act. */
export const ann: Viewer = { name: 'Ann Lee', rep: true, manager: false };

/** An open episode with time left that the viewer may claim and answer. */
export function episode(but: Partial<EpisodeView> = {}): EpisodeView {
  return {
    id: 'e1',
    tier: 1,
    state: 'open',
    stateWords: 'open since 9:12',
    owner: 'Ann Lee',
    assignee: 'Ann Lee',
    due: 'respond by 10:12, in 40 min',
    late: false,
    may: { claim: true, contacted: true },
    ...but,
  };
}

/** A hot lead with an open episode, as our server describes it. */
export function hotCard(but: Partial<KnownCard> = {}): KnownCard {
  return {
    known: true,
    contact: '501',
    name: 'Dana Fox',
    score: 87,
    tier: 1,
    hot: true,
    headline: 'Hot since 9:12, tier 1',
    why: ['demo requested today at 9:12', 'pricing page 3 times in 20 minutes', 'compared us with a competitor'],
    forecast: 'stays hot until Tue 14:10',
    fit: 'good',
    fitBecause: '200 to 500 people, software',
    contributions: [
      { words: 'Demo requested', when: 'today 9:12', points: 30 },
      { words: 'Pricing page', when: 'today 9:02', points: 24.97 },
    ],
    history: [
      { at: now - day, score: 12 },
      { at: now, score: 87 },
    ],
    episode: episode(),
    timeline: ['today 9:12: requested a demo', 'today 9:02: looked at the pricing page'],
    viewer: ann,
    ...but,
  };
}

/** A lead of whom little is known: no tier, no episode. */
export function quietCard(but: Partial<KnownCard> = {}): KnownCard {
  const { tier: _tier, episode: _episode, forecast: _forecast, ...rest } = hotCard();
  return {
    ...rest,
    score: 0,
    hot: false,
    headline: 'Quiet',
    why: [],
    contributions: [],
    history: [],
    timeline: [],
    ...but,
  };
}
