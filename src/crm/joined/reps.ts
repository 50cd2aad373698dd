import type { Crm, CrmRep } from '../crm.ts';
import { Failure } from '../../failure.ts';
import type { Naming, Side } from './naming.ts';
import { type KnownRep, type RepTable, tableOf, tableOfFirst, tableOfSecond } from './repTable.ts';

export type { RepTable } from './repTable.ts';

const KEPT_MS = 600_000;
/** One of them is blocked and was never read: it is asked again sooner, and one that fails in passing at once. */
const HALF_KEPT_MS = 60_000;

/**
 * Both answer what was last read of a CRM that is away. Where it was never read they answer what the other and what was kept say,
 * and throw where nothing does: see `RepTable`. `read` says which failure it was; `table` may be 10 minutes old.
 */
export type RepsOfBoth = { read(): Promise<RepTable & { failure?: Failure }>; table(): Promise<RepTable> };

export type RepsAsked = {
  first: Crm;
  second: Crm;
  naming: Naming;
  now: () => number;
  /** The reps as they were kept, by the ids everybody knows them by. */
  known: () => Promise<KnownRep[]>;
};

/** The reps of two CRMs, one by e-mail. */
export function repsOfBoth({ first, second, naming, now, known }: RepsAsked): RepsOfBoth {
  const last: Partial<Record<Side, CrmRep[]>> = {};
  let kept: { table: RepTable; until: number } | undefined;
  const one = async (side: Side, crm: Crm) => {
    try {
      last[side] = await crm.readReps();
      return undefined;
    } catch (error) {
      return last[side] === undefined ? Failure.from(error) : undefined;
    }
  };
  const read = async () => {
    const [ofFirst, ofSecond] = await Promise.all([one('first', first), one('second', second)]);
    if (ofFirst !== undefined && ofSecond !== undefined) throw ofFirst;
    const failure = ofFirst ?? ofSecond;
    const table = await tableWithout({ first: ofFirst, second: ofSecond });
    kept = { table, until: now() + (failure === undefined ? KEPT_MS : failure.kind === 'blocked' ? HALF_KEPT_MS : 0) };
    return { ...table, ...(failure !== undefined && { failure }) };
  };
  const tableWithout = async (unread: Partial<Record<Side, Failure | undefined>>) => {
    const [ofFirst, ofSecond] = [last.first ?? [], last.second ?? []];
    if (unread.first !== undefined)
      return tableOfSecond(await keptOfFirst(unread.first), ofSecond, naming, unread.first);
    if (unread.second !== undefined) return tableOfFirst(ofFirst, naming, unread.second);
    return tableOf(ofFirst, ofSecond, naming);
  };
  /** Whoever is new while the first is away for a moment waits until it says whether it knows them. */
  const keptOfFirst = async (failure: Failure) => {
    const ofFirst = (await known()).filter(({ id }) => naming.sideOf(id) === 'first');
    if (ofFirst.length === 0 && failure.kind !== 'blocked') throw failure;
    return ofFirst;
  };
  return { read, table: async () => (kept !== undefined && now() < kept.until ? kept.table : read()) };
}
