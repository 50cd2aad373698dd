import { anyOf, inOrder, notAfter, type PhraseRow, words } from './replyRule.ts';
import { TALK, TIME } from './replySalesWords.ts';

/** A talk among themselves, or one that was. */
const NOT_OUR_TALK = inOrder(
  notAfter(
    inOrder(
      /\b/,
      anyOf(
        /in|in an?|our|my|board|team|staff|had an?|missed|after the|after my|the last|another|internal|i have an?/,
        /all-hands|weekly/,
      ),
      / /,
    ),
  ),
  /\b/,
);

/** They propose or accept to talk. */
export const meetings: readonly PhraseRow[] = [
  [
    'lets-talk',
    inOrder(
      /\blet us (?:\w+ )?/,
      anyOf(
        TALK,
        /do (?:it|this|that)|connect|schedule|set|book|find|go|move|get (?:going|started|this|it)|start|arrange/,
        /jump|hop|proceed|sync|have|make it|say|aim|plan/,
      ),
      /\b(?! our separate)/,
    ),
  ],
  [
    'send-times',
    anyOf(
      /\bbook (?:me|us) in\b/,
      /^got (?:\d+|a few) min\w*/,
      inOrder(
        inOrder(
          /\b/,
          /send|share|give|shoot|propose|suggest|offer|let me have|have|find|pick|book|grab/,
          / (?:me |us |over |a |an |some |your |few |couple of |the |through |my |any )*/,
        ),
        anyOf(
          /times?|time ?slots?|slots?|availabilit\w+|calendar|invite|invitation|calendar (?:link|invite)/,
          /meeting (?:link|invite)|link to (?:book|schedule)|dates?/,
        ),
        /\b/,
      ),
      /\b(?:here is|this is|use|book (?:via|through|with|on)) (?:my|our) (?:calendar|calendly|booking)\b/,
      /\bwhen (?:are|can|could|would|is|do) (?:you|we|it|a good)\b(?! stop)/,
      /\bwhat (?:times?|days?|slots?) (?:\w+ )?(?:work|suit|is|are|do)/,
      /\bmy (?:calendar|calendly|booking (?:page|link))(?:'s| is|:)? ?(?:at|here|open|below|https?)/,
      /\b(?:grab|pick|take|choose) (?:whatever|whichever|any|anything|what)\b/,
      inOrder(/\bany chance (?:of |for |we could \w+ |you could \w+ )?/, TIME),
      anyOf(
        /\b(?:room|space|time|gaps?|slots?|openings?) in your (?:calendar|diary|schedule)\b/,
        /\bin my (?:calendar|diary) for\b/,
      ),
    ),
  ],
  [
    'books-a-meeting',
    inOrder(
      /\b/,
      anyOf(
        /book|schedule|reschedule|set (?:\w+ )?up|arrange|got|organi[sz]e|plan|have|do|get|hop on|jump on|join/,
        /fix|request/,
        /up for|open to|down for|ready for|move|like|want|love|need|see/,
      ),
      / (?:(?:me|us|in|for|to|on) ){0,3}(?:(?:a|an|the|our) )?/,
      /(?:(?:quick|short|brief|live|\d+[- ]min(?:ute)?|intro|introductory|product|personal|video|phone|on) ){0,3}/,
      TALK,
      /\b(?! (?:sheet|center|me a))/,
    ),
  ],
  ['meeting-with-time', inOrder(NOT_OUR_TALK, TALK, /(?:ing|s)?\b [^.;!]{0,30}?\b/, TIME)],
  [
    'time-with-meeting',
    inOrder(
      /\b/,
      TIME,
      /\b[^,.;!?]{0,25}?\b/,
      anyOf(
        /works?|suits?|is (?:good|fine|great|perfect|ok|okay|best)|sounds good|ok|okay|fine|good/,
        /would (?:work|be (?:good|great|fine|perfect|ideal|best)|suit)/,
        inOrder(/for (?:a|the) (?:\w+ )?/, TALK),
      ),
      /\b(?! (?:from home|day|with (?:gong|another)))/,
    ),
  ],
  [
    'bare-time',
    anyOf(
      inOrder(/^/, TIME, / (?:at )?/, TIME, /[.! ]*$/),
      inOrder(/^(?:(?:or|and|so|maybe|perhaps) )?/, TIME, /[^.;!?]{0,20}\?$/),
    ),
  ],
  [
    'free-at',
    inOrder(
      words(
        /free|available|availability|around|can do|could do|can make|open|does|do|how about|what about|how is/,
        /make it|works?|call me|ring me|phone me|suits?|meet|talk|chat|speak/,
      ),
      / [^.;!]{0,20}?\b/,
      TIME,
    ),
  ],
  [
    'works-for-me',
    anyOf(
      words(
        /works? (?:for|with) (?:me|us|my|our)|that works|works great|works perfectly/,
        /see you (?:then|there|on|at|tomorrow|mon|tues|wed|thurs|fri)/,
        /(?:meeting|invite|invitation|appointment) (?:accepted|confirmed)|suits (?:me|us)/,
        /talk (?:soon|then|tomorrow)|speak (?:soon|then|tomorrow)|count (?:me|us) in|sign (?:me|us) up/,
        /(?:i am|we are) in\b(?= ?[.!,]|$)|where do (?:i|we) sign/,
        /how do (?:i|we) (?:sign up|buy|order|pay|get started|start|upgrade|proceed|purchase)/,
      ),
      inOrder(/\bsee you (?:on |at )?/, TIME, /\b/),
      inOrder(/^/, TIME, /\b(?: \w+)? (?:it is|then|please|confirmed)\b/),
      anyOf(
        /\bgive (?:it|this|you) a (?:try|go|shot|spin|whirl)\b/,
        /\bworth (?:a|another|having a) (?:\w+ )?(?:chat|call|conversation|look|try|shot|discussion|demo)\b/,
      ),
    ),
  ],
  [
    'call-me',
    anyOf(
      /\b(?:please )?(?:call|ring|phone|dial) (?:me|us)\b/,
      /\b(?:give|drop) (?:me|us) a (?:\w+ )?(?:call|ring|buzz|shout|line)\b/,
      /\bhave (?:someone|somebody|a rep|your \w+|sales) (?:call|contact|reach|get)\b/,
      /\b(?:my|direct) (?:number|cell|mobile|line) is\b/,
      /\breach me (?:at|on)\b/,
      /\b(?:call|try|ring|phone) (?:me |us )?(?:again |back )?(?:at|after|around|before) \d/,
    ),
  ],
];
