// A stand-in for Slack that nobody here wrote: what our own sandbox and our own client misunderstand alike shows here.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import { createEmulator, type Emulator } from 'emulate';
import { sending } from '../../sandbox/slack/sending.ts';
import type { SlackSandbox } from '../../sandbox/slack/slack.ts';
import { freePort } from '../../store/postgresPrograms.ts';
import { openBrowser, startInstalling } from '../../testing/installing.ts';
import { openApp } from '../../testing/slackApp.ts';
import { until } from '../../testing/until.ts';
import { alertOf } from './alertForTests.ts';
import { slackChannel } from './slack.ts';

const APP = { clientId: '12345.67890', clientSecret: 'client-secret' };
const SIGNING = 'signing-secret';
const EMAIL = 'ann@acme.test';
const READER = 'xoxb-reader';

let slack: Emulator;
let apiUrl: string;
let ours: Awaited<ReturnType<typeof startInstalling>>;
let token: string;
let team: string;

beforeAll(async () => {
  const port = await freePort();
  apiUrl = `http://127.0.0.1:${port}/api/`;
  ours = await startInstalling({ apiUrl, ...APP });
  const app = {
    client_id: APP.clientId,
    client_secret: APP.clientSecret,
    name: 'Hot Lead Signal',
    redirect_uris: [`${ours.publicUrl}/slack/oauth_redirect`],
  };
  const users = [{ name: 'ann', real_name: 'Ann', email: EMAIL }];
  slack = await createEmulator({
    service: 'slack',
    port,
    seed: {
      slack: {
        team: { name: 'Acme' },
        users,
        channels: [{ name: 'hot-leads' }],
        oauth_apps: [app],
        tokens: [{ token: READER, user: 'ann', scopes: ['im:history'] }],
        strict_scopes: true,
      },
    },
  });
  await install();
  token = (await ours.teams.tokenFor('ours')) ?? '';
  team = (await ours.installations.ofWorkspace('ours'))?.team ?? '';
});
afterAll(async () => {
  await slack?.close();
  await ours?.[Symbol.asyncDispose]();
});

/** Presses the page's button for a person, as a browser would. */
async function install() {
  const browser = openBrowser();
  const page = await (await fetch((await browser(ours.link('ours'))).location)).text();
  const form = page.split('<form').find((part) => part.includes('Ann')) ?? '';
  const fields = [...form.matchAll(/name="([^"]*)" value="([^"]*)"/g)].map(
    ([, name = '', value = '']): [string, string] => [name, value.replaceAll('&amp;', '&')],
  );
  const answer = await fetch(`${slack.url}/oauth/v2/authorize/callback`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(fields),
  });
  return browser(answer.headers.get('location') ?? '');
}

const channel = () => slackChannel({ token: async () => token, apiUrl, now: Date.now });
const web = () => new WebClient(token, { slackApiUrl: apiUrl });

test('the app is installed through our own addresses, and the kept token is that team’s', async () => {
  expect(ours.told).toEqual([`installed: slack: ${team} installed the app for workspace ours`]);
  expect(await ours.teams.workspaceOf(team)).toBe('ours');
  expect(await web().auth.test()).toMatchObject({ ok: true, team_id: team });
});

test('an alert is posted to a rep who is found by e-mail, is edited in place, and is answered in its thread', async () => {
  const id = (await channel().findPerson(EMAIL)) ?? '';
  const alert = alertOf({ controls: ['claim', 'contacted', 'snooze', 'reassign', 'not_a_fit', 'why_hot'] });
  const posted = await channel().post(alert, { kind: 'person', id });
  expect(posted.place).toMatch(/^D/);
  await channel().update?.(alertOf({ score: 71 }), posted);
  await channel().post(alert, { kind: 'person', id: posted.place, thread: posted.message });

  const [message] = await stored(posted.place);
  expect(message).toMatchObject({ ts: posted.message, text: expect.stringContaining('71') });
  expect(JSON.stringify(message?.blocks)).toContain('Ada Lovelace');
});

/** What Slack has of a conversation; asked by a token of the test, for ours may read none. */
async function stored(place: string) {
  const reader = new WebClient(READER, { slackApiUrl: apiUrl });
  const { messages = [] } = await reader.conversations.history({ channel: place });
  return messages;
}

test('our token may read no conversation', async () => {
  const id = (await channel().findPerson(EMAIL)) ?? '';
  const { place } = await channel().post(alertOf(), { kind: 'person', id });
  await expect(web().conversations.history({ channel: place })).rejects.toMatchObject({
    data: { error: 'missing_scope' },
  });
});

test('somebody who opens the app’s home sees it, by the token of their own team', async () => {
  const pretended = { apiUrl, signingSecret: SIGNING, close: async () => undefined } as SlackSandbox;
  await using app = await openApp({ slack: pretended, teams: ours.teams });
  const user = (await channel().findPerson(EMAIL)) ?? '';
  const nobody = () => Promise.reject(new Error('nobody listens by socket'));
  const event = { type: 'app_home_opened', user, tab: 'home', channel: 'D1' };
  const payload = { type: 'event_callback', team_id: team, event_id: 'Ev1', event };
  const answered = await sending(Date.now, SIGNING, nobody)(app.target, { type: 'events_api', payload });
  expect(answered.status).toBe(200);
  await until(() => app.asked.some(({ what }) => what === 'home'), 'the home to be asked for');
  expect(app.asked).toMatchObject([{ what: 'home', with: [{ workspace: 'ours', chatId: user, email: EMAIL }] }]);
  const views = async () => JSON.stringify(await (await fetch(`${slack.url}/?tab=views`)).text());
  await until(async () => (await views()).includes('Needs you now'), 'the home to be published');
  expect(app.told).toEqual([]);
});
