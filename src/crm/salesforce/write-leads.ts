import { Failure } from '../../failure.ts';
import type { Crm, Lane, LeadWrite, Outcome } from '../crm.ts';
import { sendingMs } from '../closing.ts';
import { describeIn } from './closing.ts';
import type { Org, Row, Saved, Sent } from './org.ts';
import { batchSize, eachOutcome, outcomeOf } from './outcomes.ts';
import { objectOf } from './record-url.ts';
import { recordOf, saysAnything, type Written } from './write-leads-fields.ts';
import { statusesAfter } from './write-leads-status.ts';

/** From this many scores on, a bulk job takes fewer calls than parts of 200. */
const bulkFrom = 600;
/**
 * Bulk jobs are waited for longer than the parts, from the same beginning. With the last answer, and the reading of what a stopped
 * job did, it returns within 80 s: claims lapse after 90 s.
 */
const bulkMs = 50_000;

type Sending = { org: Org; closing: AbortSignal };

/**
 * `Crm.writeLeads`, Leads and Contacts together. Never throws: a failed call is the outcome of each record in it. Nothing is sent
 * after `forMs`. What somebody waits for goes in parts of 200; many scores go by Bulk API 2.0. A `statusAfter` is decided by a
 * reading a moment before: of what a person chooses in that moment the later wins.
 */
export function writeLeads(org: Org, forMs = sendingMs): Crm['writeLeads'] {
  return async (writes) => {
    const [closing, closingOfJobs] = [AbortSignal.timeout(forMs), AbortSignal.timeout(Math.max(forMs, bulkMs))];
    const known = writes.filter(({ leadId }) => objectOf(leadId) !== undefined);
    const scores = known.filter((write) => !isAwaited(write));
    const inBulk = new Set(scores.length > bulkFrom ? scores : []);
    const outcomes = new Map<LeadWrite, Outcome>();
    await writeParts({ org, closing }, known.filter((write) => !inBulk.has(write)).toSorted(byObject), outcomes);
    await writeBulk({ org, closing: closingOfJobs }, [...inBulk], outcomes);
    if ([...outcomes.values()].some(mayBeOurFields)) org.forget();
    return writes.map((write) => outcomes.get(write) ?? noSuch(write));
  };
}

async function writeParts(sending: Sending, writes: LeadWrite[], outcomes: Map<LeadWrite, Outcome>): Promise<void> {
  const told = await eachOutcome<LeadWrite, Outcome>(writes, batchSize, (part) => writePart(sending, part));
  for (const [index, write] of writes.entries()) outcomes.set(write, told[index] ?? noSuch(write));
}

async function writePart({ org, closing }: Sending, part: LeadWrite[]): Promise<Outcome[]> {
  const lane = part.some(isAwaited) ? 'now' : 'score';
  const records = part.map(await recordIn(org, { lane, closing }, part));
  const sent = records.filter(saysAnything);
  const asked: Sent = { what: 'write leads', lane, closing };
  const first = sent.length === 0 ? [] : await org.update(asked, sent);
  const saved = await withRest(org, asked, sent, first);
  // One of which nothing is left, because the status is a person's by now or the org has no such fields, is done without a call.
  return records.map((record) =>
    saysAnything(record) ? outcomeOf(`write lead ${record.Id}`, saved[sent.indexOf(record)]) : { ok: true },
  );
}

/**
 * The lead process of a record may refuse a status that the org has: the owner and the rest are written all the same, and the
 * refusal stays what came of it. Where the rest may pass later, all of it is to be tried again.
 */
async function withRest(org: Org, asked: Sent, sent: Row[], saved: Saved[]): Promise<Saved[]> {
  const refused = sent.filter((record, index) => 'Status' in record && codeOf(saved[index]) === 'invalid');
  const rest = refused.map(withoutStatus).filter(saysAnything);
  if (rest.length === 0) return saved;
  const after = await org.update(asked, rest).catch((error: unknown): Saved[] => {
    const failure = Failure.from(error);
    return rest.map(() => ({ failure }));
  });
  const waiting = new Map(rest.flatMap(({ Id }, index) => mayPass(after[index]).map((one) => [Id, one] as const)));
  return saved.map((one, index) => waiting.get(sent[index]?.['Id']) ?? one);
}

/** What failed, and not for good. */
function mayPass(saved: Saved | undefined): Saved[] {
  return saved !== undefined && 'failure' in saved && saved.failure.kind !== 'permanent' ? [saved] : [];
}

function withoutStatus(record: Row): Row {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== 'Status'));
}

function codeOf(saved: Saved | undefined): string | undefined {
  return saved !== undefined && 'failure' in saved ? saved.failure.code : undefined;
}

/** How these writes are said to this org. */
async function recordIn(org: Org, sent: { lane: Lane; closing?: AbortSignal }, part: LeadWrite[]) {
  const has = (object: string) => part.some(({ leadId }) => objectOf(leadId) === object);
  const lead = has('Lead') ? await describeIn(org, sent, 'Lead') : undefined;
  const contact = has('Contact') ? await describeIn(org, sent, 'Contact') : undefined;
  const written: Written = { lead, contact, statusAfter: await statusesAfter(org, sent, part, contact) };
  return (write: LeadWrite) => recordOf(write, written);
}

async function writeBulk({ org, closing }: Sending, writes: LeadWrite[], outcomes: Map<LeadWrite, Outcome>) {
  const groups = [...Map.groupBy(writes, ({ leadId }) => objectOf(leadId) ?? 'Lead')];
  const jobs = groups.map(async ([object, same]) => {
    const send = (part: LeadWrite[]) => writeJob({ org, closing }, object, part);
    const told = await eachOutcome<LeadWrite, Outcome>(same, same.length, send);
    for (const [index, write] of same.entries()) outcomes.set(write, told[index] ?? noSuch(write));
  });
  await Promise.all(jobs);
}

async function writeJob({ org, closing }: Sending, object: string, part: LeadWrite[]): Promise<Outcome[]> {
  const records: Row[] = part.map(await recordIn(org, { lane: 'score', closing }, part));
  if (!records.some(saysAnything)) return part.map(() => ({ ok: true }));
  const saved = await org.bulkUpdate({ what: 'write scores', lane: 'score', closing }, object, records);
  return part.map(({ leadId }, index) => outcomeOf(`write lead ${leadId}`, saved[index]));
}

/** Somebody waits for it: who owns it, what is to be done. A score alone can wait. */
function isAwaited(write: LeadWrite): boolean {
  const { ownerId, hotStatus, statusAfter, firstContactAt } = write;
  return [ownerId, hotStatus, statusAfter, firstContactAt].some((value) => value !== undefined);
}

// Each change of object within a call costs the org another round of its triggers.
function byObject(a: LeadWrite, b: LeadWrite): number {
  return (objectOf(a.leadId) ?? '').localeCompare(objectOf(b.leadId) ?? '');
}

/** A field or a status that was there a few minutes ago: it is looked at anew before the next write. */
function mayBeOurFields(outcome: Outcome): boolean {
  return !outcome.ok && Failure.from(outcome.failure).code === 'invalid';
}

function noSuch({ leadId }: LeadWrite): Outcome {
  const message = `salesforce: write lead ${leadId}: this is no id of a Lead or a Contact: the record cannot be written`;
  return { ok: false, failure: Failure.permanent(message, { code: 'not_found' }) };
}
