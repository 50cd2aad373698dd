import type { ReplyRule } from './replyRule.ts';

const CLAUSE_ENDS =
  /[,;:.!?()]| - | (?:but|however|though|although|and|so|because|since|while|or|aber|und|mais|et|pero|y) /g;
const FARTHEST_NOT = 60;

const NOT =
  /\b(?:not|no|never|why(?= (?:would|should)|\s*$)|nor|neither|without|nobody|nothing|hardly|unable|instead of|rather than|unless|refuse|declined?|too (?:busy|early|late|small|expensive)|stop|stopped|cancel(?:led)?|kein\w*|nicht|nie|niemals|ohne|ne|n'\w+|pas|aucune?|jamais|sans|sin|ni|nunca|tampoco)\b/;
const NOT_AFTER =
  /^[^,;:.!?]{0,30}?\b(?:(?:is|are|was|will|would|does|do|did|can|could) (?:not|never)\b|(?:is|are) (?:off|unnecessary|pointless|useless|cancelled|out of the question)\b|nicht\b|pas\b)/;
const IF =
  /\b(?:if|whether|in case|should we|should i|when we are|once we are|would have|wish|used to|as if|you(?: \w+)?)\b/;
const OTHERS = /\b(?:she|he|they|who|someone|somebody)(?: (?:will|can|would|could|may|might|should|handles?)\b|$)/;

const CONDITION_AFTER =
  /^[^.;!?]{0,20}?\b(?:only if|unless|(?:when|once|if) you (?:support|have|ship|add|pay|get|offer|lower|drop|fix|build|can do it for)\w*|if (?:it|the price|that|they) (?:was|were|is free))\b/;
const ANOTHER_MIGHT = /^(?!.*\b(?:i|we)\b).*\w (?:might|may|could) $/;

/** Whether the clause around a match takes back what the match alone would say. */
export function isUndone(rule: ReplyRule, plain: string, start: number, end: number): boolean {
  const before = clauseBefore(plain, start);
  if (rule.undoneByNot === true && (NOT.test(before) || NOT_AFTER.test(plain.slice(end, end + 80)))) return true;
  if (rule.intent === 'positive' && (OTHERS.test(before.trimEnd()) || ANOTHER_MIGHT.test(before))) return true;
  if (rule.intent === 'positive' && CONDITION_AFTER.test(plain.slice(end, end + 60))) return true;
  return rule.undoneByIf === true && IF.test(before);
}

function clauseBefore(plain: string, start: number): string {
  const near = plain.slice(Math.max(0, start - FARTHEST_NOT), start);
  const ends = [...near.matchAll(CLAUSE_ENDS)];
  const last = ends.at(-1);
  return last === undefined ? near : near.slice(last.index + last[0].length);
}

const TURN =
  /(?:^|[,;.!?)-] ?| )(?:but|however|unfortunately|sadly|regrettably|alas|that said|although|though|yet|except|leider|aber|jedoch|mais|malheureusement|cependant|pero|lamentablemente|sin embargo)\b/;
const BAD_NEWS =
  /\b(?:not|no|never|nobody|nothing|unable|without|doubt\w*|afraid|sorry|kill|impossible|difficult|hard|tough|wait|later|against|lost|left|unfortunately|sadly|regrettably|alas|already|too|busy|enough|killed|froze|frozen|freeze|cancel\w*|reject\w*|declin\w*|turned|leider|nicht|kein\w*|bereits|malheureusement|pas|lamentablemente|ya)\b/;
const GENTLE =
  /^(?:[,;.!?)\s-]| )*(?:but|though|although|aber|mais|pero)[, ]+(?:only|first|before|can|could|we (?:would )?(?:need|want)|i (?:would )?(?:need|want)|would (?:like|need|prefer)|need|want|what|how|please|do you|does|is|it depends|i have|let us|prefer)\b/;

/**
 * Whether what follows a kind word takes it back: polite words fall at any "but"; a request falls only when the "but" brings
 * bad news ("send pricing, but no rush" stands).
 */
export function isTakenBack(rule: ReplyRule, rest: string): boolean {
  const turn = TURN.exec(rest);
  if (turn === null) return false;
  const turned = rest.slice(turn.index, turn.index + 300);
  return BAD_NEWS.test(turned) || (rule.polite === true && !GENTLE.test(turned));
}
