import { DAY_MS } from '../decay.ts';
import { meetingRules } from './replyBuying.ts';
import { daysNamed, type NamedDay } from './replyDates.ts';
import type { PlainSentence } from './replyMatching.ts';
import { anyOf, inOrder, type ReplyRule, type RuleMatch, words } from './replyRule.ts';

/** A meeting proposed for at most so long ahead is for now; later than that the lead asks us to come back. */
const SOON_MS = 14 * DAY_MS;

/** A reply that asks for another day: what says so, and the day (epoch ms, 00:00 UTC). */
export type LaterMatch = RuleMatch & { day: number };

/** The days the lead named above the sign-off, for each sentence. */
export function daysOf(sentences: readonly PlainSentence[], at: number): NamedDay[][] {
  return sentences.map(({ plain, belowSignOff }) => (belowSignOff ? [] : daysNamed(plain, at)));
}

const dayRules: readonly ReplyRule[] = [
  {
    id: 'come-back',
    intent: 'not_now',
    confidence: 0.9,
    pattern: words(
      /come back|check (?:back|in)|circle back|get back to (?:me|us)|(?:get|be) (?:back )?in touch/,
      /reach (?:back )?out|touch base|follow(?:ing)? up|ping|try (?:me|us|again|back)|contact (?:me|us)/,
      /email me|drop me|write (?:to )?(?:me|us)|revisit|re-?connect|pick (?:this|it) (?:back )?up|remind/,
      /bump (?:this|it)|look (?:at|into) (?:this|it)|reconsider|consider|reassess|re-?evaluate|evaluating/,
      /review (?:this|it|our|tools)|ask (?:me|us)? ?again|resume|regroup|catch up|again|knock|restart|re-?open/,
      /call back|hit me up|melden|recontact\w*|rappel\w*|revenez|relanc\w*|vuelv\w*|contact\w+|escrib\w+/,
      /auf (?:mich|uns) zu/,
    ),
  },
  {
    id: 'we-come-back',
    intent: 'not_now',
    confidence: 0.8,
    pattern: anyOf(
      inOrder(
        /\b(?:plan\w*|going|hop(?:e|ing)|intend\w*|start\w*) (?:to|on)? ?(?:start )?/,
        /evaluat\w+|look(?:ing)? (?:at|into)|review\w*|revisit\w*|consider\w*/,
        /\b/,
      ),
      inOrder(
        /\b(?:i|we) (?:will|would|can|plan to|am going to|are going to|should|might|may) (?:\w+ )?/,
        anyOf(
          /get back|reach out|come back|be in touch|let you know|follow up|circle back|revisit|contact you|ping you/,
          /look|know more|decide|have budget|be ready|be (?:evaluating|looking|reviewing)/,
          /start (?:evaluating|looking|thinking)/,
        ),
        /\b/,
      ),
    ),
  },
  {
    id: 'perhaps-later',
    intent: 'not_now',
    confidence: 0.75,
    pattern: anyOf(
      inOrder(
        /^(?:hi \w+,? |thanks,? |sorry,? |no,? |well,? )*/,
        anyOf(
          /maybe|perhaps|possibly|probably|more like|rather|better|sometime|earliest|in|after|next|around|early/,
          /late|mid|q[1-4]|not before|not until|towards/,
        ),
        /\b.{0,40}$/,
      ),
      inOrder(
        /\b(?:is|would be|might be|will be) (?:a )?(?:\w+ )?/,
        /better|easier|more realistic|earliest|good time|best time|when/,
        /\b/,
      ),
      words(/postpone|push|defer|delay|wait|hold off|plate|swamped|priority|on hold|busy|not now|bad timing|focus\w*/),
    ),
  },
];
const notUntil: ReplyRule = {
  id: 'not-until',
  intent: 'not_now',
  confidence: 0.85,
  pattern: anyOf(
    /\b(?:but|though|and) only (?:in |after )?$/,
    inOrder(
      words(
        /not|no|nothing|nobody|busy|swamped|slammed|tied up|hold|freeze|frozen|paused|pause|wait|full|closed/,
        /heads down|waiting|parked|shelved|postponed/,
      ),
      /.{0,60}\b(?:until|till|before|after)(?: the| at least| early| mid| late| the end of)? ?$/,
    ),
  ),
};
/** Asks us to come back on a day named before. */
const THEN =
  /\b(?:again|back|touch|contact|reach out|remind|ping|revisit|follow up|write|email|try) [^.;!?]{0,20}\bthen\b/;

const talkLater: ReplyRule = {
  id: 'talk-later',
  intent: 'not_now',
  confidence: 0.8,
  pattern: /talk|chat|speak|connect|meet|call|discuss|demo|conversation|zoom/,
};

/**
 * The sentence, if one does, that names a day and asks us to come back then or says nothing happens before; or one that
 * says "come back then" after a sentence that names the day.
 */
export function comeBack(sentences: readonly PlainSentence[], days: NamedDay[][]): LaterMatch | undefined {
  let before: NamedDay | undefined;
  for (const [sentence, { plain }] of sentences.entries()) {
    const named = days[sentence]?.[0];
    const rule = named === undefined ? undefined : laterRule(plain, named);
    if (named !== undefined && rule !== undefined)
      return { rule, sentence, start: named.start, end: named.end, day: named.day };
    if (before !== undefined && THEN.test(plain))
      return { rule: talkLater, sentence, start: 0, end: 0, day: before.day };
    before = named ?? before;
  }
  return undefined;
}

function laterRule(plain: string, { start }: NamedDay): ReplyRule | undefined {
  const preposition = /^(?:after|before|until)/.exec(plain.slice(start))?.[0].length ?? 0;
  const lead = plain.slice(Math.max(0, start - 120), start + preposition);
  return notUntil.pattern.test(lead) ? notUntil : dayRules.find(({ pattern }) => pattern.test(plain));
}

/** Whether a proposal to talk stands beside a day no more than two weeks after `at`. */
export function isMeetingSoon(match: RuleMatch, days: NamedDay[][], at: number): boolean {
  return meetingRules.has(match.rule.id) && (days[match.sentence] ?? []).some(({ day }) => day - at <= SOON_MS);
}

/** A proposal to talk, but on a day more than two weeks after `at`: after the proposal, or as the sentence's first words. */
export function talkMuchLater(
  match: RuleMatch,
  sentences: readonly PlainSentence[],
  days: NamedDay[][],
  at: number,
): LaterMatch | undefined {
  const said = sentences[match.sentence]?.plain.slice(match.start, match.end) ?? '';
  if (!meetingRules.has(match.rule.id) || !talkLater.pattern.test(said) || isMeetingSoon(match, days, at))
    return undefined;
  const named = (days[match.sentence] ?? []).find(
    ({ start }) => start <= 12 || (start >= match.start && start <= match.end + 40),
  );
  return named === undefined ? undefined : { ...match, rule: talkLater, day: named.day };
}

/** Whether a day is within the two weeks after `at`. */
export function isSoon(day: number, at: number): boolean {
  return day - at <= SOON_MS;
}
