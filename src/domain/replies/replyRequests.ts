import { anyOf, inOrder, notBefore, type PhraseRow, words } from './replyRule.ts';
import { ASK, OFFER } from './replySalesWords.ts';

/** Not followed by what a stranger asks before anything else, nor by a wish to be left alone. */
const NOT_ABOUT_US = inOrder(
  /(?![^.!]{0,40}\b(?:who|where|why|how (?:did )?you (?:got|get|found|came)|stop|remove|delete|never)\b)/,
  /(?![^.!]{0,40}\bwhat (?:this|it|that|your (?:mail|email|company)|you) (?:is|was|do|does|are|mean|want)\b)/,
  inOrder(
    notBefore(/ (?:this|it|that|your \w+) (?:on |over )?to (?!me\b|us\b|my\b|our\b)/),
    /(?! (?:not|a favou?r|me a favou?r|us a favou?r|business)\b)/,
  ),
);

/** They ask for an offer, a price, help, or the next step: a rep can act on it today. */
export const requests: readonly PhraseRow[] = [
  ['asks-for-offer', inOrder(/\b/, ASK, / [^.;!?]{0,40}?\b/, OFFER, /\b/)],
  [
    'price-question',
    anyOf(
      inOrder(
        /\b/,
        anyOf(
          /how (?:much|expensive)\b(?! (?:more|longer|spam))/,
          inOrder(
            /how (?:does|do|is|are) (?:\w+ ){0,2}/,
            /pricing|prices?|billing|licensing|contracts?|discounts?/,
            / (?:work|structured|calculated)/,
          ),
          inOrder(
            /(?:is|are) (?:it|there|the \w+|you) (?:a |an )?/,
            /monthly|annual|yearly|month[- ]to[- ]month|per[- ]seat/,
          ),
          inOrder(
            /what (?:is|are|does|do|would|will|about) [^.;!]{0,40}?\b/,
            anyOf(
              /pric(?:e|es|ing)|costs?|rates?|fees?|charge|pay|plans?|discounts?|tiers?|contract (?:terms?|length)/,
              /minimum/,
            ),
            /\b/,
          ),
          inOrder(
            /(?:price|cost|pricing|quote|discount|rate)s? (?:for|per|of|on|at) (?:\w+ ){0,3}/,
            /\d+|seats?|users?|us|team|enterprise|month|year|nonprofits?|annual/,
          ),
          inOrder(
            /(?:any|offer(?:ing)?|give|have|get|is there|are there) (?:\w+ ){0,2}/,
            /discounts?|free trial|trial|price|pricing|volume|payment terms|annual plan|monthly plan/,
          ),
          /per (?:seat|user|month)\b[^.!]{0,30}\?/,
        ),
      ),
      /\bwhat (?:your|the|it|this|that|you|\w+ tier) [^.;!?]{0,30}\b(?:costs?|charges?|prices?|pricing)\b/,
      inOrder(
        /\b/,
        /annual|monthly|yearly|quarterly|enterprise|pro|starter|team|business/,
        / (?:plan|billing|payment|tier|contract|pricing|edition|version)s?\b[^.!]{0,60}\?/,
      ),
      /\b(?:idea|ballpark|estimate|indication) (?:of|on|for) (?:the |your )?(?:price|pricing|cost)s?\b/,
      /\bwhat (?:do )?you charge\b/,
      /\b(?:what|which|how much) (?:\w+ )?discounts?\b|\bdo you (?:take|accept|invoice|bill)\b/,
    ),
  ],
  [
    'bare-offer-word',
    anyOf(
      inOrder(/^(?:so |and |ok,? |hi \w+,? )?(?:the )?/, OFFER, /(?: please| pls)?[ ?]*\?$/),
      inOrder(/^/, OFFER, / please\b/),
      /^(?:price|pricing|quote|demo|cost)[?!. ]*$/,
    ),
  ],
  [
    'asks-for-help',
    inOrder(
      /\b(?:can|could|would|will) you (?:please |perhaps |maybe |also |possibly )?/,
      inOrder(
        anyOf(
          /help|advise|clarify|fix|elaborate|send|show|share|walk|include|add|hold|extend|forward|demo|prepare/,
          /invite|match|apply|do|give|put/,
        ),
        /\b/,
      ),
      NOT_ABOUT_US,
    ),
  ],
  [
    'asks-to-hear',
    inOrder(
      inOrder(
        /\b(?:(?:can|could|would|will) you|please) (?:please |also )?/,
        /tell (?:me|us)|explain|confirm|let (?:me|us) know|describe|outline|advise/,
        /\b/,
      ),
      NOT_ABOUT_US,
    ),
  ],
  [
    'asks-to-start',
    inOrder(
      /\b(?:can|could|may|shall|should) (?:we|i) (?:\w+ )?/,
      inOrder(
        anyOf(
          /reschedule|start|begin|do|meet|talk|move|set|get|see|try|add|have|book|go|pay|run|use|jump|hop|speak/,
          /discuss|sign|lock|keep|find|arrange|push it|bring/,
        ),
        /\b/,
      ),
      /(?! (?:off|out of|rid|removed|taken))/,
    ),
  ],
  [
    'next-step',
    anyOf(
      inOrder(
        /\b(?:needs?|wants?|requires?) (?:an? |the )(?:\w+ )?/,
        /quote|proposal|demo|contract|trial|call|pilot|invoice/,
        /\b/,
      ),
      /\b(?:can|could|would) you (?:please )?(?:resend|re-send|clarify the (?:price|pricing|cost))\b/,
      /\b(?:about|regarding|on) (?:the |your )?(?:price|pricing|cost|contract)s?\b[^.;!]{0,40}\?/,
      /\bhow (?:fast|soon|quickly) can (?:we|i|you)\b/,
      /^book it\b/,
      /^next steps? ?\?/,
      words(
        /(?:what are|what is|discuss|agree|the) (?:the |our )?next steps?/,
        /ready to (?:buy|sign|go|start|move|proceed|order|commit|pull)/,
        /want to (?:buy|purchase|order|sign|upgrade|proceed|subscribe)/,
        /would like to (?:buy|purchase|order|sign|upgrade|proceed|move|go ahead|subscribe|add)|move forward/,
        /go ahead (?:and|with)/,
        /please (?:go ahead|proceed|add|include|send (?:it|them|over|that|me|us|that over|the))/,
        inOrder(
          /(?<!(?:to|did you|you) )send /,
          /it|them|that|this|everything|more|the \w+|me the \w+/,
          / (?:over|across|to (?:me|us)|along|through)/,
        ),
        /(?:can|could|would) you (?:please )?(?:re-?)?send (?:it|them|that|me|us)/,
        /send (?:me|us) (?:more|some|a|an|the|your|everything|details|info\w*)|tell (?:me|us) more/,
        /more (?:info(?:rmation)?|details) (?:please|on|about)|walk (?:me|us) through|show (?:me|us)/,
        /set up (?:a|an|my|our) (?:account|trial|workspace|pilot)/,
        /start (?:a|the|our|with a) (?:trial|pilot|poc|free)/,
      ),
      /\bwhat (?:is|comes|happens) next\b|\bwhat (?:do|would|will) you (?:\w+ )?need from (?:us|me)\b/,
      /\b(?:have|got|gave|given|with) (?:\w+ ){0,3}(?:go-?ahead|green light|sign-?off)\b/,
      inOrder(
        /\btell (?:me|us) (?:how|what|about)\b/,
        notBefore(
          inOrder(
            / /,
            anyOf(
              /you (?:got|found|get|do|are|want)|this (?:is|mail|email)|your (?:company|business|firm)|it is you/,
              /yourself/,
            ),
          ),
        ),
      ),
      anyOf(
        /\breference (?:customers?|calls?|clients?)\b|\bas (?:a )?references?\b/,
        /\b(?:talk|speak) to (?:one of your|an existing|a current) customers?\b/,
      ),
      inOrder(
        /(?<=^|[,;:.!-] ?|\b(?:please|just|then|and|so) )(?:send|share|forward|email) (?:over )?(?:the |your |a |me |me the )?/,
        OFFER,
        /\b/,
      ),
      /\blet (?:me|us) know(?= (?:what you need|when|how (?:we|to|much)|if you can|the (?:price|cost)|your (?:price|availability)))/,
      /\bwho (?:should|must|needs to|has to) sign\b|\bready when you are\b|\bplease re-?send\b/,
      /\bwho (?:do|should|can) (?:i|we) (?:talk|speak|contact|ask|write)\b/,
      /\b(?:like|want|decided|going|happy|love) to go with you\b|\b(?:it is|that is) a (?:\w+ )?yes\b/,
    ),
  ],
];
