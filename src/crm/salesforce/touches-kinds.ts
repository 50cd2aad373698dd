import type { CrmTouch } from '../crm.ts';
import { isTrue, momentIn, textIn } from './person-values.ts';
import type { PersonRows } from './person-rows.ts';
import type { Row } from './org.ts';
import { writerOfMailTask } from './touches-mail-tasks.ts';

/** `us`: our own user; `declined`: the meetings that the person declined. */
export type Around = { now: number; us: string; declined?: ReadonlySet<string> };

/**
 * What reps and a lead did with each other, as completed tasks, events and mails tell it. A mail and the task that Salesforce keeps
 * with it are one. Pure.
 */
export function touchesIn(
  rows: Pick<PersonRows, 'tasks' | 'events' | 'mails' | 'replies'>,
  around: Around,
): CrmTouch[] {
  const mails = [...rows.mails, ...rows.replies];
  const taskOfMail = new Map(rows.tasks.map((task) => [textIn(task, 'Id'), task]));
  const ofMails = new Set(mails.map((mail) => textIn(mail, 'EmailMessage.ActivityId')));
  const tasks = rows.tasks.filter((task) => !ofMails.has(textIn(task, 'Id')));
  const touches = [
    ...tasks.flatMap((task) => taskTouch(task, around)),
    ...rows.events.flatMap((event) => meetingTouch(event, around)),
    ...rows.mails.flatMap((mail) => mailTouch(mail, taskOfMail, around, false)),
    ...rows.replies.flatMap((mail) => mailTouch(mail, taskOfMail, around, true)),
  ];
  return [...new Map(touches.map((touch) => [touch.id, touch])).values()];
}

function taskTouch(task: Row, { us }: Around): CrmTouch[] {
  const at = momentIn(task, 'CompletedDateTime');
  const kind = kindOf(task);
  if (at === undefined || kind === undefined) return [];
  return [
    {
      id: `task:${textIn(task, 'Id')}`,
      kind,
      at,
      ...ownerOf(textIn(task, 'OwnerId')),
      by: writerOf(task, kind, us),
      happened: kind !== 'call' || wasTaken(textIn(task, 'CallDisposition') ?? ''),
    },
  ];
}

function writerOf(task: Row, kind: CrmTouch['kind'], us: string): CrmTouch['by'] {
  if (textIn(task, 'TaskSubtype') === 'ListEmail') return 'machine';
  return kind === 'email' ? writerOfMailTask(task, us) : 'rep';
}

/**
 * The subtype says it where Salesforce or a dialer made the task. A message has one only with Sales Engagement (LinkedIn): else the
 * task's type, or the first word of its subject, as people and text message apps log it.
 */
function kindOf(task: Row): CrmTouch['kind'] | undefined {
  const subtype = textIn(task, 'TaskSubtype') ?? 'Task';
  if (subtype === 'Call') return 'call';
  if (subtype === 'Email' || subtype === 'ListEmail') return 'email';
  if (subtype === 'LinkedIn') return 'message';
  if (subtype !== 'Task') return undefined;
  const said = textIn(task, 'Type') ?? textIn(task, 'Subject') ?? '';
  if (/^(sms|text message|whats ?app|linked ?in|chat|wechat)\b/i.test(said)) return 'message';
  const type = textIn(task, 'Type')?.toLowerCase();
  return type === 'call' || type === 'email' ? type : undefined;
}

// What a rep or a dialer writes there is free text; these say that nobody spoke with the lead.
const notTaken =
  /no[ -]?answer|unanswered|no response|not (reached|connected|available|in)\b|no connect|voice ?mail|mailbox|left (a )?(live )?message|busy|wrong (number|person)|(bad|invalid) number|disconnected|gatekeeper|did not (pick|connect)|abandon|cancel|failed|nicht erreicht|besetzt|keine antwort|pas de réponse|no contesta/i;

function wasTaken(disposition: string): boolean {
  return !notTaken.test(disposition);
}

/** Salesforce keeps no outcome of a meeting: it took place once its time has come, unless the lead declined or it says it is off. */
function meetingTouch(event: Row, { now, us, declined }: Around): CrmTouch[] {
  const at = momentIn(event, 'StartDateTime');
  const id = textIn(event, 'Id') ?? '';
  if (at === undefined || textIn(event, 'ShowAs') === 'OutOfOffice') return [];
  const isOff = declined?.has(id) || /^\W*(cancel|abgesagt|no[ -]?show|annulé)/i.test(textIn(event, 'Subject') ?? '');
  const owner = textIn(event, 'OwnerId');
  const by = owner === us ? 'machine' : 'rep';
  return [{ id: `event:${id}`, kind: 'meeting', at, ...ownerOf(owner), by, happened: !isOff && at <= now }];
}

function mailTouch(mail: Row, tasks: Map<string | undefined, Row>, { us }: Around, isIncoming: boolean): CrmTouch[] {
  const at = momentIn(mail, 'EmailMessage.MessageDate');
  // 5: a draft.
  if (at === undefined || textIn(mail, 'EmailMessage.Status') === '5') return [];
  const task = tasks.get(textIn(mail, 'EmailMessage.ActivityId') ?? '');
  const sender = textIn(mail, 'EmailMessage.CreatedById');
  return [
    {
      id: `mail:${textIn(mail, 'EmailMessageId')}`,
      kind: 'email',
      at,
      ...ownerOf((task && textIn(task, 'OwnerId')) ?? (sender === us ? undefined : sender)),
      by: isIncoming ? 'lead' : writerOfMail(mail, task, us),
      happened: isIncoming || !isTrue(mail, 'EmailMessage.IsBounced'),
    },
  ];
}

// A mail of many, an automated step of a cadence, or one that an app sent as its own user is no rep's.
function writerOfMail(mail: Row, task: Row | undefined, us: string): 'rep' | 'machine' {
  const isOfMany = task !== undefined && textIn(task, 'TaskSubtype') === 'ListEmail';
  const isAutomatic = !['', 'None'].includes(textIn(mail, 'EmailMessage.AutomationType') ?? '');
  const isOurs = textIn(mail, 'EmailMessage.CreatedById') === us && task === undefined;
  return isOfMany || isAutomatic || isOurs ? 'machine' : 'rep';
}

/** Tasks may be a queue's. */
function ownerOf(id: string | undefined): { ownerId?: string } {
  return id?.startsWith('005') ? { ownerId: id } : {};
}
