import type { CrmLead } from '../crm.ts';
import { Failure } from '../../failure.ts';
import { type Both, inParts, other } from './both.ts';
import type { Link } from './links.ts';
import type { Side } from './naming.ts';

export type NewPair = Pick<Link, 'first' | 'second' | 'how'>;

/** How long nobody is looked for again who was not found: should they be made meanwhile, their own record tells of it. */
const NOT_FOUND_MS = 3_600_000;
const MOST_REMEMBERED = 50_000;

/**
 * Looks for people in the other CRM: by the ids that a sync wrote on either record, then by e-mail. A second CRM may have somebody
 * several times; of several in the first it is the newest, as everywhere. A CRM that cannot be asked has nobody for now;
 * where it never can be that is told as trouble.
 */
export function counterparts(
  both: Both,
  trouble: (what: string) => void,
): (side: Side, leads: CrmLead[]) => Promise<NewPair[]> {
  const notFound = new Map<string, number>();
  const keyOf = ({ id, email, syncIds = [] }: CrmLead) => [id, email?.toLowerCase(), ...syncIds].join('\n');
  return async (side, leads) => {
    const there = both[other(side)];
    const asked = leads.filter((lead) => (notFound.get(keyOf(lead)) ?? 0) <= both.now());
    const found = await candidatesOf(both, side, asked).catch((error: unknown) => {
      const { kind, message } = Failure.from(error);
      if (kind === 'permanent') trouble(`${message}; people are not looked for by e-mail`);
      return undefined;
    });
    if (found === undefined) return [];
    if (notFound.size > MOST_REMEMBERED) notFound.clear();
    for (const [at, lead] of asked.entries())
      if (found[at]?.length === 0 && there.matches !== undefined) notFound.set(keyOf(lead), both.now() + NOT_FOUND_MS);
    return asked.flatMap((lead, at) => pairsOf(side, lead, found[at] ?? []));
  };
}

type Candidate = { id: string; how: Link['how'] };

async function candidatesOf(both: Both, side: Side, leads: CrmLead[]): Promise<Candidate[][]> {
  const { naming } = both;
  const [here, there] = [both[side], both[other(side)]];
  const found = await inParts(leads, there.batchSize, async (part) => {
    const people = part.map((lead) => ({
      ...(lead.email !== undefined && { email: lead.email }),
      syncIds: [`${here.kind}:${naming.own(lead.id)}`],
    }));
    return (await there.matches?.(people)) ?? part.map(() => []);
  });
  return leads.map(({ syncIds = [] }, at) => {
    const prefix = `${there.kind}:`;
    const written = syncIds.flatMap((id) => (id.startsWith(prefix) ? id.slice(prefix.length) : []));
    const matched = (found[at] ?? []).filter((id) => !written.includes(id));
    const named = (how: Link['how']) => (id: string) => ({ id: naming.named(other(side), id), how });
    return [...written.map(named('id')), ...matched.map(named('email'))];
  });
}

function pairsOf(side: Side, { id }: CrmLead, candidates: Candidate[]): NewPair[] {
  if (side === 'first') return candidates.map((one) => ({ first: id, second: one.id, how: one.how }));
  const written = candidates.filter(({ how }) => how === 'id');
  const best = newest(written.length > 0 ? written : candidates);
  return best === undefined ? [] : [{ first: best.id, second: id, how: best.how }];
}

/** Ids grow: the longer, then the greater. */
function newest(candidates: Candidate[]): Candidate | undefined {
  return candidates.toSorted((a, b) => b.id.length - a.id.length || (a.id < b.id ? 1 : -1))[0];
}
