import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { showPage } from '../consent/consentPages.ts';
import { showHelp } from './helpPage.ts';
import { installPages } from './installPages.ts';

async function shown(show: (response: ServerResponse) => void): Promise<{ status: number; text: string }> {
  const server = createServer((_request, response) => show(response)).listen(0);
  await once(server, 'listening');
  try {
    const answer = await fetch(`http://localhost:${(server.address() as AddressInfo).port}`);
    return { status: answer.status, text: await answer.text() };
  } finally {
    server.close();
  }
}

test('the page for help says where everything is and whom to ask', async () => {
  const { status, text } = await shown(showHelp);
  expect(status).toBe(200);
  for (const word of ['Connected apps', 'Card library', 'Whom to ask', '<code>npx hot-lead hubspot status</code>'])
    expect(text).toContain(word);
});

test('at the end of an installation it is listed what happens and where things are, with commands as they are typed', async () => {
  const { status, text } = await shown((response) => showPage(response, installPages.connected));
  expect(status).toBe(200);
  expect(text.match(/<li>/g)?.length).toBeGreaterThanOrEqual(4);
  expect(text).toContain('<code>npx hot-lead hubspot setup</code>');
  for (const place of ['Card library', 'Connected apps', 'Marketplace']) expect(text).toContain(place);
});

test.each(['badLink', 'noState', 'strayed', 'cancelled', 'scopes', 'taken', 'other', 'records', 'failed'] as const)(
  'the page %s is for small screens too, and every command in it can be typed',
  async (page) => {
    const { text } = await shown((response) => showPage(response, installPages[page], ['<b>']));
    expect(text).toContain('<meta name="viewport" content="width=device-width');
    expect(text).toContain(page === 'scopes' ? '&lt;b>' : '</p>');
    expect(text.replaceAll(/<code>npx hot-lead [^<]*(&lt;name>)?<\/code>/g, '')).not.toMatch(/hot-lead |`/);
  },
);
