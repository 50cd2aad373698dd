import type { CrmTouch } from '../crm.ts';
import type { Row } from './org.ts';
import { momentIn, textIn } from './person-values.ts';

/*
 * Apps log mails as completed tasks, and say only in the subject what the mail was. These are the words that they are known to use,
 * behind their own name: "[Outreach] [Email] [In] Re: offer", "Email: << Re: offer", "HubSpot: Opened Marketing Email: Spring news".
 * What stands behind "Email:" or "Re:" is the mail's own subject.
 */
const app = String.raw`^\s*(?:\[[^\]]*\]\s*|(?!e-?mail|re|fwd?|aw|wg)[\w.]{2,20}\s*:\s*)*`;
const mail = String.raw`(?:e-?mail|message|newsletter)`;
const ofMany = '(?:marketing|mass|list|bulk|campaign|automated|automatic|drip|nurture|newsletter)';
const happened = '(?:opened|clicked|viewed|bounced|delivered|unsubscribed)';
const says = (words: string) => new RegExp(app + words, 'i');

const outgoing = /\[(?:out|outbound|outgoing|sent)\]|^\s*(?:e-?mail\s*:?\s*)?(?:>>|→)/i;
const incoming = [
  /\[(?:in|inbound|incoming|received)\]|\((?:received|incoming|inbound)\)\s*$/i,
  /^\s*(?:e-?mail\s*:?\s*)?(?:<<|←)/i,
  says(String.raw`(?:incoming|inbound|received)\s+${mail}\b`),
  says(String.raw`${mail}\s+(?:reply\s+)?received\b`),
  says(String.raw`repl(?:y|ied)(?:\s*:|\s+received|\s+to\s+(?:\w+\s+)?${mail})`),
];
const machines = [
  says(String.raw`(?:was\s+)?(?:sent\s+)?${ofMany}\s+${mail}\b`),
  says(String.raw`was\s+sent\s+(?!sales\b)(?:\w+\s+)?${mail}\b`),
  says(String.raw`${happened}\s+(?:\w+\s+){0,4}(?:${mail}|link)\b`),
  says(String.raw`${mail}\s+(?:was\s+)?(?:${happened}|open|click|bounce)\b`),
];

/**
 * Who wrote the mail that a completed task alone tells of. A rep's is one that its owner entered, or ticked off later: what somebody
 * else enters as done, or no standard user, is an app's, which enters the mails of its sequences as those of the rep. That a rep
 * wrote what an app enters in the rep's own name is assumed, where the subject says nothing else. Pure.
 */
export function writerOfMailTask(task: Row, us: string): CrmTouch['by'] {
  const subject = textIn(task, 'Subject') ?? '';
  if (!outgoing.test(subject)) {
    if (machines.some((words) => words.test(subject))) return 'machine';
    if (incoming.some((words) => words.test(subject))) return 'lead';
  }
  return isOfApp(task, us) ? 'machine' : 'rep';
}

/** So much later than it was made a task was something to do, and not something that was done. */
const toDoMs = 60_000;

function isOfApp(task: Row, us: string): boolean {
  const [owner, creator] = [textIn(task, 'OwnerId'), textIn(task, 'CreatedById')];
  if (creator === us) return true;
  const doneAt = momentIn(task, 'CompletedDateTime') ?? 0;
  if (doneAt > (momentIn(task, 'CreatedDate') ?? doneAt) + toDoMs) return false;
  const isStandard = (textIn(task, 'CreatedBy.UserType') ?? 'Standard') === 'Standard';
  return !isStandard || (creator !== undefined && creator !== owner);
}
