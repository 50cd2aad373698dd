import type { EpisodeView, KnownCard } from '../../src/app/shared/api.ts';

const hour = 3_600_000;
const now = Date.UTC(2026, 10, 20, 9, 32);

/** Three weeks of almost nothing, then the week in which it happens: hours before now, and the score from then on. */
const steps: [hoursAgo: number, score: number][] = [
  [720, 0],
  [610, 5],
  [500, 4],
  [430, 9],
  [300, 7],
  [170, 6],
  [120, 21],
  [74, 19],
  [72, 34],
  [26, 31],
  [25, 46],
  [3, 45],
  [2, 70],
  [0.4, 93],
  [0, 93],
];

const episode: EpisodeView = {
  id: 'e1',
  tier: 1,
  state: 'open',
  stateWords: 'open since 09:12',
  owner: 'Ann Lee',
  assignee: 'Ann Lee',
  due: 'respond by 10:12, in 39 min',
  late: false,
  may: { claim: true, contacted: true },
};

/** A lead that asked for a demo this morning. */
export const hotCard: KnownCard = {
  known: true,
  contact: '501',
  name: 'Dana Fox',
  score: 93,
  tier: 1,
  hot: true,
  headline: 'Hot since 09:12, tier 1',
  why: ['asked for a demo 20 minutes ago', 'pricing page 3 times in 20 minutes', 'compared competitors 4 days ago'],
  forecast: 'stays hot until 27 Nov',
  fit: 'good',
  fitBecause: 'as the CRM says',
  contributions: [
    { words: 'asked for a demo (Demo Request)', when: '20 minutes ago', points: 30 },
    { words: 'pricing page (/pricing)', when: '30 minutes ago', points: 24.98 },
    { words: 'compared competitors (/compare/acme)', when: '4 days ago', points: 18.31 },
    { words: 'case study (/case-studies/northwind)', when: 'yesterday', points: 14.7 },
    { words: 'clicked a link in an e-mail (November offer)', when: '5 days ago', points: 6.64 },
    { words: 'opened an e-mail (November offer)', when: '2 days ago', points: 3.2 },
    { words: 'looked at open jobs (/careers)', when: '27 days ago', points: -4.6 },
  ],
  history: steps.map(([hoursAgo, score]) => ({ at: now - hoursAgo * hour, score })),
  episode,
  timeline: [
    '20 Nov 09:12: told in Slack, for Ann Lee',
    '20 Nov 09:12: task made in the CRM',
    '20 Nov 09:12: given to Ann Lee: owns this contact',
    '20 Nov 09:12: HOT: score 93, tier 1: a demo or trial with a pricing visit within 48 hours, and research',
    '20 Nov 09:12: asked for a demo (Demo Request)',
    '20 Nov 09:02: pricing page (/pricing)',
    '19 Nov 08:10: case study (/case-studies/northwind)',
    '18 Nov 07:55: opened an e-mail (November offer)',
    '16 Nov 16:40: compared competitors (/compare/acme)',
    '15 Nov 20:15: clicked a link in an e-mail (November offer)',
    '24 Oct 11:20: looked at open jobs (/careers)',
  ],
  viewer: { name: 'Ann Lee', rep: true, manager: false },
};

/** The same lead an hour and a half later, when nobody has called. */
export const lateCard: KnownCard = {
  ...hotCard,
  why: ['asked for a demo 1 hour ago', 'pricing page 3 times in 20 minutes'],
  episode: {
    ...episode,
    stateWords: 'claimed by Ann Lee 1 hour ago',
    state: 'claimed',
    late: true,
    due: '42 min late',
    may: { claim: false, contacted: true },
  },
};
