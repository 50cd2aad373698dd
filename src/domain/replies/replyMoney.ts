import { anyOf, inOrder, type PhraseRow, repeated } from './replyRule.ts';

/** It costs too much, or there is no money. */
export const moneyObjections: readonly PhraseRow[] = [
  [
    'no-budget',
    anyOf(
      inOrder(
        /\b/,
        anyOf(
          /no|not (?:have|got|find|get|see|secure|approved?|any|enough|the)|lack(?:ing)?(?: the| of)?/,
          /without(?: any| a)?|zero|out of|ran out of|exceeds?|over|beyond|above|outside|blew|spent|used up|cut/,
          /slashed|froze|frozen|lost|tight|limited|small|killed (?:our|my|the)/,
        ),
        inOrder(
          / /,
          repeated(
            /a |an |any |the |enough |much |our |my |this |additional |spare |extra |more |room in the |money in the /,
            /(?:this|next) year's /,
          ),
          /(?:budget|funds|funding|money|cash)\b/,
        ),
      ),
      inOrder(
        inOrder(
          /\bbudgets? (?:\w+ ){0,3}/,
          /is|are|was|were|got|has been|have been|does not|will not|do not|for \w+ is/,
          / (?:\w+ )?/,
        ),
        anyOf(
          /frozen|gone|tight|cut|spent|allocated|locked|closed|slashed|used|zero|limited|maxed|exhausted|stretched/,
          /allow|not|committed|all/,
        ),
        /\b/,
      ),
      /\bbudget (?:cuts?|freeze|constraints?|reasons|issues?|problems?)\b/,
      /\b(?:spending|hiring|purchasing) freeze\b/,
      /\bcan not (?:justify|spend|get (?:the )?budget|afford)\b/,
      /\bnot (?:\w+ )?(?:budget(?:ed)?|in (?:the|our|my) budget|budget for)\b/,
      /\bbroke\b/,
      inOrder(
        /\b/,
        /spending|spend|purchases|purchasing|budgets?|procurement|buying/,
        / [^.;!?]{0,25}\b(?:frozen|stopped|blocked|halted|suspended)\b/,
      ),
      inOrder(
        /\b(?:froze|frozen|stopped|blocked|halted|suspended) (?:all |any |every )?(?:\w+ )?/,
        /spending|spend|purchases|purchasing|buying|budgets?/,
        /\b/,
      ),
      anyOf(
        /\bmoney is (?:\w+ )?(?:tight|short|gone|spent)\b/,
        /\b(?:off the table|not in a position to (?:spend|invest|pay))\b/,
      ),
      anyOf(
        /\bbudget (?:\w+ )?(?:went|goes) (?:to|into)\b/,
        /\b(?:no way|not|never) (?:\w+ ){0,2}get \S+ (?:past|approved|signed off)\b/,
      ),
    ),
  ],
  [
    'too-expensive',
    anyOf(
      inOrder(
        /\b/,
        /too|very|quite|way too|rather|pretty|so|bit|super|insanely|ridiculously|more|prohibitively|a little/,
        / (?:much )?(?:expensive|pricey|costly|steep|dear|high(?:ly)? priced|rich for)\b/,
      ),
      inOrder(
        /\b(?:price|pricing|cost|quote|fee)s? (?:\w+ ){0,2}(?:is|are|was|seems?|looks?|comes? in) (?:\w+ )?/,
        anyOf(
          /too|way|very|over|above|outside|out of|beyond|higher|double|twice|prohibitive|steep|crazy|insane/,
          /ridiculous|a (?:bit|little)|not/,
        ),
        /\b/,
      ),
      /^(?:way )?too (?:expensive|much(?! (?:on|going|happening|work))|pricey|high|dear)\b/,
      /\bcan not afford/,
      /\bout of (?:our|my) (?:price )?(?:range|reach|league|budget)/,
      /\b(?:found|got|have|is) (?:\w+ ){0,3}cheaper\b/,
      /\bcheaper (?:option|alternative|tool|vendor|elsewhere)/,
      /\bnot worth (?:the|it|that)/,
      /\bcosts? too much\b/,
      /\bway more than we\b/,
      /\b(?:twice|double|three times) (?:what|the price|as)\b/,
      inOrder(
        /\b(?:cost|price|pricing|money|budget) is (?:an?|the|our) (?:\w+ )?/,
        /issue|problem|concern|blocker|barrier|obstacle|non-?starter/,
        /\b/,
      ),
      /\b(?:is|are|costs?) more than (?:our|what|the|my|i|everything)\b/,
      /\bmore than we (?:want|can|are willing|planned|would|pay|could)/,
      /\bprice (?:does|will|would) not work\b/,
      /\b(?:hard|difficult|tough|impossible) to justify\b|\bnot justify\b/,
      /\bis (?:\w+ )?(?:steep|pricey|a lot(?: of money| more)?|out of reach)\b|\ba lot more than\b/,
      /\bway (?:above|over|beyond|too much)\b|\b(?:two|three|four|five|ten|\d+) times (?:what|more|the|our|as)\b/,
      /\b(?:half|a third|a quarter|a fraction) (?:of )?(?:that|what|the price|this|your|as much)\b/,
      inOrder(
        /\b(?:price|pricing|cost|quote|number)s? (?:\w+ )?/,
        /killed|rules|put (?:us|me) off|scared|is the (?:problem|issue|blocker)/,
        /\b/,
      ),
      /\b(?:cost|price|pricing|money) is (?:what|the reason|why)\b|\b(?:will|would|can) not pay\b/,
      anyOf(
        /\b(?:too much|a lot of|so much|that kind of) money\b|\b(?:double|twice|triple) (?:our|what|the|my)\b/,
        /\btoo rich\b|\b(?:preis|prices?) (?:is|ist) [^.;!?]{0,12}(?:high|hoch)\b/,
      ),
    ),
  ],
];
