import { anyOf, inOrder, type PhraseRow } from './replyRule.ts';

/** It is not for a company of their size, or not allowed. */
export const constraints: readonly PhraseRow[] = [
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
];
