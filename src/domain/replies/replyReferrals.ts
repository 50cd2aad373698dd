import { anyOf, inOrder, notAfter, notBefore, type PhraseRow, type ReplyRule } from './replyRule.ts';

const referrals: readonly PhraseRow[] = [
  [
    'talk-to',
    inOrder(
      inOrder(
        notAfter(
          inOrder(
            /\b/,
            anyOf(
              /i|we|me|to first|(?:i|we) (?:could|can|have|need|want|am going|would like|would love) to|happy to/,
              /love to|like to|will|after i|the|an?|our|your|no|this|that|my|next|quick|another|any|for|phone|rain/,
              /could i|can i|can we|could we/,
            ),
            / /,
          ),
        ),
        /\b/,
      ),
      anyOf(
        /talk|speak|reach out|write|email|contact|connect|get in touch|check|try|ask|ping|message|call/,
        /discuss (?:it|this)|direct (?:this|it)|address (?:this|it)|send (?:this|it|that|your \w+)|best bet is/,
        /loop in|include|refer/,
      ),
      inOrder(
        inOrder(
          / (?:directly )?(?:to |with |in )?/,
          notBefore(
            inOrder(
              anyOf(
                /me|us|you|it|this|that|these|them|a|an|again|back|in|about|on|next|of|and|is|if|at|later/,
                /the (?:demo|pricing|call|price|quote|team next)|pricing|your|more|some|tomorrow|today|soon|then|monday/,
                /tuesday|wednesday|thursday|friday|for|please|times?|over|details|info\w*|when|after|around|until|till/,
                /before|once|later|sometime|every|by|to|with|out|\d|january|february|march|april|may|june|july|august/,
                /september|october|november|december/,
              ),
              /\b/,
            ),
          ),
        ),
        /my|our|the|his|her|[a-z][\w.-]*(?:@|\b)/,
      ),
    ),
  ],
  [
    'right-person',
    anyOf(
      inOrder(
        /\b(?:right|best|correct|better|proper|appropriate) /,
        /person|contact|point of contact|one|people|team|address/,
        /(?: \w+){0,6} (?:is|would be|are|will be|might be)\b/,
      ),
      /\b(?:is|would be|will be|might be) (?:\w+ )?(?:the|a|your) (?:right|best|correct|better|proper) (?:person|contact|point|one)\b/,
      inOrder(
        /\bperson /,
        /you (?:want|need)|to (?:talk|speak|contact|ask)|in charge|responsible|who (?:handles|decides|owns)/,
        /\b/,
      ),
      anyOf(
        /\bbetter off (?:talking|speaking|asking|writing|contacting)\b|\b(?:is|are) who you (?:need|want)\b/,
        /\bthe one you (?:want|need)\b/,
      ),
      anyOf(
        /\bwould be the (?:one|team|person|department)\b|\bis your (?:guy|man|woman|person|contact)\b/,
        /\bask for [a-z]\w+[.! ]*$/,
      ),
      /\b(?:sits|lies|rests|stays) with (?!(?:me|us)\b)\w+|\bdecision is with\b|\bmakes those (?:calls|decisions)\b/,
      /^you (?:want|need|should|ought) (?:to )?(?:talk|speak|ask|contact|write)\b/,
    ),
  ],
  [
    'forwarded',
    anyOf(
      /^\+ ?[a-z]\w+(?: (?:\w+|who [^.?!]{0,60}))?[.! ]*$/,
      inOrder(
        /\b(?:shar(?:ed|ing)|discuss(?:ed|ing)) (?:this|it|your \w+) with (?:my|our) /,
        /manager|boss|director|vp|head|ceo|cto|colleague\w*/,
        /\b/,
      ),
      inOrder(
        /\b/,
        anyOf(
          /forward(?:ed|ing)?|pass(?:ed|ing)?|shar(?:ed|ing)|sent|sending|hand(?:ed|ing)?|routed|escalat(?:ed|ing)/,
          /redirect(?:ed|ing)?/,
        ),
        / (?:\w+ ){0,4}?(?:on |along |over |off )?to (?:my|our|the|his|her|\w+)\b(?! (?:stop|sales you))/,
      ),
      /\bintroduc(?:e|ing) you to\b/,
      /\bput(?:ting)? you in touch with\b/,
    ),
  ],
  [
    'copied-in',
    anyOf(
      inOrder(
        /\b/,
        /cc'?(?:ing|d|ed)?|cc|copy(?:ing)|copied|loop(?:ing|ed)? in|adding|added|bcc'?(?:ing|d)?|cced/,
        / (?:in )?(?:my|our|the|@?[a-z]\w+)\b[^.;!?]{0,40}/,
      ),
      /\b(?:in|on) (?:cc|copy)\b/,
      /\b(?:looping|adding|copying) \w+ (?:\w+ )?in\b/,
    ),
  ],
  [
    'handled-by',
    anyOf(
      inOrder(
        inOrder(
          /\b/,
          notBefore(
            /i |we |you |it |this |who |that /,
            inOrder(
              /\w*/,
              anyOf(
                /agency|tool|crm|system|platform|software|solution|setup|vendor|provider|hubspot|salesforce|marketo/,
                /inbound|outbound|new|more|our|the|of|losing?|get|gets|ten|many|few/,
              ),
              / /,
            ),
          ),
          /(?:\w+) /,
        ),
        anyOf(
          /handles|deals with|looks after|manages|owns|decides on/,
          /is (?:responsible|in charge|the one|our|the head|leading|handling|running|now handling)|takes care of/,
          /leads (?:the|our|all|sales|marketing)|runs|would know|took over|has taken over/,
          /makes (?:these|those|such|the) decisions/,
        ),
        /\b/,
      ),
      /\bhandled by\b/,
      /\b(?:my|a|another) colleague\b/,
      /\breport(?:s)? to \w+ who\b/,
      /\b(?:my successor|replaced (?:me|by)|took over from me)\b/,
    ),
  ],
  [
    'gives-address',
    anyOf(
      /\w[^.!?]{0,80}(?:[:(,;]|\b(?:at|is|to|via|contact|try|ask|email)) ?<?[\w.+-]+@[\w-]+\.\w/,
      inOrder(
        /(?:^|[,;.] ?)/,
        notBefore(/(?:it|this|that|she|he|what|which|who|everything|nobody|tool|crm|hubspot|salesforce)\b/),
        /[a-z]\w+ does(?: now)?(?:[.,!;]|$)/,
      ),
      inOrder(
        /^[a-z]\w+, /,
        /is this (?:something|one|of interest)|can you (?:take|handle|look at|deal with)|fyi|over to you/,
        /\b/,
      ),
    ),
  ],
];

/** Replies that point to another person. */
export const referralRules: readonly ReplyRule[] = referrals.map(([id, pattern]) => ({
  id,
  intent: 'referral',
  pattern,
  confidence: 0.8,
}));
