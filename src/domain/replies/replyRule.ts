/** What a lead's reply says. Only `positive` may wake a rep. */
export type ReplyIntent =
  | 'positive'
  | 'question'
  | 'referral'
  | 'objection'
  | 'refusal'
  | 'not_now'
  | 'out_of_office'
  | 'unsubscribe'
  | 'automatic'
  | 'neutral';

/** One row of the tables: a sentence whose plain words match says this. */
export type ReplyRule = {
  id: string;
  intent: ReplyIntent;
  /** Read against one sentence as `plainWords` gives it. */
  pattern: RegExp;
  /** 0 to 1. */
  confidence: number;
  /** A "not" before it in the same clause undoes the match. */
  undoneByNot?: boolean;
  /** It says nothing either after "if", "whether" or "would have". */
  undoneByIf?: boolean;
  /** Polite words ("sounds good"): a "but" anywhere after them undoes them. */
  polite?: boolean;
  /** Ids of rules and intents that are believed instead when the reply has one of them too. */
  yieldsTo?: readonly string[];
};

/** A rule's id and pattern, where the rules of a table differ in nothing else. */
export type PhraseRow = readonly [id: string, pattern: RegExp];

/** The same for a table of several intents. */
export type ForeignRow = readonly [id: string, intent: ReplyIntent, pattern: RegExp];

/** A rule found in a sentence: where, in its plain words. */
export type RuleMatch = { rule: ReplyRule; sentence: number; start: number; end: number };

/** One pattern that matches where one of several does, so that a row can be written a phrase to a line. */
export function anyOf(...patterns: readonly RegExp[]): RegExp {
  return new RegExp(patterns.map(({ source }) => source).join('|'));
}

/** `anyOf`, from the start of a word to the end of one. */
export function words(...patterns: readonly RegExp[]): RegExp {
  return new RegExp(`\\b(?:${anyOf(...patterns).source})\\b`);
}

/** One pattern that matches the parts one after the other. */
export function inOrder(...parts: readonly RegExp[]): RegExp {
  return new RegExp(parts.map(({ source }) => `(?:${source})`).join(''));
}

/** Any number of them one after the other, also none. */
export function repeated(...patterns: readonly RegExp[]): RegExp {
  return new RegExp(`(?:${anyOf(...patterns).source})*`);
}

/** Matches nothing, and only where none of them comes next. */
export function notBefore(...patterns: readonly RegExp[]): RegExp {
  return new RegExp(`(?!${anyOf(...patterns).source})`);
}

/** Matches nothing, and only where none of them has just ended. */
export function notAfter(...patterns: readonly RegExp[]): RegExp {
  return new RegExp(`(?<!${anyOf(...patterns).source})`);
}
