import { anyOf, type ReplyRule } from './replyRule.ts';

type Row = readonly [id: string, pattern: RegExp];

const objections: readonly Row[] = [
  [
    'no-budget',
    anyOf(
      /\b(?:no|not (?:have|got|find|get|see|secure|approved?|any|enough|the)|lack(?:ing)?(?: the| of)?|without(?: any| a)?|zero|out of|ran out of|exceeds?|over|beyond|above|outside|blew|spent|used up|cut|slashed|froze|frozen|lost|tight|limited|small|killed (?:our|my|the)) (?:a |an |any |the |enough |much |our |my |this |additional |spare |extra |more |room in the |money in the |(?:this|next) year's )*(?:budget|funds|funding|money|cash)\b/,
      /\bbudgets? (?:\w+ ){0,3}(?:is|are|was|were|got|has been|have been|does not|will not|do not|for \w+ is) (?:\w+ )?(?:frozen|gone|tight|cut|spent|allocated|locked|closed|slashed|used|zero|limited|maxed|exhausted|stretched|allow|not|committed|all)\b/,
      /\bbudget (?:cuts?|freeze|constraints?|reasons|issues?|problems?)\b/,
      /\b(?:spending|hiring|purchasing) freeze\b/,
      /\bcan not (?:justify|spend|get (?:the )?budget|afford)\b/,
      /\bnot (?:\w+ )?(?:budget(?:ed)?|in (?:the|our|my) budget|budget for)\b/,
      /\bbroke\b/,
    ),
  ],
  [
    'too-expensive',
    anyOf(
      /\b(?:too|very|quite|way too|rather|pretty|so|bit|super|insanely|ridiculously|more|prohibitively|a little) (?:much )?(?:expensive|pricey|costly|steep|dear|high(?:ly)? priced|rich for)\b/,
      /\b(?:price|pricing|cost|quote|fee)s? (?:\w+ ){0,2}(?:is|are|was|seems?|looks?|comes? in) (?:\w+ )?(?:too|way|very|over|above|outside|out of|beyond|higher|double|twice|prohibitive|steep|crazy|insane|ridiculous|a (?:bit|little)|not)\b/,
      /^(?:way )?too (?:expensive|much|pricey|high|dear)\b/,
      /\bcan not afford/,
      /\bout of (?:our|my) (?:price )?(?:range|reach|league|budget)/,
      /\b(?:found|got|have|is) (?:\w+ ){0,3}cheaper\b/,
      /\bcheaper (?:option|alternative|tool|vendor|elsewhere)/,
      /\bnot worth (?:the|it|that)/,
      /\bcosts? too much\b/,
      /\bway more than we\b/,
      /\b(?:twice|double|three times) (?:what|the price|as)\b/,
      /\b(?:cost|price|pricing|money|budget) is (?:an?|the|our) (?:\w+ )?(?:issue|problem|concern|blocker|barrier|obstacle|non-?starter)\b/,
      /\bmore than we (?:want|can|are willing|planned|would|pay|could)/,
      /\bprice (?:does|will|would) not work\b/,
    ),
  ],
  [
    'has-a-tool',
    /\b(?:already|currently|now|just|recently|happily) (?:\w+ )?(?:use|using|have|has|had|got|work(?:ing)? with|running|run|rely on|covered|signed|bought|purchased|implemented|rolled out|invested|committed|partner(?:ed)? with|been using|subscribed|subscribe|a customer|customers of|a partner|built|building|picked|chose|chosen|went with|gone with|solved|renewed|got one|set up with|in place|do(?:es|ing)? (?:this|that|it)|handles?)\b(?! (?:a (?:few |couple of )?(?:question|look|chat|quick)|questions|the (?:deck|pricing|approval|budget)|budget|approv\w+|your|you|permission|to know|read|seen|looked|spoken|heard))/,
  ],
  [
    'uses-a-competitor',
    anyOf(
      /\bhave (?!budget|money|room|time|plans|need|questions?|approval|everything)\w+ for (?:that|this|it)\b/,
      /\b(?:terms|pricing|price|contract|purchases?|purchasing) (?:is|are) (?:unacceptable|ridiculous|not acceptable|frozen|on hold)\b/,
      /\bcan not (?:pay|afford)\b/,
      /\bhave (?:something|one|it|this|a \w+) (?:similar|like (?:this|that|it)|for (?:this|that)|in place|covered)/,
      /\bdoes (?:everything|what|all) we need/,
      /\b(?:built|build|made|developed) (?:this|it|our own|something|one|that) (?:\w+ )?(?:internally|ourselves|in[- ]house|already)/,
      /\busing \w+ for (?:that|this|it)\b/,
      /\bus(?:e|ing) (?:a|your|one of your) competitors?\b/,
      /\b(?:have|got) (?:an? |our )?(?:\w+ )?(?:solution|tool|vendor|provider|partner|system|platform|supplier|agency) (?:in place|for (?:this|that)|already|we (?:like|are happy))\b/,
      /\b(?:happy|satisfied|pleased|comfortable|content|fine|stick(?:ing)?|staying|stay|going|went|gone|go|signed|sign|committed|married|loyal|tied|wedded) (?:enough |\w+ )?(?:with|to) (?:our|my|the|what|who|gong|salesloft|outreach|hubspot|salesforce|apollo|pipedrive|zoho|clari|chorus|6sense|zoominfo|demandbase|marketo|drift|intercom|a competitor|another|your competitor|\w+ for (?:this|now|another)|how we|it|them|that)\b(?! (?:demo|call|team|boss|cto|ceo|next|trial|pilot|offer|proposal))/,
      /\b(?:do|does|handle[sd]?|built|build|building|cover(?:ed|s)?|managed?|keep(?:ing)?) (?:\w+ ){0,4}in[- ]?house\b/,
      /\bhome[- ]?grown\b/,
      /\bbuilt our own\b/,
      /\b(?:our|existing|current|incumbent|present) (?:\w+ )?(?:vendor|provider|tool|solution|supplier|system|platform|setup|stack|process) (?:\w+ )?(?:works?|does|is (?:fine|good|enough|great|ok|working)|serves|covers|meets|suits|handles)\b/,
      /\bhave (?:someone|somebody|people|a team|an agency) (?:\w+ )?(?:for|doing|who do|handling) (?:this|that|it)\b/,
      /\bconsolidat(?:e|ing) (?:vendors|tools|our)/,
      /\bno new (?:vendors|tools|suppliers|software)\b/,
    ),
  ],
  [
    'under-contract',
    anyOf(
      /\b(?:under|in|into|locked in(?:to)?|tied (?:in)?to|stuck in|bound by|have|has|signed|just renewed|renewed) (?:a|an|our|another|the|by)? ?(?:\w+[- ]){0,3}(?:contract|agreement|term|deal|subscription|commitment)\b(?! (?:review|template|to sign|for us to sign|draft|over|ready|question))/,
      /\b(?:locked|tied) in(?:to)?\b/,
      /\b(?:contract|agreement|subscription|renewal) (?:\w+ ){0,4}(?:runs|lasts|goes|does not (?:end|expire)|is not up|until|through|not up)\b/,
      /\b(?:just|recently|already) (?:renewed|signed|extended)\b/,
    ),
  ],
  [
    'wrong-size',
    anyOf(
      /\b(?:we|our (?:team|company|business|org\w*|group)|i|you|it|this|that)(?: is| are| am|'s)? (?:\w+ )?(?:too (?:small|big|large|early|tiny)|(?:way )?(?:smaller|bigger|larger) than|a (?:tiny|small|one[- ]person|two[- ]person|very small) (?:team|company|shop|business|operation|startup|firm)|just (?:a )?(?:me|one|two|2|3|three|a small|a handful|the two|a freelanc\w+)|only (?:have )?(?:one|two|three|four|five|\d|a (?:handful|few)|(?:a )?couple)|pre-?revenue|overkill)\b/,
      /\bnot (?:the )?right size\b/,
      /\boverkill\b/,
      /\bone[- ](?:man|person|woman) (?:show|team|shop|band|business)/,
      /\bnot (?:big|large) enough\b/,
      /\btoo (?:small|big|large|tiny|complex|complicated|heavy) (?:for|a|an|of)\b/,
      /\bmore than we need\b/,
      /\bdo not have (?:a |enough |any )?(?:sales team|people|resources|bandwidth|capacity|leads|volume|headcount|staff|sdrs)\b/,
    ),
  ],
  [
    'security-concern',
    anyOf(
      /\b(?:security|privacy|compliance|legal|data protection|gdpr|infosec|hosting|residency)(?: team| department| people| officer)? (?:\w+ ){0,3}(?:concerns?|issues?|problems?|worr\w+|risks?|block\w*|would never|will never|will not|did not|does not|veto\w*|reject\w*|said no|refus\w*|forbids?|prohibits?|objections?|rules (?:it|this|you) out|red flags?)\b/,
      /\b(?:concern(?:s|ed)?|worr(?:y|ied)|uncomfortable|uneasy|nervous) (?:\w+ )?(?:about|with|over|regarding) (?:\w+ ){0,4}(?:security|privacy|data|gdpr|compliance|hosting|soc)\b/,
      /\b(?:can not|not allowed to|may not|must not|do not|forbidden to|never) (?:\w+ )?(?:share|put|send|store|host|upload|let|move|use|allow) (?:\w+ ){0,4}(?:data|cloud|us servers|third part\w+|outside|external|us[- ]hosted|saas)\b/,
      /\bdata (?:must|has to|can not) (?:stay|remain|leave)\b/,
      /\bfailed (?:our|the) (?:security|vendor)\b/,
    ),
  ],
  [
    'lacks-a-feature',
    /\b(?:deal[- ]?breaker|non-?starter|missing (?:a )?(?:key )?features?|lacks?|does not (?:support|integrate|work with|have what|offer|do what|solve|meet|fit|match|cover)|you do not (?:support|have|offer|integrate|cover|ship|serve))\b/,
  ],
  [
    'not-convinced',
    /\b(?:not (?:sure|see|understand|clear|obvious) (?:\w+ ){0,4}(?:value|roi|benefit|how (?:this|it|you) (?:would|could|can) help|why (?:we|i) (?:would|should)|what (?:this|it) (?:would|adds)|the point|worth)|skeptical|sceptical|burned|burnt|bad experience|tried (?:it|this|that|something like|tools like|you|your \w+) (?:\w+ )?(?:before|and)|did not work (?:for us|out)|no approval|not approved|(?:boss|ceo|cfo|cto|board|management|manager|leadership|team|partner|director) (?:\w+ )?(?:said no|rejected|shot|killed|vetoed|turned|declined|is against|will not|would not|does not|did not|not (?:on board|convinced|interested)|refus\w+|nixed|blocked))\b/,
  ],
];

const later: readonly Row[] = [
  [
    'not-now',
    anyOf(
      /\bnot (?:right |just )?now\b/,
      /\bnot (?:at )?(?:this|the) (?:time|moment|point|stage|year|quarter|month|week)\b/,
      /\b(?:not|is not|never) (?:\w+ )?(?:a |the |an |our |my |good |great |best |right |ideal )*(?:time|timing|moment|priority|priorities|ready|urgent)\b(?! (?:to read|for you to))/,
      /\bnot (?:\w+ )?(?:yet|just yet|ready|there yet)\b[.! ]*$/,
      /\bnot (?:quite |really )?ready\b/,
      /^not (?:today|yet|this (?:year|quarter|month|week))\b/,
    ),
  ],
  [
    'bad-timing',
    anyOf(
      /\b(?:bad|wrong|poor|terrible|awful|tough|horrible|busy) (?:time|timing|moment|period|season|quarter|month|week)\b/,
      /\btiming (?:is|could|does|isn) (?:\w+ )?(?:off|not|bad|wrong|terrible|be better|work)\b/,
      /\btoo (?:early|soon|busy|much (?:on|going on|happening))\b/,
      /\b(?:swamped|slammed|buried|snowed under|underwater|overloaded|heads[- ]down|flat out|crazy busy|up to my (?:neck|ears)|full plate|plate is (?:\w+ )?full|hands are full|hands full|crunch|in the middle of (?:a|an|our|the)|other priorities|bigger fish|bigger priorities|busy season)\b/,
      /\b(?:have|has|got) (?:no|not (?:the |any |enough )?) ?(?:time|bandwidth|capacity)\b/,
      /\bno (?:time|bandwidth|capacity)\b/,
      /\bdo not have (?:the |any |much |enough )*(?:time|bandwidth|capacity)\b(?! for (?:a long|slides))/,
    ),
  ],
  [
    'on-hold',
    /\b(?:on hold|on pause|paused|on ice|back ?burner|parked|shelved|postponed?|deferr?(?:ed|ing)|delayed|pushed (?:back|out)|hold off|holding off|put off|hit pause|press pause|deprioriti[sz]ed|reorg(?:ani[sz]ation)?|acquisition|merger|layoffs|restructuring|hiring freeze|freeze)\b/,
  ],
  [
    'some-day',
    anyOf(
      /\b(?:maybe|perhaps|possibly|probably|try(?: me)?|speak|talk|revisit|again|check|ask|better|sometime|some time|contact (?:me|us)|get back to (?:me|us)) (?:\w+ )?(?:later|some ?day|another time|in the future|down the (?:road|line)|at a later (?:date|time|stage|point))\b/,
      /\b(?:another time|some other time|(?:in|for) the (?:near |distant |not too distant )?future|at a later (?:date|time|stage|point)|further down the (?:road|line)|later (?:this|in the) (?:year|month|quarter)|keep (?:you|it|this|your \w+) (?:in mind|on file|on (?:our|the|my) (?:radar|list))|revisit (?:this|it)|when (?:the time|things|we (?:are ready|have budget|grow|raise|get|hire|are bigger))|once (?:we|things|the|our) (?:\w+ ){0,3}(?:settle|done|over|raise|grow|close[sd]?|hire|finish\w*|calm|ready|complete)|stay in touch|keep in touch|not for (?:another|a while|now|some time)|(?:too )?far (?:out|off)|just looking|just browsing)\b/,
    ),
  ],
];

/** What is said instead when the complaint is about the tool they have. */
const aboutTheOld: Readonly<Record<string, string>> = {
  'has-a-tool': 'wants-to-switch',
  'too-expensive': 'old-tool-fails',
};

/** What stands in the way (no budget, another tool), and what stands in the way today only. */
export const objectionRules: readonly ReplyRule[] = [
  ...objections.map(([id, pattern]): ReplyRule => ({
    id,
    intent: 'objection',
    pattern,
    confidence: 0.8,
    undoneByNot: id !== 'no-budget',
    yieldsTo: [aboutTheOld[id] ?? ''],
  })),
  ...later.map(([id, pattern]): ReplyRule => ({ id, intent: 'not_now', pattern, confidence: 0.75 })),
];
