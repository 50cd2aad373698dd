import { Signature } from '@hubspot/api-client';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { salesforceOauth } from '../../crm/salesforce/oauth.ts';
import { until } from '../../testing/until.ts';
import { Connection } from 'jsforce';
import { setUpDemoOrg } from '../../commands/demoOrg.ts';
import { caller, listAt } from '../hubspot/test-caller.ts';
import { nthId } from '../salesforce/ids.ts';
import { startServer, type SandboxServer } from '../server.ts';
import { type Demo, openDemo } from './demo.ts';
import type { Remembered } from './memory.ts';

const SIGNED = 'https://hotlead.example.com/webhooks/hubspot';
const setUpOrg = (org: Parameters<typeof setUpDemoOrg>[0]) => setUpDemoOrg(org, Date.now);
let folder = '';
let said: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hot-lead-demo-'));
  said = [];
});
afterEach(() => rm(folder, { recursive: true }));

/** A demo whose visitors hurry. */
function demoOn(pace = 0.005): Promise<Demo> {
  return openDemo({ folder, now: Date.now, say: (text) => void said.push(text), setUpOrg, pace });
}

/** What takes webhooks in the app's place; it answers with these statuses, then 204. */
async function app(...statuses: number[]): Promise<SandboxServer> {
  const server = await startServer({ notFound: () => ({ status: 404 }) });
  server.route('POST', '/hook', () => ({ status: statuses.shift() ?? 204 }));
  return server;
}

async function playUntil(demo: Demo, target: SandboxServer, words: string): Promise<void> {
  await using _playing = demo.play({ webhooks: `${target.url}/hook`, signedUrl: SIGNED });
  await until(() => said.some((text) => text.includes(words)), `"${words}" is said`);
}

async function contactsOf(demo: Demo): Promise<{ id: string; properties: Record<string, string> }[]> {
  const answer = await caller({ url: demo.hubspot.apiUrl })('GET', '/crm/objects/2026-03/contacts?limit=100');
  return listAt(answer.body, 'results') as { id: string; properties: Record<string, string> }[];
}

describe('the visitors', () => {
  test('tell a story, and the app hears of it in signed webhooks', async () => {
    await using target = await app();
    await using demo = await demoOn();
    await playUntil(demo, target, 'asks for a demo');
    expect(said.map((text) => text.replace(/ \w+$/, (id) => (/\d/.test(id) ? ' ID' : id)))).toEqual([
      'Ada Byron (Big Co) subscribes to the newsletter: contact ID',
      'Ada Byron (Big Co) is in Salesforce, too: lead ID',
      'Ada Byron (Big Co) opens /blog/five-ways-to-plan-a-route',
      'Ada Byron (Big Co) opens /pricing',
      'Ada Byron (Big Co) downloads the case study',
      'Ada Byron (Big Co) asks for a demo',
    ]);
    const { headers, body = '' } = target.calls[0] ?? {};
    const signature = String(headers?.['x-hubspot-signature-v3']);
    const timestamp = Number(headers?.['x-hubspot-request-timestamp']);
    const signed = { signatureVersion: 'v3', signature, clientSecret: demo.hubspot.clientSecret };
    expect(Signature.isValid({ ...signed, method: 'POST', requestBody: body, url: SIGNED, timestamp })).toBe(true);
  });

  test('go on while the app is away, which is said once, and it gets what it missed', async () => {
    await using target = await app(503, 503);
    await using demo = await demoOn();
    await playUntil(demo, target, 'takes webhooks again');
    expect(said.filter((text) => text.includes('did not take a webhook (503)'))).toHaveLength(1);
    const events = target.calls.flatMap(({ body }) => JSON.parse(body) as { attemptNumber: number }[]);
    expect(events.some(({ attemptNumber }) => attemptNumber > 0)).toBe(true);
  });

  test('all of them come by without an error', async () => {
    await using target = await app();
    await using demo = await demoOn(0.001);
    await playUntil(demo, target, 'books a meeting');
    expect(said.filter((text) => text.includes('stopped'))).toEqual([]);
  });

  test('stop at once when the demo ends, whatever they wait for', async () => {
    await using target = await app();
    await using demo = await demoOn(1_000);
    const playing = demo.play({ webhooks: `${target.url}/hook`, signedUrl: SIGNED });
    await playing[Symbol.asyncDispose]();
    expect(said).toEqual([]);
  });
});

describe('its Salesforce', () => {
  test('has a Lead of the same address as the first visitor in HubSpot, whose newsletter it knows nothing of', async () => {
    await using target = await app();
    await using demo = await demoOn();
    await playUntil(demo, target, 'asks for a demo');
    const [ada] = await leadsOf(demo, "LastName = 'Byron'");
    const contacts = (await contactsOf(demo)).map(({ properties }) => properties['email']);
    expect(ada).toMatchObject({ Company: 'Big Co', LeadSource: null });
    expect(contacts).toContain(ada?.['Email']);
  });

  test('alone knows the visitor of the trade fair, until a rep has called', async () => {
    await using target = await app();
    await using demo = await demoOn();
    await playUntil(demo, target, 'has a call from sales');
    const [lead] = await leadsOf(demo, "LeadSource = 'Trade Show'");
    const contacts = (await contactsOf(demo)).map(({ properties }) => properties['email']);
    expect(contacts).not.toContain(lead?.['Email']);
    const about = `Lead__c = '${String(lead?.['Id'])}'`;
    expect(await soql(demo, `SELECT Kind__c FROM Hot_Signal__c WHERE ${about} ORDER BY Id`)).toMatchObject([
      { Kind__c: 'page_view' },
      { Kind__c: 'form_submission' },
    ]);
    const calls = `SELECT Owner.Name FROM Task WHERE WhoId = '${String(lead?.['Id'])}' AND TaskSubtype = 'Call'`;
    expect(await soql(demo, calls)).toMatchObject([{ Owner: { Name: 'Ann Lee' } }]);
  });

  test('has every rep as a user, under the address that they have in HubSpot and Slack', async () => {
    await using demo = await demoOn();
    const users = await soql(demo, 'SELECT Email FROM User');
    expect(users.map(({ Email }) => Email)).toEqual(expect.arrayContaining(Object.keys(demo.taskQueues)));
  });

  test('that cannot be set up keeps the demo from opening, and nothing of it stays open', async () => {
    let url = '';
    const broken = async ({ loginUrl }: Parameters<typeof setUpDemoOrg>[0]) => {
      url = loginUrl;
      throw new Error('the org refused a field');
    };
    const opening = openDemo({ folder, now: Date.now, say: (text) => void said.push(text), setUpOrg: broken });
    await expect(opening).rejects.toThrow('the org refused a field');
    await expect(fetch(url)).rejects.toThrow('fetch failed');
    expect(said).toEqual([]);
  });
});

describe('a later start', () => {
  test('finds its contacts at the same address, and goes on with somebody new', async () => {
    await using target = await app();
    let before: Awaited<ReturnType<typeof contactsOf>> = [];
    let pages = {};
    {
      await using demo = await demoOn();
      await playUntil(demo, target, 'asks for a demo');
      before = await contactsOf(demo);
      pages = demo.pages;
    }
    await using demo = await demoOn();
    expect(await contactsOf(demo)).toEqual(before);
    expect(demo.pages).toEqual(pages);
    said = [];
    await playUntil(demo, target, 'subscribes');
    expect(said[0]).not.toContain('Ada Byron');
    const emails = (await contactsOf(demo)).map(({ properties }) => properties['email']);
    expect(new Set(emails).size).toBe(before.length + 1);
  });

  test('finds its leads in Salesforce as they were, and gives the next one an id of their own', async () => {
    await using target = await app();
    let before: Row[] = [];
    {
      await using demo = await demoOn();
      await playUntil(demo, target, 'asks for a demo');
      before = await leadsOf(demo);
      await hotLead(demo, before);
    }
    await using demo = await demoOn();
    expect(await leadsOf(demo)).toEqual(before);
    said = [];
    await playUntil(demo, target, 'is in Salesforce, too');
    const after = await leadsOf(demo);
    expect(after.map(({ Id }) => Id).slice(0, before.length)).toEqual(before.map(({ Id }) => Id));
    expect(after.length).toBeGreaterThan(before.length);
    await hotLead(demo, before);
    expect(await soql(demo, 'SELECT Name FROM Hot_Lead__c ORDER BY Id')).toMatchObject([
      { Name: 'HL-000001' },
      { Name: 'HL-000002' },
    ]);
  });

  test('on a file of when the company had no Salesforce keeps its contacts, and begins with the people of a new org', async () => {
    await using target = await app();
    let [before, leads]: [unknown, Row[]] = [[], []];
    {
      await using demo = await demoOn();
      leads = await leadsOf(demo);
      await playUntil(demo, target, 'asks for a demo');
      before = await contactsOf(demo);
    }
    const file = path.join(folder, 'demo-hubspot.v8');
    const { org: _, ports, ...older } = deserialize(await readFile(file)) as Remembered;
    const { salesforce: _port, ...olderPorts } = ports;
    await writeFile(file, serialize({ ...older, ports: olderPorts }));
    await using demo = await demoOn();
    expect(await contactsOf(demo)).toEqual(before);
    expect((await leadsOf(demo)).map(({ Email }) => Email)).toEqual(leads.map(({ Email }) => Email));
  });

  test('shows the Slack messages of the earlier one', async () => {
    await using target = await app();
    {
      await using demo = await demoOn();
      await post(demo, 'Hot lead 75, Ada');
      await playUntil(demo, target, 'subscribes');
    }
    await using demo = await demoOn();
    expect(await textAt(demo.pages.slack)).toContain('Hot lead 75, Ada');
  });

  test('on a broken file says so and gives no id that was given before', async () => {
    await writeFile(path.join(folder, 'demo-hubspot.v8'), 'broken');
    const secondsSince2026 = Math.floor((Date.now() - Date.UTC(2026, 0, 1)) / 1_000);
    await using demo = await demoOn();
    expect(said).toEqual([expect.stringContaining('demo-hubspot.v8 is broken or of another version')]);
    const ids = (await contactsOf(demo)).map(({ id }) => Number(id));
    expect(Math.min(...ids)).toBeGreaterThan(secondsSince2026);
    const [lead] = await leadsOf(demo);
    expect(String(lead?.['Id']) > nthId('00Q', secondsSince2026)).toBe(true);
  });

  test('while the earlier one still runs is refused', async () => {
    await using target = await app();
    await using demo = await demoOn();
    await playUntil(demo, target, 'opens');
    await expect(demoOn()).rejects.toThrow(`its HubSpot is ${demo.pages.hubspot}): stop it`);
  });

  test('that never got as far as playing leaves the file as it was', async () => {
    await (await demoOn())[Symbol.asyncDispose]();
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('its pages', () => {
  const hostile = '<script>alert(1)</script>';

  test('show whatever a contact is called as text, on the list and on the record', async () => {
    await using demo = await demoOn();
    const properties = { email: 'x@y.example', firstname: hostile, company: hostile, jobtitle: hostile };
    const call = caller({ url: demo.hubspot.apiUrl });
    const { body } = await call('POST', '/crm/objects/2026-03/contacts', { properties });
    const { id } = body as { id: string };
    const record = `${demo.hubspot.uiUrl}/contacts/${demo.hubspot.portalId}/record/0-1/${id}`;
    for (const url of [demo.pages.hubspot, record]) {
      const shown = await textAt(url);
      expect(shown).toContain('&#60;script&#62;alert(1)');
      expect(shown).not.toContain(hostile);
    }
  });

  test('show what stands in Salesforce as text: leads, records, tasks, and the rows of its dashboard', async () => {
    await using demo = await demoOn();
    const id = await made(demo, 'Lead', {
      LastName: hostile,
      Company: hostile,
      Lead_Score__c: 78,
      Hot_Lead_Tier__c: 'tier_2',
    });
    await made(demo, 'Task', { WhoId: id, Subject: hostile, Description: hostile });
    await hotLead(demo, [{ Id: id }]);
    const list = await textAt(demo.pages.salesforce);
    const record = await textAt(`${demo.pages.salesforce}/lightning/r/Lead/${id}/view`);
    for (const shown of [list, record]) {
      expect(shown).toContain('&#60;script&#62;alert(1)');
      expect(shown).not.toContain(hostile);
    }
    expect(list).toMatch(/Hot Leads Generated<\/h2>\s*<p class="figure">1</);
    expect(list).toMatch(/Hot Lead Response Time<\/h2>\s*<p class="figure">10\.0 min</);
    expect(list).toContain('HL-000001');
  });

  test('show whatever a message says as text', async () => {
    await using demo = await demoOn();
    await post(demo, '&lt;script&gt;alert(1)&lt;/script&gt; *now*');
    const shown = await textAt(demo.pages.slack);
    expect(shown).toContain('&#60;script&#62;alert(1)&#60;/script&#62; <b>now</b>');
    expect(shown).not.toContain(hostile);
  });

  test('a record that is not there is a page as well, and no fault', async () => {
    await using demo = await demoOn();
    const answer = await fetch(`${demo.hubspot.uiUrl}/contacts/1/record/0-1/5`);
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('There is no such contact')]);
    const other = await fetch(`${demo.pages.salesforce}/lightning/r/Lead/5/view`);
    expect([other.status, await other.text()]).toEqual([404, expect.stringContaining('There is no such lead')]);
  });
});

type Row = Record<string, unknown>;

function leadsOf(demo: Demo, where = "LastName != ''"): Promise<Row[]> {
  return soql(demo, `SELECT Id, Email, Company, LeadSource FROM Lead WHERE ${where} ORDER BY Id`);
}

/** An episode of the first of them, answered after ten minutes. */
async function hotLead(demo: Demo, [lead]: Row[]): Promise<string> {
  const hotAt = Date.now() - 600_000;
  return made(demo, 'Hot_Lead__c', {
    Lead__c: lead?.['Id'],
    Score_At_Trigger__c: 78,
    Hot_At__c: new Date(hotAt).toISOString(),
    First_Response_At__c: new Date(hotAt + 600_000).toISOString(),
  });
}

async function org(demo: Demo): Promise<Connection> {
  const { clientId, clientSecret, loginUrl } = demo.salesforce;
  const { grant } = await salesforceOauth({ clientId, clientSecret, loginUrl }, Date.now).byApp();
  return new Connection({ ...grant, version: '66.0' });
}

async function soql(demo: Demo, query: string): Promise<Row[]> {
  return (await (await org(demo)).query<Row>(query)).records;
}

async function made(demo: Demo, object: string, values: Row): Promise<string> {
  const saved = await (await org(demo)).create(object, values);
  if (!saved.success) throw new Error(JSON.stringify(saved.errors));
  return saved.id;
}

async function textAt(url: string): Promise<string> {
  return (await fetch(url)).text();
}

async function post(demo: Demo, text: string): Promise<void> {
  const headers = { Authorization: `Bearer ${demo.slack.token}`, 'Content-Type': 'application/json' };
  const body = JSON.stringify({ channel: '#hot-leads', text });
  const answer = await fetch(`${demo.slack.apiUrl}chat.postMessage`, { method: 'POST', headers, body });
  expect(await answer.json()).toMatchObject({ ok: true });
}
