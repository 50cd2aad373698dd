import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type PagesWorld, startPages, USERS } from '../../embeddedForTests.ts';
import { planClaimed } from '../../pipeline/plans.ts';

let world: PagesWorld;
beforeAll(async () => {
  world = await startPages();
});
afterAll(() => world[Symbol.asyncDispose]());

describe('a character that nothing can keep is refused in', () => {
  const press = { key: 'k', episode: '0198c0de-0000-7000-8000-000000000001', do: 'claim' };
  test.each([
    ['the contact of a card', 'GET', '/card?contact=%00', undefined],
    ['the id of a plan', 'GET', '/settings/plan?id=%00', undefined],
    ['the key of a press', 'POST', '/act', { ...press, key: 'k\0' }],
    ['its episode', 'POST', '/act', { ...press, episode: 'e\0' }],
    ['the name of a setting', 'POST', '/settings/check', { basedOn: 1, changes: [{ path: ['a\0'], value: 1 }] }],
    ['its value', 'POST', '/settings/check', { basedOn: 1, changes: [{ path: ['a'], value: { 'b\0': 1 } }] }],
  ] as const)('%s', async (_what, method, path, body) => {
    const { status, body: said } = await world.ask(method, path, body === undefined ? {} : { body });
    expect([status, said['text']]).toEqual([400, expect.stringMatching(/NUL/)]);
  });

  test('the id of a workflow’s call', async () => {
    expect(await called({ callbackId: 'a\0b' })).toMatchObject({ status: 400 });
  });

  test('nothing that a workflow took out of a record', async () => {
    const inputFields = { signal_type: 'no\0such', asset: '\0', reason: 'a\0b' };
    expect(await called({ callbackId: 'c', inputFields })).toMatchObject({ status: 200 });
  });

  async function called(call: object) {
    const base = { origin: { portalId: 1 }, object: { objectId: 5, objectType: 'CONTACT' }, inputFields: {} };
    return world.workflow('route', { ...base, ...call });
  }
});

describe('a plan', () => {
  const plan = async (score: number, user: string) => {
    const basedOn = (await world.ask('GET', '/settings')).body['version'];
    const changes = [{ path: ['tiers', 'one', 'score'], value: score }];
    const { status, body } = await world.ask('POST', '/settings/plan', { user, body: { basedOn, changes } });
    return { status, ok: body['ok'], text: body['text'] };
  };

  test('is begun by nobody who may only look', async () => {
    for (const user of [USERS.Ann, USERS.stranger]) expect(await plan(90, user)).toMatchObject({ status: 403 });
    expect(await world.rows('select 1 from plans')).toEqual([]);
  });

  test('is one at a time of a user, and three of a workspace', async () => {
    const all = await Promise.all([90, 91, 92, 93].map((score) => plan(score, USERS.Max)));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    const refused = { status: 200, ok: false, text: expect.stringMatching(/^The plan that you asked for before/) };
    expect(all.filter(({ ok }) => !ok)).toEqual([refused, refused, refused]);
    expect([await plan(94, USERS.Mia), await plan(95, USERS.Mo)]).toMatchObject([{ ok: true }, { ok: true }]);
    expect(await plan(96, USERS.May)).toMatchObject({ ok: false, text: expect.stringMatching(/^3 plans of your/) });
    expect(await plan(94, USERS.May)).toMatchObject({ ok: true });
  });

  test('that is done makes room for another', async () => {
    const claim = { kind: 'plan' as const, now: world.now(), limit: 10, calls: false };
    const steps = await world.parts.store.together('acme', (rows) => rows.claimSteps(claim));
    await planClaimed(world.parts, world.acme, steps);
    expect(await plan(97, USERS.Max)).toMatchObject({ ok: true });
  });
});
