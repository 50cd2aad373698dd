import type { Activity, Added, CrmLead, Source, SourcePage } from '../crm/crm.ts';
import { firstTold, NEAR_MS, type Twofold } from '../domain/authority.ts';
import { signalReader } from '../domain/mapping/mapping.ts';
import type { Model } from '../domain/model.ts';
import type { KeptTelling } from '../store/sources.ts';
import type { Rows } from '../store/store.ts';
import type { Workspace } from './parts.ts';

type Told = Pick<CrmLead, 'id' | 'activities'>;
export type Meant = { record: string; activity: Activity; asset: string | undefined };

/** Activities that become signals: nobody misses the others. */
export function meantBy(people: Told[], model: Model): Meant[] {
  const read = signalReader(model.mapping);
  return people.flatMap(({ id, activities }) =>
    activities.flatMap((activity) => {
      const result = read(activity);
      return result.kind === 'signal' ? [{ record: id, activity, asset: result.signal.asset }] : [];
    }),
  );
}

/** From the first to the last of these, with what may be the same as them. */
export function around(told: { at: number }[]): { from: number; upTo: number } {
  const { from, upTo } = told.reduce(
    ({ from: first, upTo: last }, { at }) => ({ from: Math.min(first, at), upTo: Math.max(last, at) }),
    { from: Infinity, upTo: -Infinity },
  );
  return { from: from - NEAR_MS, upTo: upTo + NEAR_MS };
}

/** A kind that a source adds to the histories. */
type AddedBy = Added & { source: string };

/**
 * Which of these activities do not count, since the other of history and source told the same before, or the history
 * tells it now. What nobody else may tell is never among them. Whoever keeps what a source adds has asked for `sourceStates`
 * alone before, and all others for them as well: else both would be first.
 */
export async function alreadyTold(
  rows: Rows,
  ws: Workspace,
  { meant, sources }: { meant: Meant[]; sources: Source[] },
): Promise<(leadId: string, activity: Activity) => boolean> {
  const added = sources.flatMap(({ id, adds }) => adds.map((one) => ({ ...one, source: id })));
  const fresh = added.flatMap((one) => meant.filter(isOf(one)).flatMap((each) => freshFrom(one, each)));
  if (fresh.length === 0) return () => false;
  const kept = await rows.keptTellings(ws.crm.kind, {
    records: [...new Set(fresh.map(({ record }) => record))],
    prefixes: added.flatMap(({ source, history }) => [source, history]),
    ...around(fresh),
  });
  const counts = countingAmong(
    fresh,
    added.flatMap((one) => kept.flatMap((each) => keptFrom(one, each))),
  );
  const repeated = new Set(
    fresh.filter(({ record, id }) => !counts.has(named(record, id))).map(({ record, id }) => named(record, id)),
  );
  return (leadId, { sourceId }) => repeated.has(named(leadId, sourceId));
}

/**
 * Those of whom a source has something new to tell. Most of what it adds was told by the histories before, or by itself: its
 * pages overlap. Nobody need be read for that.
 */
export async function newsIn(
  rows: Rows,
  ws: Workspace,
  source: Source,
  found: SourcePage['found'],
): Promise<SourcePage['found']> {
  if (source.adds.length === 0 || found.length === 0) return found;
  const { model } = await ws.deciding(rows);
  const people = found.map(({ leadId: id, activities }) => ({ id, activities }));
  const meant = meantBy(people, model);
  const isRepeated = await alreadyTold(rows, ws, { meant, sources: [source] });
  const news = meant.filter(({ record, activity }) => !isRepeated(record, activity));
  const who = new Set(news.map(({ record }) => record));
  return found.filter(({ leadId }) => who.has(leadId));
}

function isOf({ kind, source }: AddedBy): (meant: Meant) => boolean {
  return ({ activity }) => activity.kind === kind && (activity.from === undefined || activity.from === source);
}

/** `group`: only within it one may be the same as another. */
type Telling = Twofold & { record: string; group: string };

function freshFrom({ byName, source }: AddedBy, { record, activity, asset }: Meant): Telling {
  const by = activity.from === undefined ? 'history' : 'source';
  const group = `${source}\n${record}\n${byName ? asset : ''}`;
  return { id: activity.sourceId, at: activity.at, by, kept: false, record, group };
}

function keptFrom(
  { byName, source, history }: AddedBy,
  { record, prefix, sourceId, at, asset }: KeptTelling,
): Telling[] {
  if (prefix !== source && prefix !== history) return [];
  const group = `${source}\n${record}\n${byName ? asset : ''}`;
  return [{ id: sourceId, at, by: prefix === source ? 'source' : 'history', kept: true, record, group }];
}

/** Names of those that count. What is kept counts already, however often it is told. */
function countingAmong(fresh: Telling[], kept: Telling[]): Set<string> {
  const known = new Set(kept.map(({ record, id }) => named(record, id)));
  const news = fresh.filter(({ record, id }) => !known.has(named(record, id)));
  const groups = Map.groupBy([...kept, ...news], ({ group }) => group);
  return new Set(
    [...groups.values()].flatMap((all) => [...firstTold(all)].map((id) => named(all[0]?.record ?? '', id))),
  );
}

function named(record: string, id: string): string {
  return `${record}\n${id}`;
}
