import { anyOf, inOrder, type PhraseRow, words } from './replyRule.ts';

/** They ask what the product can do, and whether it is safe. */
export const featureQuestions: readonly PhraseRow[] = [
  [
    'security-question',
    inOrder(
      /\b(?:do|does|are|is|can|where|how|which|what|have|send)\b[^.;!]{0,50}?\b/,
      anyOf(
        /soc ?2|iso ?27001|hipaa|gdpr|sso|saml|scim|compliant|complian(?:ce|t)|certifi\w+|encrypt\w+/,
        /data (?:residency|hosted|stored|processed|retention|centers?|protection)|dpa|sub-?processors?/,
        /security (?:review|questionnaire|docs?|documentation|team|measures|policy|posture|whitepaper)/,
        /pen[- ]?tests?|hosted|host|stored|on[- ]prem\w*|handle security|my data|our data|customer data/,
      ),
      /\b/,
    ),
  ],
  [
    'security-review',
    inOrder(
      /\b(?:security|vendor|legal|procurement|infosec|it) /,
      /review|questionnaire|assessment|onboarding|process/,
      /\b(?! (?:is|was|failed|would|will) (?:\w+ )?(?:not|fail|block))/,
    ),
  ],
  [
    'asks-feature',
    inOrder(
      inOrder(
        /\b(?:does|do|can|could|would|will|is|are) /,
        anyOf(
          /it|this|you|your (?:tool|product|platform|software|solution|system|app|api|service|integration)/,
          /the (?:tool|product|platform|software|solution|system|app|api|service|integration|plan)|that|we|i/,
          /the (?:price|quote|contract|subscription|licen[cs]e|trial|fee|offer)/,
        ),
        / (?:\w+ )?/,
      ),
      anyOf(
        /support|integrate|work(?:s|ing)? (?:with|for|on|in)(?! (?:the|a) (?:guy|man|woman|person|people|same)\b)/,
        /sync|connect|handle|come with|include/,
        /offer (?:an?|sso|api|support|integrat\w+|onboarding|training|multi\w*|annual|monthly)|able to|import/,
        /export|scale|run on|use (?:it|this)|try (?:it|this)|test (?:it|this)|see (?:it|this|a|an|your|how)/,
        /do (?:this|that|it|so)|deploy|customi[sz]e|compatible|available (?:in|on|for)/,
        /provide (?:an?|api|support|onboarding|training)/,
        inOrder(
          /have (?:an? )?/,
          anyOf(
            /api|integration|mobile|sandbox|sdk|webhook\w*|audit|role|support for|connector|native|plan|trial|free/,
            /reference|case/,
          ),
        ),
      ),
      /\b/,
    ),
  ],
  [
    'is-it-possible',
    anyOf(
      words(
        /is it possible to/,
        inOrder(
          /is there (?:a|an|any) (?:\w+ )?/,
          anyOf(
            /api|integration|trial|free|demo|plan|way to (?:try|test|see|use|integrate|connect|import)|limit|minimum/,
            /sandbox|discount|onboarding/,
          ),
        ),
        inOrder(
          inOrder(
            /how /,
            /does|do|would|will|can|is|are|long|quickly|fast|soon/,
            / (?:it|this|you|we|your|the|is|does|would|can|could) (?:\w+ ){0,3}/,
          ),
          anyOf(
            /compare|differ\w*|work|integrate|handle|onboard\w*|implement\w*|set ?up|take|install\w*|start|migrat\w*/,
            /connect|calculated?|scor\w+|rollout|go live/,
          ),
        ),
      ),
      /\bwhat (?:is|are) the differences?\b|\bhow (?:do|does|would|are) you (?:\w+ )?(?:compare|differ\w*)\b/,
    ),
  ],
];
