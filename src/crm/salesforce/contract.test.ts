import type { SalesforceSandbox } from '../../sandbox/salesforce/salesforce.ts';
import { startRig } from '../../testing/salesforceRig.ts';
import { crmContract } from '../contract.ts';
import type { BadCall, CrmUnderTest, TouchMade } from '../contract/under-test.ts';

type Spoilt = Parameters<SalesforceSandbox['badDay']>[2];

const [reading, writing] = ['/services/data/v66.0/composite', '/services/data/v66.0/composite/sobjects'];

/** Every reading is a composite call; Salesforce has no sequences of ours. */
const callOf: Record<Parameters<CrmUnderTest['spoil']>[0], [method: string, path: string]> = {
  changesSince: ['POST', reading],
  readLeads: ['POST', reading],
  writeLeads: ['PATCH', writing],
  createTasks: ['POST', writing],
  assignTasks: ['PATCH', writing],
  dealsSince: ['POST', reading],
  readDeals: ['POST', reading],
  readCompanies: ['POST', reading],
  readCalls: ['POST', reading],
  enroll: ['POST', reading],
};

const stageOf = { open: 'Negotiation/Review', won: 'Closed Won', lost: 'Closed Lost' };

function spoilt(bad: BadCall): Spoilt {
  if (bad === 'lostAnswer') return { kind: 'cut', when: 'after' };
  if (bad === 'cut') return { kind: 'cut', when: 'before' };
  if (bad === 'nonsense') return { kind: 'nonsense' };
  if (bad === 'unavailable') {
    const body = [{ errorCode: 'SERVER_UNAVAILABLE', message: 'The server is unavailable' }];
    return { kind: 'status', status: 503, body };
  }
  // Salesforce itself says no time: this is a proxy before it.
  const headers = { 'Retry-After': String(bad.retryAfterSeconds) };
  return { kind: 'status', status: 429, headers, body: 'Too Many Requests' };
}

/** Leads are about as much as Contacts: each is held against the whole contract, but for what Salesforce keeps of Contacts alone. */
async function start(person: 'Lead' | 'Contact'): Promise<CrmUnderTest> {
  const { sandbox, clock, crm, ann, bob, ...rig } = await startRig({ pageSize: 100 });
  const now = () => clock.now();
  const gone = sandbox.addUser({ email: 'gone@example.com', name: 'Gone' });
  sandbox.deactivate(gone);
  const signal = person === 'Lead' ? 'Lead__c' : 'Contact__c';
  const tasksOf = (leadId: string) =>
    sandbox.rows('Task').filter((row) => row['WhoId'] === leadId && row['IsDeleted'] !== true);
  let leads = 0;
  return {
    crm,
    now,
    reps: { ann, bob, gone },
    setUpByCommand: true,
    ...(person === 'Lead' ? { usualStatus: 'Open - Not Contacted' } : { forgetsOwners: true as const }),
    makeLeads: async (count, { ownerId = sandbox.integrationUser } = {}) =>
      Array.from({ length: count }, (_, n) =>
        sandbox.record(person, {
          LastName: `Doe ${n}`,
          Email: `lead${(leads += 1)}@example.com`,
          OwnerId: ownerId,
          ...(person === 'Lead' && { Company: 'Example' }),
        }),
      ),
    touchLead: async (leadId) => {
      clock.advance(1_000);
      sandbox.setRecord(leadId, { Description: `Called at ${clock.now()}` });
    },
    visitPage: async (leadId, url) => {
      clock.advance(60_000);
      const row = { Kind__c: 'page_view', Detail__c: url, Happened_At__c: new Date(clock.now()).toISOString() };
      sandbox.record('Hot_Signal__c', { [signal]: leadId, ...row });
    },
    // Salesforce has no streams beside what records tell.
    act: async () => {},
    wait: async () => {
      clock.advance(3_600_000);
      return clock.now();
    },
    deleteLead: async (leadId) => sandbox.deleteRecord(leadId),
    mergeLeads: async (kept, merged) => {
      if (person === 'Lead') sandbox.mergeLeads(kept, merged);
      else sandbox.mergeContacts(kept, merged);
      return kept;
    },
    leadStatuses: async () => sandbox.rows('LeadStatus').map((row) => String(row['ApiName'])),
    taskCount: async (leadId) => tasksOf(leadId).length,
    taskOwners: async (leadId) => tasksOf(leadId).map((row) => String(row['OwnerId'])),
    taskStates: async (leadId) => tasksOf(leadId).map(stateOf),
    putOffTask: async (taskId) => sandbox.setRecord(taskId, { Status: 'Deferred' }),
    deleteTask: async (taskId) => sandbox.deleteRecord(taskId),
    setStatus: async (leadId, status) =>
      sandbox.setRecord(leadId, { [person === 'Lead' ? 'Status' : 'Hot_Lead_Status__c']: status }),
    makeDeal: async ({ state, ownerId = sandbox.integrationUser, amount = null }, leadIds) =>
      sandbox.addOpportunity(
        { StageName: stageOf[state], OwnerId: ownerId, Amount: amount },
        leadIds.map((contact) => ({ contact })),
      ),
    endDeal: async (dealId, state) => {
      clock.advance(1_000);
      sandbox.setRecord(dealId, { StageName: stageOf[state] });
    },
    deleteDeal: async (dealId) => sandbox.deleteRecord(dealId),
    makeCompany: async ({ name, domain = null, phone = null, ownerId = sandbox.integrationUser }, leadIds) => {
      const website = domain && `https://www.${domain}/`;
      const id = sandbox.addAccount({ Name: name, Website: website, Phone: phone, OwnerId: ownerId });
      for (const leadId of leadIds) sandbox.setRecord(leadId, { AccountId: id });
      return id;
    },
    makeTouch: async (leadId, touch) => makeTouch(sandbox, leadId, touch),
    spoil: (operation, bad) => sandbox.badDay(...callOf[operation], spoilt(bad)),
    [Symbol.asyncDispose]: () => rig[Symbol.asyncDispose](),
  };
}

function stateOf({ IsClosed, Status }: Readonly<Record<string, unknown>>): 'open' | 'done' | 'other' {
  if (IsClosed === true) return 'done';
  return Status === 'Not Started' || Status === 'In Progress' ? 'open' : 'other';
}

function makeTouch(sandbox: SalesforceSandbox, leadId: string, { kind, by, happened, at, ownerId }: TouchMade): void {
  const when = { at, by: ownerId };
  const done = { WhoId: leadId, Status: 'Completed', CompletedDateTime: new Date(at).toISOString() };
  switch (kind) {
    case 'call':
      sandbox.addTask({ ...done, TaskSubtype: 'Call', CallDisposition: happened ? 'Spoke' : 'No answer' }, when);
      return;
    case 'meeting':
      sandbox.addEvent(
        {
          WhoId: leadId,
          Subject: happened ? 'Demo' : 'Canceled: Demo',
          StartDateTime: new Date(at).toISOString(),
          DurationInMinutes: 30,
        },
        when,
      );
      return;
    case 'message':
      sandbox.addTask({ ...done, Subject: 'SMS: hello' }, when);
      return;
    case 'email':
      if (by === 'machine') sandbox.addTask({ ...done, TaskSubtype: 'ListEmail' }, when);
      else sandbox.addEmail({ about: [leadId], incoming: by === 'lead', bounced: !happened, ...when });
  }
}

crmContract('salesforce, of contacts,', () => start('Contact'));
crmContract('salesforce, of leads,', () => start('Lead'), [], { dealless: true });
