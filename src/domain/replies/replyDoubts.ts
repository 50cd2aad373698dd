import { anyOf, inOrder, type PhraseRow, words } from './replyRule.ts';

/** It is not for their size, not allowed, lacks something, or would not help. */
export const doubts: readonly PhraseRow[] = [
  [
    'wrong-size',
    anyOf(
      inOrder(
        /\b(?:we|our (?:team|company|business|org\w*|group)|i|you|it|this|that)(?: is| are| am|'s)? (?:\w+ )?/,
        anyOf(
          /too (?:small|big|large|early|tiny)|(?:way )?(?:smaller|bigger|larger) than/,
          inOrder(
            /a /,
            /tiny|small|one[- ]person|two[- ]person|very small/,
            / (?:team|company|shop|business|operation|startup|firm)/,
          ),
          /just (?:a )?(?:me|one|two|2|3|three|a small|a handful|the two|a freelanc\w+)/,
          /only (?:have )?(?:one|two|three|four|five|\d|a (?:handful|few)|(?:a )?couple)|pre-?revenue|overkill/,
        ),
        /\b/,
      ),
      /\bnot (?:the )?right size\b/,
      /\boverkill\b/,
      /\bone[- ](?:man|person|woman) (?:show|team|shop|band|business)/,
      /\bnot (?:big|large) enough\b/,
      /\btoo (?:small|big|large|tiny|complex|complicated|heavy) (?:for|a|an|of)\b/,
      /\bmore than we need\b/,
      inOrder(
        /\bdo not have (?:a |enough |any )?/,
        /sales team|people|resources|bandwidth|capacity|leads|volume|headcount|staff|sdrs/,
        /\b/,
      ),
      anyOf(
        /\b(?:only|just) (?:the )?(?:two|three|four|five|\d) of us\b/,
        /\b(?:two|three|four|five|\d)[- ]person (?:company|team|shop|business|startup|firm)\b/,
      ),
      inOrder(
        /\b(?:hardly|barely|rarely|almost never) (?:get|have|see) (?:any )?(?:\w+ )?/,
        /leads|inbound|enquir\w+|inquir\w+|traffic/,
        /\b/,
      ),
      /\bonly (?:get|have|see) (?:about |around |maybe )?(?:\w+ ){1,3}(?:leads|enquir\w+|inquir\w+) (?:a|per)\b/,
      anyOf(
        /\b(?:volumes?|numbers?|traffic) (?:is|are) (?:\w+ )?too (?:low|small)\b/,
        /\bnot enough (?:leads|volume|inbound|traffic|reps)\b/,
      ),
      anyOf(
        /\b(?:we|i) (?:do not|never) (?:do|get|have|take) (?:any )?(?:inbound|outbound|leads|cold)\b/,
        /\bonly sell (?:through|via|to)\b/,
      ),
      /\bnothing (?:here |there )?(?:to|for it to) (?:automate|score|route)\b|\bno leads (?:for|to)\b/,
      /\b(?:have )?nobody (?:here )?to (?:run|use|manage|operate|set)\b/,
      anyOf(
        /\bnot (?:get|have|see) enough\b|\bone person\b(?= (?:here|only|show))/,
        /\b(?:leads|enquiries|inquiries) a (?:week|month)\b[^.;!?]{0,20}\bi can\b/,
      ),
    ),
  ],
  [
    'security-concern',
    anyOf(
      inOrder(
        inOrder(
          /\b/,
          /security|privacy|compliance|legal|data protection|gdpr|infosec|hosting|residency/,
          /(?: team| department| people| officer)? (?:(?!no |without |any )\w+ ){0,3}/,
        ),
        anyOf(
          /concerns?|issues?|problems?|worr\w+|risks?|block\w*|would never|will never|will not|did not|does not/,
          /veto\w*|reject\w*|said no|refus\w*|forbids?|prohibits?|objections?|rules (?:it|this|you) out|red flags?/,
        ),
        /\b/,
      ),
      inOrder(
        /\b/,
        /concern(?:s|ed)?|worr(?:y|ied)|uncomfortable|uneasy|nervous/,
        inOrder(
          / (?:\w+ )?(?:about|with|over|regarding) (?:\w+ ){0,4}/,
          /security|privacy|data|gdpr|compliance|hosting|soc/,
          /\b/,
        ),
      ),
      inOrder(
        inOrder(
          /\b/,
          /can not|not allowed to|may not|must not|do not|forbidden to|never/,
          / (?:\w+ )?(?:share|put|send|store|host|upload|let|move|use|allow) (?:\w+ ){0,4}/,
        ),
        /data|cloud|us servers|third part\w+|outside|external|us[- ]hosted|saas/,
        /\b/,
      ),
      /\bdata (?:must|has to|can not) (?:stay|remain|leave)\b/,
      /\bfailed (?:our|the) (?:security|vendor)\b/,
      anyOf(
        inOrder(
          /\b/,
          /worried|concern(?:s|ed)?|nervous|uneasy|uncomfortable/,
          / [^.;!?]{0,40}\b(?:third[- ]part\w+|access|breach|vendor|leak\w*)\b/,
        ),
        /\bhad a (?:data )?breach\b/,
      ),
      /\b(?:can not|may not|must not|not allowed to|never) (?:have|let|see) (?:our|the|any|customer) (?:\w+ )?data\b/,
      inOrder(
        inOrder(
          /\b(?:our|the) /,
          /it|infosec|security|legal|compliance|data/,
          /(?: team| department| policy| people| rules)? (?:will|would|does|do|did) (?:not|never) (?:\w+ )?/,
        ),
        /allow|approve|accept|permit|let|sign|agree/,
        /\b/,
      ),
      anyOf(
        /\bnot accept (?:a |any )?(?:vendor|supplier|tool)s? without\b/,
        /\bnot (?:pass|clear|survive) (?:our |the )?(?:security|legal|procurement|vendor)\b/,
      ),
      anyOf(
        /\b(?:works council|union|regulator|data protection officer|dpo) (?:will|would|does|did) (?:not|never)\b/,
        /\bconcerns? (?:is|are) (?:\w+ )?(?:privacy|security|compliance)\b|\bapproved vendor list\b/,
      ),
    ),
  ],
  [
    'lacks-a-feature',
    anyOf(
      words(
        /deal[- ]?breaker|non-?starter|missing (?:a )?(?:key )?features?|lacks?/,
        /does not (?:support|integrate|work with|have what|offer|do what|solve|meet|fit|match|cover)/,
        /you do not (?:support|have|offer|integrate|cover|ship|serve)/,
      ),
      inOrder(
        /\b(?:you|it|this|that|which|tool|product|platform) (?:do|does|would|will|did) not (?:\w+ )?/,
        /support|integrate|work with|work for (?:us|our)|connect|sync|run on|handle|speak/,
        /\b/,
      ),
      anyOf(
        /\b(?:we|our \w+) do not use (?:hubspot|salesforce|slack|any crm|a crm|either)\b/,
        /\bno use (?:to|for) (?:us|me)\b|\bso no use\b/,
      ),
      /\bterms (?:do|will|would) not (?:work|suit)\b|\byou (?:\w+ )?lack\b/,
      /\buseless (?:to|for) (?:us|me)\b|\b(?:sales )?team of one\b/,
    ),
  ],
  [
    'not-convinced',
    anyOf(
      words(
        inOrder(
          /not (?:sure|see|understand|clear|obvious) (?:\w+ ){0,4}/,
          anyOf(
            /values?|roi|benefits?|difference|how (?:this|it|you) (?:would|could|can) help/,
            /why (?:we|i) (?:would|should)/,
            /what (?:this|it) (?:would|adds)|the point|worth/,
          ),
        ),
        /skeptical|sceptical|burned|burnt|bad experience/,
        inOrder(
          /tried /,
          /it|this|that|you|your \w+|(?:something|a \w+|tools?) like|\w+ (?:scoring|routing)/,
          / [^.;!?]{0,30}?(?:before|and|but|ago)/,
        ),
        /did not work (?:for us|out)|no approval|not approved/,
        inOrder(
          inOrder(
            anyOf(
              /boss|ceo|cfo|cto|ciso|board|management|manager|leadership|team|partner|director|finance|procurement/,
              /purchasing|legal|headquarters|hq|reps|company/,
            ),
            / (?:\w+ )?/,
          ),
          anyOf(
            /said no|rejected|shot|killed|vetoed|turned|declined|is against|will not|would not|does not|did not/,
            /not (?:on board|convinced|interested)|refus\w+|nixed|blocked/,
          ),
        ),
      ),
      anyOf(
        /\bnot (?:\w+ )?convinced\b|\b(?:i|we) (?:\w+ )?doubt\b/,
        /\bnot see (?:the|any|much|a) (?:\w+ )?(?:value|roi|benefit|difference|upside)\b/,
      ),
      anyOf(
        /\b(?:too many|enough|drowning in|swimming in|plenty of) tools\b/,
        /\b(?:will|would) not (?:adopt|use) (?:it|this|another|yet another)\b/,
      ),
      /\bnice to have\b|\bnot a must\b|\bnot get (?:it|this|that) (?:past|through|by|approved|signed)\b/,
      /\b(?:reps|team|nobody|they) (?:\w+ )?(?:ignored|hated|never used|did not use|abandoned) it\b/,
      anyOf(
        /\b(?:nobody|no one) wants to go through (?:that|it) again\b/,
        /\b(?:said no|a no) to (?:any|all|new|every|more)\b/,
      ),
      anyOf(
        /\bno (?:roi|value|benefit|upside)\b|\btried (?:something|a \w+|one) (?:similar|like)\b/,
        /\b(?:hates?|distrusts?|resists?) (?:new|more|another|any)\b/,
      ),
      anyOf(
        /\bnobody (?:here )?would (?:use|log|adopt|look|touch)\b/,
        /\b(?:reps|team|they|sales) will not (?:\w+ )?(?:switch|trust|use|adopt|change)\b/,
      ),
    ),
  ],
];
