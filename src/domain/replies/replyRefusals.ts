import { anyOf, type ReplyRule } from './replyRule.ts';
import { unsubscribeRules } from './replyUnsubscribes.ts';

type Row = readonly [id: string, pattern: RegExp];

const refusals: readonly Row[] = [
  [
    'not-interested',
    /\b(?:not|no longer|never) (?:be |been |at all |really |all that |that |very |particularly |currently |presently |actually |personally |remotely |even |in the least |the least bit |the slightest bit |so |super |too |overly |terribly |anymore |any longer |still |something (?:we|i) (?:are|am) )*(?:interested|keen|bothered|curious|convinced)\b/,
  ],
  [
    'no-interest',
    anyOf(
      /\b(?:no|zero|little|not (?:any|much|of|have any|have much|have an?)|without (?:any)?|lack of|lost|losing|nil) (?:real |further |particular |great |more |immediate )?(?:interest)\b(?!ing)/,
      /\binterest(?:ed)? (?:level )?(?:is )?(?:zero|nil|none|not)\b/,
      /\bnot of interest\b/,
      /\bnobody (?:here )?(?:is|would be|was) interested\b/,
      /\b(?:none|neither) of us (?:is|are) interested\b/,
      /\bless than interested\b/,
      /\binterested\? (?:no|nope|nah)\b/,
    ),
  ],
  [
    'please-stop',
    anyOf(
      /\b(?:please|just|kindly|can you|could you|will you|would you|you can|you should|you need to) (?:\w+ )?(?:stop|quit)\b(?! (?:by|at|in)\b)/,
      /^stop (?:it|this|that)\b/,
      /\bstop (?:following up|reaching out|calling|trying|asking|chasing|it|this|now)\b/,
    ),
  ],
  [
    'pass',
    anyOf(
      /\b(?:we|i) (?:will|would|have to|must|are going to|am going to|are gonna|need to|decided to|have decided to|think we will|rather|(?:will )?(?:politely|respectfully|regretfully)) ?(?:have to |need to |likely |probably |politely |respectfully |just )?(?:pass|decline)\b(?! (?:it|this|that|your|on the|along|you))/,
      /\b(?:going to|gonna|have to|will) (?:have to )?(?:take a )?pass (?:on (?:this|that|it|the offer)|this time|here|for now)\b/,
      /\b(?:hard|easy|firm|big) (?:pass|no)\b/,
      /^(?:it is a |that is a )?(?:pass|no go)\b(?! (?:this|it|me))/,
      /\bi(?:'ll| will) pass\b(?! (?:it|this|that|your|on the|along|you))/,
      /\bgonna pass\b/,
      /\b(?:pass|passing) on this\b(?! to)/,
    ),
  ],
  [
    'decline',
    anyOf(
      /\b(?:politely|respectfully|must|have to|will|would like to|decided to|going to) decline\b/,
      /\bwe (?:have )?declined\b/,
      /\bthanks but no\b/,
      /\bno thanks?\b/,
      /\bno,? (?:thank you|thanks|thank|tks|sorry|merci|danke|gracias)\b/,
      /\bthank you,? but no\b/,
      /\bthanks,? but no\b/,
    ),
  ],
  [
    'no-alone',
    /^(?:um |well,? |sorry,? |hi \w+,? |hello,? |oh |hell |god |absolutely |definitely |just |still |again,? |really,? |lol )*(?:no|nope|nah|nein|non|never|negative|absolutely not|definitely not|certainly not|of course not|hard no|not a chance|no way|no chance)(?: sorry| way| chance| again| means no)?[ .!,:)\p{Extended_Pictographic}]*$/u,
  ],
  [
    'no-we-are-fine',
    anyOf(
      /^(?:sorry,? |thanks,? )?(?:no|nope|nah),? (?:we|i) (?:do not|are (?:good|fine|all set|ok|okay|happy|covered|not)|am (?:good|fine|all set|ok|not)|have no)\b/,
      /\b(?:we|i) (?:are|am) (?:all set|all good|covered|good (?:for now|thanks?|as we are|here|without)|fine (?:thanks?|for now|as we are|without|with what)|set (?:for now|thanks?))\b/,
      /^(?:all set|we are good|i am good|we are fine|we are ok)\b/,
      /\bgood,? thanks[.! ]*$/,
    ),
  ],
  [
    'not-for-us',
    /\b(?:is|are|was|would|will|does|just|really|probably|simply|it|this|sounds?|looks?|seems?)? ?not (?:be |really |quite |going to be |gonna be |at all |a good |the right |the best |a great |a |an |one |something )*(?:for (?:us|me|our|my)\b|fit\b|match\b|our (?:thing|cup)|my (?:thing|cup)|relevant|applicable|suitable|appropriate|useful|helpful (?:for|to) us|what (?:we|i) (?:need|want|are looking|am looking)|something (?:we|i)(?: (?:would|are|am|will|can))? ?(?:need|want|use|looking|be|pursue|consider|interested)?)\b/,
  ],
  [
    'no-need',
    /\b(?:no|not (?:any|much|have (?:any|a)|see (?:any|a|the)|really a)|zero|without) (?:real |current |immediate |further |business |great )?(?:need|use(?: case)?|demand|requirement|reason|appetite|desire|point)\b(?! to (?:wait|rush|worry|apolog|hurry|be sorry|reply|call|send (?:slides|anything)|explain))(?! for (?:slides|a long|introductions))/,
  ],
  [
    'do-not-need',
    /\b(?:do|does|did|will|would) not (?:\w+ )?(?:need|want|require|care(?! if)|buy|purchase|plan|intend|believe|see (?:this|it|us|how this|why|ourselves|the value|value|the need|much)|wish|like|use (?:this|these|that|such))\b(?! (?:to wait|to rush|to worry|much to|much time|more than|a lot of|all (?:the|of)|slides|to lose|to miss|introduc))/,
  ],
  [
    'not-looking',
    /\b(?:not|never|no longer) (?:currently |actively |presently |really |even |in any way |at all )*(?:looking|in the market|shopping|searching|seeking|considering|evaluating|planning|exploring|pursuing|buying|purchasing|adding|taking on|onboarding|accepting|moving forward|going (?:forward|ahead)|proceeding|in need|proceed|move forward|go (?:forward|ahead)|pursue|be (?:moving|going|pursuing|proceeding|taking|buying|needing|purchasing))\b(?! (?:at|for) (?:slides|discounts))/,
  ],
  [
    'never-asked',
    /\b(?:never|did not|do not (?:recall|remember)) (?:ever )?(?:ask(?:ed|ing)? (?:for|you|to be)|request(?:ed|ing)?|sign(?:ed|ing)? up|subscrib(?:ed?|ing)|opt(?:ed)? in|agreed? to|consent(?:ed)?|g(?:a|i)ven?)\b/,
  ],
  [
    'no-follow-up',
    anyOf(
      /\b(?:do not|never|no need to|not to|need not|you can stop|without) (?:\w+ )?(?:follow(?:ing)? up|contact|send|call|reach out|ring|bother|chase|reply|respond|try|ping|get in touch|come back|pursue|waste|bug|pester|knock)\b(?! (?:me )?(?:before|until|on monday|at this number|in the morning))/,
      /\bno (?:further |more )?(?:follow[- ]?ups?|calls)\b(?! (?:before|until))/,
    ),
  ],
  [
    'hostile',
    /\b(?:spam(?:m\w+)?|report(?:ing)? (?:you|this)|reported|harass\w*|leave (?:me|us) alone|lose (?:my|our|this) (?:number|address|email)|waste of (?:my |our )?time|wast(?:e|ing) (?:my|our|your) time|lawyers?|legal action|how dare|fuck\w*|piss off|go away|get lost|bugger off|shut up|sod off|buzz off|get a life|are you (?:kidding|joking|serious)|part of no|(?:last|third|3rd|tenth|fourth) time i|how many times|rather (?:die|eat|chew)|over my dead body|when hell freezes|not in a million|cold day in hell|not if you paid|under (?:no|any) circumstances?|block(?:ed|ing)? (?:you|your|this)|marked? (?:this |you |it )?as (?:spam|junk)|give up already|do not care)\b/,
  ],
  [
    'another-vendor',
    /\b(?:(?:already|just|have|has|we|recently|since|now) )(?:\w+ )?(?:chose|chosen|picked|selected|went|gone|gone ahead|decided|settled|opted|signed|purchased|bought|committed|moved forward|moving forward|going|awarded) (?:on |with |for |to go with |to go |for )?(?:ahead with |in )?(?:another|a different|someone else|somebody else|a competitor|other|one of your competitors|the other|a competing|an alternative|with another)\b/,
  ],
  [
    'cancel',
    /\b(?:cancel|call off|scrap) (?:the|our|my|this|that|tomorrow's|today's|all|any) ?(?:\w+ )?(?:demo|call|meeting|trial|subscription|order|appointment|invite|session|request|account)?\b/,
  ],
  [
    'wont-happen',
    /\b(?:will not|not going to|is not gonna|are not gonna|can not|could not) (?:be )?(?:work (?:for us|out)|happen(?:ing)?|go (?:any )?(?:further|forward|ahead)|moving|justify|help (?:us|you)|see us|interest us|make (?:this|it) work|work with you|buy|purchase|pursue|commit)\b/,
  ],
  [
    'a-no',
    /\b(?:(?:have|had|going|gonna|must|want|need|would have) to say no|(?:i|we|have|already) said no\b(?! (?:to (?:them|him|her|gong)|problem))|(?:it is|that is|still|this is) (?:a |an )?(?:\w+ )?no\b(?! (?:problem|issue|rush|brainer))|(?:would )?rather (?:not|you (?:did|do|would) not)|let us not|wrong tree|(?:do|does|will|would|did) not (?:make (?:any |much )?sense|interest|appeal|excite|move)\b|(?:could|can) not (?:be|have been) less interested|not say (?:i am|we are|that)|far from interested|close (?:my|our|the|this) file|we are done|drop it|forget it|never ?mind)\b/,
  ],
  [
    'no-offer',
    /\b(?:no (?:more )?(?:demos?|calls?|meetings?|quotes?|pricing|proposals?) ?(?:please|needed|necessary|required|thanks|for us|for me)?(?= ?[.!,]| ?$| for| please| needed| necessary| required)|(?:no longer|not) (?:\w+ )?(?:need|want|require)\w*|(?:will|is|are|would) not (?:be )?(?:needed|necessary|required|buying|renewing|purchasing)|neither [^.!?]{0,40}(?:want|need|interest)\w*|nothing [^.,!?]{0,20}\bwe (?:need|want|would)|(?:withdraw|disregard|ignore|discard|rescind|scrap|forget) (?:the|your|our|my|this|that|all|about))\b(?! (?:to (?:wait|rush|worry)|much|my last|slides|budget|a lot|all of))/,
  ],
  [
    'do-not-think',
    /\b(?:not|hardly) (?:\w+ )?(?:think|believe|feel|see|imagine|expect) [^,.;!?]{0,40}\b(?:for us|for me|fit|right|need|interested|useful|relevant|match|sense|help|value|worth|use this|use it|buy\w*|work out|happen\w*)\b/,
  ],
  [
    'gone',
    anyOf(
      /\b(?:we|they|team|i) (?:have )?(?:chose|chosen|picked|selected|went with|gone with|ended up (?:going )?with|found (?:another|a different|something else|someone else))\b(?! (?:you|your))/,
      /\b(?:we|i)(?: have)? moved on\b/,
      /\b(?:we|i) (?:are|am) (?:sorted|set|retired|not biting|a competitor)\b(?! (?:to|on|up))/,
      /\bnot biting\b|\bcompetitor of yours\b|\bsounds? like a scam\b/,
      /\b(?:got|have|had) (?:got )?(?:it|this|that) (?:handled|covered|sorted)\b/,
      /\bgot the wrong\b/,
      /\b(?:meeting|invitation|invite|demo|call|event)s? (?:was |has been |is )?(?:declined|cancell?ed)\b/,
      /\bstopped (?:evaluating|looking|buying)\b/,
      /\bcancell?ing (?:all|our|my|every)\b/,
      /\bbut (?:i |we )?can not[.! ]*$/,
      /^(?:yeah|yes|yep|lol|haha|hm+),? (?:no|nope|nah)\b(?! (?:problem|worries))/,
    ),
  ],
  [
    'brush-off',
    anyOf(
      /\b(?:(?:will|would) (?:let you know|reach out|be in touch|contact you|get in touch|call you|get back to you|come to you|find you)|know where to find you|have your (?:details|contact|number)) (?:if|should|in case)\b/,
      /\bif (?:we|i) (?:ever |do )?(?:need|want|change|become|get) [^,.]{0,30},? (?:we|i) (?:will|would|know)\b/,
      /\bdo not call us\b/,
      /\bthanks,? we will call you\b/,
    ),
  ],
  [
    'decided-against',
    anyOf(
      /\b(?:decided|chose|opted|elected|agreed) (?:against|not to|to stay|to stick|to keep|to leave it)\b/,
      /\bnot selected\b/,
      /\bwent in (?:a|another) different direction\b/,
      /\b(?:going|went|gone|go) (?:in )?(?:a|another) (?:different )?direction\b/,
      /\bno deal\b/,
      /\bclos(?:e|ed|ing) (?:the|this|our) (?:file|evaluation|project|case|ticket)\b/,
      /\bproject (?:is|was|has been) (?:cancelled|canceled|dropped|killed|scrapped)\b/,
      /(?:[,;.]| but) (?:i am|we are) not[.! ]*$/,
      /\b(?:not on|off) (?:the|our) (?:radar|roadmap|agenda)\b/,
      /\bcount (?:me|us) out\b/,
      /\bi am out\b[.!]?$/,
    ),
  ],
  [
    'lost-patience',
    anyOf(
      /\b(?:enough|fed up|tired of|sick of|annoyed|had it with|done with)\b (?:\w+ )?(?:emails?|messages|your|these|you|this|already|now)/,
      /^enough[.!]*$/,
      /\bnot (?:reply|respond)(?:ing)? (?:to )?(?:you|these|again)\b/,
    ),
  ],
];

const wrongPerson: ReplyRule = {
  id: 'wrong-person',
  intent: 'refusal',
  pattern: anyOf(
    /\bnot (?:be |really |actually )*(?:the |a )?(?:right|correct|best|proper|appropriate) (?:person|contact|one|department|team|guy|address)/,
    /\bwrong (?:person|guy|department|contact|address|email|company|team|number)\b/,
    /\bnot (?:in )?my (?:area|department|decision|responsibility|remit|role|job|call|field)\b/,
    /\b(?:no longer|not|do not) (?:the one who |who )?(?:handle|deal with|decide|responsible|in charge|look after|involved|manage|make (?:these|those|such|purchasing|the) decisions?)\b/,
    /\bno longer (?:in|work in|do) (?:\w+ )?(?:sales|marketing|it|that|this|role)\b/,
  ),
  confidence: 0.6,
  yieldsTo: ['referral'],
};

const notInterestedNow: ReplyRule = {
  id: 'not-interested-now',
  intent: 'refusal',
  pattern:
    /\bnot (?:\w+ )?(?:interested|looking|in the market|considering|evaluating|need\w*|moving forward|something we)\b[^.;!?]{0,60}\b(?:right now|at this time|at the moment|at this (?:point|stage)|currently|just yet|yet|now|for now|this (?:year|quarter|month))\b/,
  confidence: 0.75,
  yieldsTo: ['come-back', 'we-come-back', 'not-until', 'perhaps-later'],
};

/** "No" somewhere before a word of sales: it counts when the reply has nothing else to say. */
export const turnedDown: ReplyRule = {
  id: 'turned-down',
  intent: 'refusal',
  pattern:
    /\b(?:no|not|never|neither|without|nobody|nothing)\b[^,.;:!?]{0,40}\b(?:demos?|pricing|quotes?|proposals?|interest\w*|meetings?|buy|need|want)\b/,
  confidence: 0.5,
};

/** Replies that close the door: asked to be left off the list, or refused. What stands first wins. */
export const refusalRules: readonly ReplyRule[] = [
  ...unsubscribeRules,
  notInterestedNow,
  wrongPerson,
  ...refusals.map(([id, pattern]): ReplyRule => ({ id, intent: 'refusal', pattern, confidence: 0.9 })),
  turnedDown,
];
