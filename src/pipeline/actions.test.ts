import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type PagesWorld, startPages } from '../embeddedForTests.ts';
import { Failure } from '../failure.ts';
import { openStore } from '../store/store.ts';
import { answerActions } from './actions.ts';

let world: PagesWorld;
beforeAll(async () => {
  world = await startPages();
});
afterAll(() => world[Symbol.asyncDispose]());

/** So many workflows whose contacts nobody makes hot in time: each is to be told so. Gives their steps, claimed. */
async function waiting(count: number, from: number) {
  const records = Array.from({ length: count }, (_, index) => String(from + index));
  const people = records.map((record) => ({ record, firstName: 'Ada', signals: [] }));
  await openStore(world.db).together('acme', (rows) => rows.keepLeads('hubspot', people, world.now()));
  for (const record of records) {
    const object = { objectId: Number(record), objectType: 'CONTACT' };
    await world.workflow('route', { callbackId: `cb-${record}`, origin: { portalId: 1 }, object, inputFields: {} });
  }
  world.advance(121_000);
  return world.parts.store.together('acme', (rows) =>
    rows.claimSteps({ kind: 'action', now: world.now(), limit: 100, calls: false }),
  );
}

function workspaceTelling(completeAction: (callbackId: string) => Promise<void>) {
  return { ...world.acme, crm: { ...world.acme.crm, completeAction } };
}

test('workflows are told side by side, ten at a time', async () => {
  const steps = await waiting(25, 8_000);
  let [now, most, told] = [0, 0, 0];
  const slow = workspaceTelling(async () => {
    most = Math.max(most, (now += 1));
    await new Promise((resolve) => setTimeout(resolve, 100));
    now -= 1;
    told += 1;
  });
  await answerActions(world.parts, slow, steps);
  expect([told, most <= 10, most > 3]).toEqual([25, true, true]);
});

test('once the CRM does not answer, the others wait without being tried, and are told later', async () => {
  const steps = await waiting(25, 9_000);
  let tried = 0;
  const away = workspaceTelling(async () => {
    tried += 1;
    throw Failure.retry('hubspot: no answer');
  });
  await answerActions(world.parts, away, steps);
  expect(tried).toBe(10);
  world.advance(10_000);
  const again = await world.parts.store.together('acme', (rows) =>
    rows.claimSteps({ kind: 'action', now: world.now(), limit: 100, calls: false }),
  );
  expect(again).toHaveLength(25);
  const told: string[] = [];
  await answerActions(
    world.parts,
    workspaceTelling(async (id) => void told.push(id)),
    again,
  );
  expect(new Set(told).size).toBe(25);
});
