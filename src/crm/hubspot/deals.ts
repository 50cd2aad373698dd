import type { CrmDeal } from '../crm.ts';
import type { Ask } from './api.ts';
import { linkedIds, linksOf } from './associations.ts';
import { paths } from './paths.ts';
import type { Stage, StageOf } from './pipelines.ts';
import { momentIn, readRecords, type Texts } from './records.ts';

/** What is read of a deal. */
export const dealProperties = [
  'dealstage',
  'pipeline',
  'hubspot_owner_id',
  'hs_is_closed',
  'hs_is_closed_won',
  'createdate',
  'hs_lastmodifieddate',
  'amount',
  'amount_in_home_currency',
];

/** The deals of each of these contacts; a contact without any is not in the answer. Three calls for a usual batch. */
export async function dealsOf(
  ask: Ask,
  now: () => number,
  stages: () => Promise<StageOf>,
  contactIds: string[],
): Promise<Map<string, CrmDeal[]>> {
  const of = { what: 'read the deals of contacts', path: paths.dealsOfContacts };
  if (contactIds.length === 0) return new Map();
  const links = await linksOf(ask, now, of, contactIds);
  const found = await readRecords(
    ask,
    now,
    { what: 'read deals', path: paths.dealsRead, properties: dealProperties },
    linkedIds(links),
  );
  if (found.size === 0) return new Map();
  const stageOf = await stages();
  const dealOf = (id: string) => {
    const texts = found.get(id);
    return texts === undefined ? [] : [dealFrom(id, texts, stageOf(texts['pipeline'], texts['dealstage']))];
  };
  return new Map([...links].map(([contactId, to]) => [contactId, to.flatMap(({ id }) => dealOf(id))]));
}

/** A deal in our words; `stage` is the one that its pipeline says it is in. */
export function dealFrom(id: string, texts: Texts, stage: Stage | undefined): CrmDeal {
  const createdAt = momentIn(texts, 'createdate');
  const changedAt = momentIn(texts, 'hs_lastmodifieddate');
  const amount = amountIn(texts);
  const { dealstage, hubspot_owner_id: ownerId } = texts;
  return {
    id,
    state: stateOf(texts, stage),
    ...(dealstage !== undefined && { stage: dealstage }),
    ...(stage?.label !== undefined && { stageLabel: stage.label }),
    ...(ownerId !== undefined && { ownerId }),
    ...(createdAt !== undefined && { createdAt }),
    ...(changedAt !== undefined && { changedAt }),
    ...(amount !== undefined && { amount }),
  };
}

// HubSpot fills in the home currency of a portal with several; in any other the amount is in it already.
function amountIn(texts: Texts): number | undefined {
  const text = texts['amount_in_home_currency'] ?? texts['amount'];
  const amount = text === undefined ? NaN : Number(text);
  return Number.isFinite(amount) ? amount : undefined;
}

// HubSpot computes both flags from the stage; where they are blank the stage itself says it. A deal nobody can read is open: it
// keeps its rep.
function stateOf(texts: Texts, stage: Stage | undefined): CrmDeal['state'] {
  if (texts['hs_is_closed_won'] === 'true') return 'won';
  if (texts['hs_is_closed'] === 'true') return 'lost';
  if (texts['hs_is_closed'] === 'false') return 'open';
  return stage?.state ?? 'open';
}
