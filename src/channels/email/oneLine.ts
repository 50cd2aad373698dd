const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
// Control characters, line ends among them: one of those in a subject would begin another header. And what turns the direction
// of all text after it.
const UNWANTED = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * Text from outside on one line, at most `max` (3 or more) UTF-16 units, cut between whole characters. Right-to-left text is
 * isolated, so that it cannot reorder what stands beside it. Not escaped.
 */
export function oneLine(text: string, max: number): string {
  const clean = text.toWellFormed().replace(UNWANTED, ' ').replace(/\s+/g, ' ').trim();
  return RIGHT_TO_LEFT.test(clean) ? `\u2068${cut(clean, max - 2)}\u2069` : cut(clean, max);
}

function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (kept.length + segment.length > max - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
