import type { Mapping } from './mapping.ts';

/** The rules a new workspace starts with. */
export const defaultMapping: Mapping = {
  pages: [
    // What a section is about goes before words in its titles: /blog/pricing-psychology is a blog post.
    { matches: section('blog'), type: 'blog_engagement' },
    { matches: section('careers|jobs'), type: 'careers_page_visit' },
    { matches: section('docs|api|developers?'), type: 'technical_docs' },
    { matches: '/pricing|/plans(/|$)', type: 'pricing_page_visit' },
    { matches: '/upgrade', type: 'upgrade_page_visit' },
    { matches: '/compare|/comparison|/alternatives|/vs-|-vs-', type: 'competitor_comparison' },
    { matches: '/roi([/-]|$)', type: 'roi_calculator' },
    { matches: '/case-stud|/customers/', type: 'case_study_download' },
    { matches: '/buyers?-guide|/buying-guide', type: 'buying_guide_download' },
    { matches: '/(docs|api)(/|$)', type: 'technical_docs' },
    { matches: '/(careers|jobs)(/|$)', type: 'careers_page_visit' },
    { matches: '/blog(/|$)', type: 'blog_engagement' },
  ],
  forms: [
    { matches: '\\bdemo\\b', type: 'demo_request' },
    { matches: 'contact.?sales|talk to sales|sales.?contact', type: 'contact_sales' },
    { matches: '\\btrial\\b', type: 'free_trial_start' },
    { matches: 'case.?stud', type: 'case_study_download' },
    { matches: '\\broi\\b', type: 'roi_calculator' },
    { matches: 'buy(ing|er).*guide|\\bguide\\b', type: 'buying_guide_download' },
    { matches: 'compar', type: 'competitor_comparison' },
    { matches: 'webinar', type: 'webinar_attendance' },
    { matches: '\\bevent\\b', type: 'event_attendance' },
  ],
  events: [
    'demo_request',
    'contact_sales',
    'free_trial_start',
    'positive_reply',
    'usage_limit_hit',
    'teammate_invited',
    'premium_feature_explored',
    'webinar_attendance',
    'event_attendance',
    'social_interaction',
    'ad_engagement',
    'funding_announced',
    'hiring_velocity',
    'technology_change',
  ].map((type) => ({ matches: `^${type}$`, type, ...(type === 'hiring_velocity' && { atLeast: 20 }) })),
  campaigns: [
    { matches: 'webinar', type: 'webinar_attendance' },
    { matches: 'conference|trade.?show|\\bevent|seminar|workshop', type: 'event_attendance' },
    { matches: 'social', type: 'social_interaction' },
    { matches: 'advert|\\bads?\\b|paid', type: 'ad_engagement' },
  ],
  kinds: {
    // Mail clients load pictures by themselves: an open of which nothing more is known is worth a fifth.
    email_open: { type: 'email_open', confidence: 0.2 },
    email_click: { type: 'email_link_click', confidence: 1 },
    meeting_booked: { type: 'meeting_booked', confidence: 1 },
    visit: { type: 'return_visit', confidence: 1 },
  },
  // Only clear interest is a signal; whoever else answers is a person all the same, which says something about their opens.
  companyTypes: ['funding_announced', 'hiring_velocity', 'technology_change'],
  replies: {
    positive: 'positive_reply',
    question: 'reply',
    referral: 'reply',
    objection: 'reply',
    refusal: 'reply',
    not_now: 'reply',
    neutral: 'reply',
  },
};

/** The first part of a path, after an optional language such as /de or /en-us. */
function section(names: string): string {
  return `^(/[a-z]{2}(-[a-z]{2})?)?/(${names})(/|$)`;
}
