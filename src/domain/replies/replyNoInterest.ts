import { anyOf, inOrder, notBefore, type PhraseRow, repeated } from './replyRule.ts';

/** They do not want it: no interest, no need, no fit. */
export const noInterest: readonly PhraseRow[] = [
  [
    'not-interested',
    inOrder(
      inOrder(
        /\b(?:not|no longer|never) /,
        repeated(
          /be |been |at all |really |all that |that |very |particularly |currently |presently |actually /,
          /personally |remotely |even |in the least |the least bit |the slightest bit |so |super |too |overly /,
          /terribly |anymore |any longer |still |something (?:we|i) (?:are|am) /,
        ),
      ),
      /interested|keen|bothered|curious/,
      /\b/,
    ),
  ],
  [
    'no-interest',
    anyOf(
      inOrder(
        /\b/,
        /no|zero|little|not (?:any|much|of|have any|have much|have an?)|without (?:any)?|lack of|lost|losing|nil/,
        / (?:real |further |particular |great |more |immediate )?(?:interest)\b(?!ing)/,
      ),
      /\binterest(?:ed)? (?:level )?(?:is )?(?:zero|nil|none|not)\b/,
      /\bnot of interest\b/,
      /\bnobody (?:here )?(?:is|would be|was) interested\b/,
      /\b(?:none|neither) of us (?:is|are) interested\b/,
      /\bless than interested\b/,
      /\binterested\? (?:no|nope|nah)\b/,
      /\binterest\b[^.,;!?]{0,30}\b(?:zero|nil|gone|below zero)\b/,
      /\binterested in (?:not|never|being left)\b/,
    ),
  ],
  [
    'not-for-us',
    anyOf(
      inOrder(
        inOrder(
          /\b(?:is|are|was|would|will|does|just|really|probably|simply|it|this|sounds?|looks?|seems?)? ?not /,
          repeated(
            /be |really |quite |going to be |gonna be |at all |a good |the right |the best |a great |a |an |one /,
            /something /,
          ),
        ),
        anyOf(
          /for (?:us|me|our|my)\b|fit\b|match\b|our (?:thing|cup)|my (?:thing|cup)|relevant|applicable|suitable/,
          /appropriate|useful|helpful (?:for|to) us|what (?:we|i) (?:need|want|are looking|am looking)/,
          /something (?:we|i)(?: (?:would|are|am|will|can))? ?(?:need|want|use|looking|be|pursue|consider|interested)?/,
        ),
        /\b/,
      ),
      anyOf(
        /\b(?:is|are) not (?:\w+ )?(?:right|ideal|suited|meant|made) for (?:us|our|my|me)\b/,
        /\bnot a (?:prospect|customer|target|buyer)\b/,
      ),
    ),
  ],
  [
    'no-need',
    anyOf(
      inOrder(
        /\b/,
        /no|not (?:any|much|have (?:any|a)|see (?:any|a|the)|really a)|zero|without/,
        inOrder(
          / (?:real |current |immediate |further |business |great )?/,
          /need|use(?: case)?|demand|requirement|reason|appetite|desire|point/,
          inOrder(
            /\b/,
            inOrder(
              notBefore(/ to (?:wait|rush|worry|apolog|hurry|be sorry|reply|call|send (?:slides|anything)|explain)/),
              /(?! for (?:slides|a long|introductions))/,
            ),
          ),
        ),
      ),
      /\b(?:no|not have any|without any) (?:current |immediate |further )?(?:plans?|intentions?|ambitions?) (?:to|of|for)\b/,
      /\b(?:last|only) thing (?:we|i) need\b|\bnothing (?:here |in (?:it|this) |in there )?for (?:us|me)\b/,
      /\bwrong (?:company|business|industry|place|audience)\b|\bwe do not do (?:outbound|inbound)\b/,
    ),
  ],
  [
    'do-not-need',
    inOrder(
      /\b(?:do|does|did|will|would) not (?:\w+ )?/,
      anyOf(
        /need|want|require|care(?! if)|buy|purchase|plan|intend|believe/,
        /see (?:this|it|us|how this|why|ourselves|the need)|wish|like/,
        /use (?:this|these|that|such)/,
      ),
      inOrder(
        /\b/,
        notBefore(
          inOrder(
            / /,
            /to wait|to rush|to worry|much(?! of)|more than|a lot of|all (?:the|of)|slides|to lose|to miss|introduc/,
          ),
        ),
      ),
    ),
  ],
  [
    'not-looking',
    inOrder(
      /\b(?:not|never|no longer) (?:currently |actively |presently |really |even |in any way |at all )*/,
      anyOf(
        /looking|in the market|shopping|searching|seeking|considering|evaluating|planning|exploring|pursuing/,
        /buying|purchasing|adding|taking on|onboarding|accepting|moving forward|going (?:forward|ahead)/,
        /proceeding|in need|proceed|move forward|go (?:forward|ahead)|pursue/,
        /be (?:moving|going|pursuing|proceeding|taking|buying|needing|purchasing)/,
      ),
      /\b(?! (?:at|for) (?:slides|discounts))/,
    ),
  ],
  [
    'do-not-think',
    inOrder(
      /\b(?:not|hardly) (?:\w+ )?(?:think|believe|feel|see|imagine|expect) [^,.;!?]{0,40}\b/,
      anyOf(
        /for us|for me|fit|right|need|interested|useful|relevant|match|sense|help|worth|use this|use it|using/,
        /buying|paying|a point/,
        /buy\w*|work out|happen\w*/,
      ),
      /\b/,
    ),
  ],
];
