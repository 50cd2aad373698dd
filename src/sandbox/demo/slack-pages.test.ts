import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startServer, type Reply, type SandboxServer } from '../server.ts';
import { startSlack, type SlackSandbox } from '../slack/slack.ts';
import { reps, seedSlack } from './company.ts';
import { type SlackHands } from './slack-hands.ts';
import { slackPages } from './slack-pages.ts';

const [ann, bob] = reps.map(({ slackId }) => slackId) as [string, string, ...string[]];
const words = (text: string) => ({ type: 'plain_text', text });
const button = (action_id: string, value: string) => ({ type: 'button', action_id, text: words(action_id), value });

let app: SandboxServer;
let slack: SlackSandbox;
let hands: SlackHands;
/** What the app answers, once; and what it heard. */
let answers: Reply[];
let heard: { payload?: string; text?: string; user_id?: string; event?: { user: string } }[];

beforeAll(async () => {
  app = await startServer({ notFound: () => ({ status: 404 }) });
  app.route('POST', '/events', ({ rawBody, headers }) => {
    const text = rawBody.toString('utf8');
    const isEvent = headers['content-type']?.startsWith('application/json') === true;
    heard.push((isEvent ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text))) as (typeof heard)[number]);
    return answers.shift() ?? { status: 200 };
  });
});
afterAll(() => app.close());
beforeEach(async () => {
  [answers, heard] = [[], []];
  slack = await startSlack();
  seedSlack(slack);
  hands = slackPages(slack);
  hands.reach(`${app.url}/events`);
});
afterEach(() => slack.close());

async function call(method: string, args: Record<string, unknown>): Promise<Record<string, unknown>> {
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${slack.token}` };
  const answer = await fetch(slack.apiUrl + method, { method: 'POST', headers, body: JSON.stringify(args) });
  const body = (await answer.json()) as Record<string, unknown>;
  expect(body).toMatchObject({ ok: true });
  return body;
}

async function postTo(user: string, blocks: unknown[], more = {}): Promise<string> {
  return String((await call('chat.postMessage', { channel: user, text: 'a lead', blocks, ...more }))['ts']);
}

async function shown(path = '/'): Promise<string> {
  return (await fetch(slack.url + path)).text();
}

/** Sends the form that holds these words, with what a person filled in. */
async function send(html: string, holding: string, filled: Record<string, string> = {}, headers = {}) {
  const forms = html.match(/<form[^]*?<\/form>/g) ?? [];
  const form = forms.find((each) => each.includes(holding)) ?? '';
  const hidden = form.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g);
  const given = [...hidden].map(([, name = '', value = '']): [string, string] => [name, value]);
  const pressed = RegExp(`name="press" value="([^"]*)">${holding}<`).exec(form)?.[1];
  const body = new URLSearchParams([...given, ...Object.entries(filled)]);
  if (pressed !== undefined)
    body.set(
      'press',
      pressed.replaceAll(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code))),
    );
  const action = /action="([^"]*)"/.exec(form)?.[1] ?? '/none';
  return fetch(slack.url + action, { method: 'POST', body, headers, redirect: 'manual' });
}

const payload = () => JSON.parse(heard.at(-1)?.payload ?? '{}') as Record<string, unknown>;

describe('what is pressed on the page', () => {
  test('reaches the app as that of the rep whose direct message it is', async () => {
    await postTo(bob, [{ type: 'actions', elements: [button('claim', 'lead 1')] }]);
    expect((await send(await shown(), 'claim')).status).toBe(303);
    expect(payload()).toMatchObject({ user: { id: bob }, actions: [{ action_id: 'claim', value: 'lead 1' }] });
  });

  test('in a list is that of the item beside it, in menus too', async () => {
    const options = (item: string) => [{ text: words(`give ${item}`), value: item }];
    const row = (item: string) => ({ type: 'overflow', action_id: 'more', options: options(item) });
    const sections = ['one', 'two'].map((item) => ({ type: 'section', text: words(item), accessory: row(item) }));
    await postTo(bob, sections);
    await send(await shown(), 'give two');
    expect(payload()).toMatchObject({ actions: [{ selected_option: { value: 'two' } }] });
  });

  test('in the channel is that of whom the page is looked at as', async () => {
    await postTo('C0000DEMO1', [{ type: 'actions', elements: [button('claim', 'lead 1')] }]);
    await send(await shown(`/?as=${bob}`), 'claim');
    expect(payload()).toMatchObject({ user: { id: bob } });
  });

  test('on a message that is gone is said, and nothing reaches the app', async () => {
    const ts = await postTo(bob, [{ type: 'actions', elements: [button('claim', 'lead 1')] }]);
    const before = await shown();
    await call('chat.update', { channel: slack.messages(bob)[0]?.channel, ts, text: 'done', blocks: [] });
    expect((await send(before, 'claim')).status).toBe(409);
    expect(heard).toEqual([]);
  });

  test('by another site is refused', async () => {
    await postTo(bob, [{ type: 'actions', elements: [button('claim', 'lead 1')] }]);
    const answer = await send(await shown(), 'claim', {}, { 'Sec-Fetch-Site': 'cross-site' });
    expect(answer.status).toBe(403);
    expect(heard).toEqual([]);
  });

  test('and not understood by the app is said', async () => {
    answers.push({ status: 500 });
    await postTo(bob, [{ type: 'actions', elements: [button('claim', 'lead 1')] }]);
    const answer = await send(await shown(), 'claim');
    expect([answer.status, await answer.text()]).toEqual([502, 'The app answered 500.']);
  });
});

test('a command is typed by the rep of the room', async () => {
  await send(await shown(), 'Type as Bob Roe', { text: 'ooo until Monday' });
  expect(heard).toMatchObject([{ user_id: bob, text: 'ooo until Monday' }]);
});

test('replies stand under their message, edits are marked, and what one alone sees is nobody else’s', async () => {
  const ts = await postTo(bob, [], { text: 'first' });
  await postTo(bob, [], { text: 'second' });
  const { channel = '' } = slack.messages(bob)[0] ?? {};
  await call('chat.postMessage', { channel, thread_ts: ts, text: 'a reminder' });
  await call('chat.update', { channel, ts, text: 'first, claimed' });
  await call('chat.postEphemeral', { channel: 'C0000DEMO1', user: ann, text: 'for Ann only' });
  expect(await shown()).toMatch(/second[^]*\(edited\)[^]*first, claimed[^]*class="thread"[^]*a reminder/);
  expect(await shown(`/?as=${ann}`)).toContain('for Ann only');
  expect(await shown(`/?as=${bob}`)).not.toContain('for Ann only');
});

describe('a modal', () => {
  const options = ['call', 'email'].map((value) => ({ text: words(value), value }));
  const blocks = [
    {
      type: 'input',
      block_id: 'how',
      label: words('How?'),
      element: { type: 'radio_buttons', action_id: 'how', options },
    },
    {
      type: 'input',
      block_id: 'note',
      label: words('Note'),
      element: { type: 'plain_text_input', action_id: 'note' },
      optional: true,
    },
  ];
  const view = {
    type: 'modal',
    callback_id: 'contacted',
    title: words('Contacted'),
    submit: words('Save'),
    close: words('Cancel'),
    blocks,
  };

  beforeEach(async () => {
    await postTo(bob, [{ type: 'actions', elements: [button('contacted', 'lead 1')] }]);
    await send(await shown(), 'contacted');
    await call('views.open', { trigger_id: payload()['trigger_id'], view });
  });

  test('is shown, and what is filled in reaches the app', async () => {
    expect(await shown()).toContain('On Bob Roe’s screen');
    await send(await shown(), 'How?', { 'field how': 'email', 'field note': 'wants a quote' });
    const values = {
      how: { how: { selected_option: { value: 'email' } } },
      note: { note: { value: 'wants a quote' } },
    };
    expect(payload()).toMatchObject({ type: 'view_submission', user: { id: bob }, view: { state: { values } } });
    expect(await shown()).not.toContain('role="dialog"');
  });

  test('stays with what the app finds wrong in it', async () => {
    answers.push({ status: 200, body: { response_action: 'errors', errors: { how: 'Choose one.' } } });
    await send(await shown(), 'How?');
    expect(await shown()).toContain('Choose one.');
  });

  test('is gone when it is closed', async () => {
    await send(await shown(), 'Cancel');
    expect(await shown()).not.toContain('role="dialog"');
  });
});

test('opening a home asks the app to fill it, and what it shows can be pressed', async () => {
  app.onCall(async ({ body }, phase) => {
    if (phase === 'after' || !body.includes('app_home_opened')) return;
    const blocks = [{ type: 'actions', elements: [button('away', 'away')] }];
    await call('views.publish', { user_id: ann, view: { type: 'home', blocks } });
  });
  await send(await shown(`/home/${ann}?open`), 'away');
  expect(heard[0]).toMatchObject({ event: { user: ann } });
  expect(payload()).toMatchObject({ user: { id: ann }, actions: [{ action_id: 'away' }] });
});

test('a home of nobody is none', async () => {
  expect((await fetch(`${slack.url}/home/U1`)).status).toBe(404);
});

test('before the app is there the page says so', async () => {
  await using early = await startSlack();
  seedSlack(early);
  slackPages(early);
  const answer = await fetch(`${early.url}/demo/command`, { method: 'POST', body: new URLSearchParams({ as: ann }) });
  expect([answer.status, await answer.text()]).toEqual([409, 'The app is not there yet: try again in a moment.']);
});
