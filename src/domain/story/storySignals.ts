import { MINUTE_MS } from '../decay.ts';
import { wordsOf } from '../explain/patternInWords.ts';
import { dateInWords, durationInWords } from '../explain/whenInWords.ts';
import type { Signal } from '../signals.ts';
import type { StoryLine, Told } from './story.ts';

/** Known this long after it happened, a signal is late. */
const LATE_MS = 5 * MINUTE_MS;
/** Line ends and control characters would tear the story apart. */
const UNPRINTED = /[\s\p{Cc}]+/gu;

/** "asked for a demo (/demo, hubspot)", with the person's own words, and when it happened if that was known late. */
export function signalLine(
  signal: Signal,
  { model, clock, watchingSince = -Infinity }: Pick<Told, 'model' | 'clock' | 'watchingSince'>,
): StoryLine {
  const { at, receivedAt, type, subject, source, confidence, asset, level, evidence } = signal;
  const what = wordsOf(type, model);
  const words = subject === 'company' && !/^company\b/i.test(what) ? `company ${what}` : what;
  const details = [
    ...(asset === undefined ? [] : [asset]),
    source,
    ...(confidence < 1 ? [`${Math.round(confidence * 100)}% sure`] : []),
    ...(level === undefined ? [] : [`at ${level}`]),
  ];
  const late =
    receivedAt - at > LATE_MS
      ? `; ${at < watchingSince ? 'imported, told to nobody' : 'late'}: it happened ${dateInWords(at, clock)}, ${durationInWords(receivedAt - at)} before`
      : '';
  const said = evidence === undefined ? '' : `: "${evidence.replace(UNPRINTED, ' ').trim()}"`;
  return { at: receivedAt, kind: 'signal', text: `${words}${said} (${details.join(', ')})${late}` };
}
