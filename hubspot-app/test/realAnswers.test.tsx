import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { told } from '../../src/pipelineForTests.ts';
import { PUBLIC_URL, startWorld, type World } from '../../src/testing/world.ts';
import { onRecord } from './cards/onRecord.tsx';
import { serverThat, type Call } from './onStage.tsx';
import { onPage } from './pages/onPage.tsx';
import { onSettings } from './settings/onSettings.tsx';

const pages = ['pricing', 'case-studies/a', 'docs/api', 'compare/rival'];

let world: World;
const contacts = { hot: '', quiet: '' };
beforeAll(async () => {
  world = await startWorld({ reps: ['Ann'] });
  const email = 'ada@bigco.example';
  contacts.hot = world.hubspot.addContact({ email, firstname: 'Ada', lastname: 'Byron', company: 'Big Co' });
  for (const page of pages) world.hubspot.visitPage(contacts.hot, `https://acme.example/${page}`);
  world.hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email });
  contacts.quiet = world.hubspot.addContact({ email: 'quentin@bigco.example', firstname: 'Quentin' });
  await told(world);
});
afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
});

/** Every question of a page goes through HubSpot to our real server; the cards' contact is the one given. */
async function answeredFor(contact: string, userEmail = 'ann@acme.example'): Promise<void> {
  const [user] = await world.rows<{ id: string }>(`select user_id as id from reps where email = '${userEmail}'`);
  const userId = user === undefined ? 99 : Number(user.id);
  serverThat(async ({ method, path, body }: Call) => {
    const url = `${world.app.url}${path.replace('contact=501', `contact=${contact}`)}`;
    const asked = { userId, userEmail, url, method: method as 'GET', publicUrl: PUBLIC_URL, ...(body && { body }) };
    const { status, json } = await world.hubspot.fetchAs(asked);
    return { status, json: json() };
  });
}

/** What means nothing to whoever sells: words of the code, names as programs write them, ids of ours. */
const notForPeople = /\b(episode|undefined|null|NaN|Invalid)\b|\w_\w|[0-9a-f]{8}-[0-9a-f]{4}|\[object|\s,|,\s*,/i;

test('the card shows what the server says of a hot lead, in words', async () => {
  await answeredFor(contacts.hot);
  const card = onRecord();
  await card.shows('told in Slack, for Ann Rep');
  for (const words of ['Hot since', 'Asked for a demo', 'Pricing page (/pricing)', 'Respond by', 'Fit not known'])
    expect(card.words()).toContain(words);
  expect(card.words()).not.toMatch(notForPeople);
});

test('the card of a contact without activity says so once', async () => {
  await answeredFor(contacts.quiet);
  const card = onRecord();
  await card.shows('Nothing yet: no activity we know of.');
  expect(card.words()).toContain('Quiet');
  expect(card.words()).not.toMatch(notForPeople);
});

test('the card of a contact that nobody has read says when it will be', async () => {
  await answeredFor('999999');
  const card = onRecord();
  await card.shows('A new one is read within a minute');
});

test('who is no rep sees a card without buttons, and why', async () => {
  await answeredFor(contacts.hot, 'stranger@acme.example');
  const card = onRecord();
  await card.shows('Your HubSpot user owns no records here');
  expect([card.claim(), card.contacted()]).toEqual([null, null]);
});

test.each([
  ['/', 'Ada Byron'],
  ['/response', 'Which signals lead to deals'],
  ['/coverage', 'Ann Rep'],
])('the page %s shows what the server says, in words', async (path, words) => {
  await answeredFor(contacts.hot);
  const page = onPage(path);
  await page.shows(words);
  expect(page.words()).not.toMatch(notForPeople);
});

test('the settings are shown as the server has them, to look at only where that is so', async () => {
  await answeredFor(contacts.hot);
  const page = await onSettings();
  await page.shows('Only who installed Hot Lead Signal in HubSpot');
  expect(page.words()).not.toMatch(/\b(episode|undefined|null|NaN|Invalid)\b|\[object/i);
});
