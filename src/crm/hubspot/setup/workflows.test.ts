import { expect, test } from '@jest/globals';
import { abilities } from './abilities.ts';
import { repeatName, repeatWorkflow, routeName, routeWorkflow, type Wanted } from './enrolment.ts';
import { FLOWS, of, portalForTests, STATUS } from '../../../testing/setupPortal.ts';

const action = { id: '4711', version: 2 };
const wanted: Wanted = {
  score: 70,
  demoForm: 'Demo Request',
  pricingPage: '/pricing',
  customers: [{ property: 'lifecyclestage', label: 'Lifecycle stage is none of Customer', values: ['customer'] }],
};
type Made = {
  results: { id: string; name: string; isEnabled: boolean }[];
};
type Flow = {
  isEnabled: boolean;
  actions: { actionTypeId: string; actionTypeVersion: number }[];
  enrollmentCriteria: {
    shouldReEnroll: boolean;
    listFilterBranch: { filterBranches: { filters: { property?: string; operation?: { values?: string[] } }[] }[] };
    reEnrollmentTriggersFilterBranches: object[];
  };
};

async function made(on: Awaited<ReturnType<typeof portalForTests>>, name: string): Promise<Flow> {
  const { results } = (await on.call('GET', FLOWS)) as Made;
  return (await on.call('GET', `${FLOWS}/${results.find((one) => one.name === name)?.id}`)) as Flow;
}

test('the first workflow enrols once: by score, by a demo request, by the pricing page; no customer', async () => {
  await using on = await portalForTests();
  await on.setUp({ action });
  const flow = await made(on, routeName);
  expect(flow).toMatchObject({ isEnabled: false, actions: [{ actionTypeId: '1-4711', actionTypeVersion: 2 }] });
  const { shouldReEnroll, listFilterBranch } = flow.enrollmentCriteria;
  const groups = listFilterBranch.filterBranches.map(({ filters }) => filters);
  expect(shouldReEnroll).toBe(false);
  expect(groups).toMatchObject([
    [{ property: 'hotlead_score', operation: { operator: 'IS_GREATER_THAN_OR_EQUAL_TO', value: 70 } }, customers],
    [
      { property: 'recent_conversion_event_name', operation: { operator: 'CONTAINS', values: ['Demo Request'] } },
      customers,
    ],
    [
      { filterType: 'PAGE_VIEW', pageUrl: '/pricing', coalescingRefineBy: { minOccurrences: 2 } },
      {
        filterType: 'PAGE_VIEW',
        pageUrl: '/pricing',
        pruningRefineBy: { timeOffset: { amount: 1, timeUnit: 'DAYS' } },
      },
      customers,
    ],
  ]);
});
const customers = {
  property: 'lifecyclestage',
  operation: { operator: 'IS_NONE_OF', values: ['customer'], includeObjectsWithNoValueSet: true },
};

test('the second enrols again whenever somebody is hot anew or asks for a demo anew', async () => {
  await using on = await portalForTests();
  await on.setUp({ action });
  const { shouldReEnroll, reEnrollmentTriggersFilterBranches: triggers } = (await made(on, repeatName))
    .enrollmentCriteria;
  expect(shouldReEnroll).toBe(true);
  const named = (property: string) => ({ filters: [{ operation: { value: property } }, { property: 'hs_value' }] });
  expect(triggers).toMatchObject([named('hotlead_hot_since'), named('recent_conversion_date')]);
});

test('no filter has two refinements, which HubSpot refuses', () => {
  const text = JSON.stringify([routeWorkflow(wanted, action), repeatWorkflow(wanted, action)]);
  const filters = [...text.matchAll(/\{"filterType":"PAGE_VIEW".*?\}\}/g)].map(([filter]) => filter);
  expect(filters.length).toBeGreaterThan(0);
  expect(filters.filter((filter) => filter.includes('pruning') && filter.includes('coalescing'))).toEqual([]);
});

test('a Lead Status of the portal’s own that says customer leaves them out too', async () => {
  await using on = await portalForTests();
  const own = { label: 'Customer', value: 'OUR_CUSTOMER', displayOrder: 0, hidden: false };
  await on.call('PATCH', STATUS, { options: [own] });
  await on.setUp({ action });
  const groups = (await made(on, routeName)).enrollmentCriteria.listFilterBranch.filterBranches;
  for (const { filters } of groups)
    expect(filters.at(-1)).toMatchObject({ property: 'hs_lead_status', operation: { values: ['OUR_CUSTOMER'] } });
});

test('one that was made is said to be switched on after the first import, and not before', async () => {
  await using on = await portalForTests();
  const byHand = { left: 'hand', state: 'there' } as const;
  const after = expect.stringContaining('when the first import has ended');
  expect(of(await on.setUp({ action }), routeName)).toMatchObject({ ...byHand, did: after });
  expect(of(await on.setUp({ action }), routeName)).toMatchObject({ ...byHand, sentence: after });
});

test('without the permission one sentence says how to be told what to click', async () => {
  const scopes = abilities.flatMap((each) => each.scopes).filter((scope) => scope !== 'automation');
  await using on = await portalForTests({ tokens: [{ token: 'sandbox-token', scopes }] });
  const found = of(await on.setUp(), routeName);
  expect(found).toMatchObject({ state: 'cannot', sentence: expect.stringMatching(/^the app may not.*--recipe/) });
  expect(found.steps).toBeUndefined();
});

test('a workflow of that name is left as people made it, and not made twice', async () => {
  await using on = await portalForTests();
  const edited = { ...routeWorkflow(wanted, action), name: ' hot lead: ROUTE ', isEnabled: true, actions: [] };
  await on.setUp();
  await on.call('POST', FLOWS, edited);
  const found = of(await on.setUp({ action }), routeName);
  expect(found).toMatchObject({ state: 'there', sentence: 'there and on; it is left as it is' });
  expect(((await on.call('GET', FLOWS)) as Made).results.map(({ name }) => name)).toEqual([edited.name, repeatName]);
});

test('it is found behind a hundred others', async () => {
  await using on = await portalForTests();
  await on.setUp();
  for (let n = 0; n < 100; n += 1)
    await on.call('POST', FLOWS, { ...routeWorkflow(wanted, action), name: `other ${n}` });
  await on.setUp({ action });
  expect(of(await on.setUp({ action }), routeName)).toMatchObject({ state: 'there' });
});

test('without the action’s number the portal is told what to click', async () => {
  await using on = await portalForTests();
  const found = of(await on.setUp(), routeName);
  expect(found).toMatchObject({ state: 'cannot', sentence: expect.stringContaining('--action-id') });
  expect(found.steps?.join('\n')).toMatch(/at least 2.*in the last 1 day[^]*"Route hot lead"/);
  expect(found.steps?.at(-1)).toMatch(/turn it on when the first import has ended .*hubspot status/);
  expect(on.writes().filter((write) => write.includes('flows'))).toEqual([]);
});

test('a Starter portal gets the reason, the recipe when it is asked for, and is not asked to make workflows', async () => {
  await using on = await portalForTests({ plan: 'starter' });
  const found = of(await on.setUp({ action }), repeatName);
  expect(found).toMatchObject({ state: 'cannot', sentence: expect.stringContaining('none are needed') });
  expect([found.steps, found.left]).toEqual([undefined, undefined]);
  const asked = of(await on.setUp({ action, recipe: true }), repeatName);
  expect(asked.steps?.join('\n')).toContain('switch it on, for Hot Since and for Recent conversion date');
  expect(on.writes().filter((write) => write.includes('flows'))).toEqual([]);
});

test('a workflow that HubSpot refuses is wrong, with what to click instead', async () => {
  await using on = await portalForTests();
  on.sandbox.badDay('POST', FLOWS, { kind: 'status', status: 400, body: { category: 'VALIDATION_ERROR' } });
  const found = of(await on.setUp({ action }), routeName);
  expect(found).toMatchObject({ state: 'wrong', sentence: expect.stringContaining('click it together instead') });
  expect(found.steps?.length).toBeGreaterThan(3);
});
