import { interestRules } from './replyInterest.ts';
import { anyOf, type ReplyRule } from './replyRule.ts';

type Row = readonly [id: string, pattern: RegExp];

const ASK =
  '(?:can|could|would|will|may|please|kindly|want|need|would like|happy|like you|get|see|have|give|share|send|provide|forward|email|show|shoot|draft|prepare|put together)';
const OFFER =
  '(?:pricing|prices?|price list|quot(?:e|ation)s?|proposals?|contract|order form|agreement|msa|dpa|nda|invoice|rate card|rates|cost(?:s| breakdown| estimate)?|estimate|(?:an|your|the|any) offer|terms|paperwork|sow|(?:one|two)[- ]pager|deck|brochure|datasheet|case stud(?:y|ies)|(?:more |some |further |additional )?(?:info(?:rmation)?|details|material)|demo|trial|pilot|poc|security (?:questionnaire|docs|documentation|review|whitepaper)|soc ?2(?: report)?|pen[- ]?test)';
const TALK =
  '(?:demo|demonstration|call|meeting|chat|meet|talk|speak|slot|walk ?through|zoom|teams|conversation|session|coffee|catch[- ]?up|discuss)';
const TIME =
  '(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|tue|tues|wed|thu|thurs|fri|tomorrow|today|tonight|this (?:week|afternoon|morning|evening)|next week|(?:in|next) (?:\\w+ )?(?:days?|couple of weeks)|\\d{1,2} ?(?:am|pm|:\\d\\d|h\\b|o.?clock|uhr)|at \\d{1,2}\\b|noon|\\d+[ -]?min(?:ute)?s?|\\d{1,2}(?:st|nd|rd|th)\\b|january|february|march|april|june|july|august|september|october|november|december|jan|feb|apr|aug|sept?|oct|nov|dec)';
const of = (source: string): RegExp => new RegExp(source);

/** A request, or a time: a rep can act on it today. */
const requests: readonly Row[] = [
  ['asks-for-offer', of(`\\b${ASK} [^.;!?]{0,40}?\\b${OFFER}\\b`)],
  [
    'price-question',
    /\b(?:how (?:much|expensive)\b(?! (?:more|longer|spam))|how (?:does|do|is|are) (?:\w+ ){0,2}(?:pricing|prices?|billing|licensing|contracts?|discounts?) (?:work|structured|calculated)|(?:is|are) (?:it|there|the \w+|you) (?:a |an )?(?:monthly|annual|yearly|month[- ]to[- ]month|per[- ]seat)|what (?:is|are|does|do|would|will|about) [^.;!]{0,40}?\b(?:pric(?:e|es|ing)|costs?|rates?|fees?|charge|pay|plans?|discounts?|tiers?|contract (?:terms?|length)|minimum)\b|(?:price|cost|pricing|quote|discount|rate)s? (?:for|per|of|on|at) (?:\w+ ){0,3}(?:\d+|seats?|users?|us|team|enterprise|month|year|nonprofits?|annual)|(?:any|offer(?:ing)?|give|have|get|is there|are there) (?:\w+ ){0,2}(?:discounts?|free trial|trial|price|pricing|volume|payment terms|annual plan|monthly plan)|per (?:seat|user|month)\b[^.!]{0,30}\?)/,
  ],
  [
    'bare-offer-word',
    of(
      `^(?:so |and |ok,? |hi \\w+,? )?(?:the )?${OFFER}(?: please| pls)?[ ?]*\\?$|^${OFFER} please\\b|^(?:price|pricing|quote|demo|cost)[?!. ]*$`,
    ),
  ],
  [
    'security-question',
    /\b(?:do|does|are|is|can|where|how|which|what|have|send)\b[^.;!]{0,50}?\b(?:soc ?2|iso ?27001|hipaa|gdpr|sso|saml|scim|compliant|complian(?:ce|t)|certifi\w+|encrypt\w+|data (?:residency|hosted|stored|processed|retention|centers?|protection)|dpa|sub-?processors?|security (?:review|questionnaire|docs?|documentation|team|measures|policy|posture|whitepaper)|pen[- ]?tests?|hosted|host|stored|on[- ]prem\w*|handle security|my data|our data|customer data)\b/,
  ],
  [
    'security-review',
    /\b(?:security|vendor|legal|procurement|infosec|it) (?:review|questionnaire|assessment|onboarding|process)\b(?! (?:is|was|failed|would|will) (?:\w+ )?(?:not|fail|block))/,
  ],
  [
    'asks-feature',
    /\b(?:does|do|can|could|would|will|is|are) (?:it|this|you|your (?:tool|product|platform|software|solution|system|app|api|service|integration)|the (?:tool|product|platform|software|solution|system|app|api|service|integration|plan)|that|we|i) (?:\w+ )?(?:support|integrate|work(?:s|ing)? (?:with|for|on|in)|sync|connect|handle|come with|include|offer (?:an?|sso|api|support|integrat\w+|onboarding|training|multi\w*|annual|monthly)|able to|import|export|scale|run on|use (?:it|this)|try (?:it|this)|test (?:it|this)|see (?:it|this|a|an|your|how)|deploy|customi[sz]e|compatible|available (?:in|on|for)|provide (?:an?|api|support|onboarding|training)|have (?:an? )?(?:api|integration|mobile|sandbox|sdk|webhook\w*|audit|role|support for|connector|native|plan|trial|free|reference|case))\b/,
  ],
  [
    'is-it-possible',
    /\b(?:is it possible to|is there (?:a|an|any) (?:\w+ )?(?:api|integration|trial|free|demo|plan|way to (?:try|test|see|use|integrate|connect|import)|limit|minimum|sandbox|discount|onboarding)|how (?:does|do|would|will|can|is|are|long|quickly|fast|soon) (?:it|this|you|we|your|the|is|does|would|can|could) (?:\w+ ){0,3}(?:compare|differ\w*|work|integrate|handle|onboard\w*|implement\w*|set ?up|take|install\w*|start|migrat\w*|connect|calculated?|scor\w+|rollout|go live))\b/,
  ],
  [
    'lets-talk',
    of(
      `\\blet us (?:\\w+ )?(?:${TALK}|do (?:it|this|that)|connect|schedule|set|book|find|go|move|get (?:going|started|this|it)|start|arrange|jump|hop|proceed|sync|have|make it|say|aim|plan)\\b(?! our separate)`,
    ),
  ],
  [
    'send-times',
    anyOf(
      /\bbook (?:me|us) in\b/,
      /^got (?:\d+|a few) min\w*/,
      /\b(?:send|share|give|shoot|propose|suggest|offer|let me have|have|find|pick|book|grab) (?:me |us |over |a |an |some |your |few |couple of |the |through |my |any )*(?:times?|time ?slots?|slots?|availabilit\w+|calendar|invite|invitation|calendar (?:link|invite)|meeting (?:link|invite)|link to (?:book|schedule)|dates?)\b/,
      /\b(?:here is|this is|use|book (?:via|through|with|on)) (?:my|our) (?:calendar|calendly|booking)\b/,
      /\bwhen (?:are|can|could|would|is|do) (?:you|we|it|a good)\b(?! stop)/,
      /\bwhat (?:times?|days?|slots?) (?:\w+ )?(?:work|suit|is|are|do)/,
    ),
  ],
  [
    'books-a-meeting',
    of(
      `\\b(?:book|schedule|set (?:\\w+ )?up|arrange|got|organi[sz]e|plan|have|do|get|hop on|jump on|join|fix|request|up for|open to|down for|ready for|move|reschedule|like|want|love|need|see) (?:me |us |in |for |to |a |an |the |our |quick |short |brief |\\d+[- ]min(?:ute)? |intro |introductory |live |product |personal |video |phone |on ){0,4}${TALK}\\b(?! (?:sheet|center|me a))`,
    ),
  ],
  [
    'meeting-with-time',
    of(
      `(?<!\\b(?:in|in an?|our|my|board|team|staff|had an?|missed|after the|after my|the last|another|internal|i have an?|all-hands|weekly) )\\b${TALK}(?:ing|s)?\\b [^.;!]{0,30}?\\b${TIME}`,
    ),
  ],
  [
    'time-with-meeting',
    of(
      `\\b${TIME}\\b[^,.;!?]{0,25}?\\b(?:works?|suits?|is (?:good|fine|great|perfect|ok|okay|best)|would (?:work|be (?:good|great|fine|perfect|ideal|best)|suit)|for (?:a|the) (?:\\w+ )?${TALK}|sounds good|ok|okay|fine|good)\\b(?! (?:from home|day|with (?:gong|another)))`,
    ),
  ],
  ['bare-time', of(`^(?:(?:or|and|so|maybe|perhaps) )?${TIME}[^.;!?]{0,20}\\?$`)],
  [
    'free-at',
    of(
      `\\b(?:free|available|availability|around|can do|could do|can make|open|does|do|how about|what about|how is|make it|work(?:s)?|call me|ring me|phone me|suit(?:s)?|meet|talk|chat|speak)\\b [^.;!]{0,20}?\\b${TIME}`,
    ),
  ],
  [
    'works-for-me',
    /\b(?:works? (?:for|with) (?:me|us|my|our)|that works|works great|works perfectly|see you (?:then|there|on|at|tomorrow|mon|tues|wed|thurs|fri)|(?:meeting|invite|invitation|appointment) (?:accepted|confirmed)|suits (?:me|us)|talk (?:soon|then|tomorrow)|speak (?:soon|then|tomorrow)|count (?:me|us) in|sign (?:me|us) up|(?:i am|we are) in\b(?= ?[.!,]|$)|where do (?:i|we) sign|how do (?:i|we) (?:sign up|buy|order|pay|get started|start|upgrade|proceed|purchase))\b/,
  ],
  [
    'call-me',
    anyOf(
      /\b(?:please )?(?:call|ring|phone|dial) (?:me|us)\b/,
      /\b(?:give|drop) (?:me|us) a (?:\w+ )?(?:call|ring|buzz|shout|line)\b/,
      /\bhave (?:someone|somebody|a rep|your \w+|sales) (?:call|contact|reach|get)\b/,
      /\b(?:my|direct) (?:number|cell|mobile|line) is\b/,
      /\breach me (?:at|on)\b/,
    ),
  ],
  [
    'next-step',
    anyOf(
      /\b(?:needs?|wants?|requires?) (?:an? |the )(?:\w+ )?(?:quote|proposal|demo|contract|trial|call|pilot|invoice)\b/,
      /\b(?:can|could|would) you (?:please )?(?:resend|re-send|clarify the (?:price|pricing|cost))\b/,
      /\b(?:about|regarding|on) (?:the |your )?(?:price|pricing|cost|contract)s?\b[^.;!]{0,40}\?/,
      /\bhow (?:fast|soon|quickly) can (?:we|i|you)\b/,
      /^book it\b/,
      /^next steps? ?\?/,
      /\b(?:(?:what are|what is|discuss|agree|the) (?:the |our )?next steps?|ready to (?:buy|sign|go|start|move|proceed|order|commit|pull)|want to (?:buy|purchase|order|sign|upgrade|proceed|subscribe)|would like to (?:buy|purchase|order|sign|upgrade|proceed|move|go ahead|subscribe|add)|move forward|go ahead (?:and|with)|please (?:go ahead|proceed|add|include|send (?:it|them|over|that|me|us|that over|the))|(?<!(?:to|did you|you) )send (?:it|them|that|this|everything|more|the \w+|me the \w+) (?:over|across|to (?:me|us)|along|through)|(?:can|could|would) you (?:please )?(?:re-?)?send (?:it|them|that|me|us)|send (?:me|us) (?:more|some|a|an|the|your|everything|details|info\w*)|tell (?:me|us) more|more (?:info(?:rmation)?|details) (?:please|on|about)|walk (?:me|us) through|show (?:me|us)|set up (?:a|an|my|our) (?:account|trial|workspace|pilot)|start (?:a|the|our|with a) (?:trial|pilot|poc|free))\b/,
    ),
  ],
];

/** Ids whose match proposes to talk: with a near day they are a meeting, with a far one they are for later. */
export const meetingRules: ReadonlySet<string> = new Set([
  'lets-talk',
  'send-times',
  'books-a-meeting',
  'meeting-with-time',
  'time-with-meeting',
  'free-at',
  'bare-time',
  'call-me',
  'keen',
  'sounds-good',
  'yes',
  'works-for-me',
  'interested',
]);

/** Replies of somebody who may buy. Requests first: they say more than interest, and interest more than politeness. */
export const buyingRules: readonly ReplyRule[] = [
  ...requests.map(([id, pattern]): ReplyRule => ({
    id,
    intent: 'positive',
    pattern,
    confidence: 0.85,
    undoneByNot: true,
  })),
  ...interestRules,
];
