import type { Crm, CrmCompany, CrmDeal, CrmTouch, Missing, Relations } from '../crm.ts';
import { Failure } from '../../failure.ts';
import { type Both, inParts, SIDES } from './both.ts';
import { recordsOf } from './groups.ts';
import type { Side } from './naming.ts';
import type { RepTable } from './reps.ts';
import { groupsBy } from './tasks.ts';

/**
 * `Crm.readRelations` of two CRMs: what either says of a person. A deal or company that a sync keeps in both is told twice: nothing
 * says for sure that they are one, and whoever decides by them decides the same by two.
 */
export function relationsReader(both: Both): Crm['readRelations'] {
  return async (leads, missing) => {
    const found = new Map<string, Relations>(leads.map(({ leadId }) => [leadId, { deals: [], companies: [] }]));
    const answers = await eachRecord(both, leads, (crm, asked) => crm.readRelations(asked), missing);
    const table = answers.length === 0 ? undefined : await ownersTold(both, answers);
    for (const { leadId, side, answer } of answers) {
      const theirs = found.get(leadId);
      theirs?.deals.push(...answer.deals.map((deal) => dealTold(both, side, deal, table)));
      theirs?.companies.push(...answer.companies.map((company) => companyTold(both, side, company, table)));
    }
    return found;
  };
}

/** `Crm.readTouches` of two CRMs. A call that a sync wrote into the other is told twice: the first of them stops the clock. */
export function touchesReader(both: Both): Crm['readTouches'] {
  return async (leads, missing) => {
    const { naming } = both;
    const answers = await eachRecord(both, leads, (crm, asked) => crm.readTouches(asked), missing);
    const table = answers.some(({ answer }) => answer.some(hasOwner)) ? await both.reps.table() : undefined;
    const found = new Map<string, CrmTouch[]>();
    for (const { leadId, side, answer } of answers) {
      const told = answer.map((touch) => ({ ...owned(both, side, touch, table), id: naming.named(side, touch.id) }));
      found.set(leadId, [...(found.get(leadId) ?? []), ...told]);
    }
    return found;
  };
}

/** A deal of one CRM by the ids that everybody knows. */
export function dealTold<Deal extends CrmDeal>(both: Both, side: Side, deal: Deal, table: RepTable | undefined): Deal {
  return { ...owned(both, side, deal, table), id: both.naming.named(side, deal.id) };
}

function companyTold(both: Both, side: Side, company: CrmCompany, table: RepTable | undefined): CrmCompany {
  const { csmId } = company;
  const csm = csmId !== undefined && { csmId: nameOf(both, side, csmId, table) };
  return { ...owned(both, side, company, table), id: both.naming.named(side, company.id), ...csm };
}

function owned<T extends { ownerId?: string }>(both: Both, side: Side, one: T, table: RepTable | undefined): T {
  return one.ownerId === undefined ? one : { ...one, ownerId: nameOf(both, side, one.ownerId, table) };
}

function nameOf(both: Both, side: Side, ownerId: string, table: RepTable | undefined): string {
  const named = both.naming.named(side, ownerId);
  return table?.canonical(named) ?? named;
}

function hasOwner({ ownerId }: { ownerId?: string }): boolean {
  return ownerId !== undefined;
}

async function ownersTold(both: Both, answers: { answer: Relations }[]): Promise<RepTable | undefined> {
  const all = answers.flatMap(({ answer: { deals, companies } }) => [...deals, ...companies]);
  const isAny = all.some((one) => hasOwner(one) || ('csmId' in one && one.csmId !== undefined));
  return isAny ? both.reps.table() : undefined;
}

type Answered<A> = { leadId: string; side: Side; answer: A };

/**
 * Asks each CRM about its records of these people; answers by the ids that were asked for. One that cannot be asked is told to
 * `missing`, with whose records it has; throws without `missing`, and where nobody answers.
 */
async function eachRecord<Q extends { leadId: string }, A>(
  both: Both,
  leads: Q[],
  ask: (crm: Crm, asked: Q[]) => Promise<Map<string, A>>,
  missing?: Missing,
): Promise<Answered<A>[]> {
  const groups = await groupsBy(
    both,
    leads.map(({ leadId }) => leadId),
  );
  const wanted = leads.flatMap((lead) =>
    recordsOf(groups.get(lead.leadId) ?? { seconds: [lead.leadId], links: [] }).map((record) => ({ lead, record })),
  );
  const sides = SIDES.map((side) => ({
    side,
    mine: wanted.filter(({ record }) => both.naming.sideOf(record) === side),
  })).filter(({ mine }) => mine.length > 0);
  const asked = await Promise.all(
    sides.map(({ side, mine }) =>
      sideAnswers(both, side, mine, ask).catch((error: unknown) => ({ failure: Failure.from(error), mine })),
    ),
  );
  const failed = asked.filter((one) => 'failure' in one);
  if (failed[0] !== undefined && (missing === undefined || failed.length === asked.length)) throw failed[0].failure;
  for (const { failure, mine } of failed) missing?.([...new Set(mine.map(({ lead }) => lead.leadId))], failure);
  return asked.flatMap((one) => ('failure' in one ? [] : one));
}

function sideAnswers<Q extends { leadId: string }, A>(
  both: Both,
  side: Side,
  mine: { lead: Q; record: string }[],
  ask: (crm: Crm, asked: Q[]) => Promise<Map<string, A>>,
): Promise<Answered<A>[]> {
  const { naming } = both;
  return inParts(mine, both[side].batchSize, async (part) => {
    const said = await ask(
      both[side],
      part.map(({ lead, record }) => ({ ...lead, leadId: naming.own(record) })),
    );
    return part.flatMap(({ lead, record }) => {
      const answer = said.get(naming.own(record));
      return answer === undefined ? [] : [{ leadId: lead.leadId, side, answer }];
    });
  });
}
