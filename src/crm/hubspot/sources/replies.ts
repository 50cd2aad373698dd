import type { Activity, Source, SourcePage } from '../../crm.ts';
import { z } from 'zod';
import type { Ask } from '../api.ts';
import { linksOf } from '../associations.ts';
import { changesSince, type Filter, type SearchPage } from '../changes.ts';
import { paths } from '../paths.ts';
import { type CrmRecord, crmRecord, momentIn, type Texts } from '../records.ts';
import { unlessForbidden } from './absent.ts';
import { byLead } from './by-lead.ts';
import { contactsByEmail } from './contacts-by-email.ts';
import { cursorFrom } from './cursor.ts';
import { plainText } from './plain-text.ts';

const modified = 'hs_lastmodifieddate';
/** Bodies are long: a page of them stays small. */
const pageSize = 50;
const properties = [
  modified,
  'hs_timestamp',
  'hs_email_subject',
  'hs_email_text',
  'hs_email_html',
  'hs_email_headers',
  'hs_email_from_email',
  'hs_incoming_email_is_out_of_office',
];

const isDated = ({ properties: texts }: CrmRecord) => momentIn(texts, modified) !== undefined;
const answer = z.object({ results: z.array(crmRecord.refine(isDated, `no ${modified}`)) });
const swept = z.object({ startedAt: z.number(), at: z.number() });

/**
 * What leads wrote to reps, with its words: incoming e-mails, replies to sequences among them, walked as contacts are (see
 * changes.ts). A search, the associations and the senders: three calls a page.
 */
export function replies(ask: Ask, now: () => number): Source {
  return {
    id: 'replies',
    everyMs: 30_000,
    replaces: ['email_reply'],
    adds: [],
    since: (cursor, startAt) => unlessForbidden(() => readReplies(ask, now, cursor, startAt)),
  };
}

async function readReplies(
  ask: Ask,
  now: () => number,
  cursor: string | undefined,
  startAt: number,
): Promise<SourcePage> {
  const mails = new Map<string, Texts>();
  const page = await changesSince(incoming(ask, mails), pageSize, now)(cursor, startAt);
  const sweep = cursorFrom(page.cursor, swept);
  const upTo = sweep === undefined ? startAt : page.more ? sweep.at : sweep.startedAt;
  return { found: await peopleOf(ask, now, mails), cursor: page.cursor, more: page.more, upTo };
}

/** The search behind the walk; what it found is put into `mails` by id. */
function incoming(ask: Ask, mails: Map<string, Texts>): SearchPage {
  const onlyIncoming: Filter = { propertyName: 'hs_email_direction', operator: 'EQ', value: 'INCOMING_EMAIL' };
  return async (filters, sortBy) => {
    const body = {
      filterGroups: [{ filters: [onlyIncoming, ...filters.map(asOfMails)] }],
      sorts: [{ propertyName: nameAtMails(sortBy), direction: 'ASCENDING' }],
      properties,
      limit: pageSize,
    };
    const call = { what: 'search replies', method: 'POST', path: paths.emailsSearch, body, writes: false } as const;
    const { results } = await ask({ ...call, bucket: 'search', lane: 'score' }, answer);
    for (const { id, properties: texts } of results) mails.set(id, texts);
    return results.map(({ id, properties: texts }) => ({ id, modifiedAt: momentIn(texts, modified) ?? 0 }));
  };
}

function asOfMails({ propertyName, ...filter }: Filter): Filter {
  return { propertyName: nameAtMails(propertyName), ...filter };
}

function nameAtMails(property: string): string {
  return property === 'lastmodifieddate' ? modified : property;
}

async function peopleOf(ask: Ask, now: () => number, mails: Map<string, Texts>): Promise<SourcePage['found']> {
  if (mails.size === 0) return [];
  const senders = [...mails.values()].flatMap((texts) => texts['hs_email_from_email'] ?? []);
  const ids = await contactsByEmail(ask, now, senders);
  const of = { what: 'read the contacts of replies', path: paths.contactsOfEmails };
  const links = await linksOf(ask, now, of, [...mails.keys()]);
  return byLead(
    [...mails].flatMap(([id, texts]) => {
      const sender = ids.get(texts['hs_email_from_email']?.toLowerCase() ?? '');
      const [only, ...others] = links.get(id) ?? [];
      const activity = activityOf(id, texts);
      // Of several people on a thread only the one who wrote has replied.
      const leadId = sender ?? (others.length === 0 ? only?.id : undefined);
      return activity === undefined ? [] : [{ leadId, activity }];
    }),
  );
}

/** Undefined for one without a readable time. */
function activityOf(id: string, texts: Texts): Activity | undefined {
  const at = momentIn(texts, 'hs_timestamp');
  if (at === undefined) return undefined;
  const text = texts['hs_email_text'] ?? plainText(texts['hs_email_html'] ?? '');
  const subject = texts['hs_email_subject'];
  const headers = headersOf(texts);
  const reply = { text, ...(subject !== undefined && { subject }), ...(headers !== undefined && { headers }) };
  return { sourceId: `replies:${id}`, kind: 'email_reply', from: 'replies', at, name: 'sales e-mail', reply };
}

/** HubSpot keeps no headers of the message itself but these few, and whether it was an answer of absence. */
function headersOf(texts: Texts): Record<string, string> | undefined {
  const kept = cursorFrom(texts['hs_email_headers'], z.record(z.string(), z.unknown())) ?? {};
  const plain = Object.entries(kept).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const away = texts['hs_incoming_email_is_out_of_office'] === 'true';
  const all = { ...Object.fromEntries(plain), ...(away && { 'Auto-Submitted': 'auto-replied' }) };
  return Object.keys(all).length === 0 ? undefined : all;
}
