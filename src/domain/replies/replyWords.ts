/** A spelling and what it is read as. Order matters: later ones see the work of earlier ones. */
type Reading = readonly [pattern: RegExp, readAs: string];

/** Short forms are written out, so that one rule for "do not" reads "don't", "dont" and "DON’T". */
const SHORT_FORMS: readonly Reading[] = [
  [/\b(do|does|did|is|are|was|were|has|have|had|would|could|should|need)n'?t\b/g, '$1 not'],
  [/\bain'?t\b/g, 'is not'],
  [/\b(?:can'?t|cannot)\b/g, 'can not'],
  [/\bwon'?t\b/g, 'will not'],
  [/\bi'm\b/g, 'i am'],
  // Not every "im": in German it is "in the".
  [
    /\bim (?=(?:not|in|interested|sorry|very|free|good|a|the|so|out|on|all|happy|just|still|too|really|fine|swamped|busy|open|currently|no|never|looking|afraid|up|done|with|using|under|keen|curious|ready)\b)/g,
    'i am ',
  ],
  [/\b(we|you|they)'re\b/g, '$1 are'],
  [/\b(it|that|this|there|she|he|timing|price|team|money)'s\b/g, '$1 is'],
  [/\b(what|who|how|where|here|when)'?s\b/g, '$1 is'],
  [/\bthats\b/g, 'that is'],
  [/\blet'?s\b/g, 'let us'],
  [/\b(i|we|you|they|she|he|it|that|there|who|this)'d\b/g, '$1 would'],
  [/\b(i|we|you|they|she|he|it|that|there|who|this)'ll\b/g, '$1 will'],
  [/\b(i|we|you|they)'?ve\b/g, '$1 have'],
];

const MISSPELLINGS: readonly Reading[] = [
  [/\b(?:un|dis)interested\b/g, 'not interested'],
  [/\b(?:nt|nto|noot|not-) ?(?=int)/g, 'not '],
  [/\bint(?:re|er|erre|rre|ere|e)s?t?e?d\b/g, 'interested'],
  [/\bint(?:re|er)st(ing)?\b/g, 'interest$1'],
  [/\bun-?s\w{2,5}[ir]{1,2}be\b/g, 'unsubscribe'],
  [/\be-mail/g, 'email'],
  [/\b(?:pls|plz|plse|plaese)\b/g, 'please'],
  [/\b(?:thx|thnx|tks|thanx|ty)\b/g, 'thanks'],
  [/\bthank u\b|\bthankyou\b/g, 'thank you'],
  [/\bu\b/g, 'you'],
  [/\b(?:pricng|prcing|priceing|priceings)\b/g, 'pricing'],
  [/\bs(?:h|c)edul/g, 'schedul'],
  [/\bcalender\b/g, 'calendar'],
  [/\b(?:tmrw|tmr|tomorow|tommorow|tommorrow)\b/g, 'tomorrow'],
  [/\b(?:budjet|buget|bugdet)\b/g, 'budget'],
  [/\b(?:alredy|allready)\b/g, 'already'],
  [/\bcurrenty\b/g, 'currently'],
  [/\brecieve/g, 'receive'],
  [/\bcompet[ei]tor/g, 'competitor'],
  [/\bexpen[cs]ive|\bexpesive/g, 'expensive'],
  [/\b(?:no|any) one\b/g, 'nobody'],
];

/** Sayings whose "not" refuses nothing. They are read first, or "wouldn't say no to a demo" would be a no. */
const SAYINGS: readonly Reading[] = [
  [/\b(?:would|will|could) not (?:say no to|mind|turn down|hurt to|pass up|be opposed to|be against)\b/g, 'open to'],
  [/\b(?:am|are) not (?:at all )?(?:opposed|averse|against|closed)(?: to)?\b/g, 'open to'],
  [/\bno (?:harm in|objections? to|objections? against)\b/g, 'open to'],
  [/\bcan not wait\b/g, 'happy'],
  // Those who do not want to wait, want it now.
  [
    /\b(?:(?:do|would|will|can|could) not (?:want|like|wish|afford) to|would rather not|do not|must not) (?:wait|miss|delay|lose (?:the|this|more|any|time|momentum)|let this slip)\b/g,
    'hurry',
  ],
  [
    /\bi (?:rarely|hardly ever|(?:usually|normally|generally) do not|do not (?:usually|normally|generally|often)|never(?= (?:reply|respond|answer|take|open|read|click) (?!(?:to )?you)))\b/g,
    'i seldom',
  ],
  [
    /\b(?:was|were) (?:just )?(?:going|about) to (?:ignore|delete|bin|skip|unsubscribe|say no|decline|pass)\b/g,
    'almost',
  ],
  [/\btiming could not be (?:any )?better\b/g, 'perfect timing'],
  [/\bnot (?:very |that |at all |really )?(?:happy|satisfied) with (?=our|the|my|it)/g, 'unhappy with '],
  [/\b(?:do|please do) not hesitate\b/g, 'please'],
  [/\bif you do not mind\b/g, 'please'],
  [/\bwhy do not (?:we|you)\b/g, 'let us'],
  [/\b(?:not saying no|not a no|never say never|not that (?:we are|i am) not interested)\b/g, 'perhaps'],
  [/\b(?:could|can) not (?:agree more|be (?:more|happier))\b/g, 'very'],
  [/\bnot only\b|\bnot just\b|\bnothing but\b/g, 'both'],
  [/\bnot bad\b/g, 'good'],
  [/\bno budget (?:issue|problem|constraint|concern|limit|worr)\w*/g, 'enough money'],
  [
    /\b(?:budget|price|money|cost) (?:is|will|would|should) (?:not|no|never) (?:be )?(?:an? |the )?(?:issue|problem|concern|obstacle)/g,
    'enough money',
  ],
  [
    /\bno (?:problem|worries|rush|hurry|doubt|brainer|pressure|issues?|later than|more than|longer than|strings)\b/g,
    'fine',
  ],
  [/\bnot (?:a problem|an issue|to mention|least|before long)\b|\bif not\b/g, 'fine'],
  [/\bwhy not\b/g, 'sure'],
  [/\bn'hesitez pas\b|\bpas de (?:souci|probleme)s?\b|\baucun (?:souci|probleme)\b/g, 'bien'],
  [/\bkein problem\b/g, 'gut'],
  [/\b(?:no hay|sin|ningun) problemas?\b|\bno (?:dude|dudes|duden) en\b/g, 'bien'],
];

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
    .replace(/ß/g, 'ss')
    .replace(/[–—―]/g, ' - ')
    .replace(/[*_~"“”„«»]/g, ' ')
    .replace(/\s+/g, ' ')
    .slice(0, 20_000)
    .trim();
  return [...SHORT_FORMS, ...MISSPELLINGS, ...SAYINGS].reduce(
    (text, [pattern, readAs]) => text.replace(pattern, readAs),
    plain,
  );
}
