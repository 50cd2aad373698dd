import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { startReceiver } from './channels/webhook/receiverForTests.ts';
import { keyHash, newApiKey } from './http/apiKey.ts';
import { linkMaker } from './http/linkTokens.ts';
import { asksForDemo, told } from './pipelineForTests.ts';
import { LINKS } from './secretPurposes.ts';
import { signing } from './sealing.ts';
import { addApiKey } from './store/apiKeys.ts';
import { openDb } from './store/db.ts';
import { until } from './testing/until.ts';
import { startWorld, type World } from './testing/world.ts';

const SECRET_KEY = 'a key of thirty-two characters or more';
let world: World;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
const key = newApiKey();

beforeAll(async () => {
  world = await startWorld({ settings: { secretKey: SECRET_KEY, hooksToPrivate: true } });
  receiver = await startReceiver();
  const db = openDb(world.databaseUrl, { max: 1 });
  await db.inWorkspace('acme', (tx) => addApiKey(tx, 'acme', { name: 'n8n', hash: keyHash(key) }, world.now()));
  await db.close();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await receiver[Symbol.asyncDispose]();
});

test('a program hears of a hot lead, of whoever gets it, and of the claim behind a link in a message', async () => {
  const events = ['lead.hot', 'alert.created', 'alert.claimed'];
  const subscribed = await fetch(`${world.app.url}/api/hooks`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify({ targetUrl: receiver.url, events }),
  });
  const { secret } = (await subscribed.json()) as { secret: string };
  const record = asksForDemo(world, 'dana');
  await told(world);
  await until(() => receiver.received.length === 2, 'the first two events');

  const [episode] = await world.rows<{ id: string; email: string }>(
    'select e.id, r.email from episodes e join reps r on r.id = e.assignee',
  );
  const { id = '', email = '' } = episode ?? {};
  const signs = signing(SECRET_KEY, LINKS);
  const linkTo = linkMaker({ signing: signs, publicUrl: world.app.url, now: () => world.now() });
  const link = linkTo({ episode: id, do: 'claim', who: { workspace: 'acme', email } });
  const page = await (await fetch(link)).text();
  expect(page).toContain('dana');
  expect(await world.rows("select id from episodes where state = 'claimed'")).toEqual([]);
  const nonce = /name="nonce" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const send = () => fetch(link, { method: 'POST', body: new URLSearchParams({ nonce }) });
  const answers = [await send(), await send()];
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  await until(() => receiver.received.length === 3, 'the claim');

  const heard = receiver.received.map(
    ({ body, headers }) => new Webhook(secret).verify(body, headers as Record<string, string>) as Heard,
  );
  expect(heard.map(({ type }) => type).toSorted()).toEqual(events.toSorted());
  const lead = { crm: 'hubspot', record };
  for (const { data } of heard) expect(data).toMatchObject({ episode: id, lead, tier: expect.any(Number) });
  const claimed = heard.find(({ type }) => type === 'alert.claimed');
  expect(claimed?.data).toMatchObject({ assignee: { email } });
  expect(JSON.stringify(heard)).not.toContain('dana@');
});

type Heard = { type: string; data: Record<string, unknown> };
