import { rulesAbroad } from './replyAbroad.ts';
import { buyingRules } from './replyBuying.ts';
import { objectionRules } from './replyObjections.ts';
import { questionRules } from './replyQuestions.ts';
import { referralRules } from './replyReferrals.ts';
import { refusalRules } from './replyRefusals.ts';
import type { ReplyRule, RuleMatch } from './replyRule.ts';
import { isTakenBack, isUndone } from './replyScope.ts';

/** A sentence as the rules read it. */
export type PlainSentence = { plain: string; belowSignOff: boolean };

const MOST_MATCHES = 20;
const LONGEST_REST = 2_000;

const rules = [
  ...refusalRules,
  ...objectionRules,
  ...buyingRules,
  ...referralRules,
  ...questionRules,
  ...rulesAbroad,
].map((rule) => ({ rule, everywhere: new RegExp(rule.pattern, `g${rule.pattern.flags}`) }));

/** What the rules find, each rule at most once in a sentence, in the order of the tables. Below a sign-off only refusals count. */
export function matchesIn(sentences: readonly PlainSentence[]): RuleMatch[] {
  return rules.flatMap(({ rule, everywhere }) =>
    sentences.flatMap(({ plain, belowSignOff }, sentence) => {
      if (belowSignOff && rule.intent !== 'refusal' && rule.intent !== 'unsubscribe') return [];
      const match = standingMatch(rule, everywhere, plain, () => restAfter(sentences, sentence));
      return match === undefined ? [] : [{ rule, sentence, ...match }];
    }),
  );
}

function standingMatch(
  rule: ReplyRule,
  everywhere: RegExp,
  plain: string,
  rest: () => string,
): { start: number; end: number } | undefined {
  let tried = 0;
  for (const found of plain.matchAll(everywhere)) {
    const [start, end] = [found.index, found.index + found[0].length];
    const undone = isUndone(rule, plain, start, end);
    if (!undone && !(rule.intent === 'positive' && isTakenBack(rule, `${plain.slice(end)}${rest()}`)))
      return { start, end };
    tried += 1;
    if (tried >= MOST_MATCHES) return undefined;
  }
  return undefined;
}

function restAfter(sentences: readonly PlainSentence[], sentence: number): string {
  const next = sentences.slice(sentence + 1, sentence + 6).map(({ plain }) => `\n${plain}`);
  return next.join('').slice(0, LONGEST_REST);
}
