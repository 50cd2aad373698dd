import { featureQuestions } from './replyFeatures.ts';
import { interest, politeWords } from './replyInterest.ts';
import { meetings } from './replyMeetings.ts';
import { needs } from './replyNeeds.ts';
import { requests } from './replyRequests.ts';
import type { PhraseRow, ReplyRule } from './replyRule.ts';

/** Ids whose match proposes to talk: with a near day they are a meeting, with a far one they are for later. */
export const meetingRules: ReadonlySet<string> = new Set([
  'lets-talk',
  'send-times',
  'books-a-meeting',
  'meeting-with-time',
  'time-with-meeting',
  'free-at',
  'bare-time',
  'call-me',
  'keen',
  'sounds-good',
  'yes',
  'works-for-me',
  'interested',
]);

const said =
  (confidence: number) =>
  ([id, pattern]: PhraseRow): ReplyRule => ({
    id,
    intent: 'positive',
    pattern,
    confidence,
    undoneByNot: true,
    undoneByIf: true,
    polite: true,
  });

/** Replies of somebody who may buy. Requests first: they say more than interest, and interest more than politeness. */
export const buyingRules: readonly ReplyRule[] = [
  ...[...requests, ...featureQuestions, ...meetings].map(([id, pattern]): ReplyRule => ({
    id,
    intent: 'positive',
    pattern,
    confidence: 0.85,
    undoneByNot: true,
  })),
  ...[...interest, ...needs].map(said(0.8)),
  ...politeWords.map(said(0.65)),
];
