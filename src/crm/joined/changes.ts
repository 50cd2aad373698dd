import type { Change, Crm } from '../crm.ts';
import { Failure } from '../../failure.ts';
import { type Both, SIDES } from './both.ts';
import { cursorOf, cursorsOf } from './cursors.ts';
import type { Link } from './links.ts';
import type { Side } from './naming.ts';

/** People whose other half is wanted, asked for at once. */
const HALVES_AT_ONCE = 100;
/** How soon it is asked for again: a CRM that tells of changes may still not tell of people. */
const HALF_AGAIN_MS = 60_000;

type Page = Awaited<ReturnType<Crm['changesSince']>>;
type Asked = { side: Side; page: Page } | { side: Side; failure: Failure } | { side: Side; rests: string | undefined };

/**
 * `Crm.changesSince` of two CRMs. One that is away keeps its place and is in `failed`; throws where no one answers. A CRM is asked no
 * more often than its `pace` says now. Once both answer, everybody who was read without one half has changed, a minute after each such
 * reading. Who went into another record keeps their other half.
 */
export function changesOfBoth(both: Both): Crm['changesSince'] {
  const askedAt: Record<Side, number> = { first: -Infinity, second: -Infinity };
  const ask = async (side: Side, cursor: string | undefined, startAt: number): Promise<Asked> => {
    // By the pace of now: a CRM whose stream of events ended is asked at its quicker pace from then on.
    if (both.now() < askedAt[side] + (both[side].pace?.changesMs ?? 0)) return { side, rests: cursor };
    try {
      const page = await both[side].changesSince(cursor, startAt);
      askedAt[side] = page.more ? -Infinity : both.now();
      return { side, page };
    } catch (error) {
      return { side, failure: Failure.from(error) };
    }
  };
  return async (cursor, startAt) => {
    const before = cursorsOf(cursor);
    const asked = await Promise.all(SIDES.map((side) => ask(side, before[side], startAt)));
    const failed = asked.flatMap((one) => ('failure' in one ? one.failure : []));
    if (failed[0] !== undefined && asked.every((one) => !('page' in one))) throw failed[0];
    const pages = asked.flatMap((one) => ('page' in one ? one : []));
    const halves = failed.length === 0 ? await halvesWanted(both) : [];
    const told = pages.flatMap(({ side, page }) => page.changes.map((change) => changeTold(both, side, change)));
    const merges = told.flatMap(({ leadId: record, into }) => (into === undefined ? [] : [{ record, into }]));
    if (merges.length > 0) await both.links.moved(merges);
    const next = asked.map((one) => [one.side, 'page' in one ? one.page.cursor : before[one.side]]);
    return {
      changes: [
        ...told,
        ...halves.map(({ first, second, halfAt }) => ({ key: `half:${second}:${halfAt ?? 0}`, leadId: first })),
      ],
      cursor: cursorOf(Object.fromEntries(next)),
      more: pages.some(({ page }) => page.more),
      ...(failed.length > 0 && { failed }),
    };
  };
}

async function halvesWanted({ links, now }: Both): Promise<Link[]> {
  const halves = await links.halves(HALVES_AT_ONCE);
  return halves.filter(({ halfAt = 0 }) => halfAt + HALF_AGAIN_MS <= now());
}

function changeTold({ naming }: Pick<Both, 'naming'>, side: Side, change: Change): Change {
  const { key, leadId, into } = change;
  return {
    ...change,
    key: naming.named(side, key),
    leadId: naming.named(side, leadId),
    ...(into !== undefined && { into: naming.named(side, into) }),
  };
}
