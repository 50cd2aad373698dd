const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
// Control characters, line breaks among them, and the marks that reverse the direction of what follows.
const UNWANTED = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/**
 * Text from outside on one line, at most `max` UTF-16 units, cut between whole characters. It is isolated, so that right-to-left
 * text cannot reorder what stands beside it. For text runs, which Teams shows as they are.
 */
export function oneLine(text: string, max: number): string {
  const clean = text.toWellFormed().replace(UNWANTED, ' ').replace(/\s+/g, ' ').trim();
  if (clean.length <= max) return isolated(clean);
  let kept = '';
  for (const { segment } of graphemes.segment(clean)) {
    if (kept.length + segment.length > max - 1) break;
    kept += segment;
  }
  return isolated(`${kept.trimEnd()}…`);
}

function isolated(text: string): string {
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(text) ? `\u2068${text}\u2069` : text;
}
