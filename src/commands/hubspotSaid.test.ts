import { expect, test } from '@jest/globals';
import { Failure } from '../failure.ts';
import { hubspotCommand } from './hubspot.ts';
import { saidOnce } from './hubspotSaid.ts';

const NOW = 1_000_000;
const io = { out: () => {}, err: () => {}, now: () => NOW };

async function said(error: Error): Promise<string> {
  const command = saidOnce(async () => Promise.reject(error));
  return command([], io, {}).then(String, (thrown: Error) => thrown.message);
}

test.each([
  [
    'hubspot: no answer for read owners: check the network; trying again',
    'no answer for read owners: check the network; run it again',
  ],
  [
    'hubspot: 503 for read owners: HubSpot has a problem: trying again (X)',
    '503 for read owners: HubSpot has a problem: run it again (X)',
  ],
  ['hubspot: 200 for read owners with a body of no sense', '200 for read owners with a body of no sense; run it again'],
])('nobody tries a command again but who typed it: %s', async (message, expected) => {
  expect(await said(Failure.retry(message))).toBe(expected);
});

test.each([
  [10_000, 'a minute'],
  [30 * 60_000, '30 minutes'],
  [5 * 3_600_000, '5 hours'],
])('a limit that ends in %d ms is worth coming back in %s', async (ms, when) => {
  const failure = Failure.rateLimited('hubspot: 429 for read owners: over the rate limit: waiting (DAILY)', NOW + ms);
  expect(await said(failure)).toBe(`429 for read owners: over the rate limit: run it again in ${when} (DAILY)`);
});

test('what passes by no waiting keeps its advice', async () => {
  expect(await said(Failure.blocked('hubspot: 401 for x: renew it'))).toBe('401 for x: renew it');
  expect(await said(new Error('hubspot: PUBLIC_URL is odd'))).toBe('PUBLIC_URL is odd');
  expect(await said(new Error('--fast is odd'))).toBe('--fast is odd');
});

test('the command says who speaks once', async () => {
  const lines: string[] = [];
  const env = { HUBSPOT_TOKEN: 'sandbox-token', HUBSPOT_PORTAL_ID: '1', HUBSPOT_API_URL: 'http://127.0.0.1:9' };
  expect(await hubspotCommand(['setup'], { ...io, err: (line) => void lines.push(line) }, env)).toBe(1);
  expect(lines).toEqual([expect.stringMatching(/^hubspot: no answer for read the account .*; run it again$/)]);
});
