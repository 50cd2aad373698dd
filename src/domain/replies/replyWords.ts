import { anyOf, inOrder } from './replyRule.ts';

/** A spelling and what it is read as. Order matters: later ones see the work of earlier ones. */
type Reading = readonly [pattern: RegExp, readAs: string];

/** Short forms are written out, so that one rule for "do not" reads "don't", "dont" and "DON’T". */
const SHORT_FORMS: readonly Reading[] = [
  [/\b(do|does|did|is|are|was|were|has|have|had|would|could|should|need)n'?t\b/, '$1 not'],
  [/\bain'?t\b/, 'is not'],
  [/\b(?:can'?t|cannot)\b/, 'can not'],
  [/\bwon'?t\b/, 'will not'],
  [/\bi'm\b/, 'i am'],
  // Not every "im": in German it is "in the".
  [
    inOrder(
      /\bim /,
      anyOf(
        /(?=(?:not|no|never|in|a|the|so|out|on|all|just|still|too|really|very|currently|up|done|with|using|under)\b)/,
        /(?=(?:interested|sorry|free|good|happy|fine|swamped|busy|open|looking|afraid|keen|curious|ready)\b)/,
      ),
    ),
    'i am ',
  ],
  [/\b(we|you|they)'re\b/, '$1 are'],
  [/\b(it|that|this|there|she|he|timing|price|team|money)'s\b/, '$1 is'],
  [/\b(what|who|how|where|here|when)'?s\b/, '$1 is'],
  [/\bthats\b/, 'that is'],
  [/\blet'?s\b/, 'let us'],
  [/\b(i|we|you|they|she|he|it|that|there|who|this)'d\b/, '$1 would'],
  [/\b(i|we|you|they|she|he|it|that|there|who|this)'ll\b/, '$1 will'],
  [/\b(i|we|you|they)'?ve\b/, '$1 have'],
];

const MISSPELLINGS: readonly Reading[] = [
  [/\b(?:un|dis)interested\b/, 'not interested'],
  [/\b(?:nt|nto|noot|not-) ?(?=int)/, 'not '],
  [/\bint(?:re|er|erre|rre|ere|e)s?t?e?d\b/, 'interested'],
  [/\bint(?:re|er)st(ing)?\b/, 'interest$1'],
  [/\bun-?s\w{2,5}[ir]{1,2}be\b/, 'unsubscribe'],
  [/\be-mail/, 'email'],
  [/\b(?:pls|plz|plse|plaese)\b/, 'please'],
  [/\b(?:thx|thnx|tks|thanx|ty)\b/, 'thanks'],
  [/\bthank u\b|\bthankyou\b/, 'thank you'],
  [/\bu\b/, 'you'],
  [/\b(?:pricng|prcing|priceing|priceings)\b/, 'pricing'],
  [/\bs(?:h|c)edul/, 'schedul'],
  [/\bcalender\b/, 'calendar'],
  [/\b(?:tmrw|tmr|tomorow|tommorow|tommorrow)\b/, 'tomorrow'],
  [/\b(?:budjet|buget|bugdet)\b/, 'budget'],
  [/\b(?:alredy|allready)\b/, 'already'],
  [/\bcurrenty\b/, 'currently'],
  [/\brecieve/, 'receive'],
  [/\bcompet[ei]tor/, 'competitor'],
  [/\bexpen[cs]ive|\bexpesive/, 'expensive'],
  [/\b(?:no|any) one\b/, 'nobody'],
];

/** Sayings whose "not" refuses nothing. They are read first, or "wouldn't say no to a demo" would be a no. */
const SAYINGS: readonly Reading[] = [
  [/\b(?:would|will|could) not (?:say no to|mind|turn down|hurt to|pass up|be opposed to|be against)\b/, 'open to'],
  [/\b(?:am|are) not (?:at all )?(?:opposed|averse|against|closed)(?: to)?\b/, 'open to'],
  [/\bno (?:harm in|objections? to|objections? against)\b/, 'open to'],
  [/\bcan not wait\b/, 'happy'],
  // Those who do not want to wait, want it now.
  [
    inOrder(
      /\b(?:(?:do|would|will|can|could) not (?:want|like|wish|afford) to|would rather not|do not|must not) /,
      /(?:wait|miss|delay|lose (?:the|this|more|any|time|momentum)|let this slip)\b/,
    ),
    'hurry',
  ],
  [
    inOrder(
      /\bi /,
      anyOf(
        /rarely|hardly ever|(?:usually|normally|generally) do not|do not (?:usually|normally|generally|often)/,
        /never(?= (?:reply|respond|answer|take|open|read|click) (?!(?:to )?you))/,
      ),
      /\b/,
    ),
    'i seldom',
  ],
  [
    /\b(?:was|were) (?:just )?(?:going|about) to (?:ignore|delete|bin|skip|unsubscribe|say no|decline|pass)\b/,
    'almost',
  ],
  [/\btiming could not be (?:any )?better\b/, 'perfect timing'],
  [/\bnot (?:very |that |at all |really )?(?:happy|satisfied) with (?=our|the|my|it)/, 'unhappy with '],
  [/\b(?:do|please do) not hesitate\b/, 'please'],
  [/\bif you do not mind\b/, 'please'],
  [/\bwhy do not (?:we|you)\b/, 'let us'],
  [/\b(?:not saying no|not a no|never say never|not that (?:we are|i am) not interested)\b/, 'perhaps'],
  [/\b(?:could|can) not (?:agree more|be (?:more|happier))\b/, 'very'],
  [/\bnot only\b|\bnot just\b|\bnothing but\b/, 'both'],
  [/\bnot bad\b/, 'good'],
  [/\bno budget (?:issue|problem|constraint|concern|limit|worr)\w*/, 'enough money'],
  [
    /\b(?:budget|price|money|cost) (?:is|will|would|should) (?:not|no|never) (?:be )?(?:an? |the )?(?:issue|problem|concern|obstacle)/,
    'enough money',
  ],
  [
    /\bno (?:problem|worries|rush|hurry|doubt|brainer|pressure|issues?|later than|more than|longer than|strings)\b/,
    'fine',
  ],
  [/\bnot (?:a problem|an issue|to mention|least|before long)\b|\bif not\b/, 'fine'],
  [/\bwhy not\b/, 'sure'],
  [/\bn'hesitez pas\b|\bpas de (?:souci|probleme)s?\b|\baucun (?:souci|probleme)\b/, 'bien'],
  [/\bkein problem\b/, 'gut'],
  [/\b(?:no hay|sin|ningun) problemas?\b|\bno (?:dude|dudes|duden) en\b/, 'bien'],
];

const READINGS = [...SHORT_FORMS, ...MISSPELLINGS, ...SAYINGS].map(([pattern, readAs]): Reading => [
  new RegExp(pattern.source, 'g'),
  readAs,
]);

/**
 * A sentence in the spelling the rules are written in: lower case, no accents, short forms written out, common misspellings
 * mended, harmless sayings with "no" or "not" put in other words. Its length differs a little from the sentence's.
 */
export function plainWords(sentence: string): string {
  const letters = sentence
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase();
  const plain = letters
    .replace(/[‘’‛`´ʼ]/g, "'")
    .replace(/ß/, 'ss')
    .replace(/[–—―]/, ' - ')
    .replace(/[*_~"“”„«»]/, ' ')
    .replace(/\s+/, ' ')
    .slice(0, 20_000)
    .trim();
  return READINGS.reduce((text, [pattern, readAs]) => text.replace(pattern, readAs), plain);
}
