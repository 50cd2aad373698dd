import { anyOf, inOrder, notBefore, type PhraseRow, repeated, words } from './replyRule.ts';

/** They say no to what we offered. */
export const declines: readonly PhraseRow[] = [
  [
    'pass',
    anyOf(
      inOrder(
        /\b(?:we|i) /,
        anyOf(
          /will|would|have to|must|are going to|am going to|are gonna|need to|decided to|have decided to/,
          /think we will|rather|(?:will )?(?:politely|respectfully|regretfully)/,
        ),
        inOrder(
          / ?(?:have to |need to |likely |probably |politely |respectfully |just )?(?:pass|decline)\b/,
          /(?! (?:it|this|that|your|on the|along|you))/,
        ),
      ),
      inOrder(
        /\b(?:going to|gonna|have to|will) (?:have to )?(?:take a )?pass /,
        /on (?:this|that|it|the offer)|this time|here|for now/,
        /\b/,
      ),
      /\b(?:hard|easy|firm|big) (?:pass|no)\b/,
      /^(?:it is a |that is a )?(?:pass|no go)\b(?! (?:this|it|me))/,
      /\bi(?:'ll| will) pass\b(?! (?:it|this|that|your|on the|along|you))/,
      /\bgonna pass\b/,
      /\b(?:pass|passing) on this\b(?! to)/,
    ),
  ],
  [
    'decline',
    anyOf(
      /\b(?:politely|respectfully|must|have to|will|would like to|decided to|going to) decline\b/,
      /\bwe (?:have )?declined\b/,
      /\bthanks but no\b/,
      /\bno thanks?\b/,
      /\bno,? (?:thank you|thanks|thank|tks|sorry|merci|danke|gracias)\b/,
      /\bthank you,? but no\b/,
      /\bthanks,? but no\b/,
      /\bkindly (?:decline|pass)\b|^(?:i |we )?(?:decline|declined|declining)[.! ]*$/,
    ),
  ],
  [
    'no-alone',
    inOrder(
      /^/,
      repeated(
        /um |well,? |sorry,? |hi \w+,? |hello,? |oh |hell |god |lol /,
        /absolutely |definitely |just |still |again,? |really,? /,
      ),
      anyOf(
        /no|nope|nah|nein|non|never|negative|hard no|not a chance|no way|no chance/,
        /(?:absolutely|definitely|certainly|of course) not/,
      ),
      /(?: sorry| way| chance| again| means no)?[ .!,:)\u2600-\u27bf\ud800-\udfff]*$/,
    ),
  ],
  [
    'no-we-are-fine',
    anyOf(
      inOrder(
        /^(?:sorry,? |thanks,? )?(?:no|nope|nah),? (?:we|i) /,
        /do not|are (?:good|fine|all set|ok|okay|happy|covered|not)|am (?:good|fine|all set|ok|not)|have no/,
        /\b/,
      ),
      inOrder(
        /\b(?:we|i) (?:are|am) /,
        anyOf(
          /all set|all good|covered|good (?:for now|thanks?|as we are|here|without)/,
          /fine (?:thanks?|for now|as we are|without|with what)|set (?:for now|thanks?)/,
        ),
        /\b/,
      ),
      /^(?:all set|we are good|i am good|we are fine|we are ok)\b/,
      /\bgood,? thanks[.! ]*$/,
    ),
  ],
  [
    'cancel',
    inOrder(
      /\b(?:cancel|call off|scrap) /,
      /the|our|my|this|that|tomorrow's|today's|all|any(?! ?time)/,
      / ?(?:\w+ )?(?:demo|call|meeting|trial|subscription|order|appointment|invite|session|request|account)?\b/,
    ),
  ],
  [
    'a-no',
    anyOf(
      words(
        /(?:have|had|going|gonna|must|want|need|would have) to say no/,
        /(?:i|we|have|already) said no\b(?! (?:to (?:them|him|her|gong)|problem))/,
        /(?:it is|that is|still|this is) (?:a |an )?(?:\w+ )?no\b(?! (?:problem|issue|rush|brainer))/,
        /(?:would )?rather (?:not|you (?:did|do|would) not)|let us not|wrong tree/,
        /(?:do|does|will|would|did) not (?:make (?:any |much )?sense|interest|appeal|excite|move)\b/,
        /(?:could|can) not (?:be|have been) less interested|not say (?:i am|we are|that)|far from interested/,
        anyOf(
          /close (?:my|our|the|this) file|we are done(?! with (?!you|this))|drop it|forget it/,
          /never ?mind(?! the (?:slides|deck|intro|brochure))/,
        ),
      ),
      inOrder(
        words(/answer|response|reply|verdict|vote|decision/),
        /[^.?!]{0,40}(?: is| was| remains| stays|:|,|-) ?(?:still |a |an |\w+ )?no\b/,
      ),
      /[,:;-] (?:no|nope)(?: though| again| sorry)?[.! ]*$/,
      /\b(?:final|flat|clear|definite|firm|polite) no\b/,
      inOrder(
        /\b(?:do|does|did|would|will) not (?:\w+ )?/,
        /grab|apply to|concern|suit|speak to|resonate|impress|tempt|convince/,
        /\b/,
      ),
      /\bdo(?:es)? (?:nothing|not do (?:anything|much|it)) for (?:me|us)\b|\bleaves me cold\b/,
      /\bnot (?:\w+ )?(?:impressed|persuaded|tempted|thrilled|excited)\b|\bunderwhelm\w+/,
      /\bleave it (?:there|at that|here)\b|\blet us (?:stop|end it) here\b|\bcall it a day\b/,
      anyOf(
        /\blying if\b/,
        inOrder(
          /^if (?:i|we) (?:\w+ )?/,
          /wanted|needed|were|had (?:wanted|needed|been)/,
          /\b[^.?!]{0,60}\b(?:would have|would be)\b/,
        ),
      ),
      inOrder(
        /\b(?:will|am|are|is) not (?:be )?/,
        anyOf(
          /continu\w+|renew\w*|extend\w*|proceed\w*|subscrib\w*|sign(?:ing)? up|taking (?:this|it|you up)/,
          /take (?:this|it|you up)/,
        ),
        /\b/,
      ),
      inOrder(
        /\b(?:will|am|are) not (?:be )?(?:join|attend|com|participat)(?:ing|e)?\b/,
        notBefore(/.*\b(?:but|instead|reschedule|another|can we|could we|how about)\b/),
      ),
      /\bnot going to (?:book|schedule|have|join|take|sign|do)\b(?!.*\b(?:but|instead|can we)\b)/,
    ),
  ],
  [
    'no-offer',
    inOrder(
      words(
        inOrder(
          /no (?:more )?/,
          /demos?|calls?|meetings?|quotes?|pricing|proposals?/,
          / ?(?:please|needed|necessary|required|thanks|for us|for me)?(?= ?[.!,]| ?$| for| please| needed| necessary| required)/,
        ),
        /(?:no longer|not) (?:\w+ )?(?:need|want|require)\w*/,
        /(?:will|is|are|would) not (?:be )?(?:needed|necessary|required|buying|renewing|purchasing)/,
        /neither [^.!?]{0,40}(?:want|need|interest)\w*|nothing [^.,!?]{0,20}\bwe (?:need|want|would)/,
        /(?:withdraw|disregard|ignore|discard|rescind|scrap|forget) (?:the|your|our|my|this|that|all|about)/,
      ),
      /(?! (?:to (?:wait|rush|worry)|much|my last|slides|budget|a lot|all of))/,
    ),
  ],
];
