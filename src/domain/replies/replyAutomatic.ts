import { anyOf } from './replyRule.ts';
import { daysNamed } from './replyDates.ts';

/** A reply no person wrote: which rule says so, the sentence if it was one, and the day the person is back if it is told. */
export type AutomaticReply = {
  intent: 'out_of_office' | 'automatic';
  rule: string;
  confidence: number;
  sentence?: number;
  until?: number;
};

type Row = readonly [id: string, pattern: RegExp];

const headerRules: readonly (readonly [name: string, value: RegExp])[] = [
  ['auto-submitted', /^(?!\s*no\b)\s*\S/],
  ['x-autoreply', /^(?!\s*no\b)\s*\S/],
  ['x-autorespond', /^(?!\s*no\b)/],
  ['x-auto-response-suppress', /^(?!\s*none\b)\s*\S/],
  ['precedence', /^\s*(?:bulk|auto[_-]reply|junk)\b/],
  ['return-path', /^\s*<\s*>/],
];

const absence: readonly Row[] = [
  [
    'out-of-office',
    anyOf(
      /\b(?:i am|i will be|we are|currently|is|be|am) (?:\w+ ){0,3}(?:out of (?:the )?office|away from (?:the |my )?(?:office|desk|email)|ooo)\b/,
      /^(?:i am |currently )?(?:out of (?:the )?office|ooo)\b/,
      /\bout of office (?:until|from|reply|message|till|and)\b/,
    ),
  ],
  [
    'on-leave',
    anyOf(
      /\b(?:am|will be|be|currently|is|are) (?:\w+ ){0,3}(?:on|taking) (?:\w+ )?(?:annual|maternity|paternity|parental|sick|medical|bereavement|extended|vacation|holiday|holidays|leave|pto|sabbatical|honeymoon|business trip)\b/,
      /\bon (?:maternity|paternity|parental|sick|annual|medical) leave\b/,
    ),
  ],
  [
    'limited-access',
    anyOf(
      /\b(?:limited|no|intermittent|sporadic|little|restricted|infrequent) (?:\w+ )?access to (?:my |the )?(?:email|e-mail|emails|mail|inbox|internet)\b/,
      /\b(?:will|shall) (?:reply|respond|get back|answer) (?:\w+ ){0,5}(?:upon|on|after|when) (?:i |my )?(?:return|am back)\b/,
      /\b(?:am|will be) (?:\w+ )?(?:traveling|travelling|away|out) (?:\w+ ){0,4}(?:until|with|returning|and will|through|from)\b/,
    ),
  ],
  [
    'de-abwesend',
    /\b(?:abwesend|abwesenheit\w*|nicht (?:im|in meinem) (?:hause?|bue?ro)|im urlaub|in elternzeit|ausser haus|nicht erreichbar|wieder (?:im bue?ro|erreichbar|da|zurue?ck))\b/,
  ],
  [
    'fr-absent',
    /\b(?:absente? (?:du bureau|jusqu|actuellement|et|pour|du)|(?:suis|serai) (?:actuellement |\w+ )?absente?|en (?:conges?|vacances|deplacement)|conge (?:maternite|parental)|reponse automatique d'absence|hors du bureau)\b/,
  ],
  [
    'es-ausente',
    /\b(?:fuera de la oficina|(?:estoy|estare|encuentro) (?:\w+ )?(?:ausente|de vacaciones|fuera)|de vacaciones|baja (?:maternal|paternal|medica))\b/,
  ],
];

const machines: readonly Row[] = [
  [
    'automatic-reply',
    /\b(?:automat(?:ic|ed) (?:reply|response|message|email|notification|confirmation|acknowledg\w+)|auto[- ]?(?:reply|response|responder|generated)|automatically generated|this is an automat\w+|system generated|automatische (?:antwort|nachricht|mail)|reponse automatique|message automatique|respuesta automatica|mensaje automatico)\b/,
  ],
  [
    'ticket',
    anyOf(
      /\b(?:(?:ticket|case|request|inquiry|enquiry|reference|incident) (?:\w+ )?(?:#|no\b|number|id\b|has been (?:received|created|opened|logged))|(?:have|has been|was) received (?:your )?(?:\w+ )?(?:request|inquiry|enquiry|message|email|ticket|application)|(?:we|i) (?:have )?received your (?:message|email|request|inquiry|enquiry|ticket)|your (?:message|email|request|inquiry|enquiry|ticket) (?:has been|was|is) (?:received|logged|important|assigned|forwarded)|(?:anfrage|nachricht|e?mail) (?:ist|wurde|haben wir) (?:\w+ ){0,3}(?:eingegangen|erhalten)|eingangsbestatigung|hemos recibido su|(?:avons )?bien recu votre (?:demande|message|email)|accusons reception)\b/,
      /\[(?:ticket|case)\b/,
    ),
  ],
  [
    'promise-of-answer',
    /\b(?:(?:we|our team|someone|a member|one of our) (?:\w+ ){0,6}(?:will|aim to|try to|shall) (?:\w+ )?(?:respond|reply|get back|be in touch|contact you|review)[^.!?]{0,30}\b(?:within|shortly|as soon as|hours|business days?|working days?)|thank(?:s| you) for (?:contacting|reaching out to|getting in touch with|writing to|emailing) (?!me\b|us\.? (?:i|but|we are not)|out)(?:us|our|the|[a-z]+)[.! ]+(?:we|our|your|a member|someone)|i (?:only )?check (?:my )?(?:email|emails|inbox|messages|mail) (?:only )?(?:once|twice|at|periodically|infrequently|\w+ times)|(?:high|large) volume of (?:email|message|request|inquir|enquir)\w*)\b/,
  ],
  [
    'nobody-reads',
    /\b(?:(?:mailbox|inbox|address|account|email) (?:\w+ )?(?:is|are) (?:\w+ )?(?:not (?:monitored|read|checked|being|in use|active|attended)|unmonitored|unattended|no longer|closed|inactive|deactivated|disabled)|not monitored|unmonitored|do not reply to this|please do not reply|wird nicht (?:gelesen|uberwacht|ueberwacht)|n'est pas (?:consultee?|surveillee?|lue)|no (?:responda|conteste) a este)\b/,
  ],
  [
    'bounce',
    /\b(?:undeliver(?:able|ed)|(?:mail )?delivery (?:has )?(?:failed|failure|status notification|incomplete|unsuccessful|has been delayed)|could not be delivered|was not delivered|not be delivered|mailer[- ]daemon|postmaster|recipient (?:address )?(?:rejected|not found|unknown|does not exist)|address (?:not found|rejected|does not exist|could not be found)|(?:mailbox|inbox|quota) (?:is )?(?:full|exceeded|unavailable)|user (?:unknown|does not exist)|no such user|550[ -]5|message blocked|unzustellbar|nicht zugestellt|non remis|no se (?:pudo|ha podido) entregar)\b/,
  ],
  [
    'has-left',
    /\b(?:(?:no longer|not any ?more) (?:works?|working|with|employed|part of|at|an employee)(?: \w+){0,2}? (?:here|for|at|with|us|the company|the organi[sz]ation|our|[a-z]+\b(?= since| as of|\.|$))|(?:has|have) (?:left|moved on from|departed)(?! (?:you|a message|me))|left (?:the|our) (?:company|organi[sz]ation|firm|team|business)|nicht mehr (?:bei|im unternehmen|fur|fuer|in unserem)|unternehmen verlassen|ausgeschieden|ne (?:travaille|fait) plus|quitte (?:la|l'|notre)|ya no trabaja)\b/,
  ],
  [
    'prove-human',
    /\b(?:verify (?:that )?you are (?:a )?(?:human|real)|confirm (?:that )?you are not a (?:robot|bot)|spam ?(?:filter|arrest|protection)\b.{0,60}\bclick|click (?:here|the link|below) to (?:deliver|verify|release|confirm your))\b/,
  ],
];

const absentSubject =
  /\b(?:out of (?:the )?office|ooo\b|on (?:annual |parental |maternity )?(?:leave|vacation|holiday)|away from|abwesen\w+|absence|absente?\b|fuera de la oficina|ausente|im urlaub)/;
const machineSubject =
  /^(?:\W*)(?:automatic reply|automatische antwort|auto(?:matic)?[- ]?(?:reply|response|antwort)|reponse automatique|respuesta automatica|undeliver\w+|delivery status|mail delivery|returned mail|failure notice|\[?(?:ticket|case|request)\b.{0,3}#?)|\b(?:auto-?reply|autoreply|ticket (?:received|#)|we (?:have )?received your|eingangsbestatigung)/;
const RETURN = /\b(?:back (?:on|in|at)|when i (?:return|am back)|(?:on|upon) my return|returning (?:on|to))\b/;
const LIVE_WORDS =
  /\b(?:let us|can we|could we|shall we|how about|does (?:\w+ ){1,3}work|are you free|works for me|works for you|call me (?:on )?(?:mon|tue|wed|thu|fri)|happy to|would love)\b/;
const BACK =
  /(?:until|till|untill|back(?: \w+){0,3}|return\w*(?: \w+){0,4}|through|thru|to|-|bis(?: einschliesslich)?(?: zum)?|ab|zurue?ck|jusqu'au|jusqu'a|retour(?: le)?|hasta(?: el)?|vuelvo(?: el)?|regreso(?: el)?)(?: on| by| in| the| am| dem| den| einschliesslich)?,? $/;

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
  const away = found(absence, plain);
  const header = headerRule(headers);
  const isAway = away !== undefined || absentSubject.test(subject) || plain.some((one) => RETURN.test(one));
  if (header !== undefined || machineSubject.test(subject) || absentSubject.test(subject)) {
    const rule = header === undefined ? 'subject' : `header-${header}`;
    return isAway ? absent(plain, at, rule, 0.98, away?.sentence) : { intent: 'automatic', rule, confidence: 0.95 };
  }
  const machine = found(machines, plain);
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

function found(rows: readonly Row[], plain: readonly string[]): { rule: string; sentence: number } | undefined {
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
