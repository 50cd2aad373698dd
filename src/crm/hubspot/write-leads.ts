import { z } from 'zod';
import { Failure } from '../../failure.ts';
import type { Crm, LeadWrite, Outcome } from '../crm.ts';
import { askUntil, type Ask } from './api.ts';
import { eachOutcome } from './batch.ts';
import { beforeClosing, sendingMs } from './closing.ts';
import { contextValues } from './error-body.ts';
import { failureOfItem, itemError } from './failure.ts';
import type { hotStatusReader } from './lead-status.ts';
import { paths } from './paths.ts';

/** HubSpot's limit for one batch of contacts or tasks. */
export const batchSize = 100;
const longestText = 65_536;

const updateAnswer = z.object({
  results: z.array(z.object({ id: z.coerce.string(), objectWriteTraceId: z.coerce.string().nullish() })),
  errors: z.array(itemError).optional(),
});

/** `Crm.writeLeads`. Never throws: a failed call is the outcome of each record in it. Nothing is sent after `forMs`. */
export function writeLeads(
  ask: Ask,
  now: () => number,
  hot: ReturnType<typeof hotStatusReader>,
  forMs = sendingMs,
): Crm['writeLeads'] {
  return async (writes) => {
    const closing = AbortSignal.timeout(forMs);
    const hotInTime = () => beforeClosing({ what: 'read the hot Lead Status', closing }, hot.value);
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
  const status = part.some((write) => write.hotStatus) ? await hotValue() : undefined;
  const inputs = part.map((write, index) => ({
    id: write.leadId,
    objectWriteTraceId: String(index),
    properties: propertiesOf(write, status),
  }));
  const call = {
    what: 'update contacts',
    method: 'POST',
    path: paths.contactsUpdate,
    body: { inputs },
    writes: true,
  } as const;
  const { results, errors = [] } = await ask(call, updateAnswer);
  return part.map(({ leadId }, index) => {
    const trace = String(index);
    const own = errors.find(
      ({ context }) =>
        contextValues(context, 'objectWriteTraceId').includes(trace) || contextValues(context, 'ids').includes(leadId),
    );
    if (own) return { ok: false, failure: failureOfItem(`update contact ${leadId}`, own, now()) };
    const written = results.some((result) => result.objectWriteTraceId === trace || result.id === leadId);
    // Without errors a result under another id is the contact that this one was merged into.
    const [unnamed] = errors;
    if (written || unnamed === undefined) return { ok: true };
    return { ok: false, failure: failureOfItem(`update contact ${leadId}`, unnamed, now()) };
  });
}

function propertiesOf(write: LeadWrite, hotValue: string | undefined): Record<string, string> {
  const values: Record<string, string | undefined> = {
    hubspot_owner_id: write.ownerId,
    hs_lead_status: write.hotStatus && hotValue,
    hotlead_score: write.score?.toString(),
    hotlead_tier: write.tier,
    hotlead_reason: write.reason?.slice(0, longestText),
    hotlead_hot_since: write.hotSince?.toString(),
    hotlead_first_contact_at: write.firstContactAt?.toString(),
    hotlead_scored_at: write.scoredAt?.toString(),
  };
  return Object.fromEntries(Object.entries(values).filter((pair): pair is [string, string] => pair[1] !== undefined));
}
