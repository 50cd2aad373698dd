import { automaticReply } from './replyAutomatic.ts';
import { meetingRules } from './replyBuying.ts';
import { comeBack, daysOf, isMeetingSoon, isSoon, type LaterMatch, talkMuchLater } from './replyLater.ts';
import { matchesIn, type PlainSentence } from './replyMatching.ts';
import { turnedDown } from './replyRefusals.ts';
import type { ReplyIntent, RuleMatch } from './replyRule.ts';
import { ownSentences } from './replyText.ts';
import { plainWords } from './replyWords.ts';

export type { ReplyIntent } from './replyRule.ts';

/** A lead's answer to an e-mail of a rep. `at` is when it was sent, epoch ms; names of headers may be in any case. */
export type Reply = { text: string; subject?: string; headers?: Record<string, string>; at: number };

/** What a reply means. */
export type ReadReply = {
  intent: ReplyIntent;
  /** 0 to 1. */
  confidence: number;
  /** The sentence that says so, as written but for white space, at most 200 characters of it; absent when none does. */
  sentence?: string;
  /** Which rule decided, for people who tune the rules. */
  rule: string;
  /** `not_now` and `out_of_office` only: the day to come back, epoch ms at 00:00 UTC; absent when the reply names none. */
  until?: number;
};

type Finding = { match: RuleMatch; day?: number | undefined; mixed?: boolean };

const LONGEST_SENTENCE = 200;

/**
 * Says what a reply means, from what the lead wrote above quotes and signature. A refusal, an objection or an automatic
 * reply is never `positive`, whatever kind words stand beside it. Any text is fine; it never throws.
 */
export function readReply({ text, subject = '', headers, at }: Reply): ReadReply {
  const written = ownSentences(text);
  const sentences = written.map((one) => ({ plain: plainWords(one.written), belowSignOff: one.belowSignOff }));
  const title = plainWords(subject.slice(0, 500));
  const automatic = automaticReply({
    ...(headers && { headers }),
    subject: title,
    plain: sentences.map(({ plain }) => plain),
    at,
  });
  if (automatic !== undefined) {
    const { sentence, ...rest } = automatic;
    return { ...rest, ...(sentence !== undefined && { sentence: shortened(written[sentence]?.written ?? '', 0) }) };
  }
  const finding = decided(sentences, at);
  if (finding === undefined || isHarmless(finding)) return readTitle(title) ?? answer(finding, written);
  return answer(finding, written);
}

/** A subject is mostly our own words; it counts when it is nothing but a request to stop or a calendar's answer. */
function readTitle(title: string): ReadReply | undefined {
  if (/^(?:(?:re|aw|fwd?): ?)*(?:unsubscribe|remove me|opt out|stop|abmelden)[.! ]*$/.test(title)) {
    return { intent: 'unsubscribe', confidence: 0.9, rule: 'subject-unsubscribe' };
  }
  if (
    /^(?:(?:re|aw): ?)*not interested[.! ]*$/.test(title) ||
    /^(?:declined|abgelehnt|refuse|rechazado):/.test(title)
  ) {
    return { intent: 'refusal', confidence: 0.8, rule: 'subject-refusal' };
  }
  if (/^(?:accepted|zugesagt|accepte|aceptado):/.test(title))
    return { intent: 'positive', confidence: 0.8, rule: 'subject-accepted' };
  return undefined;
}

function isHarmless({ match }: Finding): boolean {
  return match.rule.intent === 'question' || match.rule.intent === 'positive';
}

/** The order in which a reply is believed: every no before any yes. */
function decided(sentences: readonly PlainSentence[], at: number): Finding | undefined {
  const matches = matchesIn(sentences);
  const days = daysOf(sentences, at);
  const first = (...intents: ReplyIntent[]): RuleMatch | undefined =>
    matches.find(({ rule }) => intents.includes(rule.intent));
  const later = comeBack(sentences, days);
  const no = first('unsubscribe') ?? standingRefusal(matches, later);
  const kind = matches.filter(({ rule }) => rule.intent === 'positive');
  const mixed = kind.length > 0;
  // A refusal that yields to a referral or a later day still leaves no yes.
  const yes = matches.some(({ rule }) => rule.intent === 'refusal' && rule !== turnedDown) ? [] : kind;
  if (no !== undefined) return { match: no, mixed };
  const objection = matches.find(({ rule }) => rule.intent === 'objection' && !yields(rule.yieldsTo, matches));
  const meeting = objection === undefined ? yes.find((match) => isMeetingSoon(match, days, at)) : undefined;
  if (meeting !== undefined) return { match: meeting };
  if (later !== undefined && !(yes.length > 0 && objection === undefined && isSoon(later.day, at))) {
    return { match: later, day: later.day, mixed };
  }
  if (objection !== undefined) return { match: objection, mixed };
  const vague = first('not_now');
  if (vague !== undefined) return { match: vague, day: days.flat()[0]?.day, mixed };
  return kindly(matches, yes, (match) => talkMuchLater(match, sentences, days, at));
}

/** Among replies without a no. */
function kindly(
  matches: RuleMatch[],
  yes: RuleMatch[],
  muchLater: (match: RuleMatch) => LaterMatch | undefined,
): Finding | undefined {
  const suspicious = matches.find(({ rule }) => rule.id === 'who-are-you');
  if (suspicious !== undefined) return { match: suspicious, mixed: yes.length > 0 };
  const farTalk = yes.map(muchLater).find((match) => match !== undefined);
  const request = yes.find(({ rule }) => rule.confidence > 0.8 && !meetingRules.has(rule.id));
  if (farTalk !== undefined && request === undefined) return { match: farTalk, day: farTalk.day };
  const open = matches.filter(({ rule }) => rule.intent === 'referral' || rule.intent === 'question');
  const match = yes[0] ?? open[0] ?? matches.find(({ rule }) => rule === turnedDown);
  return match === undefined ? undefined : { match };
}

/** The first refusal that nothing overrules; one that is overruled takes the others of its sentence with it. */
function standingRefusal(matches: RuleMatch[], later: LaterMatch | undefined): RuleMatch | undefined {
  const refusals = matches.filter(({ rule }) => rule.intent === 'refusal' && rule !== turnedDown);
  const known = later === undefined ? matches : [...matches, later];
  const overruled = new Set(
    refusals.filter(({ rule }) => yields(rule.yieldsTo, known)).map(({ sentence }) => sentence),
  );
  return refusals.find(({ sentence }) => !overruled.has(sentence));
}

function yields(to: readonly string[] | undefined, matches: readonly RuleMatch[]): boolean {
  return matches.some(({ rule }) => to?.includes(rule.id) === true || to?.includes(rule.intent) === true);
}

function answer(finding: Finding | undefined, written: readonly { written: string }[]): ReadReply {
  if (finding === undefined) return { intent: 'neutral', confidence: 0.3, rule: 'none' };
  const { match, day, mixed } = finding;
  return {
    intent: match.rule.intent,
    confidence: mixed === true ? Math.min(0.6, match.rule.confidence) : match.rule.confidence,
    sentence: shortened(written[match.sentence]?.written ?? '', match.start),
    rule: match.rule.id,
    ...(day !== undefined && match.rule.intent === 'not_now' && { until: day }),
  };
}

/** A long sentence is cut around the place that matched. */
function shortened(sentence: string, from: number): string {
  if (sentence.length <= LONGEST_SENTENCE) return sentence;
  const start = Math.max(0, Math.min(from - 60, sentence.length - LONGEST_SENTENCE));
  return sentence.slice(start, start + LONGEST_SENTENCE).trim();
}
