import type { BadCall, CrmUnderTest, TouchMade } from '../crm/contract/under-test.ts';
import { hubspotCrm } from '../crm/hubspot/hubspot.ts';
import { startHubspot, type HubspotSandbox } from '../sandbox/hubspot/hubspot.ts';
import { heldClock } from './clock.ts';

type Spoilt = Parameters<HubspotSandbox['badDay']>[2];

const pathOf = {
  changesSince: '/crm/objects/2026-03/contacts/search',
  readLeads: '/crm/objects/2026-03/contacts/batch/read',
  writeLeads: '/crm/objects/2026-03/contacts/batch/update',
  createTasks: '/crm/objects/2026-03/tasks/batch/create',
  assignTasks: '/crm/objects/2026-03/tasks/batch/update',
  dealsSince: '/crm/objects/2026-03/0-3/search',
  readDeals: '/crm/objects/2026-03/0-3/batch/read',
  readCompanies: '/crm/associations/2026-03/contacts/companies/batch/read',
  readCalls: '/crm/objects/2026-03/calls/batch/read',
  enroll: '/automation/sequences/2026-03/enrollments',
};

const stateOfTask: Record<string, 'open' | 'done'> = { NOT_STARTED: 'open', IN_PROGRESS: 'open', COMPLETED: 'done' };

const stageOf = { open: 'contractsent', won: 'closedwon', lost: 'closedlost' };

function spoilt(bad: BadCall): Spoilt {
  if (bad === 'lostAnswer') return { kind: 'cut', when: 'after' };
  if (bad === 'cut') return { kind: 'cut', when: 'before' };
  if (bad === 'nonsense') return { kind: 'nonsense' };
  if (bad === 'unavailable') return { kind: 'status', status: 503, body: 'Service Unavailable' };
  const body = {
    status: 'error',
    message: 'You have reached your ten_secondly_rolling limit.',
    policyName: 'TEN_SECONDLY_ROLLING',
  };
  return { kind: 'status', status: 429, headers: { 'Retry-After': String(bad.retryAfterSeconds) }, body };
}

/** A HubSpot portal as the contract's tests want it. */
export async function startHubspotUnderTest(): Promise<CrmUnderTest> {
  const clock = heldClock('2026-11-20T12:00:00Z');
  const now = () => clock.now();
  const sandbox = await startHubspot({
    now,
    enterprise: true,
    limits: { tenSecondly: 10_000, searchPerSecond: 10_000 },
  });
  const owner = (name: string) => sandbox.addOwner({ email: `${name}@example.com` });
  const reps = { ann: owner('ann'), bob: owner('bob'), gone: owner('gone') };
  sandbox.archiveOwner(reps.gone);
  const crm = hubspotCrm({
    token: () => 'sandbox-token',
    portalId: String(sandbox.portalId),
    baseUrl: sandbox.url,
    takeTurn: async () => {},
    now,
  });
  let leads = 0;
  return {
    crm,
    now,
    reps,
    makeLeads: async (count, lead = {}) =>
      sandbox.bulkContacts(count, () => ({
        email: `lead${leads++}@example.com`,
        ...(lead.ownerId !== undefined && { hubspot_owner_id: lead.ownerId }),
      })),
    makeSequence: async () => {
      sandbox.addSequence('s1', 'Backup');
      return { id: 's1', sender: 'ann@example.com' };
    },
    sequenceOf: async (leadId) => sandbox.sequenceOf(leadId),
    touchLead: async (leadId) => {
      clock.advance(1);
      sandbox.setContact(leadId, { city: `Town ${clock.now()}` });
    },
    visitPage: async (leadId, url) => {
      clock.advance(60_000);
      sandbox.visitPage(leadId, url);
    },
    act: async (source, leadId) => {
      clock.advance(1_000);
      act(sandbox, source, leadId, reps.ann);
    },
    wait: async () => {
      clock.advance(3_600_000);
      return clock.now();
    },
    deleteLead: async (leadId) => sandbox.deleteContact(leadId),
    mergeLeads: (kept, merged) => mergeContacts(sandbox.url, kept, merged),
    leadStatuses: () => leadStatuses(sandbox.url),
    taskCount: async (leadId) => sandbox.tasks().filter(({ contactIds }) => contactIds.includes(leadId)).length,
    taskOwners: async (leadId) =>
      sandbox
        .tasks()
        .filter(({ contactIds }) => contactIds.includes(leadId))
        .map((task) => task['hubspot_owner_id']),
    taskStates: async (leadId) =>
      sandbox
        .tasks()
        .filter(({ contactIds }) => contactIds.includes(leadId))
        .map((task) => stateOfTask[task['hs_task_status'] ?? ''] ?? 'other'),
    putOffTask: (taskId) => changeTask(sandbox.url, taskId, { hs_task_status: 'DEFERRED' }),
    deleteTask: (taskId) => deleteRecord(sandbox.url, 'tasks', taskId),
    setStatus: async (leadId, status) => sandbox.setContact(leadId, { hs_lead_status: status }),
    makeDeal: async ({ state, ownerId, amount }, leadIds) => {
      const owner = ownerId !== undefined && { hubspot_owner_id: ownerId };
      const worth = amount !== undefined && { amount: String(amount) };
      return sandbox.addDeal({ dealstage: stageOf[state], ...owner, ...worth }, leadIds);
    },
    endDeal: async (dealId, state) => {
      clock.advance(1);
      sandbox.setDeal(dealId, { dealstage: stageOf[state] });
    },
    deleteDeal: (dealId) => deleteRecord(sandbox.url, 'deals', dealId),
    makeCompany: async ({ ownerId, ...company }, leadIds) =>
      sandbox.addCompany({ ...company, ...(ownerId !== undefined && { hubspot_owner_id: ownerId }) }, leadIds),
    makeTouch: async (leadId, touch) => makeTouch(sandbox, leadId, touch),
    setHours: async (ownerId, { weekdaysFrom: startMinute, weekdaysTo: endMinute }) =>
      sandbox.setWorkingHours(ownerId, 'Europe/Berlin', [{ days: 'MONDAY_TO_FRIDAY', startMinute, endMinute }]),
    spoil: (operation, bad) => sandbox.badDay('POST', pathOf[operation], spoilt(bad)),
    [Symbol.asyncDispose]: () => sandbox.close(),
  };
}

function makeTouch(sandbox: HubspotSandbox, leadId: string, { kind, by, happened, at, ownerId }: TouchMade): void {
  const who = { ownerId, at };
  switch (kind) {
    case 'call':
      sandbox.logCall(leadId, { ...who, status: happened ? 'COMPLETED' : 'NO_ANSWER' });
      return;
    case 'meeting':
      sandbox.logMeeting(leadId, { ...who, outcome: happened ? 'COMPLETED' : 'NO_SHOW' });
      return;
    case 'message':
      sandbox.logMessage(leadId, who);
      return;
    case 'email':
      sandbox.logEmail(leadId, {
        ...who,
        source: 'EMAIL',
        status: happened ? 'SENT' : 'BOUNCED',
        ...(by === 'lead' && { direction: 'INCOMING_EMAIL' as const }),
        ...(by === 'machine' && { sequenceId: '7' }),
      });
  }
}

function act(sandbox: HubspotSandbox, source: string, leadId: string, ownerId: string): void {
  const email = sandbox.contact(leadId)?.['email'] ?? '';
  switch (source) {
    case 'forms':
      sandbox.submitForm({ formId: 'f1', name: 'Demo Request', email });
      return;
    case 'mail':
      sandbox.readEmail(leadId, 'CLICK');
      return;
    case 'replies':
      sandbox.logEmail(leadId, { ownerId, direction: 'INCOMING_EMAIL', source: 'EMAIL', text: 'Yes, please.' });
      return;
    case 'webinars':
      sandbox.attend(leadId, { id: '7', name: 'Pricing 101', state: 'ATTENDED' });
      return;
    default:
      sandbox.visitPage(leadId, 'https://example.com/pricing');
  }
}

async function deleteRecord(url: string, type: 'tasks' | 'deals', id: string): Promise<void> {
  const headers = { Authorization: 'Bearer sandbox-token' };
  await fetch(`${url}/crm/objects/2026-03/${type}/${id}`, { method: 'DELETE', headers });
}

async function changeTask(url: string, id: string, properties: Record<string, string>): Promise<void> {
  const headers = { Authorization: 'Bearer sandbox-token', 'Content-Type': 'application/json' };
  const answer = await fetch(`${url}/crm/objects/2026-03/tasks/${id}`, {
    method: 'PATCH',
    headers,
    body: JSON.stringify({ properties }),
  });
  if (!answer.ok) throw new Error(`the task could not be changed: ${answer.status}`);
}

async function mergeContacts(url: string, primaryObjectId: string, objectIdToMerge: string): Promise<string> {
  const answer = await fetch(`${url}/crm/objects/2026-03/contacts/merge`, {
    method: 'POST',
    headers: { Authorization: 'Bearer sandbox-token', 'Content-Type': 'application/json' },
    body: JSON.stringify({ primaryObjectId, objectIdToMerge }),
  });
  return ((await answer.json()) as { id: string }).id;
}

async function leadStatuses(url: string): Promise<string[]> {
  const headers = { Authorization: 'Bearer sandbox-token' };
  const answer = await fetch(`${url}/crm/properties/2026-03/contacts/hs_lead_status`, { headers });
  const property = (await answer.json()) as { options: { value: string }[] };
  return property.options.map(({ value }) => value);
}
