import { constraints } from './replyConstraints.ts';
import { contractObjections } from './replyContracts.ts';
import { doubts } from './replyDoubts.ts';
import { moneyObjections } from './replyMoney.ts';
import { notNow } from './replyNotNow.ts';
import { rivalObjections } from './replyRivals.ts';
import type { ReplyRule } from './replyRule.ts';

const objections = [...moneyObjections, ...rivalObjections, ...contractObjections, ...constraints, ...doubts];

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
  ...notNow.map(([id, pattern]): ReplyRule => ({ id, intent: 'not_now', pattern, confidence: 0.75 })),
];
