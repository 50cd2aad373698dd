import type { LeadWrite, Outcome } from '../crm/crm.ts';
import { afterFailure, Failure } from '../failure.ts';
import type { ClaimedWrite, WriteSettlement } from '../store/writes.ts';
import type { Parts, Workspace } from './parts.ts';
import { reportedBy } from './people.ts';
import { triedWhereItWent } from './settling.ts';

type Fields = Omit<LeadWrite, 'leadId'>;

/**
 * The claimed records without what a person chose meanwhile: before a wish for owner or status that waited is sent, the
 * records are read, and `keepLeads` gives up every wish that a person has overtaken. What is to catch up is always read: with what
 * it is to catch up may have been under way.
 */
async function withoutOvertaken(parts: Parts, ws: Workspace, claimed: ClaimedWrite[]): Promise<ClaimedWrite[]> {
  const isOvertaken = ({ waited, fields }: ClaimedWrite) => waited && ('ownerId' in fields || 'hotStatus' in fields);
  const old = claimed.filter((each) => isOvertaken(each) || 'catchUp' in each.fields);
  if (old.length === 0) return claimed;
  const { people } = await ws.crm.readLeads(old.map(({ record }) => idOf(record)));
  const sending = await parts.store.together(ws.id, async (rows) => {
    const { reported } = await reportedBy(rows, ws, people, parts.now());
    await rows.keepLeads(ws.crm.kind, reported, parts.now());
    return rows.stillSending(old.map(({ record }) => record));
  });
  return claimed.map((each) => ({ ...each, fields: sending.get(each.record) ?? each.fields }));
}

/** Writes what is wanted of the claimed records in one call; each has its own settlement, in the order given. */
export async function writeClaimed(parts: Parts, ws: Workspace, claimed: ClaimedWrite[]): Promise<WriteSettlement[]> {
  try {
    const current = await withoutOvertaken(parts, ws, claimed);
    const writes = current.map(({ record, fields }) => ({ ...(fields as Fields), leadId: idOf(record) }));
    const outcomes = await ws.crm.writeLeads(writes);
    return settled(
      parts,
      current.map((write, index) => ({ write, outcome: outcomes[index] })),
    );
  } catch (error) {
    const failure = Failure.from(error);
    return settled(
      parts,
      claimed.map((write) => ({ write, outcome: { ok: false, failure } })),
    );
  }
}

type Written = { write: ClaimedWrite; outcome: Outcome | undefined };

function settled(parts: Parts, written: Written[]): WriteSettlement[] {
  tellFailures(parts, written);
  return written.map(({ write, outcome }) => settle(parts, write, outcome));
}

/** What many have in common is told once: a call that found no turn is a hundred contacts'. */
function tellFailures(parts: Parts, written: Written[]): void {
  const failed = written.flatMap(({ write: { record }, outcome }) =>
    outcome?.ok ? [] : [{ record, failure: Failure.from(outcome?.failure) }],
  );
  for (const [message, same] of Map.groupBy(failed, ({ failure }) => failure.message)) {
    const [one, ...more] = same as [(typeof same)[number], ...typeof same];
    const whom = more.length === 0 ? `contact ${idOf(one.record)}` : `${same.length} contacts`;
    const which = more.length === 0 ? { record: one.record } : { records: same.map(({ record }) => record) };
    parts.tell('failed', `write to ${whom}: ${message}`, { ...which, kind: one.failure.kind });
  }
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
  const isAwaited = 'ownerId' in fields || 'hotStatus' in fields || 'catchUp' in fields;
  const at = isAwaited ? triedWhereItWent(failure, attempt, parts.now()) : undefined;
  if (at !== undefined) return { record, error, kind: 'later', at, countAttempt: true };
  return { record, error, ...afterFailure(failure, attempt, parts.now(), parts.chance()) };
}

function inWords({ ownerId, hotStatus, catchUp, score, tier, firstContactAt, statusAfter }: Fields): string {
  const said = [
    ownerId !== undefined && `owner ${ownerId}`,
    hotStatus === true && 'Lead Status "Hot Lead - Immediate Action Required"',
    catchUp === true && 'owner and Lead Status of the episode, where a record that joined later lacks them',
    score !== undefined && `Lead Score ${score} (${tier === 'none' ? 'no tier' : tier?.replace('_', ' ')})`,
    firstContactAt !== undefined && 'First Contact',
    statusAfter !== undefined && `Lead Status ${statusAfter ?? 'empty'}, where it was the hot one`,
  ];
  return said.filter((text) => text !== false).join(', ');
}

/** `hubspot:101` without the vendor. */
function idOf(record: string): string {
  return record.slice(record.indexOf(':') + 1);
}
