import { Signature } from '@hubspot/api-client';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from '../../testing/until.ts';
import { caller, listAt } from '../hubspot/test-caller.ts';
import { startServer, type SandboxServer } from '../server.ts';
import { type Demo, openDemo } from './demo.ts';

const SIGNED = 'https://hotlead.example.com/webhooks/hubspot';
let folder = '';
let said: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hot-lead-demo-'));
  said = [];
});
afterEach(() => rm(folder, { recursive: true }));

/** A demo whose visitors hurry. */
function demoOn(pace = 0.005): Promise<Demo> {
  return openDemo({ folder, now: Date.now, say: (text) => void said.push(text), pace });
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
    expect(said.map((text) => text.replace(/\d+$/, 'ID'))).toEqual([
      'Ada Byron (Big Co) subscribes to the newsletter: contact ID',
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
  });
});

async function textAt(url: string): Promise<string> {
  return (await fetch(url)).text();
}

async function post(demo: Demo, text: string): Promise<void> {
  const headers = { Authorization: `Bearer ${demo.slack.token}`, 'Content-Type': 'application/json' };
  const body = JSON.stringify({ channel: '#hot-leads', text });
  const answer = await fetch(`${demo.slack.apiUrl}chat.postMessage`, { method: 'POST', headers, body });
  expect(await answer.json()).toMatchObject({ ok: true });
}
