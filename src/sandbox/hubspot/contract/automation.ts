import { pageOf, versioned } from './components.ts';
import {
  between,
  digits,
  filled,
  flag,
  list,
  object,
  oneOf,
  open,
  operation,
  text,
  time,
  whole,
  type Paths,
  type Schema,
} from './schema.ts';

const sender = { userId: digits };
const enrolment = open({ id: text, toEmail: text, enrolledAt: time, updatedAt: time });

const branch: Schema = open({
  filterBranchType: oneOf('OR', 'AND', 'NOT_ALL', 'NOT_ANY', 'RESTRICTED', 'UNIFIED_EVENTS'),
});
const listBased = open({
  type: oneOf('LIST_BASED'),
  shouldReEnroll: flag,
  listFilterBranch: branch,
  reEnrollmentTriggersFilterBranches: list(branch),
});
const eventBased = open({ type: oneOf('EVENT_BASED'), shouldReEnroll: flag, eventFilterBranches: list(branch) });
const newFlow = open({
  name: filled,
  type: oneOf('CONTACT_FLOW', 'PLATFORM_FLOW'),
  flowType: oneOf('WORKFLOW'),
  isEnabled: flag,
  objectTypeId: { type: 'string', pattern: '^\\d+-\\d+$' },
  actions: list(open({ actionId: filled, actionTypeId: { type: 'string', pattern: '^\\d+-\\d+$' }, type: filled })),
  enrollmentCriteria: { anyOf: [listBased, eventBased] },
});
const flow = open({ id: filled, name: text, isEnabled: flag, revisionId: text });

// typedOutputs is required in the 2026 versions (dossier 3.12).
const completion: Record<string, Schema> = {
  outputFields: { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean', 'null'] } },
  typedOutputs: { type: 'object' },
  failureReasonType: text,
  requestContext: open({ source: filled }),
};

/** Sequences, workflows, and the completion of our actions in them (dossier 3.10 to 3.12). */
export const automationPaths: Paths = {
  '/automation/sequences/{version}': {
    get: operation({
      id: 'listSequences',
      summary: 'The sequences a user may send',
      path: versioned,
      query: { ...sender, limit: between(1, 100), after: filled, name: text },
      needs: ['userId'],
      answers: { 200: pageOf(open({ id: filled, name: text }), { total: whole }) },
    }),
  },
  '/automation/sequences/{version}/enrollments': {
    post: operation({
      id: 'enrollContact',
      summary: 'Puts a contact into a sequence',
      path: versioned,
      query: sender,
      needs: ['userId'],
      body: object({ sequenceId: filled, contactId: filled, senderEmail: filled, senderAliasAddress: filled }, [
        'sequenceId',
        'contactId',
        'senderEmail',
      ]),
      answers: { 200: enrolment },
    }),
  },
  '/automation/sequences/{version}/enrollments/contact/{contactId}': {
    get: operation({
      id: 'readEnrollment',
      summary: 'The sequence a contact is in',
      path: { ...versioned, contactId: digits },
      answers: { 200: enrolment },
    }),
  },
  '/automation/v4/flows': {
    get: operation({
      id: 'listFlows',
      summary: 'The workflows of the account',
      query: { limit: between(1, 100), after: filled },
      answers: { 200: pageOf(flow) },
    }),
    post: operation({ id: 'createFlow', summary: 'A new workflow', body: newFlow, answers: { 201: flow } }),
  },
  '/automation/v4/flows/{flowId}': {
    get: operation({ id: 'readFlow', summary: 'One workflow', path: { flowId: digits }, answers: { 200: flow } }),
  },
  '/automation/actions/callbacks/{version}/{callbackId}/complete': {
    post: operation({
      id: 'completeAction',
      summary: 'Lets a workflow go on that waits for our action',
      path: { ...versioned, callbackId: filled },
      body: object(completion, ['outputFields', 'typedOutputs']),
      answers: { 204: 'nothing' },
    }),
  },
  '/automation/actions/callbacks/{version}/complete': {
    post: operation({
      id: 'completeActions',
      summary: 'The same for several',
      path: versioned,
      body: object(
        { inputs: list(object({ callbackId: filled, ...completion }, ['callbackId', 'outputFields', 'typedOutputs'])) },
        ['inputs'],
      ),
      answers: { 204: 'nothing' },
    }),
  },
};
