import type { CrmRep } from '../crm.ts';
import type { Failure } from '../../failure.ts';
import type { Naming, Side } from './naming.ts';

/** Who is who among the owners of two CRMs. Ids are as everybody knows them, unless they are said to be a CRM's own. */
export type RepTable = {
  all: CrmRep[];
  /** Of somebody who is in both CRMs, the one id by which they are known; of whom nobody knows, the id as it is. */
  canonical(id: string): string;
  /** The CRM's own id of whoever may own records there; undefined where nobody does. */
  ownIn(side: Side, id: string): string | undefined;
};

/** What is enough to know who of one CRM is who of the other. */
export type KnownRep = Pick<CrmRep, 'id' | 'email' | 'active'>;

/** The table of two CRMs that both told their reps. */
export function tableOf(ofFirst: CrmRep[], ofSecond: CrmRep[], naming: Naming): RepTable {
  return joinedBy(ofFirst, ofSecond, naming, (rep, twin) => [asOne(rep, twin)]);
}

/**
 * The table while the first CRM never told its reps: `known` is what was kept of them. They are told as the second tells them, and
 * who is not there, not at all. Whose own id only the first knows, throws the failure.
 */
export function tableOfSecond(known: KnownRep[], ofSecond: CrmRep[], naming: Naming, failure: Failure): RepTable {
  const table = joinedBy(known, ofSecond, naming, ({ id }, twin) => (twin === undefined ? [] : [{ ...twin, id }]));
  const isKnown = new Set(known.map(({ id }) => id));
  return {
    ...table,
    ownIn: (side, id) => {
      const own = table.ownIn(side, id);
      if (own === undefined && !(side === 'second' && isKnown.has(id))) throw failure;
      return own;
    },
  };
}

/** The table while the second CRM never told its reps. Whose own id only it knows, throws the failure. */
export function tableOfFirst(ofFirst: CrmRep[], naming: Naming, failure: Failure): RepTable {
  const table = tableOf(ofFirst, [], naming);
  return {
    ...table,
    ownIn: (side, id) => {
      const own = table.ownIn(side, id);
      if (own === undefined) throw failure;
      return own;
    },
  };
}

function joinedBy<Rep extends KnownRep>(
  ofFirst: Rep[],
  ofSecond: CrmRep[],
  naming: Naming,
  one: (rep: Rep, twin: CrmRep | undefined) => CrmRep[],
): RepTable {
  const firsts = Map.groupBy(ofFirst, mailOf);
  const seconds = Map.groupBy(ofSecond, mailOf);
  const named = new Map(
    ofSecond.map((rep) => {
      const same = mailOf(rep) === '' ? undefined : active(firsts.get(mailOf(rep)));
      return [rep.id, same?.id ?? naming.named('second', rep.id)];
    }),
  );
  const byFirst = new Map(ofFirst.map((rep) => [rep.id, rep]));
  const canonical = (id: string) => (naming.sideOf(id) === 'second' ? (named.get(naming.own(id)) ?? id) : id);
  const twinOf = (rep: Rep | undefined) =>
    rep === undefined || mailOf(rep) === '' ? undefined : active(seconds.get(mailOf(rep)));
  const paired = (rep: Rep) => (active(firsts.get(mailOf(rep))) === rep ? twinOf(rep) : undefined);
  const alsoOf = (rep: Rep, twin: CrmRep | undefined) => {
    const theirs = twin === undefined ? [] : ofSecond.filter(({ id }) => named.get(id) === rep.id);
    const also = theirs.toSorted((a, b) => Number(b === twin) - Number(a === twin));
    return also.length === 0 ? {} : { also: also.map(({ id }) => naming.named('second', id)) };
  };
  const alone = ofSecond.filter((rep) => naming.sideOf(named.get(rep.id) ?? '') === 'second');
  return {
    all: [
      ...ofFirst.flatMap((rep) => one(rep, paired(rep)).map((told) => ({ ...told, ...alsoOf(rep, paired(rep)) }))),
      ...alone.map((rep) => ({ ...rep, id: naming.named('second', rep.id) })),
    ],
    canonical,
    ownIn: (side, id) => {
      const known = canonical(id);
      if (naming.sideOf(known) === 'second') return side === 'second' ? naming.own(id) : undefined;
      const [here, there] = [byFirst.get(known), twinOf(byFirst.get(known))];
      const [wanted, elsewhere] = side === 'first' ? [here, there] : [there, here];
      if (wanted?.active === false && elsewhere?.active) return undefined;
      // Of one that is not known the CRM itself knows best.
      return side === 'first' ? known : there?.id;
    },
  };
}

/** Somebody who is there rather than who has left: the same person may have been made anew. */
function active<Rep extends KnownRep>(reps: Rep[] | undefined): Rep | undefined {
  return reps?.find((rep) => rep.active) ?? reps?.[0];
}

/** Away in one is away; who may work in either may work. */
function asOne(rep: CrmRep, same: CrmRep | undefined): CrmRep {
  if (same === undefined) return rep;
  const away = [...(rep.outOfOffice ?? []), ...(same.outOfOffice ?? [])];
  return {
    ...same,
    ...rep,
    active: rep.active || same.active,
    available: rep.available && same.available,
    ...(away.length > 0 && { outOfOffice: away }),
  };
}

function mailOf({ email }: KnownRep): string {
  return email?.toLowerCase() ?? '';
}
