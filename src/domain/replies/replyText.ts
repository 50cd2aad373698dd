import { anyOf, inOrder } from './replyRule.ts';

/** Longer texts are read no further. A person answers in fewer characters; a machine or an attack does not. */
const LONGEST_TEXT = 20_000;
const MOST_SENTENCES = 200;

const anyCase = (pattern: RegExp): RegExp => new RegExp(pattern.source, 'i');

/** One sentence as the lead wrote it (white space made single), and whether it stands below the sign-off ("Best, Ann"). */
export type WrittenSentence = { written: string; belowSignOff: boolean };

/** The sentences the lead wrote in this message: without quoted text, signature and legal notice. CRLF or LF is the same. */
export function ownSentences(text: string): WrittenSentence[] {
  const lines = text.slice(0, LONGEST_TEXT).replace(/\r\n?/g, '\n').split('\n');
  const own = withoutQuotes(lines.map((line) => line.trimEnd()));
  const end = own.findIndex((line) => endsTheText(line));
  const kept = (end < 0 ? own : own.slice(0, end)).map((line) => (DEVICE_LINE.test(line) ? '' : line));
  return sentencesOf(kept).slice(0, MOST_SENTENCES);
}

const QUOTED_LINE = /^\s*(?:>|\|\s)/;
const ATTRIBUTION =
  /^\s*(?:on|am|le|el|il) .{0,200}\b(?:wrote|writes|schrieb.{0,80}|a écrit|ecrit|escribió|escribio|ha scritto)\s?:$/i;
const ATTRIBUTION_START = /^\s*(?:on|am|le|el|il) .{0,100}(?:\d|@)/i;
const COPIED_HEADER = anyCase(
  anyOf(
    inOrder(
      /^\s*[-_*]{2,}\s{0,3}/,
      anyOf(
        /original message|forwarded message|original appointment|ursprüngliche nachricht/,
        /weitergeleitete nachricht|message d'origine|message original|mensaje original/,
      ),
    ),
    /^_{10,}$/,
  ),
);
const COPIED_FROM = /^\s*\*?(?:from|von|de|da)\s?:\*? .{0,200}$/i;
const COPIED_SENT = /^\s*\*?(?:sent|date|to|gesendet|datum|an|envoyé|envoye|à|enviado|fecha|para|subject|betreff)\s?:/i;
const DEVICE_LINE = anyCase(
  inOrder(
    /^\s*/,
    anyOf(
      /sent from|sent via|get outlook for|von meinem .{2,30} gesendet|gesendet (?:von|mit)|envoyé de(?:puis)?/,
      /enviado desde/,
    ),
    /\b.{0,80}$/,
  ),
);
const LEGAL_LINE = anyCase(
  inOrder(
    /^\s*\*?/,
    anyOf(
      /confidentiality|disclaimer|legal notice|this (?:e-?mail|message|communication) (?:and|is|may|contains)/,
      /the (?:information|contents?) (?:contained )?(?:in|of) this/,
      /diese (?:e-?mail|nachricht) (?:und|ist|kann|enthält)|ce message (?:et|est)/,
      /este (?:mensaje|correo) (?:y|es|contiene)/,
    ),
  ),
);

function endsTheText(line: string): boolean {
  return /^\s*--\s*$/.test(line) || LEGAL_LINE.test(line);
}

/** A marked quote ends where its marks end, since some answer below it; an unmarked one runs to the end of the text. */
function withoutQuotes(lines: string[]): string[] {
  const own: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const length = attributionLength(lines, at);
    if (length > 0 && !isMarkedQuote(lines, at + length)) return own;
    if (length > 0) at += length - 1;
    else own.push(QUOTED_LINE.test(lines[at] ?? '') ? '' : (lines[at] ?? ''));
  }
  return own;
}

/** How many lines, from this one, announce a quote; 0 when it does not. Mail programs wrap "On ... wrote:" over up to 3. */
function attributionLength(lines: string[], at: number): number {
  const line = lines[at] ?? '';
  if (COPIED_HEADER.test(line)) return 1;
  if (COPIED_FROM.test(line) && lines.slice(at + 1, at + 4).some((next) => COPIED_SENT.test(next))) return 1;
  if (!ATTRIBUTION_START.test(line)) return 0;
  const wrapped = lines.slice(at, at + 3);
  const end = wrapped.findIndex((one, more) => one === '' || (more > 0 && ATTRIBUTION_START.test(one)));
  const together = end < 0 ? wrapped : wrapped.slice(0, end);
  return 1 + together.findIndex((_, last) => ATTRIBUTION.test(together.slice(0, last + 1).join(' ')));
}

function isMarkedQuote(lines: string[], from: number): boolean {
  const next = lines.slice(from).find((line) => line.trim() !== '');
  return next !== undefined && QUOTED_LINE.test(next);
}

const SIGN_OFF = anyCase(
  inOrder(
    /^/,
    anyOf(
      /(?:all the )?best(?: wishes)?|(?:best|kind|warm|many)? ?regards|cheers|thanks|many thanks|thank you|thx/,
      /sincerely|yours|br|vg|lg|mfg|(?:mit )?(?:freundlichen?|besten?|viele|liebe|schöne) gr(?:ü|ue)(?:ß|ss)en?/,
      /cordialement|bien à vous|(?:un |cordiales )?saludos?(?: cordial(?:es)?)?|atentamente|gracias|merci|danke/,
    ),
    /[,.!]?$/,
  ),
);
const NAME_LINE = /^\p{L}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){0,3},?$/u;

function sentencesOf(lines: string[]): WrittenSentence[] {
  const sentences: WrittenSentence[] = [];
  let paragraph = '';
  let belowSignOff = false;
  const close = (): void => {
    for (const written of splitSentences(paragraph)) sentences.push({ written, belowSignOff });
    paragraph = '';
  };
  lines.forEach((line, at) => {
    if (!continues(paragraph, line.trim())) close();
    if (isSignOff(lines, at)) belowSignOff = true;
    if (/^p\.?\s?s\b/i.test(line)) belowSignOff = false;
    paragraph = `${paragraph} ${line.trim()}`.trim();
  });
  close();
  return sentences;
}

function isSignOff(lines: string[], at: number): boolean {
  if (at === 0 || !SIGN_OFF.test((lines[at] ?? '').trim())) return false;
  const next = lines.slice(at + 1).find((line) => line.trim() !== '');
  return next === undefined || NAME_LINE.test(next.trim());
}

/** Whether a line goes on with the sentence before it: mail programs wrap, and "not" and "interested" must stay together. */
function continues(before: string, line: string): boolean {
  if (before === '' || line === '' || /[.!?:]$/.test(before)) return false;
  return before.length >= 45 || /^[\p{Ll}\d]/u.test(line) || /(?:\b(?:not|no|never|be|very)|n['’]?t|,)$/i.test(before);
}

function splitSentences(paragraph: string): string[] {
  const marked = paragraph.replace(/\s+/g, ' ').replace(/(\D[.]|[!?])(["'”’)]?) (?=\S)/g, '$1$2\n');
  return marked.split('\n').filter((sentence) => sentence.trim() !== '');
}
