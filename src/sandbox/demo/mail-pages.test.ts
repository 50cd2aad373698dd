import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { SandboxServer } from '../server.ts';
import { type KeptMail, startMailPages } from './mail-pages.ts';

const raw = [
  'From: Hot leads <hot-leads@tidewater.example>',
  'To: bob.roe@tidewater.example',
  'Subject: =?UTF-8?Q?Ada_L=C3=B6w?=',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<p class="x">Before you call <b>Ada</b></p><script>alert(1)</script>',
].join('\r\n');
const mails: KeptMail[] = [
  { from: 'hot-leads@tidewater.example', to: ['bob.roe@tidewater.example'], raw, at: Date.UTC(2026, 10, 22) },
];
let pages: SandboxServer;

beforeEach(async () => {
  pages = await startMailPages(0, () => mails);
});
afterEach(async () => {
  pages.takeUnknownCalls();
  await pages.close();
});

const shown = async (path: string) => (await fetch(pages.url + path)).text();

test('the list names every mail and says that it is a demo', async () => {
  const list = await shown('/');
  for (const words of ['<a href="/0">Ada Löw</a>', 'bob.roe@tidewater.example', 'here is made up'])
    expect(list).toContain(words);
});

test('a mail is shown in a frame in which nothing of it runs', async () => {
  const letter = await shown('/0');
  expect(letter).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
  expect(letter).not.toContain('<script>alert');
  expect(letter).toContain('&#60;script&#62;alert');
});

test.each(['/1', '/x'])('there is no mail %s', async (path) => {
  expect((await fetch(pages.url + path)).status).toBe(404);
});
