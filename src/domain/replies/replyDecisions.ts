import { anyOf, inOrder, type PhraseRow } from './replyRule.ts';

/** It is settled: another vendor, a decision against it, "we will call you", it will not happen. */
export const decisions: readonly PhraseRow[] = [
  [
    'another-vendor',
    inOrder(
      /\b(?:(?:already|just|have|has|we|recently|since|now) )(?:\w+ )?/,
      anyOf(
        /chose|chosen|picked|selected|went|gone|gone ahead|decided|settled|opted|signed|purchased|bought/,
        /committed|moved forward|moving forward|going|awarded/,
      ),
      inOrder(
        / (?:on |with |for |to go with |to go |for )?(?:ahead with |in )?/,
        anyOf(
          /another|a different|someone else|somebody else|other|the other/,
          /a competing|an alternative|with another/,
        ),
        /\b/,
      ),
    ),
  ],
  [
    'gone',
    anyOf(
      inOrder(
        /\b(?:we|they|team|i) (?:have )?/,
        anyOf(
          /chose|chosen|picked|selected|went with|gone with|ended up (?:going )?with/,
          /found (?:another|a different|something else|someone else)/,
        ),
        /\b(?! (?:you|your|an? competitor|one of your))/,
      ),
      /\b(?:we|i)(?: have)? moved on\b/,
      /\b(?:we|i) (?:are|am) (?:sorted|set|retired|not biting|a competitor)\b(?! (?:to|on|up))/,
      /\bnot biting\b|\bcompetitor of yours\b|\bsounds? like a scam\b/,
      /\bgot the wrong\b/,
      /\b(?:meeting|invitation|invite|demo|call|event)s? (?:was |has been |is )?(?:declined|cancell?ed)\b/,
      /\bstopped (?:evaluating|looking|buying)\b/,
      /\bcancell?ing (?:all|our|my|every)\b/,
      /\bbut (?:i |we )?can not[.! ]*$/,
      /^(?:yeah|yes|yep|lol|haha|hm+),? (?:no|nope|nah)\b(?! (?:problem|worries))/,
    ),
  ],
  [
    'brush-off',
    anyOf(
      inOrder(
        /\b/,
        anyOf(
          inOrder(
            /(?<!\b(?:she|he|they) )(?:will|would) /,
            anyOf(
              /let you know|reach out|be in touch|contact you|get in touch|call you|get back to you|come to you/,
              /find you/,
            ),
          ),
          /know where to find you|have your (?:details|contact|number)/,
        ),
        / (?:if|should|in case)\b/,
      ),
      /\bif (?:we|i) (?:ever |do )?(?:need|want|change|become|get) [^,.]{0,30},? (?:we|i) (?:will|would|know)\b/,
      /\bdo not call us\b/,
      /\bthanks,? we will call you\b/,
    ),
  ],
  [
    'decided-against',
    anyOf(
      /\b(?:decided|chose|opted|elected|agreed) (?:against|not to|to stay|to stick|to keep|to leave it)\b/,
      /\bnot selected\b/,
      /\bwent in (?:a|another) different direction\b/,
      /\b(?:going|went|gone|go) (?:in )?(?:a|another) (?:different )?direction\b/,
      /\bno deal\b/,
      /\bclos(?:e|ed|ing) (?:the|this|our) (?:file|evaluation|project|case|ticket)\b/,
      /\bproject (?:is|was|has been) (?:cancelled|canceled|dropped|killed|scrapped)\b/,
      /(?:[,;.]| but) (?:i am|we are) not[.! ]*$/,
      /\b(?:not on|off) (?:the|our|my) (?:radar|roadmap|agenda|list|shortlist)\b/,
      /\bcount (?:me|us) out\b/,
      /\b(?:i am|we are) out\b[.! ]*$/,
      /\b(?:leav(?:e|ing)|keep(?:ing)?) (?:things|everything|it all) (?:as|the way|like)\b/,
      /\bstay(?:ing)? as we are\b/,
      /\bsit (?:this|that) one out\b|\bnot the (?:direction|route|way|path) (?:we|i)\b/,
      /\b(?:closing|winding|shutting) (?:down )?(?:the|our|my) (?:company|business|shop|doors|startup)\b/,
      /\bout of business\b/,
      /\bstay(?:ing)? put\b/,
      /\b(?:dropped|abandoned|scrapped|killed|shelved for good) (?:the|this|that) (?:idea|plan|project)\b/,
      /\binterest has (?:cooled|gone|faded|waned)\b|\bnobody (?:\w+ ){0,4}(?:wanted|wants|cared|cares|liked|likes)\b/,
      /\bvoted against\b|\bnot care less\b|\bno for an answer\b|\bnobody (?:here )?(?:missed|misses) it\b/,
      /\bnot in (?:this|a) lifetime\b/,
    ),
  ],
  [
    'wont-happen',
    anyOf(
      inOrder(
        /\b(?:will not|not going to|is not gonna|are not gonna|can not|could not) (?:be )?/,
        anyOf(
          /work (?:for us|out)|happen(?:ing)?|go (?:any )?(?:further|forward|ahead)|moving|help (?:us|you)/,
          /see us|interest us|make (?:this|it) work|work with you|buy|purchase|pursue|commit/,
        ),
        /\b/,
      ),
      anyOf(
        /\b(?:is|are|was) not (?:going to (?:work|happen|fly)|happening|gonna)\b/,
        /\b(?:going|have) to stop (?:here|you)\b|\bstop here\b/,
      ),
      /\bproblems? (?:that )?(?:we|i) do not have\b|\bask me never\b|,? but no[.! ]*$/,
    ),
  ],
];
