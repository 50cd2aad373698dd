import { Failure } from '../../failure.ts';
import type { Crm, LeadWrite, Outcome } from '../crm.ts';
import { askUntil, type Ask } from './api.ts';
import { batchSize, eachOutcome } from './batch.ts';
import { beforeClosing, sendingMs } from '../closing.ts';
import type { hotStatusReader } from './lead-status.ts';
import { paths } from './paths.ts';
import { readRecords } from './records.ts';
import { updateRecords, type RecordChange } from './update-records.ts';

const longestText = 65_536;

/**
 * `Crm.writeLeads`. Never throws: a failed call is the outcome of each record in it. Nothing is sent after `forMs`. A
 * `statusAfter` is decided by a reading a moment before: of what a person chooses in that moment the later wins.
 */
export function writeLeads(
  ask: Ask,
  now: () => number,
  hot: ReturnType<typeof hotStatusReader>,
  forMs = sendingMs,
): Crm['writeLeads'] {
  return async (writes) => {
    const closing = AbortSignal.timeout(forMs);
    const hotInTime = () => beforeClosing('hubspot', { what: 'read the hot Lead Status', closing }, hot.value);
    const inTime = askUntil(ask, closing);
    const send = (part: LeadWrite[]) => writePart(inTime, now, hotInTime, part);
    const outcomes = await eachOutcome<LeadWrite, Outcome>(writes, batchSize, send);
    // Someone may have renamed the Lead Status option: read it again before the next write.
    if (outcomes.some((outcome) => !outcome.ok && Failure.from(outcome.failure).code === 'invalid')) hot.forget();
    return outcomes;
  };
}

async function writePart(
  ask: Ask,
  now: () => number,
  hotValue: () => Promise<string>,
  part: LeadWrite[],
): Promise<Outcome[]> {
  const concerned = part.some((write) => write.hotStatus || write.statusAfter !== undefined);
  const hot = concerned ? await hotValue() : undefined;
  const hotNow = await leadsWithStatus(ask, now, hot, part);
  const changes = part.map((write) => ({ id: write.leadId, properties: propertiesOf(write, hot, hotNow) }));
  return updateWhatChanges(ask, now, part, changes);
}

/** Those of the part that wait for their status to follow the hot one, and have the hot one now. */
async function leadsWithStatus(ask: Ask, now: () => number, hot: string | undefined, part: LeadWrite[]) {
  const ids = part.filter((write) => write.statusAfter !== undefined).map(({ leadId }) => leadId);
  const reading = {
    what: 'read the Lead Status of contacts',
    path: paths.contactsRead,
    properties: ['hs_lead_status'],
  };
  const found = await readRecords(ask, now, reading, [...new Set(ids)]);
  return new Set(ids.filter((id) => hot !== undefined && found.get(id)?.['hs_lead_status'] === hot));
}

/** A write of which nothing is left, because the status is a person's by now, is done without a call. */
async function updateWhatChanges(
  ask: Ask,
  now: () => number,
  part: LeadWrite[],
  changes: RecordChange[],
): Promise<Outcome[]> {
  const keepsStatus = (index: number) => part[index]?.statusAfter !== undefined;
  const isSent = (change: RecordChange, index: number) =>
    Object.keys(change.properties).length > 0 || !keepsStatus(index);
  const sent = changes.filter(isSent);
  const update = { what: 'update contact', path: paths.contactsUpdate };
  const lane = sent.some(({ properties }) => isAwaited(properties)) ? 'now' : 'score';
  const outcomes = sent.length === 0 ? [] : await updateRecords(ask, now, { ...update, lane }, sent);
  return changes.map((change) => outcomes[sent.indexOf(change)] ?? { ok: true });
}

/** Somebody waits for it: who owns it, what is to be done. A score alone can wait. */
function isAwaited(properties: Record<string, string>): boolean {
  return ['hubspot_owner_id', 'hs_lead_status', 'hotlead_first_contact_at'].some((name) => name in properties);
}

function propertiesOf(write: LeadWrite, hot: string | undefined, hotNow: Set<string>): Record<string, string> {
  const after = hotNow.has(write.leadId) ? (write.statusAfter ?? '') : undefined;
  const values: Record<string, string | undefined> = {
    hubspot_owner_id: write.ownerId,
    hs_lead_status: write.hotStatus ? hot : after,
    hotlead_score: write.score?.toString(),
    hotlead_tier: write.tier,
    hotlead_reason: write.reason?.slice(0, longestText),
    hotlead_hot_since: write.hotSince?.toString(),
    hotlead_first_contact_at: write.firstContactAt?.toString(),
    hotlead_scored_at: write.scoredAt?.toString(),
  };
  return Object.fromEntries(Object.entries(values).filter((pair): pair is [string, string] => pair[1] !== undefined));
}
