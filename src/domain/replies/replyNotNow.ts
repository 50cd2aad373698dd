import { anyOf, inOrder, type PhraseRow, words } from './replyRule.ts';

/** The time is wrong; no day is named. */
export const notNow: readonly PhraseRow[] = [
  [
    'not-now',
    anyOf(
      /\bnot (?:right |just )?now\b/,
      /\bnot (?:at )?(?:this|the) (?:time|moment|point|stage|year|quarter|month|week)\b/,
      inOrder(
        /\b(?:not|is not|never) (?:\w+ )?(?:a |the |an |our |my |good |great |best |right |ideal )*/,
        /time|timing|moment|priority|priorities|ready|urgent/,
        /\b(?! (?:to read|for you to)|,? but (?:can|could|please|would))/,
      ),
      /\bnot (?:\w+ )?(?:yet|just yet|ready|there yet)\b[.! ]*$/,
      /\bnot (?:quite |really )?ready\b/,
      /^not (?:today|yet|this (?:year|quarter|month|week))\b/,
    ),
  ],
  [
    'bad-timing',
    anyOf(
      inOrder(
        /\b(?:bad|wrong|poor|terrible|awful|tough|horrible|busy) /,
        /time|timing|moment|period|season|quarter|month|week/,
        /\b/,
      ),
      /\btiming (?:is|could|does|isn) (?:\w+ )?(?:off|not|bad|wrong|terrible|be better|work)\b/,
      /\btoo (?:early|soon|busy|much (?:on|going on|happening))\b/,
      words(
        /swamped|slammed|buried|snowed under|underwater|overloaded|heads[- ]down|flat out|crazy busy/,
        /up to my (?:neck|ears)|full plate|plate is (?:\w+ )?full|hands are full|hands full|crunch/,
        /in the middle of (?:a|an|our|the)|other priorities|bigger fish|bigger priorities|busy season/,
      ),
      /\b(?:have|has|got) (?:no|not (?:the |any |enough )?) ?(?:time|bandwidth|capacity)\b/,
      /\bno (?:time|bandwidth|capacity)\b/,
      /\bdo not have (?:the |any |much |enough )*(?:time|bandwidth|capacity)\b(?! for (?:a long|slides))/,
    ),
  ],
  [
    'on-hold',
    words(
      /on hold|on pause|paused|on ice|back ?burner|parked|shelved|postponed?|deferr?(?:ed|ing)|delayed/,
      /pushed (?:back|out)|hold off|holding off|put off|hit pause|press pause|deprioriti[sz]ed/,
      /reorg(?:ani[sz]ation)?|acquisition|merger|layoffs|restructuring|hiring freeze|freeze/,
    ),
  ],
  [
    'some-day',
    anyOf(
      inOrder(
        /\b/,
        anyOf(
          /maybe|perhaps|possibly|probably|try(?: me)?|speak|talk|revisit|again|check|ask|better|sometime|some time/,
          /contact (?:me|us)|get back to (?:me|us)/,
        ),
        inOrder(
          / (?:\w+ )?/,
          /later|some ?day|another time|in the future|down the (?:road|line)|at a later (?:date|time|stage|point)/,
          /\b/,
        ),
      ),
      words(
        /another time|some other time|(?:in|for) the (?:near |distant |not too distant )?future/,
        /at a later (?:date|time|stage|point)|further down the (?:road|line)/,
        /later (?:this|in the) (?:year|month|quarter)/,
        /keep (?:you|it|this|your \w+) (?:in mind|on file|on (?:our|the|my) (?:radar|list))|revisit (?:this|it)/,
        /when (?:the time|things|we (?:are ready|have budget|grow|raise|get|hire|are bigger))/,
        inOrder(
          /once (?:we|things|the|our) (?:\w+ ){0,3}/,
          /settle|done|over|raise|grow|close[sd]?|hire|finish\w*|calm|ready|complete/,
        ),
        /stay in touch|keep in touch|not for (?:another|a while|now|some time)|(?:too )?far (?:out|off)/,
        /just looking|just browsing/,
      ),
      inOrder(
        /\b/,
        anyOf(
          /check (?:in|back)|reach out|get in touch|follow up|come back|circle back|ping (?:me|us)|try (?:me|us)/,
          /remind (?:me|us)|catch up/,
        ),
        / (?:again )?(?:\w+ ){0,2}?(?:after|around|once|when|until) (?!\d|you\b)/,
      ),
      anyOf(
        /\bnot (?:until|till|before)\b|\bgive (?:us|me) (?:until|till|some time|a few)\b/,
        /\brain check\b(?! permanently)/,
      ),
      /\b(?:a few|several|a couple of|some|many|\d+) (?:weeks|months|quarters|years) (?:before|away|out|off|until)\b/,
      /\b(?:park|parking|parked|shelve|shelving) (?:it|this|that|all|everything)\b|\btoo much (?:on|going on)\b/,
    ),
  ],
];
