import { anyOf, inOrder, type PhraseRow, words } from './replyRule.ts';

/** It lacks something, or would not help. */
export const doubts: readonly PhraseRow[] = [
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
