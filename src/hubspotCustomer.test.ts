import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { projectProblems } from '../hubspot-app/test/projectProblems.ts';
import { type Customer, startCustomer, USERS } from './testing/customer.ts';
import { rowsWith } from './testing/rowsWith.ts';
import { until } from './testing/until.ts';

// One company's first day with the product, from the empty server to the second installation. Every test goes on where the one
// before it ended.
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const CONTACTS = 300;
const HOT = 40;

let customer: Customer;
/** HubSpot's ids of those who are hot by what they did before. */
let hot: string[];
let quiet: string[];
let ada: string;

beforeAll(async () => {
  customer = await startCustomer();
}, 60_000);
afterAll(async () => customer?.[Symbol.asyncDispose]());

const told = () => `told:\n${customer.told.slice(-60).join('\n')}`;
const becomes = (what: string, check: () => unknown, ms?: number) => until(check, () => `${what}; ${told()}`, ms);
const count = async (table: string) =>
  (await customer.rows<{ count: number }>(`select count(*)::int as count from ${table}`))[0]?.count ?? 0;
const tasksOf = (contact: string) => customer.portal.tasks().filter(({ contactIds }) => contactIds.includes(contact));
const messages = () => customer.slack.messages().map(({ blocks, text }) => JSON.stringify(blocks ?? text));

async function askForDemo(email: string, firstname: string): Promise<string> {
  const id = customer.portal.addContact({ email, firstname });
  customer.portal.submitForm({ formId: 'f1', name: 'Demo Request', email });
  await customer.push();
  return id;
}

/** Sends what happened, and waits until nothing of it is left to do. */
async function settled(): Promise<void> {
  await customer.push();
  await becomes('all work to be done', async () => {
    const now = new Date(customer.now()).toISOString();
    const open = await count(
      `(select 1 from steps where done_at is null and failed_at is null and due_at <= '${now}'
         and kind in ('read', 'catchup', 'route', 'task', 'move', 'finish', 'alert', 'post', 'card', 'contact', 'erase')
       union all select 1 from leads where wanted_seq > done_seq
       union all select 1 from crm_writes where failed_at is null and (wanted <> '{}' or sending <> '{}')) as work`,
    );
    return open === 0;
  });
}

describe('the admin', () => {
  test('gets a project that HubSpot takes, and until somebody installs it the server says what to do', async () => {
    expect(await projectProblems(customer.folder)).toEqual([]);
    expect(await customer.health()).toEqual({
      status: 503,
      troubles: [expect.stringMatching(/no account is connected: open the link of `hot-lead hubspot install`/)],
    });
    expect(await customer.run('status')).toMatchObject({ code: 0, said: expect.stringContaining('prints the link') });
  });

  test('installs it by the link, and sets HubSpot up: what is missing is made, the second time nothing', async () => {
    people();
    expect(await customer.install()).toMatchObject({
      status: 200,
      text: expect.stringContaining('is in your HubSpot'),
    });
    const first = await customer.run('setup', '--action-id', '4711');
    expect(first).toMatchObject({ code: 0, said: expect.stringMatching(/things were changed; nothing is wrong/) });
    const second = await customer.run('setup', '--action-id', '4711');
    expect(second).toMatchObject({ code: 0, said: expect.stringMatching(/Nothing was changed; nothing is wrong/) });
    expect(customer.portal.workflows()).toHaveLength(2);
  });

  test('sees everybody imported and scored, the hot ones too, and nobody is told of any of them', async () => {
    await becomes('the import to end', async () => (await count("imports where state = 'done'")) === 1, 20_000);
    await settled();
    expect(await count('leads')).toBe(CONTACTS);
    const tiers = (ids: string[]) => new Set(ids.map((id) => customer.portal.contact(id)?.['hotlead_tier']));
    await becomes('the scores to be in HubSpot', () =>
      hot.every((id) => customer.portal.contact(id)?.['hotlead_score'] !== undefined),
    );
    expect(tiers(hot)).toEqual(new Set(['tier_2']));
    expect(tiers(quiet)).not.toContain('tier_2');
    expect(await count('episodes')).toBe(0);
    expect([customer.portal.tasks(), messages()]).toEqual([[], []]);
    expect(await customer.run('status')).toMatchObject({
      code: 0,
      said: expect.stringMatching(/works\n[^]*first import: .*300 contacts/),
    });
    expect(await customer.health()).toEqual({ status: 200, troubles: [] });
  });
});

/** 300 contacts from before, of whom 40 asked for a demo two hours ago, and the others read a page days ago. */
function people(): void {
  const { portal } = customer;
  const now = customer.now();
  quiet = portal.seedContacts(CONTACTS - HOT, (index) => {
    const at = now - (3 + (index % 20)) * DAY;
    const past = { hs_analytics_last_url: [{ value: 'https://acme.example/blog/news', at }] };
    return { at: at - DAY, values: { email: `lead${index}@quiet.example` }, past };
  });
  hot = Array.from({ length: HOT }, (_, index) =>
    portal.submitForm({ formId: 'f1', name: 'Demo Request', email: `lead${index}@hot.example`, at: now - 2 * HOUR }),
  );
}

describe('the rep', () => {
  test('has a task and a message when somebody asks for a demo, and the card says why', async () => {
    ada = await askForDemo('ada@bigco.example', 'Ada');
    await becomes('the task', () => tasksOf(ada).length === 1);
    await becomes('the message', () => messages().some((text) => text.includes('Ada')));
    expect(customer.slack.messages(customer.ann.slack)).toHaveLength(1);
    const card = await customer.asks(USERS.ann, `/card?contact=${ada}`);
    expect(card).toMatchObject({
      status: 200,
      body: {
        known: true,
        score: 30,
        hot: true,
        tier: 2,
        why: [expect.stringMatching(/demo/)],
        episode: { state: 'open', assignee: 'Ann Rep', may: { claim: true, contacted: true } },
        viewer: { name: 'Ann Rep', rep: true },
      },
    });
  });

  test('presses Claim and Contacted on the card, and HubSpot has owner, status and a finished task', async () => {
    const card = (await customer.asks(USERS.ann, `/card?contact=${ada}`)).body;
    const { id: episode } = card['episode'] as { id: string };
    for (const press of [{ do: 'claim' }, { do: 'contacted', how: 'call' }])
      expect(await customer.asks(USERS.ann, '/act', { key: press.do, episode, ...press })).toMatchObject({
        status: 200,
        body: { ok: true },
      });
    await becomes('the task to be completed', () => tasksOf(ada)[0]?.['hs_task_status'] === 'COMPLETED');
    await becomes('the status to go on', () => !customer.portal.contact(ada)?.['hs_lead_status']?.startsWith('HOT_'));
    expect(customer.portal.contact(ada)).toMatchObject({ hubspot_owner_id: customer.ann.owner });
    expect(await customer.asks(USERS.ann, `/card?contact=${ada}`)).toMatchObject({
      body: { episode: { state: 'contacted' } },
    });
  });
});

describe('the settings', () => {
  const changes = [{ path: ['tiers', 'one', 'score'], value: 85 }];

  test('are changed by whoever installed the app, after a plan, and by nobody else', async () => {
    const { body } = await customer.asks(USERS.admin, '/settings');
    const draft = { basedOn: body['version'], changes };
    expect(body).not.toHaveProperty('readOnlyBecause');
    const { id } = (await customer.asks(USERS.admin, '/settings/plan', draft)).body;
    await becomes('the plan', async () => {
      const plan = await customer.asks(USERS.admin, `/settings/plan?id=${String(id)}`);
      return plan.body['state'] === 'done';
    });
    const publish = (user: number) => customer.asks(user, '/settings/publish', { ...draft, key: `by-${user}` });
    expect(await publish(USERS.ann)).toMatchObject({ status: 403 });
    expect(await publish(USERS.admin)).toMatchObject({ status: 200, body: { ok: true } });
    expect((await customer.asks(USERS.ann, '/settings')).body).toMatchObject({
      version: Number(draft.basedOn) + 1,
      settings: { tiers: { one: { score: 85 } } },
    });
  });
});

describe('a workflow', () => {
  test('records a signal of a contact, and routes another, and hears who has it', async () => {
    const [noted = '', warm = ''] = quiet;
    const signal = await customer.runsAction('record_signal', noted, { signal_type: 'webinar_attendance' });
    expect(signal).toMatchObject({ state: 'SUCCESS', outputs: { recorded: 'yes' } });
    // Workflows enrol on the scores that the import wrote: who did nothing since is history.
    const history = await customer.runsAction('route_hot_lead', warm, { reason: 'score of 70' });
    expect(history).toMatchObject({ state: 'SUCCESS', outputs: { outcome: 'refused' } });
    customer.portal.visitPage(warm, 'https://acme.example/blog/news');
    await customer.push();
    await settled();
    const { callbackId, state } = await customer.runsAction('route_hot_lead', warm, { reason: 'asked in the webinar' });
    expect(state).toBe('waiting');
    await becomes('the workflow to go on', () => {
      if (customer.portal.actionOf(callbackId)?.state === 'waiting') customer.pass(100);
      return customer.portal.actionOf(callbackId)?.state === 'SUCCESS';
    });
    expect(customer.portal.actionOf(callbackId)?.outputs).toMatchObject({ outcome: 'opened', assigned_to: 'Ann Rep' });
    await becomes('the task', () => tasksOf(warm).length === 1);
    await becomes('the score', () => Number(customer.portal.contact(noted)?.['hotlead_score']) >= 10);
  });
});

describe('a contact', () => {
  test('who asked to be forgotten is in no row of any table', async () => {
    const traces = /zerlinda|quuxwidgets/i;
    const id = await askForDemo('zerlinda@quuxwidgets.example', 'Zerlinda');
    await becomes('the task', () => tasksOf(id).length === 1);
    await becomes('the message', () => messages().some((text) => traces.test(text)));
    await settled();
    const [known] = await customer.rows<{ lead: string }>(`select id as lead from identities where value = '${id}'`);
    if (known === undefined) throw new Error('nobody knows her');
    customer.portal.eraseContact(id);
    await settled();
    // What was under way when it began has ended by then.
    customer.pass(5 * 60_000);
    const numbers = new RegExp(`${traces.source}|${known.lead}|(?<!\\d)${id}(?!\\d)`, 'i');
    let left: string[] = [];
    const nothingLeft = async () => (left = await rowsWith((sql) => customer.rows(sql), numbers)).length === 0;
    await until(nothingLeft, () => `every trace to be gone, but:\n${left.join('\n')}`);
    expect(messages().filter((text) => traces.test(text))).toEqual([]);
  });

  test('that is merged with another goes on as one, with all that both did', async () => {
    const other = customer.portal.addContact({ email: 'ada.old@bigco.example' });
    customer.portal.visitPage(other, 'https://acme.example/pricing');
    await customer.push();
    await becomes('the other to be known', () => customer.portal.contact(other)?.['hotlead_score'] === '25');
    ada = customer.portal.mergeContacts(ada, other);
    await customer.push();
    await becomes('one score of both', () => customer.portal.contact(ada)?.['hotlead_score'] === '55');
    expect(await customer.asks(USERS.ann, `/card?contact=${ada}`)).toMatchObject({
      body: { known: true, episode: { state: 'contacted' } },
    });
  });
});

/** Calls that HubSpot did for the product. */
function answered(): number {
  return customer.accounts.calls.filter(({ path, status = 500 }) => !path.startsWith('/oauth') && status < 300).length;
}

describe('the app, removed in HubSpot,', () => {
  test('says so and waits, loses nothing, and installed again goes on with what came meanwhile', async () => {
    await settled();
    const [leads, episodes, tasks] = [await count('leads'), await count('episodes'), customer.portal.tasks().length];
    customer.portal.uninstall();
    const before = answered();
    const meanwhile = await askForDemo('eve@bigco.example', 'Eve');
    customer.pass(HOUR / 2);
    await becomes('health to say so', async () =>
      (await customer.health()).troubles.some((text) => /account 101 is connected no more/.test(text)),
    );
    const after = [await count('leads'), await count('episodes'), customer.portal.tasks().length, answered()];
    expect(after).toEqual([leads, episodes, tasks, before]);
    expect(await count('steps where failed_at is not null')).toBe(0);

    expect(await customer.install()).toMatchObject({ status: 200 });
    customer.pass(3 * 60_000);
    await becomes('the task of who came meanwhile', () => tasksOf(meanwhile).length === 1);
    await becomes('health to be well', async () => (await customer.health()).status === 200);
    expect(await count('leads')).toBe(leads + 1);
    expect(customer.told.join('\n')).not.toMatch(/-access-|-refresh-/);
  });

  test('has asked HubSpot nothing that breaks the contract', () => {
    expect(customer.accounts.violations()).toEqual([]);
  });
});
