import { anyOf, inOrder, notAfter, notBefore, type PhraseRow, type ReplyRule } from './replyRule.ts';

const unsubscribe: readonly PhraseRow[] = [
  [
    'unsubscribe',
    inOrder(
      inOrder(
        notAfter(/\b(?:not|to|users|we|they|can|people|handle|automatic|could) (?:want to |wish to |ask(?:ed)? to )?/),
        /\bunsubscribe\b/,
      ),
      notBefore(
        inOrder(
          / /,
          anyOf(
            /rates?|users?|contacts?|links?|pages?|management|flows?|requests?|from a seq|handling|leads|people|is/,
            /are|data/,
          ),
        ),
      ),
    ),
  ],
  [
    'want-to-unsubscribe',
    anyOf(
      /\b(?:want|like|wish|need|asked|ask(?:ing)?|request) to (?:be )?unsubscribed?\b/,
      /\bunsubscribed? (?:me|us|my|from|immediately)\b/,
      /^how (?:do|can) i unsubscribe\b/,
    ),
  ],
  [
    'remove-me',
    anyOf(
      inOrder(
        /\b/,
        /remove|delete|erase|scrub|strike|exclude/,
        inOrder(
          inOrder(/ /, /me|us|my|our|this(?= (?:email|address|name|contact|number|inbox))/, /\b/),
          /(?! (?:questions|doubts))/,
        ),
      ),
      anyOf(
        /\b(?:drop|strike|cross) (?:me|us) (?:off|from)\b/,
        /\b(?:delete|erase) (?:everything|all|anything) (?:that )?you (?:have|hold|store)\b/,
        /\bwithdraw (?:my |our )?consent\b/,
      ),
      /\b(?:want|like|wish|need|ask(?:ed)?) to (?:be|get) (?:removed|deleted|taken off)\b/,
      inOrder(
        /\b/,
        /request|ask|demand|require|want|insist|please|immediately/,
        inOrder(
          / (?:that )?(?:you )?(?:to )?(?:delete|erase|remove|destroy) [^.;!?]{0,40}\b/,
          /data|details|information|records?|address/,
          /\b/,
        ),
      ),
    ),
  ],
  [
    'take-me-off',
    anyOf(
      /\btake (?:me|us|my (?:name|email|address)|this address) (?:off|out)\b/,
      /\b(?:get|keep) me off (?:your|this|the)\b/,
      /\b(?:take|keep|leave) (?:me|us) off\b/,
    ),
  ],
  ['opt-out', /\bopt(?:ing|ed)?[- ]?(?:me )?out\b(?! (?:rates?|links?|of the beta|handling|requests?))/],
  [
    'stop-mailing',
    inOrder(
      /\b(?:stop|quit|cease|end) (?:\w+ )?/,
      anyOf(
        /emailing|mailing|sending|contacting|messaging|spamming|writing|bothering|pestering|harassing/,
        /all (?:emails|contact|communication)|these (?:emails|messages|mails)/,
        /with (?:the|these) (?:emails|messages)|the (?:emails|messages|mails|spam)/,
      ),
      /\b/,
    ),
  ],
  [
    'do-not-mail',
    inOrder(
      /\b(?:do not|never|not to) (?:ever )?/,
      anyOf(
        /email|mail|write|message|spam|contact/,
        /send(?=(?: me| us)? (?:emails?|anything|any|more|messages|these|this|mails?|stuff))/,
      ),
      inOrder(
        / (?:to )?/,
        anyOf(
          /me|us|emails|more|these|this stuff|this address|my (?:team|work) ?\w*|anything|any more|any further/,
          /anymore|another/,
        ),
        /\b(?! (?:before|until|on the|by phone|at this (?:number|time)))/,
      ),
    ),
  ],
  [
    'no-more-mail',
    anyOf(
      /\bno (?:more|further) (?:e?mails?|messages|contact|communications?|newsletters|marketing|outreach)\b/,
      /\b(?:off|from) (?:your|this|the) (?:mailing )?list\b/,
      /\b(?:withdraw|revoke) my consent\b/,
      /\bdo not (?:want|wish) to (?:receive|get|hear)\b/,
    ),
  ],
  ['stop-alone', /^(?:stop|remove|remove me|please remove|off)[.! ]*$/],
];

/** Replies that ask to be left off the list. */
export const unsubscribeRules: readonly ReplyRule[] = unsubscribe.map(([id, pattern]) => ({
  id,
  intent: 'unsubscribe',
  pattern,
  confidence: 0.95,
}));
