import { anyOf, inOrder, type ReplyRule, words } from './replyRule.ts';

const CLAUSE_ENDS =
  /[,;:.!?()]| - | (?:but|however|though|although|and|so|because|since|while|or|aber|und|mais|et|pero|y) /g;
const FARTHEST_NOT = 60;

const NOT = words(
  /not|no|never|why(?= (?:would|should)|\s*$)|nor|neither|without|nobody|nothing|hardly|unable|instead of/,
  /rather than|unless|refuse|declined?|too (?:busy|early|late|small|expensive)|stop|stopped|cancel(?:led)?/,
  /kein\w*|nicht|nie|niemals|ohne|ne|n'\w+|pas|aucune?|jamais|sans|sin|ni|nunca|tampoco/,
);
const NOT_AFTER = inOrder(
  /^[^,;:.!?]{0,30}?\b/,
  anyOf(
    /(?:is|are|was|will|would|does|do|did|can|could) (?:not|never)\b/,
    /(?:is|are) (?:off|unnecessary|pointless|useless|cancelled|out of the question)\b|nicht\b|pas\b/,
  ),
);
const IF =
  /\b(?:if|whether|in case|should we|should i|when we are|once we are|would have|wish|used to|as if|you(?: \w+)?)\b/;
const OTHERS = /\b(?:she|he|they|who|someone|somebody)(?: (?:will|can|would|could|may|might|should|handles?)\b|$)/;

const CONDITION_AFTER = inOrder(
  /^[^.;!?]{0,20}?\b/,
  anyOf(
    /only if|unless/,
    /(?:when|once|if) you (?:support|have|ship|add|pay|get|offer|lower|drop|fix|build|can do it for)\w*/,
    /if (?:it|the price|that|they) (?:was|were|is free)/,
  ),
  /\b/,
);
/** A "no" between the words of the match itself: "have no plans to buy". */
const NOT_WITHIN = words(/not|no|never|nobody|nothing|without|nicht|kein\w*|ne|pas/);
/** Advice to us, not their own wish: "you want to talk to Ann". */
const ADVICE = inOrder(
  /(?<!\b(?:do|did|would|if|when|what|whatever|anything) )\byou /,
  /want|need|should|ought|(?:had|would be) better(?: off)?|(?:would|might|may) want/,
  /(?: to)?\b/,
);
/** A talk that was: no wish for one. */
const WAS = anyOf(
  /\b(?:i|we) (?:already )?(?:had(?! (?:hoped|wanted))|saw|attended|joined|watched|sat)\b/,
  /\b(?:great|good|nice|lovely|pleasure|enjoyed) (?:\w+ )?(?:talking|speaking|chatting|meeting|seeing|connecting)\b/,
);
/** What they do themselves: "I'll read the case study". */
const OWN_WORK = inOrder(
  /\b(?:i|we) (?:will|am going to|are going to) (?:\w+ )?/,
  /(?:read|look|check|see|review|discuss|forward|pass|think|go through|study|watch|share|show|ask (?:my|our))\b/,
);
/** A request for another person: "send the quote to Ann, she decides". */
const FOR_ANOTHER =
  /^[^.;!?]{0,20}\b(?:to|with) (?:my )?\w+(?: \w+)? ?(?:instead\b|, (?:she|he|they|who) (?:is|\w+s)\b)/;
/** "We will be interested after the launch". */
const LATER_BEFORE = /\b(?:will|would|might|may) (?:\w+ )?be (?:\w+ )?(?:interested|keen|ready|open|happy)$/;
const LATER_AFTER = /^ (?:again )?(?:after|once|when|from|in|only)\b/;
const ANOTHER_MIGHT = /^(?!.*\b(?:i|we)\b).*\w (?:might|may|could) $/;

/** Whether the clause around a match takes back what the match alone would say. */
export function isUndone(rule: ReplyRule, plain: string, start: number, end: number): boolean {
  const before = clauseBefore(plain, start);
  if (rule.undoneByNot === true && NOT.test(before)) return true;
  const after = plain.slice(end, end + 80);
  if (rule.intent === 'positive' && isNotTheirWish(before, plain.slice(start, end), after)) return true;
  return rule.undoneByIf === true && IF.test(before);
}

function isNotTheirWish(before: string, match: string, after: string): boolean {
  const lead = before.trimEnd();
  const said = `${before}${match}`;
  if (
    NOT_WITHIN.test(match) ||
    NOT_AFTER.test(after) ||
    OTHERS.test(lead) ||
    ADVICE.test(said) ||
    ANOTHER_MIGHT.test(before)
  )
    return true;
  if (OWN_WORK.test(said) || WAS.test(said) || FOR_ANOTHER.test(after)) return true;
  if (LATER_BEFORE.test(said) && LATER_AFTER.test(after)) return true;
  return CONDITION_AFTER.test(after.slice(0, 60)) || (/\bonly\b/.test(before) && /\bif\b/.test(after));
}

function clauseBefore(plain: string, start: number): string {
  const near = plain.slice(Math.max(0, start - FARTHEST_NOT), start);
  const ends = [...near.matchAll(CLAUSE_ENDS)];
  const last = ends.at(-1);
  return last === undefined ? near : near.slice(last.index + last[0].length);
}

const TURN = inOrder(
  /(?:^|[,;.!?)-] ?| )/,
  anyOf(
    /but|however|unfortunately|sadly|regrettably|alas|that said|although|though(?! ?[?.!])|yet|except|leider/,
    /aber|jedoch/,
    /mais|malheureusement|cependant|pero|lamentablemente|sin embargo/,
  ),
  /\b/,
);
const BAD_NEWS = words(
  /not|no|never|nobody|nothing|unable|without|doubt\w*|afraid|sorry|kill|impossible|difficult|hard|tough/,
  /wait|later|against|lost|left|unfortunately|sadly|regrettably|alas|already|too|busy|enough|killed|froze/,
  /frozen|freeze|cancel\w*|reject\w*|declin\w*|turned|leider|nicht|kein\w*|bereits|malheureusement|pas/,
  /lamentablemente|ya/,
);
const GENTLE = inOrder(
  /^(?:[,;.!?)\s-]| )*(?:but|though|although|aber|mais|pero)[, ]+/,
  anyOf(
    /only|first|before|can|could|we (?:would )?(?:need|want)|i (?:would )?(?:need|want)/,
    /would (?:like|need|prefer)|need|want|what|how|please|do you|does|is|it depends|i have|let us|prefer/,
  ),
  /\b/,
);

/** Nothing is left to do: "sounds good, thanks for the update". */
const FAREWELL = inOrder(
  /^[,.! ]*(?:thanks|thank you) for (?:the |your )?(?:quick )?/,
  /update|info\w*|letting|confirm\w+|heads|note|clarif\w+/,
);

/**
 * Whether what follows a kind word takes it back: polite words fall at any "but"; a request falls only when the "but" brings
 * bad news ("send pricing, but no rush" stands).
 */
export function isTakenBack(rule: ReplyRule, rest: string): boolean {
  if (rule.polite === true && FAREWELL.test(rest)) return true;
  const turn = TURN.exec(rest);
  if (turn === null) return false;
  const turned = rest.slice(turn.index, turn.index + 300);
  return BAD_NEWS.test(turned) || (rule.polite === true && !GENTLE.test(turned));
}
