/**
 * What the pages inside HubSpot ask our server and what they are answered: the server takes these types from here, so that both
 * sides agree. Times named `at` are epoch milliseconds; what is meant to be read is in words already, in the reader's own zone.
 * What is not known is absent.
 */

export type Tier = 1 | 2 | 3;

/** `GET /hubspot/api/card?contact=<record id>`. */
export type CardView = { known: false; because: string } | KnownCard;

export type KnownCard = {
  known: true;
  contact: string;
  name: string;
  /** 0 to 100. */
  score: number;
  tier?: Tier;
  hot: boolean;
  /** "Hot since 09:12, tier 1 since 10:40", "Warm, not hot", "Quiet". */
  headline: string;
  /** Why now, in words, the strongest first: "pricing page 3 times in 20 minutes". */
  why: string[];
  /** What happens if nothing else does: "stays hot until Tue 14:10". */
  forecast?: string;
  fit: 'good' | 'unknown' | 'poor' | 'excluded';
  fitBecause?: string;
  /** Why nobody is told of this lead, though it is scored. Absent while an episode is open: somebody was told. */
  suppressed?: string;
  /** How it came to be somebody's, where that says more than the reasons: "a workflow asked to route it 2 minutes ago". */
  notes?: string[];
  /** What each signal adds now; they add up to the score before it is rounded and clamped. */
  contributions: { words: string; when: string; points: number }[];
  /** The score over the last 30 days, oldest first, the last one now. */
  history: { at: number; score: number }[];
  /** The open episode, else none. */
  episode?: EpisodeView;
  /** What happened, newest first, in plain lines: "20 Nov 09:12: asked for a demo". */
  timeline: string[];
  viewer: Viewer;
};

export type EpisodeView = {
  id: string;
  tier: Tier;
  state: 'open' | 'claimed' | 'contacted';
  /** "open since 9:12", "claimed by Ann 3 min ago". */
  stateWords: string;
  owner?: string;
  assignee?: string;
  /** "respond by 10:12, in 40 min", "42 min late". */
  due?: string;
  late: boolean;
  /** What the viewer may do now; each with why not, where it may not. */
  may: { claim: boolean; contacted: boolean; because?: string };
};

/** Who looks: nobody's rep when HubSpot's user owns no records here. */
export type Viewer = { name?: string; rep: boolean; manager: boolean; problem?: string };

/** `POST /hubspot/api/act`. The same key is the same press, and happens once. */
export type ActRequest = {
  key: string;
  episode: string;
  do: 'claim' | 'contacted';
  how?: 'call' | 'email' | 'meeting' | 'message';
};
export type ActAnswer = { ok: boolean; text: string };

/** `GET /hubspot/api/queue`: the open hot leads, most urgent first. `team` includes `mine`; `now` is in words: "as of 9:32". */
export type QueueView = { viewer: Viewer; mine: QueueRow[]; team: QueueRow[]; now: string };
export type QueueRow = {
  episode: string;
  contact: string;
  name: string;
  company?: string;
  score: number;
  tier: Tier;
  why: string;
  state: 'open' | 'claimed' | 'contacted';
  assignee?: string;
  due: string;
  late: boolean;
  mayClaim: boolean;
};

/** `GET /hubspot/api/response`: the last 30 days. Minutes are wall clock. */
export type ResponseView = {
  from: string;
  to: string;
  /** The five of the dashboard and the medians; `target` in words. */
  figures: { name: string; value: string; target?: string; state: 'good' | 'bad' | 'neutral'; help: string }[];
  /** Answers that were due, by the day on which each clock began, oldest first; `day` is YYYY-MM-DD. */
  perDay: { day: string; hotLeads: number; answeredInHour: number }[];
  /**
   * Share answered within so long, with its 95% interval; shares from 0 to 1. All are of the same clocks: the `withinOf` that began
   * at least 4 hours ago, so that no share falls with a longer time.
   */
  within: { label: string; share: number; low: number; high: number }[];
  withinOf: number;
  byRep: ResponseRow[];
  byTier: ResponseRow[];
  bySource: ResponseRow[];
  conversion: { words: string; leads: number; won: number; share: number; low: number; high: number }[];
};
export type ResponseRow = {
  name: string;
  /** Answers that were due: `answered` and `open` together. A lead that acts again in the same episode is due another. */
  hotLeads: number;
  answered: number;
  open: number;
  /** How many more they had, and somebody else answered. */
  byOthers?: number;
  medianMinutes?: number;
  /** "42 min", "not yet". */
  median: string;
  p90: string;
  /** How many were answered within an hour, not which part. */
  inHour: number;
};

/** `GET /hubspot/api/coverage`: who is there, and when nobody will be. */
export type CoverageView = {
  people: {
    name: string;
    present: boolean;
    /** "in working hours until 18:00", "on holiday until Mon 9:00". */
    because: string;
    openLeads: number;
    most?: number;
    /** Why no message reaches the person. */
    problem?: string;
  }[];
  /**
   * For each of the next seven days, how many people are there in each hour of that day, 24 numbers, in `timeZone`; `day` is
   * YYYY-MM-DD.
   */
  week: { day: string; hours: number[] }[];
  timeZone: string;
  /** Stretches that nobody covers: "Sat 21 Nov, all day". */
  gaps: string[];
  checks: { level: 'error' | 'warning'; text: string }[];
  pools: { name: string; mode: 'assign' | 'claim'; members: { name: string; due: number; had: number }[] }[];
};

/** `GET /hubspot/api/settings`. `settings` is the published model, as `hot-lead model export` prints it. */
export type SettingsView = {
  viewer: Viewer;
  /** Why the viewer may only look. */
  readOnlyBecause?: string;
  version: number;
  /** In the reader's words: "2 hours ago (20 Nov 09:00 Berlin)", "with the app". */
  publishedAt: string;
  settings: Settings;
  /** The people HubSpot knows who can own records, for choosing. `id` is what settings name them by. */
  people: { id: string; name: string; email?: string; active: boolean }[];
  channels: { name: string; on: boolean; problem?: string }[];
};

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** The settings as plain JSON; what the page edits is typed, the rest stays as it is. */
export type Settings = {
  catalogue: Record<
    string,
    { family: string; points: number; words: string; decay: { kind: string; days?: number; loss?: number } }
  >;
  tiers: {
    one: { score: number; variety: number };
    two: { score: number; variety: number; counted: number };
    three: { score: number };
  };
  lanes: Record<string, { on: boolean; type: string; times: number; apartMinutes: number; hours: number }>;
  recipes: Record<string, { on: boolean; tier: number; score: number; words: string }>;
  [section: string]: unknown;
};

/** One edit: the value at a path of the settings; without a value what is there is taken away. */
export type Change = { path: (string | number)[]; value?: Json };

/** `POST /hubspot/api/settings/check`: every problem with its path; none means that it could be published. */
export type CheckRequest = { basedOn: number; changes: Change[] };
export type CheckAnswer = { problems: { path: string; text: string }[] };

/** `POST /hubspot/api/settings/plan` starts a plan (a CheckRequest); `GET /hubspot/api/settings/plan?id=` says how far it is. */
export type PlanStarted = { ok: true; id: string } | ({ ok: false; text: string } & CheckAnswer);
export type PlanView =
  | { state: 'running'; text: string }
  | { state: 'failed'; text: string }
  | {
      state: 'done';
      /** The days that were watched and played again; alerts a day are of these. */
      days: number;
      /** What publishing does at once: "Published now, 3 leads ... are given to a rep". */
      atOnce: string;
      /** "Alerts a day: 4.2 now, 6.0 then". */
      summary: string[];
      /** `now`: as the settings are; `would`: with the changes. */
      alertsPerDay: { now: number; would: number };
      /** Alerts of each day that was played again, oldest first; `day` is YYYY-MM-DD. */
      perDay?: { day: string; now: number; would: number }[];
      becomeHot: PlanRow[];
      stopBeingHot: PlanRow[];
    };
export type PlanRow = { contact?: string; name: string; when: string; because: string };

/** `POST /hubspot/api/settings/publish`. The same key publishes once. */
export type PublishRequest = CheckRequest & { key: string };
export type PublishAnswer = { ok: true; version: number; text: string } | ({ ok: false; text: string } & CheckAnswer);
