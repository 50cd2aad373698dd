import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { asksForDemo, MINUTE, pass, quiet, told } from './pipelineForTests.ts';
import { openDb } from './store/db.ts';
import { chainFaults, homelessDecision } from './store/decisions.ts';
import { FIRST_LEAD } from './store/keptLeads.ts';
import { openStore } from './store/store.ts';
import { rowsWith } from './testing/rowsWith.ts';
import { until } from './testing/until.ts';
import { startWorld, type World } from './testing/world.ts';

const TRACES = /zerlinda/i;
const LAST_LEAD = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const rowsOf = (world: World) => rowsWith((sql) => world.rows(sql), TRACES);
const shown = (world: World) =>
  [...world.reps.map(({ slackId }) => slackId), world.hotLeads]
    .flatMap((place) => world.slack.messages(place))
    .map((message) => JSON.stringify(message));

describe('what was told of somebody who asked to be forgotten', () => {
  let world: World;
  let namedBefore: number;

  beforeAll(async () => {
    world = await startWorld({ reps: ['Ann'], signed: true, digests: true });
    const lead = asksForDemo(world, 'zerlinda');
    asksForDemo(world, 'ada');
    await told(world);
    await world.rows(`update reps set preferences = '{"digestAt": 0}'`);
    const goRound = () => world.rows("update steps set due_at = now() where key = 'digests' and claimed_until is null");
    await until(
      async () => {
        await goRound();
        return (await world.rows("select from deliveries where kind = 'digest'")).length === 1;
      },
      () => `a digest; told so far:\n${world.told.join('\n')}`,
    );
    namedBefore = shown(world).filter((text) => TRACES.test(text)).length;
    world.hubspot.eraseContact(lead);
    await told(world);
  });
  afterAll(async () => world[Symbol.asyncDispose]());

  test('is a step that goes on when its process was killed between deleting and the messages', async () => {
    const isBegun = () => world.rows("select from steps where kind = 'erase' and payload ? 'begun'");
    expect(await isBegun()).toHaveLength(1);
    await world.rows("update steps set claimed_until = now() + interval '1 minute' where kind = 'erase'");
    await world.restart();
    world.advance(5 * MINUTE);
    await quiet(world);
    expect(await isBegun()).toEqual([]);
  });

  test('is in no digest either: one that named them says so and nothing else', () => {
    expect(namedBefore).toBe(2);
    expect(shown(world).filter((text) => TRACES.test(text))).toEqual([]);
    expect(shown(world).filter((text) => text.includes('This digest named somebody who asked'))).toHaveLength(1);
  });

  test('has its task in the CRM done, and nobody else has', () => {
    const statuses = world.hubspot.tasks().map((task) => task['hs_task_status']);
    expect(new Set(statuses)).toEqual(new Set(['COMPLETED', 'NOT_STARTED']));
  });

  test('leaves a log that is as it was written, of those who are left', async () => {
    const db = openDb(world.databaseUrl, { max: 1 });
    const faults = await db.inWorkspace('acme', async (tx) => [
      ...(await chainFaults(tx, 'acme', { after: FIRST_LEAD, last: LAST_LEAD })),
      await homelessDecision(tx, 'acme'),
    ]);
    await db.close();
    expect(faults).toEqual([undefined]);
  });

  test('is not told again by a second request, which finds nobody', async () => {
    await world.pushAgain('all');
    await world.settled();
    await pass(world, 5 * MINUTE);
    expect(await rowsOf(world)).toEqual([]);
    expect(world.told.filter((line) => line.startsWith('erased')).at(-1)).toMatch(/nobody is known by it/);
  });
});

/** A vendor with a gate before calls to `path` that hold these words: they wait there until `open`. */
async function gateAt(vendorUrl: string, path: string, words: RegExp) {
  const gate = Promise.withResolvers<void>();
  let isHeld = false;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    if (request.url?.includes(path) && words.test(body.toString())) {
      isHeld = true;
      await gate.promise;
    }
    const { authorization = '', 'content-type': type = '' } = request.headers;
    const url = new URL(request.url ?? '', vendorUrl);
    const headers = { authorization, 'content-type': type };
    const answer = await fetch(url, { method: 'POST', headers, body });
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(await answer.text());
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const url = new URL(vendorUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url.href,
    isHeld: () => isHeld,
    open: gate.resolve,
    [Symbol.asyncDispose]: async () => {
      gate.resolve();
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

test('an alert that was being posted when its person was erased is changed as well', async () => {
  await using world = await startWorld({ reps: ['Ann'], signed: true, appRuns: false });
  await using gate = await gateAt(world.slack.apiUrl, 'chat.postMessage', TRACES);
  const { slack } = world.settings;
  if (slack === undefined) throw new Error('the world has a Slack');
  slack.apiUrl = gate.url;
  await world.restart();
  const lead = asksForDemo(world, 'zerlinda');
  await world.push();
  await until(
    () => gate.isHeld(),
    () => `a post; told:\n${world.told.join('\n')}`,
  );
  world.hubspot.eraseContact(lead);
  await world.push();
  await until(async () => (await world.rows('select from erased')).length === 1, 'the erasure');
  gate.open();
  await until(() => shown(world).length === 1, 'the post');
  await quiet(world);
  await pass(world, 5 * MINUTE);
  expect(shown(world).filter((text) => TRACES.test(text))).toEqual([]);
  expect(await rowsOf(world)).toEqual([]);
  expect(await world.rows("select from deliveries union all select from steps where kind = 'erase'")).toEqual([]);
});

test('a task that was being made when its lead was erased is done as well', async () => {
  await using world = await startWorld({ reps: ['Ann'], signed: true });
  const record = asksForDemo(world, 'zerlinda');
  asksForDemo(world, 'ada');
  await told(world);
  const [lead] = await world.rows<{ id: string }>(`select id from identities where value = '${record}'`);
  world.hubspot.eraseContact(record);
  await told(world);
  const db = openDb(world.databaseUrl, { max: 1 });
  const ids = await world.rows<{ task: string }>("select task from episodes where state <> 'closed'");
  await openStore(db).together('acme', (rows) =>
    rows.keepErasedTask({ lead: lead?.id ?? '', task: ids[0]?.task ?? '' }),
  );
  await db.close();
  await pass(world, 5 * MINUTE);
  expect(world.hubspot.tasks().map((task) => task['hs_task_status'])).toEqual(['COMPLETED', 'COMPLETED']);
});
