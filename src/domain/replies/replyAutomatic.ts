import { absences } from './replyAbsences.ts';
import { daysNamed } from './replyDates.ts';
import { machineAnswers } from './replyMachines.ts';
import { anyOf, inOrder, type PhraseRow, words } from './replyRule.ts';

/** A reply no person wrote: which rule says so, the sentence if it was one, and the day the person is back if it is told. */
export type AutomaticReply = {
  intent: 'out_of_office' | 'automatic';
  rule: string;
  confidence: number;
  sentence?: number;
  until?: number;
};

const headerRules: readonly (readonly [name: string, value: RegExp])[] = [
  ['auto-submitted', /^(?!\s*no\b)\s*\S/],
  ['x-autoreply', /^(?!\s*no\b)\s*\S/],
  ['x-autorespond', /^(?!\s*no\b)/],
  ['x-auto-response-suppress', /^(?!\s*none\b)\s*\S/],
  ['precedence', /^\s*(?:bulk|auto[_-]reply|junk)\b/],
  ['return-path', /^\s*<\s*>/],
];

const absentSubject = inOrder(
  /\b/,
  anyOf(
    /out of (?:the )?office|ooo\b|on (?:annual |parental |maternity )?(?:leave|vacation|holiday)|away from/,
    /abwesen\w+|absence|absente?\b|fuera de la oficina|ausente|im urlaub/,
  ),
);
const machineSubject = anyOf(
  inOrder(
    /^(?:\W*)/,
    anyOf(
      /automatic reply|automatische antwort|auto(?:matic)?[- ]?(?:reply|response|antwort)|reponse automatique/,
      /respuesta automatica|undeliver\w+|delivery status|mail delivery|returned mail|failure notice/,
      /\[?(?:ticket|case|request)\b.{0,3}#?/,
    ),
  ),
  /\b(?:auto-?reply|autoreply|ticket (?:received|#)|we (?:have )?received your|eingangsbestatigung)/,
);
const RETURN = /\b(?:back (?:on|in|at)|when i (?:return|am back)|(?:on|upon) my return|returning (?:on|to))\b/;
const LIVE_WORDS = words(
  /let us|can we|could we|shall we|how about|does (?:\w+ ){1,3}work|are you free|works for me|works for you/,
  /call me (?:on )?(?:mon|tue|wed|thu|fri)|happy to|would love/,
);
const BACK = inOrder(
  anyOf(
    /until|till|untill|back(?: \w+){0,3}|return\w*(?: \w+){0,4}|through|thru|to|-/,
    /bis(?: einschliesslich)?(?: zum)?|ab|zurue?ck|jusqu'au|jusqu'a|retour(?: le)?|hasta(?: el)?/,
    /vuelvo(?: el)?|regreso(?: el)?/,
  ),
  /(?: on| by| in| the| am| dem| den| einschliesslich)?,? $/,
);

/** Whether a machine sent it, from its headers, its subject, or its own sentences in the spelling of `plainWords`. */
export function automaticReply({
  headers = {},
  subject,
  plain,
  at,
}: {
  headers?: Record<string, string>;
  subject: string;
  plain: readonly string[];
  at: number;
}): AutomaticReply | undefined {
  const away = found(absences, plain);
  const header = headerRule(headers);
  const isAway = away !== undefined || absentSubject.test(subject) || plain.some((one) => RETURN.test(one));
  if (header !== undefined || machineSubject.test(subject) || absentSubject.test(subject)) {
    const rule = header === undefined ? 'subject' : `header-${header}`;
    return isAway ? absent(plain, at, rule, 0.98, away?.sentence) : { intent: 'automatic', rule, confidence: 0.95 };
  }
  const machine = found(machineAnswers, plain);
  if (machine !== undefined && away === undefined) return { intent: 'automatic', ...machine, confidence: 0.9 };
  if (away === undefined || (machine === undefined && plain.some((one) => LIVE_WORDS.test(one)))) return undefined;
  return absent(plain, at, away.rule, 0.9, away.sentence);
}

function headerRule(headers: Record<string, string>): string | undefined {
  const given = Object.entries(headers).map(([name, value]) => [
    name.toLowerCase().trim(),
    String(value).toLowerCase(),
  ]);
  return headerRules.find(([name, value]) => given.some((one) => one[0] === name && value.test(one[1] ?? '')))?.[0];
}

function found(rows: readonly PhraseRow[], plain: readonly string[]): { rule: string; sentence: number } | undefined {
  for (const [rule, pattern] of rows) {
    const sentence = plain.findIndex((one) => pattern.test(one));
    if (sentence >= 0) return { rule, sentence };
  }
  return undefined;
}

/** Back on the day after "until" or "back on"; else on the last day named ("from 3 to 10 March"). */
function absent(
  plain: readonly string[],
  at: number,
  rule: string,
  confidence: number,
  sentence?: number,
): AutomaticReply {
  const days = plain
    .slice(0, 50)
    .flatMap((one) => daysNamed(one, at).map((named) => ({ ...named, lead: one.slice(0, named.start) })));
  const back = days.findLast(({ lead }) => BACK.test(lead.slice(-40))) ?? days.toSorted((a, b) => a.day - b.day).at(-1);
  return {
    intent: 'out_of_office',
    rule,
    confidence,
    ...(sentence !== undefined && { sentence }),
    ...(back !== undefined && { until: back.day }),
  };
}
