import { anyOf, inOrder, notBefore, type PhraseRow, words } from './replyRule.ts';

/** They have something else. */
export const rivalObjections: readonly PhraseRow[] = [
  [
    'has-a-tool',
    inOrder(
      /\b(?:already|currently|now|just|recently|happily) (?:\w+ )?/,
      anyOf(
        /use|using|have|has|had|got|work(?:ing)? with|running|run|rely on|covered|signed|bought|purchased/,
        /implemented|rolled out|invested|committed|partner(?:ed)? with|been using|subscribed|subscribe|a customer/,
        /pay(?:ing)? for/,
        /customers of|a partner|built|building|picked|chose|chosen|went with|gone with|solved|renewed|got one/,
        /set up with|in place|do(?:es|ing)? (?:this|that|it)|handles?/,
      ),
      inOrder(
        /\b/,
        notBefore(
          inOrder(
            / /,
            anyOf(
              /a (?:few |couple of )?(?:question|look|chat|quick)|questions|the (?:deck|pricing|approval|budget)|budget/,
              /approv\w+|your|you|permission|to know|read|seen|looked|spoken|heard/,
            ),
          ),
        ),
      ),
    ),
  ],
  [
    'uses-a-competitor',
    anyOf(
      /\bhave (?!budget|money|room|time|plans|need|questions?|approval|everything)\w+ for (?:that|this|it)\b/,
      inOrder(
        /\b(?:terms|pricing|price|contract|purchases?|purchasing) (?:is|are) /,
        /unacceptable|ridiculous|not acceptable|frozen|on hold/,
        /\b/,
      ),
      /\bcan not (?:pay|afford)\b/,
      /\bhave (?:something|one|it|this|a \w+) (?:similar|like (?:this|that|it)|for (?:this|that)|in place|covered)/,
      /\bdoes (?:everything|what|all) we need/,
      inOrder(
        /\b(?:built|build|made|developed) (?:this|it|our own|something|one|that) (?:\w+ )?/,
        /internally|ourselves|in[- ]house|already/,
      ),
      /\busing \w+ for (?:that|this|it)\b/,
      /\bus(?:e|ing) (?:a|your|one of your) competitors?\b/,
      inOrder(
        /\b(?:have|got) (?:an? |our )?(?:\w+ )?/,
        /solution|tool|vendor|provider|partner|system|platform|supplier|agency/,
        / (?:in place|for (?:this|that)|already|we (?:like|are happy))\b/,
      ),
      inOrder(
        inOrder(
          /\b/,
          anyOf(
            /happy|satisfied|pleased|comfortable|content|fine|stick(?:ing)?|staying|stay/,
            /(?:going|went|gone|go|signed)(?! (?:\w+ )?to)/,
            /sign|committed|married|loyal|tied|wedded/,
          ),
          / (?:enough |\w+ )?(?:with|to) /,
        ),
        anyOf(
          /our|my|the|what|who|gong|salesloft|outreach|hubspot|salesforce|apollo|pipedrive|zoho|clari|chorus|6sense/,
          /zoominfo|demandbase|marketo|drift|intercom|a competitor|another|your competitor/,
          /\w+ for (?:this|now|another)|how we|it|them|that/,
        ),
        /\b(?! (?:demo|call|team|boss|cto|ceo|next|trial|pilot|offer|proposal))/,
      ),
      inOrder(
        /\b/,
        /do|does|handle[sd]?|built|build|building|cover(?:ed|s)?|managed?|keep(?:ing)?/,
        / (?:\w+ ){0,4}in[- ]?house\b/,
      ),
      /\bhome[- ]?grown\b/,
      /\bbuilt our own\b/,
      inOrder(
        inOrder(
          /\b(?:our|existing|current|incumbent|present) (?:\w+ )?/,
          /vendor|provider|tool|solution|supplier|system|platform|setup|stack|process/,
          / (?:\w+ )?/,
        ),
        /works?|does|is (?:fine|good|enough|great|ok|working)|serves|covers|meets|suits|handles/,
        /\b/,
      ),
      /\bhave (?:someone|somebody|people|a team|an agency) (?:\w+ )?(?:for|doing|who do|handling) (?:this|that|it)\b/,
      /\bconsolidat(?:e|ing) (?:vendors|tools|our)/,
      /\bno new (?:vendors|tools|suppliers|software)\b/,
      /\b(?:got|have|had) (?:got )?(?:it|this|that) (?:handled|covered|sorted)\b/,
      inOrder(
        /\b/,
        /chose|chosen|picked|went with|gone with|going with|selected|decided on|signed with/,
        / (?:an? |one of your )?competitors?\b/,
      ),
      /\bin[- ]house (?:tool|system|solution|team|product|thing|software|build|platform)\b/,
      inOrder(
        /\b/,
        /built|build|made|developed|wrote|written|have|use|using|got/,
        inOrder(
          / (?:\w+ )?(?:something|a tool|one) (?:very |quite |rather )?/,
          /similar|like (?:this|that|it|yours)|comparable|of our own/,
        ),
      ),
      /\b(?:use|using|have|built|wrote|sell) our own\b|\bsell (?:\w+ )?(?:the same|a similar|something similar)/,
      inOrder(
        /\b(?:works?|working|runs?|running|doing) (?:just |perfectly |quite )?(?:fine|well|great|ok)\b/,
        /(?! (?:for me|with me|on (?:my|mobile)))/,
      ),
      /\b(?:is|are) (?:already )?good enough\b|\b(?:does|gets) the (?:job|trick)\b/,
      anyOf(
        /\bstandardi[sz]ed on\b/,
        inOrder(
          /\b(?:we|i) (?:are|am) (?:an? )?(?:\w+ )?/,
          /hubspot|salesforce|marketo|gong|outreach|salesloft|apollo|pipedrive|zoho|clari/,
          / (?:customers?|shop|users?|house|company)\b/,
        ),
      ),
      anyOf(
        /\bno different (?:from|to|than)\b/,
        /\b(?:do not see|not see|unclear) what (?:you|it|this) (?:do|does|would|offer|add)/,
      ),
    ),
  ],
  [
    'own-tool-does-it',
    anyOf(
      inOrder(
        words(
          inOrder(
            /(?:our|my|the|an?) (?:\w+ ){0,2}/,
            anyOf(
              /tool|crm|system|platform|software|solution|setup|stack|suite|agency|vendor|provider|engineers?/,
              /developers?|spreadsheets?|erp|consultants?|guy/,
            ),
          ),
          /hubspot|salesforce|marketo|gong|outreach|salesloft|apollo|pipedrive|zoho|clari|dynamics/,
        ),
        / (?:who |that )?(?:already |currently |\w+ly )?/,
        anyOf(
          inOrder(
            /does|do|handles?|covers?|manages?|includes?|takes? care of|looks? after/,
            / (?:this|that|it|all|most|both|the same|everything|lead|our|scoring|routing)\b/,
          ),
          /(?:wrote|built|made) (?:something|a|an|this|it|one|our)\b/,
        ),
      ),
      inOrder(
        /\b/,
        /hubspot|salesforce|marketo|gong|outreach|salesloft|apollo|pipedrive|zoho|clari|dynamics/,
        / (?:already |currently )?(?:gives?|provides?|has|offers?|works?|is) /,
      ),
      inOrder(
        /\b(?:can|could) (?:just |already )?(?:do|get|build|have) /,
        /this|that|it|the same(?: thing)?|something similar/,
        / (?:in|with|from|inside|for|ourselves|myself|in-house)\b/,
      ),
      anyOf(
        /\b(?:we|i) already (?:get|receive|do|score|route|track)\b/,
        /\b(?:invested|spent) (?:a fortune|a lot|heavily|so much) (?:on|in)\b/,
      ),
    ),
  ],
];
