import { anyOf, inOrder, notBefore, type PhraseRow, words } from './replyRule.ts';

/** They say that they like it: it counts unless "not", "if" or another person stands before it. */
export const interest: readonly PhraseRow[] = [
  [
    'interested',
    inOrder(
      anyOf(
        /^|[,;:.!?-] ?/,
        inOrder(
          /\b/,
          anyOf(
            /am|are|is|be|been|very|definitely|really|quite|genuinely|potentially|certainly|still|also|super/,
            /extremely|highly|most|color me|got (?:me|us)|yes|and|pretty|seriously|actually|absolutely|both|all|hi/,
            /hey|sure/,
          ),
          / /,
        ),
      ),
      /interested\b(?! (?:party|parties|people|customers|third|to hear why))/,
    ),
  ],
  [
    'keen',
    anyOf(
      /\b(?:am|are|very|quite|really|is|be) (?:\w+ )?(?:keen|intrigued|excited|sold|curious) (?:to|on|about|by)\b/,
      inOrder(
        inOrder(
          /\b/,
          anyOf(
            /love|like|want|keen|curious|happy|glad|pleased|delighted|ready|excited|eager|looking/,
            /be (?:good|great|nice)|wanting/,
          ),
          / to (?:\w+ )?/,
        ),
        anyOf(
          /learn more|know more|hear more|find out more|see (?:it|this|a demo|how|more|the product|your)|explore/,
          /try|test|buy|purchase|order|start|sign|move forward|proceed|go ahead|get started|upgrade|pilot|discuss/,
          /talk|chat|speak|connect|meet|set (?:\w+ )?up|schedule|book|get (?:a|on a) (?:\w+ )?(?:demo|call|quote)/,
          /dig|evaluate|switch|roll|hop|jump|jump on|have a (?:\w+ )?(?:demo|call|chat|look|conversation)/,
        ),
        /\b/,
      ),
    ),
  ],
  [
    'good-timing',
    anyOf(
      /\b(?:perfect|great|good|excellent|impeccable) timing\b/,
      /\b(?:timing (?:is|could not be) (?:\w+ )?(?:perfect|great|good|better))\b/,
      inOrder(
        /\b(?:exactly|just|precisely) what (?:we|i) /,
        /need|are looking|am looking|have been looking|were looking|want/,
      ),
    ),
  ],
];

/** Kind words that alone say little. */
export const politeWords: readonly PhraseRow[] = [
  [
    'sounds-good',
    inOrder(
      /\b(?:sounds?|looks?|seems?|is|this is|that is|that would be|would be|that sounds) (?:\w+ )?/,
      anyOf(
        /good|great|interesting|perfect|awesome|fantastic|excellent|amazing|cool|promising|relevant|useful/,
        /helpful|intriguing|wonderful|brilliant|compelling|fun|nice|like a (?:good|great) (?:idea|plan|fit)/,
      ),
      inOrder(
        /\b/,
        notBefore(
          inOrder(
            / /,
            anyOf(
              /to (?:know|hear|have|meet)|luck/,
              inOrder(
                /for /,
                anyOf(
                  /you|others?|larger|bigger|smaller|some(?:body|one)|another|other|companies|people|teams|those/,
                  /enterprises?/,
                ),
              ),
              /day|weekend/,
            ),
          ),
        ),
      ),
    ),
  ],
  [
    'yes',
    inOrder(
      /^(?:hi \w+,? |hey \w+,? |hello \w+,? |oh |hell |ok,? |sure,? )*/,
      anyOf(
        /yes|yep|yeah|yup|sure(?! thing\b)|sure thing|absolutely|definitely|of course|certainly|deal|go for it/,
        /agreed|why not/,
        /gladly|with pleasure|happy to|please do|by all means|ja gerne|count me in|i am game|game/,
        /would love (?:that|to)|love to|i would love to|we would love to/,
      ),
      /\b(?! (?:right|no|not|i know|you|this is the))/,
    ),
  ],
  [
    'love-it',
    words(
      /love (?:it|this|the idea|what)|great product|impressed|brilliant idea/,
      /like (?:the idea|what (?:i|we|you)|the sound|the look)/,
      inOrder(
        /open to (?:\w+ )?/,
        anyOf(
          /it|this|that|learning|hearing|seeing|exploring|trying|talk\w*|chat\w*|meet\w*|discuss\w*|a \w+|an \w+/,
          /demo|jump\w*/,
        ),
      ),
    ),
  ],
];
