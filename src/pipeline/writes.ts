import type { LeadWrite, Outcome } from '../crm/crm.ts';
import { afterFailure, Failure } from '../failure.ts';
import type { ClaimedWrite, WriteSettlement } from '../store/writes.ts';
import type { Parts, Workspace } from './parts.ts';

type Fields = Omit<LeadWrite, 'leadId'>;

/** Writes what is wanted of the claimed records in one call; each has its own settlement, in the order given. */
export async function writeClaimed(parts: Parts, ws: Workspace, claimed: ClaimedWrite[]): Promise<WriteSettlement[]> {
  const writes = claimed.map(({ record, fields }) => ({ ...(fields as Fields), leadId: idOf(record) }));
  const outcomes = await ws.crm
    .writeLeads(writes)
    .catch((error: unknown) => claimed.map((): Outcome => ({ ok: false, failure: Failure.from(error) })));
  return claimed.map((each, index) => settle(parts, each, outcomes[index]));
}

function settle(
  parts: Parts,
  { record, fields, attempt }: ClaimedWrite,
  outcome: Outcome | undefined,
): WriteSettlement {
  if (outcome?.ok) {
    parts.tell('written', `contact ${idOf(record)}: ${inWords(fields)}`, { record });
    return { record, kind: 'done' };
  }
  const failure = Failure.from(outcome?.failure);
  const error = failure.message;
  parts.tell('failed', `write to contact ${idOf(record)}: ${error}`, { record, kind: failure.kind });
  return { record, error, ...afterFailure(failure, attempt, parts.now(), parts.chance()) };
}

function inWords({ ownerId, hotStatus, score, tier }: Fields): string {
  const said = [
    ownerId !== undefined && `owner ${ownerId}`,
    hotStatus === true && 'Lead Status "Hot Lead - Immediate Action Required"',
    score !== undefined && `Lead Score ${score} (${tier === 'none' ? 'no tier' : tier?.replace('_', ' ')})`,
  ];
  return said.filter((text) => text !== false).join(', ');
}

/** `hubspot:101` without the vendor. */
function idOf(record: string): string {
  return record.slice(record.indexOf(':') + 1);
}
