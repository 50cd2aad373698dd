import { anyOf, inOrder, type PhraseRow, type ReplyRule } from './replyRule.ts';

const questions: readonly PhraseRow[] = [
  ['asks', /\?/],
  [
    'asks-without-mark',
    inOrder(
      /^(?:hi \w+,? |hey,? |sorry,? |but |and |so |ok )*/,
      anyOf(
        /who (?:is|are|gave)|what (?:is|are|do|does)|how (?:did|do|does|come)|where (?:did|are|is)/,
        /why (?:are|do|did|is)|which|when|(?:do|does|did|are|is|can|could) (?:you|it|this|your|we)/,
      ),
      /\b/,
    ),
  ],
];

/** A question about us rather than for their own use. Where it stands beside kind words, it is what the reply means. */
const suspicion: ReplyRule = {
  id: 'who-are-you',
  intent: 'question',
  pattern: anyOf(
    inOrder(
      /\b(?:how|where|why) (?:did|do|have|on earth|the hell) (?:\w+ )?(?:you )?/,
      /get|got|have|find|obtain|come by|end up with|know/,
      / (?:\w+ )?(?:my|our|this|me)\b/,
    ),
    /\b(?:how|where) you (?:got|found|obtained|came by) (?:my|our|this|me)\b/,
    /\bwho (?:is this|are you|gave you)\b/,
    /\b(?:mean|meant) to (?:send|write|email) (?:this |it )?(?:to )?(?:me|us|somebody|someone|another)\b/,
    /\bdo (?:i|we) know you\b/,
    /\b(?:is this|are you) (?:a |an )?(?:bot|robot|automated|real|human|ai|scam|phishing|legit\w*)\b/,
    /\bhave we (?:met|spoken|talked)\b/,
    /\bwhy are you (?:\w+ )?(?:email|contact|writ|messag)\w+/,
  ),
  confidence: 0.8,
};

/** Replies that only ask. */
export const questionRules: readonly ReplyRule[] = [
  suspicion,
  ...questions.map(([id, pattern]): ReplyRule => ({ id, intent: 'question', pattern, confidence: 0.6 })),
];
