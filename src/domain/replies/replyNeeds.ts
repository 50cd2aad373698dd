import { anyOf, inOrder, type PhraseRow, repeated, words } from './replyRule.ts';

/** They are choosing, leaving a tool, or have a need or a date: it counts unless "not", "if" or another person stands before it. */
export const needs: readonly PhraseRow[] = [
  [
    'evaluating',
    anyOf(
      inOrder(
        inOrder(
          /\b(?:we|i|team)(?: are| am| is| have been|'re)? /,
          repeated(/currently |actively |just |now |in the process of |also |started |starting |looking at /),
        ),
        anyOf(
          /evaluating|comparing|shortlist\w*/,
          inOrder(
            /looking (?:for|at|into|to) (?:\w+ )?/,
            anyOf(
              /a|an|new|better|tools?|solutions?|something|this|alternatives?|options?|vendors?|buy\w*|replac\w*/,
              /switch\w*|purchas\w*/,
            ),
          ),
          /in the market|shopping|assessing|reviewing (?:vendors|tools|solutions|options)|searching for/,
        ),
        /\b/,
      ),
      /\b(?:rfp|shortlist)\b/,
    ),
  ],
  [
    'old-tool-fails',
    inOrder(
      inOrder(
        /\b(?:our|my|the) /,
        /current|existing|present|old|previous|last/,
        / \w+ (?:[^.;!?]{0,30} )?(?:is|was|has become|got|became) (?:\w+ )?too /,
      ),
      /expensive|slow|complex|complicated|limited/,
      /\b/,
    ),
  ],
  [
    'wants-to-switch',
    anyOf(
      inOrder(
        /\b/,
        anyOf(
          /want(?:ing)?|look(?:ing)?|plan(?:ning)?|need(?:ing)?|would like|hop(?:e|ing)|thinking (?:of|about)/,
          /consider(?:ing)?|ready/,
        ),
        inOrder(
          / (?:to |of |about )?/,
          anyOf(
            /replac(?:e|ing)|switch(?:ing)?|mov(?:e|ing) (?:away|off|from)|leav(?:e|ing)|get(?:ting)? rid of/,
            /migrat(?:e|ing)/,
          ),
          /\b/,
        ),
      ),
      /\b(?:unhappy|frustrated|fed up|dissatisfied|not happy|disappointed) with (?:our|the|my|it|\w+)\b/,
    ),
  ],
  [
    'needs-it',
    anyOf(
      inOrder(
        inOrder(
          /\b(?:we|i|team) (?:really |would |will |definitely |do |urgently |might |may )*/,
          /need|want|require|could use|would use|would need|like/,
          / (?:\w+ ){0,2}/,
        ),
        anyOf(
          /\d+ (?:seats?|licen[cs]es?|users?)|seats?|licen[cs]es?|this|something like (?:this|that)/,
          /a (?:\w+ )?(?:solution|tool|demo|quote|trial|pilot|proposal|call|replacement|system|vendor)/,
          /the (?:enterprise|pro|premium|business|team|growth|starter) \w*/,
        ),
        /\b/,
      ),
      /\b\d+ (?:seats|licen[cs]es|users)\b/,
      anyOf(
        /\b(?:we|i|team) (?:have |has )?(?:outgrown|outgrew)\b/,
        inOrder(
          /\b(?:current|existing|present) \w+ /,
          /is not cutting it|is not working|does not cut it|keeps (?:failing|breaking)/,
          /\b/,
        ),
      ),
      /\b(?:need|want) something (?:\w+ ){0,3}by\b/,
    ),
  ],
  [
    'timeline',
    anyOf(
      inOrder(
        inOrder(
          /\b/,
          anyOf(
            /need|want|looking|plan(?:ning)?|aim(?:ing)?|hop(?:e|ing)|would like|have|expect\w*|goal is|must|deadline/,
            /timeline is/,
          ),
          / (?:\w+ ){0,6}/,
        ),
        anyOf(
          /live|in place|running|implemented|rolled out|rollout|roll out|onboard(?:ed)?|started|start|decid(?:e|ed)/,
          /decision|buy|purchase|up and running|launch\w*|go[- ]live|deployed?/,
        ),
        / (?:\w+ ){0,3}(?:by|before|in|this|next|within|on|end)\b/,
      ),
      words(
        anyOf(
          /(?:make|making|come to|reach) (?:a|the|our|my) decision/,
          /(?:we|i) (?:\w+ )?(?:have to |need to |want to |must |will )(?:decide|choose)/,
        ),
        anyOf(
          /(?<!who )(?:decide|decision) (?:is )?(?:by|before|this|next|within|in|due)(?! (?:with|not))/,
          /budget (?:is )?(?:approved|available|set aside|allocated|ready|signed off)|enough money/,
        ),
        /have (?:the |a )?budget/,
      ),
    ),
  ],
];
