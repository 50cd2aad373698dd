import { french } from './replyFrench.ts';
import { german } from './replyGerman.ts';
import type { ForeignRow, ReplyIntent, ReplyRule } from './replyRule.ts';
import { spanish } from './replySpanish.ts';

const confidences: Partial<Record<ReplyIntent, number>> = { unsubscribe: 0.9, refusal: 0.85, positive: 0.75 };

function ruleOf([id, intent, pattern]: ForeignRow): ReplyRule {
  const yieldsTo = id === 'de-kein-interesse' ? { yieldsTo: ['de-spaeter'] } : {};
  return {
    id,
    intent,
    pattern,
    confidence: confidences[intent] ?? 0.75,
    undoneByNot: intent === 'positive',
    ...yieldsTo,
  };
}

/** The common replies in German, French and Spanish. */
export const rulesAbroad: readonly ReplyRule[] = [...german, ...french, ...spanish].map(ruleOf);
