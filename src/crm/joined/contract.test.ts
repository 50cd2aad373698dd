import { Failure } from '../../failure.ts';
import { startHubspotUnderTest } from '../../testing/hubspotUnderTest.ts';
import type { Crm } from '../crm.ts';
import { crmContract } from '../contract.ts';
import type { CrmUnderTest } from '../contract/under-test.ts';
import { joinedCrm } from './joined.ts';
import { type MemoryCrm, memoryCrm } from './memoryCrmForTests.ts';
import { memoryLinks } from './memoryLinksForTests.ts';

const SOURCES = ['forms', 'replies', 'mail', 'webinars', 'visits'];

/** Two CRMs of which one has nobody: whoever the other has is told as that one tells it. */
async function start(place: 'first' | 'second'): Promise<CrmUnderTest> {
  const on = await startHubspotUnderTest();
  const now = () => on.now();
  const empty = memoryCrm({ kind: 'salesforce', now, hotStatus: 'Hot' });
  const pair = place === 'first' ? { first: on.crm, second: empty.crm } : { first: empty.crm, second: on.crm };
  const crm = joinedCrm({ ...pair, home: 'hubspot', links: memoryLinks(now), now });
  return place === 'first' ? withBoth(on, crm, empty) : prefixed(withBoth(on, crm, empty));
}

/** What befalls the changes of one CRM is not worth a failure: here it befalls the other, too. */
function withBoth(on: CrmUnderTest, crm: Crm, empty: MemoryCrm): CrmUnderTest {
  return {
    ...on,
    crm: {
      ...crm,
      changesSince: (...asked) => crm.changesSince(...asked).finally(() => void (empty.away = undefined)),
    },
    spoil: (operation, bad) => {
      if (operation === 'changesSince') empty.away = Failure.retry('salesforce: 503');
      on.spoil(operation, bad);
    },
  };
}

const named = (id: string) => `hubspot:${id}`;
const own = (id: string) => id.replace(/^hubspot[:-]/, '');

/** As everybody else knows the ids of a second CRM. */
function prefixed(on: CrmUnderTest): CrmUnderTest {
  const owned = <T extends { ownerId?: string }>(one: T): T =>
    one.ownerId === undefined ? one : { ...one, ownerId: own(one.ownerId) };
  return {
    ...on,
    reps: { ann: named(on.reps.ann), bob: named(on.reps.bob), gone: named(on.reps.gone) },
    makeLeads: async (count, lead = {}) => (await on.makeLeads(count, owned(lead))).map(named),
    touchLead: (id) => on.touchLead(own(id)),
    visitPage: (id, url) => on.visitPage(own(id), url),
    deleteLead: (id) => on.deleteLead(own(id)),
    act: (source, id) => on.act(own(source), own(id)),
    mergeLeads: async (kept, merged) => named(await on.mergeLeads(own(kept), own(merged))),
    taskCount: (id) => on.taskCount(own(id)),
    taskOwners: async (id) => (await on.taskOwners(own(id))).map((owner) => owner && named(owner)),
    taskStates: (id) => on.taskStates(own(id)),
    putOffTask: (id) => on.putOffTask(own(id)),
    deleteTask: (id) => on.deleteTask(own(id)),
    setStatus: (id, status) => on.setStatus(own(id), status),
    makeDeal: async (deal, leads) => named(await on.makeDeal(owned(deal), leads.map(own))),
    endDeal: (id, state) => on.endDeal(own(id), state),
    deleteDeal: (id) => on.deleteDeal(own(id)),
    makeCompany: async (company, leads) => named(await on.makeCompany(owned(company), leads.map(own))),
    makeTouch: (id, touch) => on.makeTouch(own(id), owned(touch)),
    ...(on.sequenceOf && { sequenceOf: async (id: string) => on.sequenceOf?.(own(id)) }),
    ...(on.setHours && { setHours: async (id, hours) => on.setHours?.(own(id), hours) }),
  };
}

crmContract('two CRMs, the first of which has everybody,', () => start('first'), SOURCES);
crmContract(
  'two CRMs, the second of which has everybody,',
  () => start('second'),
  SOURCES.map((id) => `hubspot-${id}`),
);
