import type { CrmLead } from '../crm.ts';
import { Failure } from '../../failure.ts';
import { type Both, inParts } from './both.ts';
import type { Side } from './naming.ts';
import { retelling } from './retell.ts';

/** What one CRM says of some of its records, by the ids everybody knows them by. */
export type SideRead = {
  found: Map<string, CrmLead>;
  gone: Set<string>;
  unreadable: Set<string>;
  /** It could not be asked: nothing is known of any. */
  failure?: Failure;
};

/** Reads records of one CRM. An owner is said by the id by which everybody knows them, which is why the reps may be asked for, too. */
export async function readSide(both: Both, side: Side, ids: string[]): Promise<SideRead> {
  const { naming } = both;
  const crm = both[side];
  const read: SideRead = { found: new Map(), gone: new Set(), unreadable: new Set() };
  try {
    const answers = await inParts(ids, crm.batchSize, async (part) => [await crm.readLeads(part.map(naming.own))]);
    for (const lead of answers.flatMap(({ people }) => people)) {
      const told = toldBy(both, side, lead);
      read.found.set(told.id, told);
    }
    for (const id of answers.flatMap(({ gone }) => gone)) read.gone.add(naming.named(side, id));
    for (const id of answers.flatMap(({ unreadable }) => unreadable)) read.unreadable.add(naming.named(side, id));
    return read;
  } catch (error) {
    return { found: new Map(), gone: new Set(), unreadable: new Set(), failure: Failure.from(error) };
  }
}

/** As everybody else may be told it; the owner is the CRM's own yet. */
export function toldBy(both: Both, side: Side, lead: CrmLead): CrmLead {
  const crm = both[side];
  return retelling(side, crm, side === 'first' ? both.second : both.first, both.naming).lead(lead);
}

/** Both readings as one. */
export function added(read: SideRead, more: SideRead): SideRead {
  const failure = read.failure ?? more.failure;
  return {
    found: new Map([...read.found, ...more.found]),
    gone: new Set([...read.gone, ...more.gone]),
    unreadable: new Set([...read.unreadable, ...more.unreadable]),
    ...(failure !== undefined && { failure }),
  };
}
