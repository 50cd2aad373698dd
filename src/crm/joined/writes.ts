import type { Crm, LeadWrite, Outcome } from '../crm.ts';
import { Failure } from '../../failure.ts';
import { type Both, inParts, SIDES } from './both.ts';
import { type Group, groupsOf, recordsOf } from './groups.ts';
import type { SeenNews } from './links.ts';
import type { Side } from './naming.ts';
import type { RepTable } from './reps.ts';
import { isHotStatus } from './threeWay.ts';

/** Somebody owns a lead in one CRM and cannot in the other. */
export type Unowned = (side: Side, ownerId: string) => void;
/** `lost`: nobody anywhere can be the owner. `failure`: nobody can say now who that is in this CRM; nothing is written. */
type Part = { index: number; side: Side; write: LeadWrite; lost: boolean; failure?: Failure };

/**
 * `Crm.writeLeads` to all records of each person. An owner or a status that one CRM does not have leaves that CRM's alone. Done when
 * it is done everywhere; one CRM that refuses or is away keeps nothing from the other.
 */
export function leadWriter(both: Both, unowned: Unowned): Crm['writeLeads'] {
  return async (writes) => {
    const { links, naming } = both;
    const ids = writes.map(({ leadId }) => leadId);
    const groups = groupsOf(ids, await links.of(ids), naming);
    const groupOf = new Map(groups.flatMap((group) => recordsOf(group).map((record) => [record, group])));
    const isOfOwners = writes.some(({ ownerId, catchUp }) => ownerId !== undefined || catchUp === true);
    const table = isOfOwners ? await both.reps.table() : undefined;
    const of = (write: LeadWrite) => groupOf.get(write.leadId) ?? { seconds: [], links: [] };
    // What a status was is known before it is written over.
    await links.saw(writes.flatMap((write) => beforeHot(of(write), write)));
    const parts = writes.flatMap((write, index) => partsOf(both, { index, write, group: of(write), table, unowned }));
    const outcomes = (await Promise.all(SIDES.map((side) => sent(both, side, parts)))).flat();
    await links.saw(writes.flatMap((write, index) => seenAfter(both, of(write), write, { table, outcomes, index })));
    return writes.map((_write, index) => joint(outcomes.filter((one) => one.index === index)));
  };
}

type Sent = Part & { outcome: Outcome };

async function sent(both: Both, side: Side, parts: Part[]): Promise<Sent[]> {
  const [crm, mine] = [both[side], parts.filter((part) => part.side === side)];
  const settled = mine.flatMap((part) => {
    if (part.failure !== undefined) return { ...part, outcome: { ok: false as const, failure: part.failure } };
    return isEmpty(part) ? { ...part, outcome: { ok: true as const } } : [];
  });
  const full = mine.filter((part) => part.failure === undefined && !isEmpty(part));
  const written = await inParts(full, crm.writesAtOnce ?? crm.batchSize, async (some) => {
    const outcomes = await crm.writeLeads(some.map(({ write }) => write)).catch((error: unknown) => {
      const failure = Failure.from(error);
      return some.map(() => ({ ok: false as const, failure }));
    });
    return some.map((part, at) => ({ ...part, outcome: outcomes[at] ?? unanswered(crm) }));
  });
  return [...settled, ...written];
}

/** Nothing but an owner was wanted, whom this CRM does not have; or nothing is missing here. */
function isEmpty({ write }: Part): boolean {
  return Object.keys(write).length === 1;
}

function unanswered({ kind }: Crm): Outcome {
  return { ok: false, failure: Failure.retry(`${kind}: a write of a lead was not answered: it is tried again`) };
}

/** What may pass is tried again, for both; what is refused for good is so when nothing may pass. */
function joint(all: Sent[]): Outcome {
  const failures = all.flatMap(({ outcome }) => (outcome.ok ? [] : [outcome.failure]));
  const passing = failures.find((failure) => Failure.from(failure).kind !== 'permanent');
  const failure = passing ?? failures[0];
  if (failure !== undefined) return { ok: false, failure };
  if (!all.some(({ lost }) => lost)) return { ok: true };
  return {
    ok: false,
    failure: Failure.permanent('the owner to be is no user of the CRM that has the lead: invite them there'),
  };
}

/** What a record lacks is known once it was read. */
function unread({ kind }: Crm): Failure {
  return Failure.retry(
    `${kind}: a person could not be read in both CRMs: what joined an open episode is written once it was`,
  );
}

type Wanted = { index: number; write: LeadWrite; group: Group; table: RepTable | undefined; unowned: Unowned };

function partsOf(both: Both, { index, write, group, table, unowned }: Wanted): Part[] {
  const { naming } = both;
  const { ownerId, statusAfter, catchUp = false, leadId: _, ...fields } = write;
  const records = recordsOf(group);
  const owners = new Map(SIDES.map((side) => [side, ownerIn(side, ownerId, table)]));
  const sides = SIDES.filter((side) => records.some((id) => naming.sideOf(id) === side));
  const homeless = ownerId !== undefined && sides.every((side) => isNobody(owners.get(side)));
  return records.map((record) => {
    const side = naming.sideOf(record);
    const missed = catchUp ? missedBy(both, record, group, table) : {};
    const { own = missed.own, failure = missed.failure } = owners.get(side) ?? {};
    if (ownerId !== undefined && isNobody(owners.get(side))) unowned(side, ownerId);
    const after = statusAfter === undefined ? undefined : statusIn(side, statusAfter, group);
    const part: LeadWrite = {
      ...fields,
      ...(missed.hotStatus && { hotStatus: true }),
      leadId: naming.own(record),
      ...(own !== undefined && { ownerId: own }),
      ...(after !== undefined && { statusAfter: after }),
    };
    return { index, side, write: part, lost: homeless, ...(failure !== undefined && { failure }) };
  });
}

type OwnerIn = { own?: string; failure?: Failure };

/** What the other has of an episode that began before this record was theirs; of the two that were read together only. */
function missedBy(
  { naming, ...both }: Both,
  record: string,
  { links: [link] }: Group,
  table: RepTable | undefined,
): OwnerIn & { hotStatus?: true } {
  const side = naming.sideOf(record);
  if (link === undefined || link[side] !== record) return {};
  if (link.halfAt !== undefined) return { failure: unread(both[side]) };
  const { owner, status } = link.seen;
  const isOwned = owner?.[side] !== undefined;
  return {
    ...(isHotStatus(status?.value) && !isHotStatus(status?.[side]) && { hotStatus: true }),
    ...(isOwned ? {} : ownerIn(side, owner?.value, table)),
  };
}

function ownerIn(side: Side, ownerId: string | undefined, table: RepTable | undefined): OwnerIn {
  try {
    const own = ownerId === undefined ? undefined : table?.ownIn(side, ownerId);
    return own === undefined ? {} : { own };
  } catch (error) {
    return { failure: Failure.from(error) };
  }
}

function isNobody(owner: OwnerIn | undefined): boolean {
  return owner?.own === undefined && owner?.failure === undefined;
}

/** A status means something in its own CRM only: the other gets back what it had. */
function statusIn(side: Side, status: string | null, { links: [link] }: Group): string | null {
  const before = link?.seen.before;
  if (before === undefined) return status;
  const isOwn = status !== null && before[side] === status;
  if (before.from !== undefined) return isOwn || side === before.from ? status : (before[side] ?? null);
  const isOthers = status !== null && [before.first, before.second].includes(status);
  if (isOwn || (side === 'first' && !isOthers)) return status;
  return before[side] ?? null;
}

function beforeHot({ links: [link] }: Group, { hotStatus, catchUp }: LeadWrite): SeenNews[] {
  if (link === undefined || link.seen.before !== undefined) return [];
  const { first, second, value } = link.seen.status ?? {};
  const isLate = catchUp === true && isHotStatus(value);
  if (hotStatus !== true && !isLate) return [];
  const kept = (status: string | undefined) => (isHotStatus(status) ? undefined : status);
  const from = isLate && isHotStatus(second) && !isHotStatus(first) && { from: 'second' as const };
  return [{ second: link.second, seen: { before: { first: kept(first), second: kept(second), ...from } } }];
}

/** Our own owner, heard back, is nobody's choice. */
function seenAfter(
  { naming }: Both,
  { links: [link] }: Group,
  { ownerId, statusAfter }: LeadWrite,
  { table, outcomes, index }: { table: RepTable | undefined; outcomes: Sent[]; index: number },
): SeenNews[] {
  if (link === undefined) return [];
  const done = outcomes.filter((one) => one.index === index && one.outcome.ok);
  const writtenIn = (side: Side, record: string) =>
    done.find((one) => one.side === side && one.write.leadId === naming.own(record))?.write.ownerId;
  const [first, second] = [writtenIn('first', link.first), writtenIn('second', link.second)];
  const isWritten = (first ?? second) !== undefined;
  const owner = {
    ...link.seen.owner,
    ...(first !== undefined && { first }),
    ...(second !== undefined && { second }),
    value: ownerId === undefined ? link.seen.owner?.value : (table?.canonical(ownerId) ?? ownerId),
  };
  const isOver = statusAfter !== undefined && done.length === outcomes.filter((one) => one.index === index).length;
  const seen = { ...(isWritten && { owner }), ...(isOver && link.seen.before !== undefined && { before: null }) };
  return Object.keys(seen).length === 0 ? [] : [{ second: link.second, seen }];
}
