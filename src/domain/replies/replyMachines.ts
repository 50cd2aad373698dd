import { anyOf, inOrder, type PhraseRow, words } from './replyRule.ts';

/** What machines answer. */
export const machineAnswers: readonly PhraseRow[] = [
  [
    'automatic-reply',
    words(
      /automat(?:ic|ed) (?:reply|response|message|email|notification|confirmation|acknowledg\w+)/,
      /auto[- ]?(?:reply|response|responder|generated)|automatically generated|this is an automat\w+/,
      /system generated|automatische (?:antwort|nachricht|mail)|reponse automatique|message automatique/,
      /respuesta automatica|mensaje automatico/,
    ),
  ],
  [
    'ticket',
    anyOf(
      words(
        inOrder(
          /(?:ticket|case|request|inquiry|enquiry|reference|incident) (?:\w+ )?/,
          /#|no\b|number|id\b|has been (?:received|created|opened|logged)/,
        ),
        inOrder(
          /(?:have|has been|was) received (?:your )?(?:\w+ )?/,
          /request|inquiry|enquiry|message|email|ticket|application/,
        ),
        /(?:we|i) (?:have )?received your (?:message|email|request|inquiry|enquiry|ticket)/,
        inOrder(
          /your /,
          /message|email|request|inquiry|enquiry|ticket/,
          / (?:has been|was|is) (?:received|logged|important|assigned|forwarded)/,
        ),
        /(?:anfrage|nachricht|e?mail) (?:ist|wurde|haben wir) (?:\w+ ){0,3}(?:eingegangen|erhalten)/,
        /eingangsbestatigung|hemos recibido su|(?:avons )?bien recu votre (?:demande|message|email)/,
        /accusons reception/,
      ),
      /\[(?:ticket|case)\b/,
      anyOf(
        /\b(?:opened|created|logged) (?:a |your )?(?:new )?(?:case|ticket)\b/,
        /\b(?:case|ticket) (?:was|has been|is) (?:opened|created|logged)\b/,
      ),
    ),
  ],
  [
    'promise-of-answer',
    words(
      inOrder(
        inOrder(
          /(?:we|our team|someone|a member|one of our) (?:\w+ ){0,6}(?:will|aim to|try to|shall) (?:\w+ )?/,
          /respond|reply|get back|be in touch|contact you|review/,
          /[^.!?]{0,30}\b/,
        ),
        /within|shortly|as soon as|hours|business days?|working days?/,
      ),
      inOrder(
        /thank(?:s| you) for /,
        /contacting|reaching out to|getting in touch with|writing to|emailing/,
        / (?!me\b|us\.? (?:i|but|we are not)|out)(?:us|our|the|[a-z]+)[.! ]+(?:we|our|your|a member|someone)/,
      ),
      inOrder(
        /i (?:only )?check (?:my )?(?:email|emails|inbox|messages|mail) (?:only )?/,
        /once|twice|at|periodically|infrequently|\w+ times/,
      ),
      /(?:high|large) volume of (?:email|message|request|inquir|enquir)\w*/,
    ),
  ],
  [
    'nobody-reads',
    words(
      inOrder(
        /(?:mailbox|inbox|address|account|email) (?:\w+ )?(?:is|are) (?:\w+ )?/,
        anyOf(
          /not (?:monitored|read|checked|being|in use|active|attended)|unmonitored|unattended|no longer|closed/,
          /inactive|deactivated|disabled/,
        ),
      ),
      /not monitored|unmonitored|do not reply to this|please do not reply/,
      /wird nicht (?:gelesen|uberwacht|ueberwacht)|n'est pas (?:consultee?|surveillee?|lue)/,
      /no (?:responda|conteste) a este/,
    ),
  ],
  [
    'bounce',
    words(
      /undeliver(?:able|ed)/,
      inOrder(
        /(?:mail )?delivery (?:has )?/,
        /failed|failure|status notification|incomplete|unsuccessful|has been delayed/,
      ),
      /could not be delivered|was not delivered|not be delivered|mailer[- ]daemon|postmaster/,
      /recipient (?:address )?(?:rejected|not found|unknown|does not exist)/,
      /address (?:not found|rejected|does not exist|could not be found)/,
      /(?:mailbox|inbox|quota) (?:is )?(?:full|exceeded|unavailable)|user (?:unknown|does not exist)/,
      /no such user|550[ -]5|message blocked|unzustellbar|nicht zugestellt|non remis/,
      /no se (?:pudo|ha podido) entregar/,
    ),
  ],
  [
    'has-left',
    words(
      inOrder(
        inOrder(
          /(?:no longer|not any ?more) /,
          /works?(?! (?:on|in|with)\b)|working(?! (?:on|in|with)\b)|with|employed|part of|at|an employee/,
          /(?: \w+){0,2}? /,
        ),
        /here|for|at|with|us|the company|the organi[sz]ation|our|[a-z]+\b(?= since| as of|\.|$)/,
      ),
      /(?:has|(?<!\bi )have) (?:left|moved on from|departed)(?! (?:you|a message|me))/,
      /left (?:the|our) (?:company|organi[sz]ation|firm|team|business)/,
      /nicht mehr (?:bei|im unternehmen|fur|fuer|in unserem)|unternehmen verlassen|ausgeschieden/,
      /ne (?:travaille|fait) plus|quitte (?:la|l'|notre)|ya no trabaja/,
    ),
  ],
  [
    'prove-human',
    anyOf(
      words(
        /verify (?:that )?you are (?:a )?(?:human|real)|confirm (?:that )?you are not a (?:robot|bot)/,
        /spam ?(?:filter|arrest|protection)\b.{0,60}\bclick/,
        /click (?:here|the link|below) to (?:deliver|verify|release|confirm your)/,
      ),
      /\bconfirm (?:that )?you are (?:a )?(?:human|person|real)\b/,
    ),
  ],
];
