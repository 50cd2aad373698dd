import { anyOf, inOrder, notBefore, type PhraseRow, words } from './replyRule.ts';

/** They want us to go away. */
export const complaints: readonly PhraseRow[] = [
  [
    'please-stop',
    anyOf(
      inOrder(
        /\b/,
        /please|just|kindly|can you|could you|will you|would you|you can|you should|you need to/,
        / (?:\w+ )?(?:stop|quit)\b(?! (?:by|at|in)\b)/,
      ),
      /^stop (?:it|this|that)\b/,
      /\bstop (?:following up|reaching out|calling|trying|asking|chasing|it|this|now)\b/,
    ),
  ],
  [
    'never-asked',
    inOrder(
      /\b(?:never|did not|do not (?:recall|remember)) (?:ever )?/,
      anyOf(
        /ask(?:ed|ing)? (?:for|you|to be)|request(?:ed|ing)?|sign(?:ed|ing)? up|subscrib(?:ed?|ing)|opt(?:ed)? in/,
        /agreed? to|consent(?:ed)?|g(?:a|i)ven?/,
      ),
      /\b/,
    ),
  ],
  [
    'no-follow-up',
    anyOf(
      inOrder(
        /\b(?:do not|never|no need to|not to|need not|you can stop|without) (?:\w+ )?/,
        anyOf(
          /follow(?:ing)? up|contact|send|call|reach out|ring|bother|chase|reply|respond|try|ping|get in touch/,
          /come back|pursue|waste|bug|pester|knock/,
        ),
        inOrder(
          /\b/,
          notBefore(
            / (?:me )?(?:before|until|on monday|at this number|in the morning|slides|a deck|decks|brochures?|pdfs?)/,
          ),
        ),
      ),
      /\bno (?:further |more )?(?:follow[- ]?ups?|calls)\b(?! (?:before|until))/,
    ),
  ],
  [
    'hostile',
    words(
      anyOf(
        /spam(?:m\w+)?(?! (?:filters?|folders?|box|protection|scores?))/,
        /(?:will|am|going to|to|i) report(?:ing)? (?:you|this)|reported (?:you|this|as)|harass\w*/,
        /leave (?:me|us) alone/,
      ),
      /lose (?:my|our|this) (?:number|address|email)|waste of (?:my |our )?time/,
      /wast(?:e|ing) (?:my|our|your) time|lawyers?|legal action|how dare|fuck\w*|piss off|go away|get lost/,
      /bugger off|shut up|sod off|buzz off|get a life|are you (?:kidding|joking|serious)|part of no/,
      /(?:last|third|3rd|tenth|fourth) time i|how many times|rather (?:die|eat|chew)|over my dead body/,
      /when hell freezes|not in a million|cold day in hell|not if you paid|under (?:no|any) circumstances?/,
      anyOf(
        /block(?:ed|ing)? (?:you|your|this)|marked? (?:this |you |it )?as (?:spam|junk)|give up already/,
        /take a hint|pay you to/,
      ),
      /do not care/,
    ),
  ],
  [
    'lost-patience',
    anyOf(
      inOrder(
        words(/enough|fed up|tired of|sick of|annoyed|had it with|done with/),
        / (?:\w+ )?(?:emails?|messages|your|these|you|this|already|now)/,
      ),
      /^enough[.!]*$/,
      /\bnot (?:reply|respond)(?:ing)? (?:to )?(?:you|these|again)\b/,
      /\bwhy would (?:we|i) (?:ever )?(?:pay|buy|want|need|bother|do|use)\b/,
      /\bsaid nobody\b/,
    ),
  ],
];
