import { complaints } from './replyComplaints.ts';
import { decisions } from './replyDecisions.ts';
import { declines } from './replyDeclines.ts';
import { noInterest } from './replyNoInterest.ts';
import { anyOf, inOrder, type ReplyRule } from './replyRule.ts';
import { unsubscribeRules } from './replyUnsubscribes.ts';

const refusals = [...noInterest, ...declines, ...decisions, ...complaints];

/** Refusals that are believed less than the reason or the person named beside them. */
const weaker: Readonly<Record<string, readonly string[]>> = {
  'not-for-us': ['referral'],
  'no-need': ['has-a-tool', 'uses-a-competitor', 'own-tool-does-it', 'under-contract', 'wrong-size', 'lacks-a-feature'],
};

const wrongPerson: ReplyRule = {
  id: 'wrong-person',
  intent: 'refusal',
  pattern: anyOf(
    inOrder(
      /\bnot (?:be |really |actually )*(?:the |a )?(?:right|correct|best|proper|appropriate) /,
      /person|contact|one|department|team|guy|address/,
    ),
    /\bwrong (?:person|guy|department|contact|address|email|company|team|number)\b/,
    /\bnot (?:in )?my (?:area|department|decision|responsibility|remit|role|job|call|field)\b/,
    inOrder(
      /\b(?:no longer|not|do not) (?:the one who |who )?/,
      anyOf(
        /handle|deal with|decide|responsible|in charge|look after|involved|manage/,
        /make (?:these|those|such|purchasing|the) decisions?/,
      ),
      /\b/,
    ),
    /\bi have no say\b|\bnot my (?:area|thing|decision)\b/,
    /\bno longer (?:in|work in|work on|do) (?:\w+ )?(?:sales|marketing|it|that|this|role)\b/,
  ),
  confidence: 0.6,
  yieldsTo: ['referral'],
};

const notInterestedNow: ReplyRule = {
  id: 'not-interested-now',
  intent: 'refusal',
  pattern: inOrder(
    inOrder(
      /\bnot (?:\w+ )?/,
      /interested|looking|in the market|considering|evaluating|need\w*|moving forward|something we/,
      /\b[^.;!?]{0,60}\b/,
    ),
    anyOf(
      /right now|at this time|at the moment|at this (?:point|stage)|currently|just yet|yet|now|for now/,
      /this (?:year|quarter|month)/,
    ),
    /\b/,
  ),
  confidence: 0.75,
  yieldsTo: ['come-back', 'we-come-back', 'not-until', 'perhaps-later'],
};

/** "No" somewhere before a word of sales: it counts when the reply has nothing else to say. */
export const turnedDown: ReplyRule = {
  id: 'turned-down',
  intent: 'refusal',
  pattern: inOrder(
    /\b(?:no|not|never|neither|without|nobody|nothing)\b[^,.;:!?]{0,40}\b/,
    /demos?|pricing|quotes?|proposals?|interest\w*|meetings?|buy|need|want/,
    /\b/,
  ),
  confidence: 0.5,
};

/** Replies that close the door: asked to be left off the list, or refused. What stands first wins. */
export const refusalRules: readonly ReplyRule[] = [
  ...unsubscribeRules,
  notInterestedNow,
  wrongPerson,
  ...refusals.map(([id, pattern]): ReplyRule => ({
    id,
    intent: 'refusal',
    pattern,
    confidence: 0.9,
    yieldsTo: weaker[id] ?? [],
  })),
  turnedDown,
];
