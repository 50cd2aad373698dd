import { confirmation, evidenceOf, type Evidence } from './openConfirmations.ts';
import { doubtOf, isLater, machineSign, rushesOf } from './openMachines.ts';
import {
  happenedInOrder,
  type MailSignal,
  type Message,
  messagesOf,
  occasionsOf,
  readerOpens,
} from './openMessages.ts';
import { burstInWords, clientInWords, confirmedInWords, occasionsInWords } from './openWords.ts';
import type { Signal } from '../signals.ts';

/** 1 a machine, 2 fetched ahead for privacy, 3 unclear, 4 probably a person, 5 confirmed to be one. */
type OpenTier = 1 | 2 | 3 | 4 | 5;

/** How far an open or a click was a person's. `because` is for a rep: "opened twice, 3 hours apart". */
export type Grade = { tier: OpenTier; confidence: number; because: string };

/** What is an open, what confirms it, and what each tier is worth, as plain JSON. */
export type OpenSettings = {
  types: string[];
  clickTypes: string[];
  /** Page visits: they confirm only soon after a click of the same message. */
  visitTypes: string[];
  /** What no scanner can do. */
  confirmedBy: string[];
  /** 0 to 1, by tier, and never lower in a better one. */
  confidence: { machine: number; prefetch: number; ambiguous: number; probable: number; confirmed: number };
  /** Notices: `times` occasions of one message in `days`; a message opened after `revivedDays` (1 or more) of silence; messages in `hours`. */
  patterns: {
    manyOpens: { times: number; days: number };
    revivedDays: number;
    severalMessages: { messages: number; hours: number };
  };
};

export const defaultOpens: OpenSettings = {
  types: ['email_open'],
  clickTypes: ['email_link_click'],
  visitTypes: [
    'pricing_page_visit',
    'upgrade_page_visit',
    'competitor_comparison',
    'roi_calculator',
    'technical_docs',
    'return_visit',
    'blog_engagement',
    'careers_page_visit',
  ],
  confirmedBy: [
    'demo_request',
    'contact_sales',
    'free_trial_start',
    'meeting_booked',
    'positive_reply',
    'reply',
    'webinar_attendance',
    'case_study_download',
    'buying_guide_download',
    'usage_limit_hit',
    'teammate_invited',
    'premium_feature_explored',
  ],
  confidence: { machine: 0, prefetch: 0, ambiguous: 0.2, probable: 0.6, confirmed: 1 },
  patterns: { manyOpens: { times: 3, days: 7 }, revivedDays: 14, severalMessages: { messages: 3, hours: 24 } },
};

type Kind = 'open' | 'click';
/** What is known of a message as a whole: by id, why a click is a machine's or may be, and whether another is a person's. */
type Known = {
  occasions: MailSignal[];
  machines: Set<string>;
  doubts: Map<string, string | undefined>;
  clicked: boolean;
  confirmedAt: ReturnType<typeof confirmation>;
};

const NO_GRADES: ReadonlyMap<string, Grade> = new Map();

/** Most leads have none, and every look asks: a plain loop. */
function hasMail(signals: readonly Signal[]): boolean {
  for (const signal of signals) if (signal.mail !== undefined) return true;
  return false;
}

/**
 * How far each open and click was a person's, by signal id, of those dated up to `now + aheadMs`.
 * A function of the set of these signals: order, repetition and time of receipt change nothing, and a grade changes only
 * at an instant at which a signal begins to count. Only a rush of clicks on the same message lowers one.
 */
export function gradesAt(
  now: number,
  signals: readonly Signal[],
  settings: OpenSettings,
  aheadMs: number,
): ReadonlyMap<string, Grade> {
  if (!hasMail(signals)) return NO_GRADES;
  const happened = happenedInOrder(now + aheadMs, signals);
  const evidence = evidenceOf(happened, settings);
  const grades = new Map<string, Grade>();
  for (const message of messagesOf(happened, settings)) {
    const known = knownOf(message, evidence);
    for (const open of message.opens) grades.set(open.id, graded(open, 'open', known, settings));
    for (const click of message.clicks) grades.set(click.id, graded(click, 'click', known, settings));
  }
  return grades;
}

function knownOf(message: Message, evidence: Evidence): Known {
  const { most, several } = rushesOf(message);
  const clicks = message.clicks.filter((click) => !most.has(click.id) && machineSign(click, 'click') === undefined);
  const doubts = new Map(clicks.map((click) => [click.id, doubtOf(click, several)]));
  const sure = clicks.filter(({ id }) => doubts.get(id) === undefined);
  return {
    occasions: occasionsOf(readerOpens(message)),
    machines: most,
    doubts,
    clicked: sure.length > 0,
    confirmedAt: confirmation(evidence, sure),
  };
}

function graded(signal: MailSignal, kind: Kind, known: Known, { confidence }: OpenSettings): Grade {
  const machine = machineSign(signal, kind) ?? (known.machines.has(signal.id) ? burstInWords : undefined);
  if (machine !== undefined) return { tier: 1, confidence: confidence.machine, because: machine };
  const doubt = known.doubts.get(signal.id);
  if (doubt !== undefined) return { tier: 3, confidence: confidence.ambiguous, because: doubt };
  const confirmed = known.confirmedAt(signal.at);
  if (confirmed) return { tier: 5, confidence: confidence.confirmed, because: confirmedInWords(confirmed) };
  const probable = kind === 'click' ? 'clicked a link' : probablyOpened(signal, known);
  if (probable !== undefined) return { tier: 4, confidence: confidence.probable, because: probable };
  const because = clientInWords(signal.mail);
  if (signal.mail.client === 'prefetch') return { tier: 2, confidence: confidence.prefetch, because };
  return { tier: 3, confidence: confidence.ambiguous, because };
}

/** What was fetched ahead says nothing of when it was read: only a click shows that it was. */
function probablyOpened(open: MailSignal, { clicked, occasions }: Known): string | undefined {
  if (clicked) return 'opened, and a link of the message clicked';
  if (open.mail.client === 'prefetch') return undefined;
  if (occasions.length > 1) return occasionsInWords(occasions);
  // A filter that passes for a device looks at once, so a device says something only with the time of delivery.
  return open.mail.client === 'device' && isLater(open) ? 'opened in a mail program or browser' : undefined;
}
