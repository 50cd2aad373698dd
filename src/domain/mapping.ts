/** What a CRM or tracker reports: the same shape as the CRM port's Activity. */
export type ReportedActivity = { sourceId: string; kind: ActivityKind; at: number; name: string };

type ActivityKind =
  | 'page_view'
  | 'form_submission'
  | 'email_open'
  | 'email_click'
  | 'meeting_booked'
  | 'visit'
  | 'custom_event';

/** `matches` is a regular expression over the lower-case path or name; the first rule that matches wins. */
type NameRule = { matches: string; type: string };
type KindRule = { type: string; confidence: number };

/** Which activities become which signals, as plain JSON. */
export type Mapping = {
  pages: NameRule[];
  forms: NameRule[];
  events: NameRule[];
  kinds: Record<'email_open' | 'email_click' | 'meeting_booked' | 'visit', KindRule>;
};

type MappedSignal = { type: string; at: number; asset?: string; confidence: number; sourceId: string };

export type MappingResult = { kind: 'signal'; signal: MappedSignal } | { kind: 'ignored'; reason: string };

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
  ].map((type) => ({ matches: `^${type}$`, type })),
  kinds: {
    // Mail clients load pictures by themselves: an open is worth a fifth until something grades it.
    email_open: { type: 'email_open', confidence: 0.2 },
    email_click: { type: 'email_link_click', confidence: 1 },
    meeting_booked: { type: 'meeting_booked', confidence: 1 },
    visit: { type: 'return_visit', confidence: 1 },
  },
};

/** The first part of a path, after an optional language such as /de or /en-us. */
function section(names: string): string {
  return `^(/[a-z]{2}(-[a-z]{2})?)?/(${names})(/|$)`;
}

/**
 * The signal an activity is, or why it is none. Never throws, whatever the name holds. Reasons are constant texts, fit for
 * counting; `asset` holds no query string and no e-mail address.
 */
export function signalFrom(activity: ReportedActivity, mapping: Mapping): MappingResult {
  if (!Number.isSafeInteger(activity.at)) return ignored('its time is no date');
  switch (activity.kind) {
    case 'page_view':
      return fromPage(activity, mapping.pages);
    case 'form_submission':
      return fromName(activity, mapping.forms, 'form');
    case 'custom_event':
      return fromName(activity, mapping.events, 'event');
    case 'email_open':
    case 'email_click':
    case 'meeting_booked':
    case 'visit': {
      const { type, confidence } = mapping.kinds[activity.kind];
      return signal(activity, type, confidence, pathOf(activity.name));
    }
    default:
      return ignored('unknown kind of activity');
  }
}

function fromPage(activity: ReportedActivity, rules: readonly NameRule[]): MappingResult {
  const path = pathOf(activity.name);
  if (path === undefined) return ignored('page: its URL does not parse');
  const type = firstMatch(path, rules);
  return type === undefined ? ignored('page: no rule matches') : signal(activity, type, 1, path);
}

function fromName(activity: ReportedActivity, rules: readonly NameRule[], what: 'form' | 'event'): MappingResult {
  const name = activity.name.trim().toLowerCase();
  const type = firstMatch(what === 'form' ? name.replaceAll('_', ' ') : name, rules);
  return type === undefined ? ignored(`${what}: no rule matches`) : signal(activity, type, 1, withoutAddresses(name));
}

function firstMatch(name: string, rules: readonly NameRule[]): string | undefined {
  return rules.find((rule) => new RegExp(rule.matches).test(name))?.type;
}

/** The path of a URL, lower-case, without query, fragment and trailing slash; hosts without a scheme are understood. */
function pathOf(name: string): string | undefined {
  const text = name.trim();
  const url = /^[\w-]+(\.[\w-]+)+(\/|$)/.test(text) ? `https://${text}` : text;
  if (!URL.canParse(url, text.startsWith('/') ? 'https://site.invalid' : undefined)) return undefined;
  const { protocol, pathname } = new URL(url, 'https://site.invalid');
  if (protocol !== 'http:' && protocol !== 'https:') return undefined;
  return withoutAddresses(pathname.toLowerCase()).replace(/\/+$/, '') || '/';
}

/** Path segments and words that hold an address (`@`, also encoded) become a dash. */
function withoutAddresses(text: string): string {
  return text.replace(/[^\s/]*(?:@|%40)[^\s/]*/g, '-').slice(0, 200);
}

function signal(
  { at, sourceId }: ReportedActivity,
  type: string,
  confidence: number,
  asset: string | undefined,
): MappingResult {
  return { kind: 'signal', signal: { type, at, confidence, sourceId, ...(asset === undefined ? {} : { asset }) } };
}

function ignored(reason: string): MappingResult {
  return { kind: 'ignored', reason };
}
