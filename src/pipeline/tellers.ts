import type { Activity, Crm, CrmLead } from '../crm/crm.ts';
import { isTold, NEAR_MS, type Teller, tellerAt, without } from '../domain/authority.ts';
import type { Model } from '../domain/model.ts';
import type { Gap, SourceState } from '../store/sources.ts';
import type { Rows } from '../store/store.ts';
import { alreadyTold, around, meantBy } from './beside.ts';
import type { Workspace } from './parts.ts';

/** What a source has not told of by then, counted from up to where it has read, it does not know: its vendor's index lags. */
export const SETTLED_MS = 180_000;

/** Names a source in rows, timers and cursors. */
export function sourceKey(crm: Crm['kind'], source: string): string {
  return `source:${crm}:${source}`;
}

/** Which activities of these people count, and the timers of sources that should be asked at once. */
export type Telling = { told: (leadId: string, activity: Activity) => boolean; hurried: string[] };

/**
 * Who tells what of these people, for one reading: histories and sources never both. Of what a source adds to the histories,
 * whoever told it first has told it; the rest is of sources that replace them. What a history tells of a stretch in which
 * a source tells, and that source did not tell, is noted as a gap; once it is clear that the source does not know it (an advert's
 * form, say), the history tells it. Whoever is told something the source is yet to tell is not kept waiting: the source is hurried.
 */
export async function tellingOf(
  rows: Rows,
  ws: Workspace,
  people: CrmLead[],
  model: Model,
  now: number,
): Promise<Telling> {
  const beside = ws.crm.sources.filter(({ replaces, adds }) => replaces.length + adds.length > 0);
  const keys = beside.map(({ id }) => sourceKey(ws.crm.kind, id));
  const states = beside.length === 0 ? [] : await rows.sourceStates(keys, false);
  const stateOf = (id: string) => states.find((state) => state.id === sourceKey(ws.crm.kind, id));
  const everRead = beside.filter(({ id }) => stateOf(id)?.readAt !== undefined);
  const meant = everRead.length === 0 ? [] : meantBy(people, model);
  const isRepeated = await alreadyTold(rows, ws, { meant, sources: everRead });
  const tellers = beside.map(({ id, replaces }) => ({ source: id, replaces, stretches: stateOf(id)?.stretches ?? [] }));
  if (tellers.every(({ stretches }) => stretches.length === 0)) {
    return { told: (leadId, one) => isTold(one, tellers) && !isRepeated(leadId, one), hurried: [] };
  }
  const given = await rows.givenGaps(people.map(({ id }) => id));
  const doubtful = meant.filter(({ record, activity }) => {
    return activity.from === undefined && !isTold(activity, tellersOf(record, tellers, given));
  });
  const asked = doubtful.map(({ record, activity }) => ({
    record,
    at: activity.at,
    source: tellerAt(activity.kind, activity.at, tellers) ?? '',
  }));
  const gaps = (await untold(rows, ws, asked, people)).map((gap): Gap => {
    return { ...gap, given: gap.at < (stateOf(gap.source)?.upTo ?? -Infinity) - SETTLED_MS };
  });
  await rows.noteGaps(
    gaps.map((gap) => ({ ...gap, source: sourceKey(ws.crm.kind, gap.source) })),
    now,
  );
  const hurried = [...new Set(gaps.flatMap((gap) => (gap.given ? [] : [sourceKey(ws.crm.kind, gap.source)])))];
  await rows.rearm(hurried, now);
  const all = [...given.map((gap) => ({ ...gap, source: nameOf(gap) })), ...gaps.filter((gap) => gap.given)];
  const told = (leadId: string, one: Activity) =>
    isTold(one, tellersOf(leadId, tellers, all)) && !isRepeated(leadId, one);
  return { told, hurried };
}

/** The source of a gap without its CRM. */
function nameOf({ source }: Gap): string {
  return source.slice(source.lastIndexOf(':') + 1);
}

/** The tellers for one record: what was given back to its history is a hole in theirs. */
function tellersOf(record: string, tellers: Teller[], gaps: Gap[]): Teller[] {
  const own = gaps.filter((gap) => gap.record === record);
  if (own.length === 0) return tellers;
  return tellers.map((teller) => {
    const holes = own.filter((gap) => nameOf(gap) === teller.source);
    const stretches = holes.reduce((left, { at }) => without(left, holeAt(at)), [...teller.stretches]);
    return { ...teller, stretches };
  });
}

function holeAt(at: number): { from: number; upTo: number } {
  return { from: at - NEAR_MS, upTo: at + NEAR_MS };
}

type Asked = { source: string; record: string; at: number };

/** Those that their source told nothing near of, neither before nor in this reading. */
export async function untold<T extends Asked>(
  rows: Rows,
  ws: Workspace,
  asked: T[],
  people: CrmLead[] = [],
): Promise<T[]> {
  if (asked.length === 0) return [];
  const [records, prefixes] = [unique(asked, 'record'), unique(asked, 'source')];
  const kept = await rows.keptTellings(ws.crm.kind, { records, prefixes, ...around(asked) });
  const fresh = people.flatMap(({ id, activities }) =>
    activities.flatMap(({ from, at }) => (from === undefined ? [] : [{ record: id, prefix: from, at }])),
  );
  const told = Map.groupBy([...kept, ...fresh], ({ record, prefix }) => `${prefix}\n${record}`);
  return asked.filter(({ source, record, at }) => {
    const theirs = told.get(`${source}\n${record}`) ?? [];
    return !theirs.some((one) => Math.abs(one.at - at) < NEAR_MS);
  });
}

function unique(asked: Asked[], field: 'record' | 'source'): string[] {
  return [...new Set(asked.map((one) => one[field]))];
}

/** Sources by what is known of them; those that were never read are absent. */
export function stateIn(states: SourceState[], id: string): SourceState {
  return states.find((state) => state.id === id) ?? { id, stretches: [] };
}
