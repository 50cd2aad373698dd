/** Of the default types those whose keys do not read as the name of a thing; a catalogue's own words are verbs. */
const NOUNS: Record<string, string> = {
  // Visits and looks
  roi_calculator: 'ROI calculator visit',
  technical_docs: 'technical docs visit',
  blog_engagement: 'blog visit',
  premium_feature_explored: 'look at a premium feature',
  // Requests and invitations
  contact_sales: 'request to talk to sales',
  meeting_booked: 'meeting booking',
  teammate_invited: 'teammate invitation',
  // Clicks, opens and reactions
  email_open: 'e-mail open',
  email_link_click: 'e-mail link click',
  ad_engagement: 'ad click',
  social_interaction: 'social media reaction',
  // News of the company
  funding_announced: 'funding announcement',
  hiring_velocity: 'hiring surge',
};

/** What one signal of a type is called: "pricing page visit". A type not known here is its key read aloud. */
export function nounOf(type: string): string {
  return Object.hasOwn(NOUNS, type) ? (NOUNS[type] ?? type) : spoken(type);
}

/** A key of the model read aloud: "two pricing visits". */
export function spoken(key: string): string {
  return key.replaceAll('_', ' ');
}

// As spoken: "a usage limit", "a European event", "a one-pager", and "an ROI calculator", said letter by letter.
const LIKE_CONSONANT = /^(us[ae]|uni(?!n)|eu|one\b)/i;
const LETTERS = /^[A-Z]{2}/;

/** "a demo request", "an upgrade page visit". */
export function withArticle(noun: string): string {
  if (LETTERS.test(noun)) return `${/^[AEFHILMNORSX]/.test(noun) ? 'an' : 'a'} ${noun}`;
  return `${/^[aeiou]/i.test(noun) && !LIKE_CONSONANT.test(noun) ? 'an' : 'a'} ${noun}`;
}
