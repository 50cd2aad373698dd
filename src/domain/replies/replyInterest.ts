import { anyOf, type ReplyRule } from './replyRule.ts';

type Row = readonly [id: string, pattern: RegExp];

/** Said of themselves, by the way: it counts unless "not", "if" or another person stands before it. */
const interest: readonly Row[] = [
  [
    'interested',
    /(?:^|[,;:.!?-] ?|\b(?:am|are|is|be|been|very|definitely|really|quite|genuinely|potentially|certainly|still|also|super|extremely|highly|most|color me|got (?:me|us)|yes|and|pretty|seriously|actually|absolutely|both|all|hi|hey|sure) )interested\b(?! (?:party|parties|people|customers|third|to hear why))/,
  ],
  [
    'keen',
    anyOf(
      /\b(?:am|are|very|quite|really|is|be) (?:\w+ )?(?:keen|intrigued|excited|sold|curious) (?:to|on|about|by)\b/,
      /\b(?:love|like|want|keen|curious|happy|ready|excited|eager|looking|good|great|wanting) to (?:\w+ )?(?:learn more|know more|hear more|find out more|see (?:it|this|a demo|how|more|the product|your)|explore|try|test|buy|purchase|order|start|sign|move forward|proceed|go ahead|get started|upgrade|pilot|discuss|talk|chat|speak|connect|meet|set (?:\w+ )?up|schedule|book|get (?:a|on a) (?:\w+ )?(?:demo|call|quote)|dig|evaluate|switch|roll|hop|jump|jump on|have a (?:\w+ )?(?:demo|call|chat|look|conversation))\b/,
    ),
  ],
  [
    'good-timing',
    anyOf(
      /\b(?:perfect|great|good|excellent|impeccable) timing\b/,
      /\b(?:timing (?:is|could not be) (?:\w+ )?(?:perfect|great|good|better))\b/,
      /\b(?:exactly|just|precisely) what (?:we|i) (?:need|are looking|am looking|have been looking|were looking|want)/,
    ),
  ],
  [
    'evaluating',
    anyOf(
      /\b(?:we|i|team)(?: are| am| is| have been|'re)? (?:currently |actively |just |now |in the process of |also |started |starting |looking at )*(?:evaluating|comparing|shortlist\w*|looking (?:for|at|into|to) (?:\w+ )?(?:a|an|new|better|tools?|solutions?|something|this|alternatives?|options?|vendors?|buy\w*|replac\w*|switch\w*|purchas\w*)|in the market|shopping|assessing|reviewing (?:vendors|tools|solutions|options)|searching for)\b/,
      /\b(?:rfp|shortlist)\b/,
    ),
  ],
  [
    'old-tool-fails',
    /\b(?:our|my) (?:current|existing|present|old) \w+ (?:is|has become|got) (?:\w+ )?too (?:expensive|slow|complex|complicated|limited)\b/,
  ],
  [
    'wants-to-switch',
    anyOf(
      /\b(?:want(?:ing)?|look(?:ing)?|plan(?:ning)?|need(?:ing)?|would like|hop(?:e|ing)|thinking (?:of|about)|consider(?:ing)?|ready) (?:to |of |about )?(?:replac(?:e|ing)|switch(?:ing)?|mov(?:e|ing) (?:away|off|from)|leav(?:e|ing)|get(?:ting)? rid of|migrat(?:e|ing))\b/,
      /\b(?:unhappy|frustrated|fed up|dissatisfied|not happy|disappointed) with (?:our|the|my|it|\w+)\b/,
    ),
  ],
  [
    'needs-it',
    anyOf(
      /\b(?:we|i|team) (?:really |would |will |definitely |do |urgently |might |may )*(?:need|want|require|could use|would use|would need|like) (?:\w+ ){0,2}(?:\d+ (?:seats?|licen[cs]es?|users?)|seats?|licen[cs]es?|this|something like (?:this|that)|a (?:\w+ )?(?:solution|tool|demo|quote|trial|pilot|proposal|call)|the (?:enterprise|pro|premium|business|team|growth|starter) \w*)\b/,
      /\b\d+ (?:seats|licen[cs]es|users)\b/,
    ),
  ],
  [
    'timeline',
    anyOf(
      /\b(?:need|want|looking|plan(?:ning)?|aim(?:ing)?|hop(?:e|ing)|would like|have|expect\w*|goal is|must|deadline|timeline is) (?:\w+ ){0,6}(?:live|in place|running|implemented|rolled out|rollout|roll out|onboard(?:ed)?|started|start|decid(?:e|ed)|decision|buy|purchase|up and running|launch\w*|go[- ]live|deployed?) (?:\w+ ){0,3}(?:by|before|in|this|next|within|on|end)\b/,
      /\b(?:decision|decide|budget (?:is )?(?:approved|available|set aside|allocated|ready|signed off)|enough money|have (?:the |a )?budget)\b/,
    ),
  ],
];

/** Kind words that alone say little. */
const polite: readonly Row[] = [
  [
    'sounds-good',
    /\b(?:sounds?|looks?|seems?|is|this is|that is|that would be|would be|that sounds) (?:\w+ )?(?:good|great|interesting|perfect|awesome|fantastic|excellent|amazing|cool|promising|relevant|useful|helpful|intriguing|wonderful|brilliant|compelling|fun|nice|like a (?:good|great) (?:idea|plan|fit))\b(?! (?:to know|luck|for (?:you|others|larger|bigger)|day|weekend))/,
  ],
  [
    'yes',
    /^(?:hi \w+,? |hey \w+,? |hello \w+,? |oh |hell |ok,? |sure,? )*(?:yes|yep|yeah|yup|sure(?: thing)?|absolutely|definitely|of course|certainly|deal|go for it|agreed|why not|gladly|with pleasure|happy to|please do|by all means|ja gerne|count me in|i am game|game|would love (?:that|to)|love to|i would love to|we would love to)\b(?! (?:right|no|not|i know|you|this is the))/,
  ],
  [
    'love-it',
    /\b(?:love (?:it|this|the idea|what)|great product|impressed|brilliant idea|like (?:the idea|what (?:i|we|you)|the sound|the look)|open to (?:\w+ )?(?:it|this|that|learning|hearing|seeing|exploring|trying|talk\w*|chat\w*|meet\w*|discuss\w*|a \w+|an \w+|demo|jump\w*))\b/,
  ],
];

const said =
  (confidence: number) =>
  ([id, pattern]: Row): ReplyRule => ({
    id,
    intent: 'positive',
    pattern,
    confidence,
    undoneByNot: true,
    undoneByIf: true,
    polite: true,
  });

/** What leads say when they like it: interest first, then politeness. */
export const interestRules: readonly ReplyRule[] = [...interest.map(said(0.8)), ...polite.map(said(0.65))];
