import type { FamilyRule, TypeRule } from './model.ts';

type Row = [type: string, points: number, decay: string, words: string];

const sumTypes = new Set(['pricing_page_visit', 'upgrade_page_visit']);
const onceTypes = new Set(['demo_request', 'contact_sales', 'free_trial_start', 'meeting_booked']);
/** Types that may come as readings, such as usage in percent: they last while they are above this. */
const states: Record<string, { above: number }> = { usage_limit_hit: { above: 80 } };
const onceFamilies = new Set(['firmographic', 'negative']);

const rows: Record<string, Row[]> = {
  critical: [
    ['demo_request', 30, 'hold 7d', 'asked for a demo'],
    ['contact_sales', 30, 'hold 7d', 'asked to talk to sales'],
    ['free_trial_start', 30, 'hold 14d', 'started a free trial'],
    ['pricing_page_visit', 25, '20%', 'pricing page'],
    ['upgrade_page_visit', 25, '20%', 'upgrade page'],
    ['meeting_booked', 30, 'hold 7d', 'booked a meeting'],
    ['positive_reply', 25, '20%', 'replied with interest'],
  ],
  research: [
    ['competitor_comparison', 20, '15%', 'compared competitors'],
    ['roi_calculator', 20, '15%', 'ROI calculator'],
    ['case_study_download', 15, '15%', 'case study'],
    ['technical_docs', 15, '15%', 'technical docs'],
    ['buying_guide_download', 15, '15%', 'buying guide'],
  ],
  product: [
    ['usage_limit_hit', 20, '15%', 'hit a usage limit'],
    ['teammate_invited', 15, '15%', 'invited a teammate'],
    ['premium_feature_explored', 15, '15%', 'explored a premium feature'],
  ],
  engagement: [
    ['webinar_attendance', 12, '20%', 'attended a webinar'],
    ['event_attendance', 12, '20%', 'attended an event'],
    ['email_link_click', 8, '25%', 'clicked a link in an e-mail'],
    ['return_visit', 5, '25%', 'came back to the site'],
    ['email_open', 5, '25%', 'opened an e-mail'],
    ['blog_engagement', 5, '25%', 'read the blog'],
    ['social_interaction', 5, '25%', 'reacted on social media'],
    ['ad_engagement', 5, '25%', 'clicked an ad'],
  ],
  firmographic: [
    ['funding_announced', 15, '10%', 'company announced funding'],
    ['hiring_velocity', 12, '10%', 'company is hiring fast'],
    ['technology_change', 10, '10%', 'company changed its technology'],
  ],
  negative: [['careers_page_visit', -15, '25%', 'looked at open jobs']],
  // Says nothing of intent, so it moves no score; but what adds nothing would open no lane.
  request: [['route_request', 0.000_001, 'hold 1d', 'a workflow asked to route it']],
};

/** How each family is capped (points) and counted for variety: DESIGN 4 and 5. */
export const defaultFamilies: Record<string, FamilyRule> = {
  critical: { variety: 'each type' },
  research: { variety: 'each type' },
  product: { variety: 'each type' },
  engagement: { variety: 'whole family', cap: 35 },
  firmographic: { variety: 'whole family', cap: 30 },
  negative: { variety: 'none' },
  request: { variety: 'none' },
};

/** The types a new workspace starts with: the table of DESIGN 4. */
export const defaultCatalogue: Record<string, TypeRule> = Object.fromEntries(
  Object.entries(rows).flatMap(([family, types]) => types.map((row) => [row[0], ruleFrom(family, row)])),
);

function ruleFrom(family: string, [type, points, decay, words]: Row): TypeRule {
  return {
    family,
    points,
    decay: decayFrom(decay),
    repeat: repeatOf(type, family),
    foldBy: sumTypes.has(type) ? 'type' : 'type and asset',
    words,
    ...(states[type] !== undefined && { state: states[type] }),
  };
}

function decayFrom(text: string): TypeRule['decay'] {
  const number = Number.parseInt(text.replace('hold ', ''), 10);
  return text.startsWith('hold') ? { kind: 'hold', days: number } : { kind: 'weekly', loss: number / 100 };
}

function repeatOf(type: string, family: string): TypeRule['repeat'] {
  if (sumTypes.has(type)) return 'sum';
  return onceTypes.has(type) || onceFamilies.has(family) ? 'once' : 'diminish';
}
