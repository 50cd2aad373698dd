const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
// Control characters, line breaks among them, and the marks that reverse the direction of what follows.
const UNWANTED = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
// In a mrkdwn text these would start code, bold, struck or slanted text or an emoji, and Slack has no escape for them.
const MARKS: [mark: RegExp, lookalike: string][] = [
  [/`/g, 'ˋ'],
  [/\*/g, '∗'],
  [/~/g, '∼'],
  [/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, 'ˍ'],
  [/:(?=[\p{L}\p{N}_+'-]+:)/gu, '꞉'],
];
const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Text from outside on one line, at most `max` (3 or more) UTF-16 units, cut between whole characters with an ellipsis.
 * Right-to-left text is isolated, so that it cannot reorder what stands beside it. For plain_text and rich_text: not escaped.
 */
export function oneLine(text: string, max: number): string {
  return isolated(cleaned(text), max, String);
}

/** The same for a mrkdwn text, where `max` holds after escaping. Nothing in it can ping, link or format. */
export function escaped(text: string, max: number): string {
  const tame = MARKS.reduce((done, [mark, lookalike]) => done.replace(mark, lookalike), cleaned(text));
  return isolated(tame, max, (part) => part.replace(/[&<>]/g, (mark) => ESCAPES[mark] ?? mark));
}

function cleaned(text: string): string {
  return text.toWellFormed().replace(UNWANTED, ' ').replace(/\s+/g, ' ').trim();
}

function isolated(text: string, max: number, shape: (part: string) => string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${cut(text, max - 2, shape)}\u2069` : cut(text, max, shape);
}

function cut(text: string, max: number, shape: (part: string) => string): string {
  const whole = shape(text);
  if (whole.length <= max) return whole;
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    const next = shape(segment);
    if (kept.length + next.length > max - 1) break;
    kept += next;
  }
  return `${kept.trimEnd()}…`;
}
