import { expect, test } from '@jest/globals';
import { startHubspot } from './hubspot.ts';
import { at, caller, listAt } from './test-caller.ts';

const filters = [known('email')];
const all = { filterBranchType: 'AND', filterBranches: [], filters };
const workflow = {
  name: 'Welcome',
  type: 'CONTACT_FLOW',
  flowType: 'WORKFLOW',
  objectTypeId: '0-1',
  isEnabled: false,
  startActionId: '1',
  actions: [{ actionId: '1', type: 'SINGLE_CONNECTION', actionTypeId: '1-7', actionTypeVersion: 1, fields: {} }],
  enrollmentCriteria: enrolling(all),
};

test('a workflow is listed by its name and read with all it was made of', async () => {
  await using sandbox = await startHubspot();
  const call = caller(sandbox);
  const { body: made } = await call('POST', '/automation/v4/flows', workflow);
  expect(made).toMatchObject({ ...workflow, id: expect.any(String), revisionId: '1' });
  const { body } = await call('GET', '/automation/v4/flows');
  expect(listAt(body, 'results')).toMatchObject([{ id: at(made, 'id'), name: 'Welcome', isEnabled: false }]);
  expect(at(body, 'results', 0)).not.toHaveProperty('actions');
  expect((await call('GET', `/automation/v4/flows/${String(at(made, 'id'))}`)).body).toMatchObject(workflow);
  expect((await call('GET', '/automation/v4/flows/404')).status).toBe(404);
});

const page = { filterType: 'PAGE_VIEW', operator: 'HAS_PAGEVIEW_CONTAINS', pageUrl: '/pricing' };
const often = { coalescingRefineBy: { type: 'NUM_OCCURRENCES', minOccurrences: 2 } };
const timeOffset = { amount: 1, timeUnit: 'DAYS', offsetDirection: 'PAST' };
const lately = { pruningRefineBy: { type: 'RELATIVE_COMPARATIVE', comparison: 'AFTER', timeOffset } };
test.each([
  [
    'two refinements of one filter',
    { enrollmentCriteria: enrolling({ ...all, filters: [{ ...page, ...often, ...lately }] }) },
  ],
  ['a property it does not have', { enrollmentCriteria: enrolling({ ...all, filters: [known('nonsense')] }) }],
  ['a number asked of a text', { enrollmentCriteria: enrolling({ ...all, filters: [numbered('email')] }) }],
  [
    'an unknown way of seeing a page',
    { enrollmentCriteria: enrolling({ ...all, filters: [{ ...page, operator: 'SAW' }] }) },
  ],
  ['ANDs without an OR above', { enrollmentCriteria: { ...workflow.enrollmentCriteria, listFilterBranch: all } }],
  ['a start at no action', { startActionId: '9' }],
  ['an action without a type', { actions: [{ actionId: '1', actionTypeId: 'route' }] }],
])('%s is refused', async (_what, part) => {
  await using sandbox = await startHubspot();
  const refused = await caller(sandbox)('POST', '/automation/v4/flows', { ...workflow, ...part });
  expect(refused).toMatchObject({ status: 400, body: { category: 'VALIDATION_ERROR' } });
});

test('each refinement alone is taken', async () => {
  await using sandbox = await startHubspot();
  const seen = [
    { ...page, ...often },
    { ...page, ...lately },
  ];
  const body = { ...workflow, enrollmentCriteria: enrolling({ ...all, filters: seen }) };
  expect((await caller(sandbox)('POST', '/automation/v4/flows', body)).status).toBe(201);
});

test('a Starter account has no workflows', async () => {
  await using sandbox = await startHubspot({ plan: 'starter' });
  expect((await caller(sandbox)('GET', '/automation/v4/flows')).status).toBe(403);
});

function enrolling(branch: object): object {
  const listFilterBranch = { filterBranchType: 'OR', filterBranches: [branch], filters: [] };
  return { type: 'LIST_BASED', shouldReEnroll: false, listFilterBranch, reEnrollmentTriggersFilterBranches: [] };
}

function known(property: string): object {
  return { filterType: 'PROPERTY', property, operation: { operationType: 'ALL_PROPERTY', operator: 'IS_KNOWN' } };
}

function numbered(property: string): object {
  return {
    filterType: 'PROPERTY',
    property,
    operation: { operationType: 'NUMBER', operator: 'IS_EQUAL_TO', value: 1 },
  };
}
