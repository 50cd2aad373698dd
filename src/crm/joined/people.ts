import type { CrmLead } from '../crm.ts';
import { Failure } from '../../failure.ts';
import { type Both, SIDES } from './both.ts';
import { counterparts, type NewPair } from './counterparts.ts';
import { type Group, groupsOf, headOf, recordsOf } from './groups.ts';
import type { Link } from './links.ts';
import type { Side } from './naming.ts';
import { personOf } from './person.ts';
import { added, readSide, type SideRead } from './readSide.ts';

export type Answer = { people: CrmLead[]; gone: string[]; unreadable: string[] };
export type Reads = Record<Side, SideRead>;

/**
 * `Crm.readLeads` of two CRMs: each person once, as first record and `also` the others, whichever record was asked for. Who is in
 * both is found on the way. While one CRM is away its half is missing, and wanted: see `Links.halves`.
 */
export function peopleReader(both: Both, trouble: (what: string) => void) {
  const { links, naming } = both;
  const find = counterparts(both, trouble);

  /** `known`: what was read of them a moment ago. */
  async function together(ids: string[], known?: Reads): Promise<Answer> {
    const lost: Link[] = [];
    let kept = await links.of(ids);
    let reads = await readMore(both, known ?? NOTHING, groupsOf(ids, kept, naming).flatMap(recordsOf));
    kept = await withoutGone(kept, reads, lost);
    const pairs = (
      await Promise.all(SIDES.map((side) => find(side, aloneIn(side, groupsOf(ids, kept, naming), reads))))
    ).flat();
    if (pairs.length > 0) {
      kept = uniqueLinks([...kept, ...(await links.keep(pairs))]);
      reads = await readMore(
        both,
        reads,
        kept.flatMap(({ first, second }) => [first, second]),
      );
      const left = await withoutGone(kept, reads, lost);
      // Somebody's record was another's who is gone, by a merge: now it is theirs.
      kept = left.length === kept.length ? left : uniqueLinks([...left, ...(await keepThere(pairs, reads))]);
      kept = await withSeen(kept, lost);
    }
    return answer(ids, groupsOf(ids, kept, naming), reads);
  }

  async function withoutGone(kept: Link[], reads: Reads, lost: Link[]): Promise<Link[]> {
    const isGone = (id: string) => reads[naming.sideOf(id)].gone.has(id);
    const dropped = kept.flatMap(({ first, second }) => [first, second]).filter(isGone);
    if (dropped.length > 0) await links.drop([...new Set(dropped)]);
    lost.push(...kept.filter(({ first, second }) => isGone(first) || isGone(second)));
    return kept.filter(({ first, second }) => !isGone(first) && !isGone(second));
  }

  /** One half went, and another came in its place, by a merge or a conversion: what people chose meanwhile is seen as a change. */
  async function withSeen(kept: Link[], lost: Link[]): Promise<Link[]> {
    const before = (link: Link) => lost.find(({ first, second }) => first === link.first || second === link.second);
    const next = kept.map((link) => {
      const isNew = Object.keys(link.seen).length === 0;
      return isNew ? { ...link, seen: before(link)?.seen ?? {} } : link;
    });
    const news = next.filter(({ seen }, at) => seen !== kept[at]?.seen && Object.keys(seen).length > 0);
    if (news.length > 0) await links.saw(news.map(({ second, seen }) => ({ second, seen })));
    return next;
  }

  function keepThere(pairs: NewPair[], reads: Reads): Promise<Link[]> {
    return links.keep(
      pairs.filter(({ first, second }) => !reads.first.gone.has(first) && !reads.second.gone.has(second)),
    );
  }

  function aloneIn(side: Side, groups: Group[], reads: Reads): CrmLead[] {
    const alone = groups.filter((group) => group.links.length === 0).map(headOf);
    return alone.flatMap((id) => (naming.sideOf(id) === side ? (reads[side].found.get(id) ?? []) : []));
  }

  async function answer(ids: string[], groups: Group[], reads: Reads): Promise<Answer> {
    const gone = [...new Set([...reads.first.gone, ...reads.second.gone])];
    const isLost = (id: string) => gone.includes(id);
    const heads = groups.filter((group) => !recordsOf(group).every(isLost));
    const readable = heads.filter((group) => isReadable(group, reads));
    const stuck = heads.filter((group) => !readable.includes(group)).flatMap(recordsOf);
    const failure = reads.first.failure ?? reads.second.failure;
    if (failure !== undefined && readable.length === 0 && stuck.length > 0) throw failure;
    const people = await Promise.all(readable.map((group) => personOf(both, group, reads)));
    const news = people.flatMap((each) => each.news);
    if (news.length > 0) await links.saw(news);
    const unreadable = ids.filter((id) => stuck.includes(id));
    return { people: people.map(({ lead }) => lead), gone, unreadable };
  }

  return together;
}

const NOTHING: Reads = {
  first: { found: new Map(), gone: new Set(), unreadable: new Set() },
  second: { found: new Map(), gone: new Set(), unreadable: new Set() },
};

/** Those that are not read yet. */
async function readMore(both: Both, reads: Reads, ids: string[]): Promise<Reads> {
  const [first, second] = await Promise.all(
    SIDES.map(async (side) => {
      const { found, gone, unreadable } = reads[side];
      const isRead = (id: string) => found.has(id) || gone.has(id) || unreadable.has(id);
      const wanted = [...new Set(ids)].filter((id) => both.naming.sideOf(id) === side && !isRead(id));
      return wanted.length === 0 ? reads[side] : added(reads[side], await readSide(both, side, wanted));
    }),
  );
  if (first === undefined || second === undefined) throw Failure.retry('joined: a CRM was not read: try again');
  return { first, second };
}

/** A person is told by the records that could be read; one that cannot be understood is worth waiting for. */
function isReadable(group: Group, reads: Reads): boolean {
  const records = recordsOf(group);
  const isIn = (which: 'found' | 'unreadable') => (id: string) =>
    reads.first[which].has(id) || reads.second[which].has(id);
  return records.some(isIn('found')) && !records.some(isIn('unreadable'));
}

function uniqueLinks(links: Link[]): Link[] {
  return [...new Map(links.map((link) => [link.second, link])).values()];
}
