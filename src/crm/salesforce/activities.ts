import type { Activity } from '../crm.ts';
import { momentIn, numberIn, textIn } from './person-values.ts';
import type { PersonRows } from './person-rows.ts';
import type { Row } from './org.ts';

const salesMail = 'sales e-mail';
const hourMs = 3_600_000;

/**
 * What a person did, as the org's records tell it, oldest first. Ids are those of the child records, which stay when a Lead is merged
 * or becomes a Contact.
 */
export function activitiesOf(rows: PersonRows): Activity[] {
  const told = [
    ...rows.members.flatMap(responseOf),
    ...rows.mails.flatMap(opensOf),
    ...rows.replies.flatMap(replyOf),
    ...rows.events.flatMap(bookingOf),
    ...[rows.person, ...rows.formerLeads].flatMap(formOf),
    ...rows.signals.flatMap(signalOf),
  ];
  // Two relations of one mail, or two rows of one merge, tell of the same.
  const once = new Map(told.map((activity) => [activity.sourceId, activity]));
  return [...once.values()].toSorted((a, b) => a.at - b.at || (a.sourceId < b.sourceId ? -1 : 1));
}

/** What the mapping goes by is the campaign's type or name: "Webinar: Pricing for teams". */
function responseOf(row: Row): Activity[] {
  const [type = '', name = ''] = [textIn(row, 'Campaign.Type'), textIn(row, 'Campaign.Name')];
  const full = type === '' || name.toLowerCase().includes(type.toLowerCase()) ? name : `${type}: ${name}`;
  const at = respondedAt(row);
  if (at === undefined || full === '') return [];
  return [{ sourceId: `member:${textIn(row, 'Id')}`, kind: 'campaign_response', at, name: full }];
}

// The day of the response is kept, in some zone of the world; the minute only as the last change of the membership, which may be of
// another day.
function respondedAt(row: Row): number | undefined {
  const changed = momentIn(row, 'SystemModstamp') ?? momentIn(row, 'CreatedDate');
  const day = momentIn(row, 'FirstRespondedDate');
  if (day === undefined || changed === undefined) return day ?? changed;
  return Math.min(Math.max(changed, day - 14 * hourMs), day + 36 * hourMs);
}

/** Salesforce keeps the first and the last opening of a mail, not by whom of its receivers. */
function opensOf(row: Row): Activity[] {
  const message = textIn(row, 'EmailMessageId');
  const first = momentIn(row, 'EmailMessage.FirstOpenedDate');
  const last = momentIn(row, 'EmailMessage.LastOpenedDate');
  if (message === undefined) return [];
  const deliveredAt = momentIn(row, 'EmailMessage.MessageDate');
  const mail = { message, ...(deliveredAt !== undefined && { deliveredAt }) };
  const open = { kind: 'email_open', name: salesMail, mail } as const;
  const opened = `mail:${message}:open`;
  return [
    ...(first === undefined ? [] : [{ ...open, sourceId: opened, at: first }]),
    ...(last === undefined || last === first ? [] : [{ ...open, sourceId: `${opened}:${last}`, at: last }]),
  ];
}

function replyOf(row: Row): Activity[] {
  const at = momentIn(row, 'EmailMessage.MessageDate');
  const message = textIn(row, 'EmailMessageId');
  if (at === undefined || message === undefined) return [];
  const subject = textIn(row, 'EmailMessage.Subject');
  const headers = headersIn(textIn(row, 'EmailMessage.Headers') ?? '');
  const reply = {
    text: textIn(row, 'EmailMessage.TextBody') ?? '',
    ...(subject !== undefined && { subject }),
    ...(Object.keys(headers).length > 0 && { headers }),
  };
  return [{ sourceId: `mail:${message}:reply`, kind: 'email_reply', at, name: salesMail, reply }];
}

/** Those that say whether a machine wrote it. */
function headersIn(text: string): Record<string, string> {
  const found = text.matchAll(/^(auto-submitted|precedence|x-auto-response-suppress|x-autoreply)\s*:\s*(.*)$/gim);
  return Object.fromEntries([...found].map(([, name = '', value = '']) => [name, value.trim()]));
}

/**
 * A meeting that somebody else than its owner put into the owner's calendar: what booking pages do, in the name of their own user,
 * and colleagues who agreed on it with the lead. What a rep enters for themselves says nothing of the lead.
 */
function bookingOf(row: Row): Activity[] {
  const at = momentIn(row, 'CreatedDate');
  const [creator, owner] = [textIn(row, 'CreatedById'), textIn(row, 'OwnerId')];
  if (at === undefined || creator === owner || textIn(row, 'ShowAs') === 'OutOfOffice') return [];
  return [{ sourceId: `meeting:${textIn(row, 'Id')}`, kind: 'meeting_booked', at, name: 'meeting' }];
}

/**
 * Web-to-Lead leaves no record of the form but the Lead itself, so its source is the form's name; sources that name no page of ours
 * ("Purchased List", "Phone Inquiry") are none.
 */
function formOf(row: Row): Activity[] {
  const id = textIn(row, 'Id') ?? '';
  const [source, at] = [textIn(row, 'LeadSource'), momentIn(row, 'CreatedDate')];
  if (!id.startsWith('00Q') || source === undefined || at === undefined) return [];
  if (!/\b(web|website|web ?site|form|online|landing|demo|trial|chat|contact us|inbound)\b/i.test(source)) return [];
  return [{ sourceId: `form:${id}`, kind: 'form_submission', at, name: source }];
}

const kinds = new Set<string>([
  'page_view',
  'form_submission',
  'email_open',
  'email_click',
  'email_reply',
  'meeting_booked',
  'visit',
  'campaign_response',
  'custom_event',
] satisfies Activity['kind'][]);

/** What flows, forms and trackers of the org record with us. */
function signalOf(row: Row): Activity[] {
  const kind = textIn(row, 'Kind__c') ?? '';
  const at = momentIn(row, 'Happened_At__c') ?? momentIn(row, 'CreatedDate');
  if (!kinds.has(kind) || at === undefined) return [];
  const name = textIn(row, 'Detail__c') ?? kind.replaceAll('_', ' ');
  const value = numberIn(row, 'Value__c');
  return [
    {
      sourceId: `signal:${textIn(row, 'Id')}`,
      kind: kind as Activity['kind'],
      at,
      name,
      ...(value !== undefined && { value }),
      ...(kind === 'email_reply' && { reply: { text: name } }),
    },
  ];
}
