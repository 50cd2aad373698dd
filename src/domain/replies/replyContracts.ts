import { anyOf, inOrder, type PhraseRow } from './replyRule.ts';

/** They are bound to what they have. */
export const contractObjections: readonly PhraseRow[] = [
  [
    'under-contract',
    anyOf(
      inOrder(
        /\b/,
        /under|in|into|locked in(?:to)?|tied (?:in)?to|stuck in|bound by|have|has|signed|just renewed|renewed/,
        inOrder(
          / (?:a|an|our|another|the|by)? ?(?:\w+[- ]){0,3}/,
          /contract|agreement|term|deal|subscription|commitment/,
          /\b(?! (?:review|template|to sign|for us to sign|draft|over|ready|question))/,
        ),
      ),
      /\b(?:locked|tied) in(?:to)?\b/,
      inOrder(
        /\b(?:contract|agreement|subscription|renewal) (?:\w+ ){0,4}/,
        /runs|lasts|goes|does not (?:end|expire)|is not up|until|through|not up/,
        /\b/,
      ),
      /\b(?:just|recently|already) (?:renewed|signed|extended)\b/,
      inOrder(
        /\b/,
        /contract|agreement|subscription|licen[cs]e/,
        / [^.;!?]{0,20}\b(?:has|have|with|another) (?:another |about |over )?\w+ (?:months?|years?|quarters?) (?:left|to (?:go|run))\b/,
      ),
      /\b(?:we|i|team)(?: have)? (?:renewed|re-?signed|extended) (?:with|our|the|for)\b/,
      /\b(?:years?|months?) (?:left|to go|to run|remaining) on (?:our|the|my)\b/,
      anyOf(
        /\b(?:contractually )?bound (?:to|by)\b/,
        /\b(?:moved|moving|migrated|migrating) (?:everything|all|our \w+) (?:to|over to|onto)\b/,
        /\bwill not add another\b/,
      ),
    ),
  ],
];
