import type { CrmTouch } from '../crm.ts';
import { paths } from './paths.ts';
import { momentIn, type Texts } from './records.ts';

/** One of HubSpot's kinds of activity: how to read it, and what it says of who did what. */
export type TouchKind = {
  kind: CrmTouch['kind'];
  linksPath: string;
  readPath: string;
  properties: readonly string[];
  at: (texts: Texts) => number | undefined;
  says: (texts: Texts, now: number) => Pick<CrmTouch, 'by' | 'happened'>;
};

const always = ['hs_timestamp', 'hubspot_owner_id', 'hs_object_source'];
const atTimestamp = (texts: Texts) => momentIn(texts, 'hs_timestamp');

export const touchKinds: TouchKind[] = [
  {
    kind: 'call',
    linksPath: paths.callsOfContacts,
    readPath: paths.callsRead,
    properties: [...always, 'hs_call_status', 'hs_call_disposition'],
    at: atTimestamp,
    says: (texts) => ({ by: 'rep', happened: wasTaken(texts) }),
  },
  {
    kind: 'email',
    linksPath: paths.emailsOfContacts,
    readPath: paths.emailsRead,
    properties: [
      ...always,
      'hs_email_direction',
      'hs_email_status',
      'hs_sequence_id',
      'hs_campaign_guid',
      'hs_incoming_email_is_out_of_office',
    ],
    at: atTimestamp,
    says: (texts) => ({ by: writerOf(texts), happened: wasSent(texts) }),
  },
  {
    kind: 'meeting',
    linksPath: paths.meetingsOfContacts,
    readPath: paths.meetingsRead,
    properties: [...always, 'hs_meeting_start_time', 'hs_meeting_outcome'],
    at: (texts) => momentIn(texts, 'hs_meeting_start_time') ?? atTimestamp(texts),
    says: (texts, now) => ({ by: 'rep', happened: wasHeld(texts, now) }),
  },
  {
    kind: 'message',
    linksPath: paths.messagesOfContacts,
    readPath: paths.messagesRead,
    properties: always,
    at: atTimestamp,
    // HubSpot keeps no direction of a logged WhatsApp, LinkedIn or text message: what is logged counts as the rep's.
    says: (texts) => ({ by: isAutomatic(texts) ? 'machine' : 'rep', happened: true }),
  },
];

// The dialer says COMPLETED also where a mailbox answered; the outcome a rep picks knows better. These ids are the same in every
// account: API reference, "Activities | Calls".
const connected = 'f240bbac-87c9-4f6e-bf70-924b57d47db7';
const notTaken = new Set([
  '9d9162e7-6cf3-4944-bf63-4dff82258764', // busy
  'a4c4c377-d246-4b32-a13b-75a56a4cd0ff', // left live message: with somebody else
  'b2cf5968-551e-4856-9783-52b3da59a7d0', // left voicemail
  '73a0d17f-1163-4015-bdd5-ec830791da20', // no answer
  '17b47fee-58de-441e-a44c-c6300d46f273', // wrong number
]);

/** An account's own outcomes are ids whose meaning we do not know: there the status decides. */
function wasTaken(texts: Texts): boolean {
  const outcome = texts['hs_call_disposition']?.toLowerCase() ?? '';
  if (outcome === connected) return true;
  return texts['hs_call_status'] === 'COMPLETED' && !notTaken.has(outcome);
}

function writerOf(texts: Texts): CrmTouch['by'] {
  switch (texts['hs_email_direction'] ?? '') {
    case 'EMAIL':
      return isMachineMail(texts) ? 'machine' : 'rep';
    case 'INCOMING_EMAIL':
      return texts['hs_incoming_email_is_out_of_office'] === 'true' ? 'machine' : 'lead';
    // What a rep got and sent on to HubSpot, to have it on the record.
    case 'FORWARDED_EMAIL':
      return 'lead';
    default:
      return 'machine';
  }
}

// HubSpot documents none of this. Public code that reads many portals finds hs_sequence_id on sequence mail only, EMAIL or CRM_UI
// as the source of what somebody wrote, and INTEGRATION on that of sequencers. Nobody can tell a rep's own mail among those: it
// counts as a machine's, because a wrong "contacted" drops a lead and a wrong "not yet" only reminds.
function isMachineMail(texts: Texts): boolean {
  const isOfMany = texts['hs_sequence_id'] !== undefined || texts['hs_campaign_guid'] !== undefined;
  return isOfMany || texts['hs_object_source'] === 'INTEGRATION' || isAutomatic(texts);
}

const automaticSources = new Set([
  'AUTOMATION_JOURNEY',
  'AUTOMATION_PLATFORM',
  'BOT',
  'BREEZE_AGENT',
  'CUSTOMER_AGENT',
  'PRIMARY_AUTOMATION',
  'PROSPECTING_AGENT',
  'SEQUENCES',
  'WORKFLOWS',
]);

function isAutomatic(texts: Texts): boolean {
  return automaticSources.has(texts['hs_object_source'] ?? '');
}

function wasSent(texts: Texts): boolean {
  return !['BOUNCED', 'FAILED', 'SCHEDULED', 'SENDING'].includes(texts['hs_email_status'] ?? '');
}

/** Without an outcome, or with one of the account's own, a meeting took place when its time has come. */
function wasHeld(texts: Texts, now: number): boolean {
  const outcome = (texts['hs_meeting_outcome'] ?? '').toUpperCase().replaceAll(' ', '_');
  if (outcome === 'COMPLETED') return true;
  const start = momentIn(texts, 'hs_meeting_start_time') ?? atTimestamp(texts);
  const isOff = ['NO_SHOW', 'CANCELED', 'CANCELLED', 'RESCHEDULED'].includes(outcome);
  return !isOff && start !== undefined && start <= now;
}
