import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type PagesWorld, startPages, USERS } from '../../embeddedForTests.ts';
import { planClaimed } from '../../pipeline/plans.ts';
import { openStore } from '../../store/store.ts';

const HOUR = 3_600_000;
const admin = { user: USERS.Max };
let world: PagesWorld;
beforeAll(async () => {
  world = await startPages();
});
afterAll(() => world[Symbol.asyncDispose]());

const bar = (score: number) => [{ path: ['tiers', 'one', 'score'], value: score }];

async function versionNow(): Promise<number> {
  return (await world.ask('GET', '/settings', admin)).body['version'] as number;
}

type Publication = { basedOn?: number; key?: string; user?: string };

async function publish(changes: object[], more: Publication = {}) {
  const { basedOn = await versionNow(), key = `key-${Math.random()}`, user = USERS.Max } = more;
  return world.ask('POST', '/settings/publish', { user, body: { basedOn, changes, key } });
}

function claimed() {
  const claim = { kind: 'plan' as const, now: world.now(), limit: 10, calls: false };
  return openStore(world.db).together('acme', (rows) => rows.claimSteps(claim));
}

async function runPlans(): Promise<number> {
  const steps = await claimed();
  await planClaimed(world.parts, world.acme, steps);
  return steps.length;
}

/** The changes with a plan of them that is done. */
async function withPlan(changes: object[]): Promise<object[]> {
  const body = { basedOn: await versionNow(), changes };
  expect((await world.ask('POST', '/settings/plan', { ...admin, body })).body['ok']).toBe(true);
  await runPlans();
  return changes;
}

describe('the settings', () => {
  test('may be looked at by everybody, with why they may not be changed', async () => {
    const { body } = await world.ask('GET', '/settings', { user: USERS.stranger });
    expect(body).toMatchObject({
      version: 1,
      publishedAt: expect.stringMatching(/ \(23 Nov 10:00 UTC\)$/),
      readOnlyBecause: expect.stringMatching(/who installed/),
      settings: { tiers: { one: { score: 80 } }, catalogue: { demo_request: { points: 30 } } },
      people: expect.arrayContaining([
        { id: 'ann@acme.example', name: 'Ann Rep', email: 'ann@acme.example', active: true },
      ]),
      channels: expect.arrayContaining([{ name: 'Slack', on: false, problem: expect.any(String) }]),
    });
    expect((await world.ask('GET', '/settings', admin)).body).not.toHaveProperty('readOnlyBecause');
  });

  test('with changes are checked, every problem with its path', async () => {
    const changes = [...bar(101), { path: ['lanes', 'demo_request', 'type'], value: 'no_such' }];
    const { status, body } = await world.ask('POST', '/settings/check', { body: { basedOn: 1, changes } });
    expect([status, body['problems']]).toEqual([
      200,
      expect.arrayContaining([
        { path: 'tiers.one.score', text: expect.stringMatching(/100/) },
        { path: 'lanes.demo_request.type', text: expect.any(String) },
      ]),
    ]);
    const good = await world.ask('POST', '/settings/check', { body: { basedOn: 1, changes: bar(85) } });
    expect(good.body).toEqual({ problems: [] });
  });

  test.each([['__proto__'], ['constructor'], ['prototype']])('have no place %s', async (name) => {
    const changes = [{ path: ['tiers', name, 'polluted'], value: true }];
    const { status, body } = await publish(changes);
    expect([status, body]).toEqual([
      200,
      {
        ok: false,
        text: expect.stringMatching(/Nothing was published/),
        problems: [{ path: `tiers.${name}.polluted`, text: 'nothing may have this name' }],
      },
    ]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('publishing', () => {
  test('is refused to whoever may only look', async () => {
    const { status, body } = await publish(bar(90), { user: USERS.Ann });
    expect([status, body['text']]).toEqual([403, expect.stringMatching(/who installed/)]);
    expect(await versionNow()).toBe(1);
  });

  test('happens once for a key, decides from then on and asks for a look at everybody', async () => {
    const before = await versionNow();
    const first = await publish(await withPlan(bar(85)), { basedOn: before, key: 'once' });
    expect(first.body).toMatchObject({ ok: true, version: before + 1, text: expect.stringMatching(/decides/) });
    expect((await publish(bar(85), { basedOn: before, key: 'once' })).body).toEqual(first.body);
    expect(await versionNow()).toBe(before + 1);
    const looks = await world.rows('select subject from steps where kind = $1', ['relook']);
    expect(looks).toEqual([{ subject: String(before + 1) }]);
    const [note] = await world.rows<{ note: string }>('select note from publications order by version desc limit 1');
    expect(note?.note).toMatch(/published in HubSpot/);
  });

  test('needs the plan of these very changes, done', async () => {
    const before = await versionNow();
    const refused = async (changes: object[], why: RegExp) =>
      expect((await publish(changes)).body).toEqual({ ok: false, text: expect.stringMatching(why), problems: [] });
    await refused(bar(91), /no plan of the last day.*Nothing was published/);
    const body = { basedOn: before, changes: bar(91) };
    await world.ask('POST', '/settings/plan', { ...admin, body });
    await refused(bar(91), /still being made/);
    await runPlans();
    await refused(bar(92), /no plan/);
    await world.rows("update plans set result = null, failed = 'broken'");
    await refused(bar(91), /failed: press Plan again/);
    expect(await versionNow()).toBe(before);
  });

  test('over what others published meanwhile is a conflict, and changes nothing', async () => {
    const now = await versionNow();
    const { status, body } = await publish(bar(70), { basedOn: now - 1 });
    expect([status, body['text']]).toEqual([409, expect.stringMatching(/load them again/)]);
    const check = await world.ask('POST', '/settings/check', { body: { basedOn: now - 1, changes: bar(70) } });
    const plan = await world.ask('POST', '/settings/plan', { ...admin, body: { basedOn: now - 1, changes: bar(70) } });
    expect([check.status, plan.status, await versionNow()]).toEqual([409, 409, now]);
  });

  test('of two at once one wins', async () => {
    const basedOn = await versionNow();
    await withPlan(bar(86));
    await withPlan(bar(87));
    const both = await Promise.all([publish(bar(86), { basedOn }), publish(bar(87), { basedOn })]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });

  test('touches no other portal', async () => {
    expect((await world.ask('GET', '/settings', { portal: '2' })).body).toMatchObject({
      version: 1,
      settings: { tiers: { one: { score: 80 } } },
    });
  });
});

describe('a plan', () => {
  const without = [{ path: ['lanes', 'demo_request', 'on'], value: false }];

  test('of changes with problems is not begun', async () => {
    const body = { basedOn: await versionNow(), changes: bar(101) };
    expect((await world.ask('POST', '/settings/plan', { ...admin, body })).body).toMatchObject({
      ok: false,
      problems: [{ path: 'tiers.one.score' }],
    });
  });

  test('says who would not have been hot, is one for two who ask, and is gone a day later', async () => {
    // Heat from before the workspace began is history.
    world.advance(4 * HOUR);
    await asked('7', world.now() - 3 * HOUR);
    const body = { basedOn: await versionNow(), changes: without };
    const [first, second] = [
      await world.ask('POST', '/settings/plan', { ...admin, body }),
      await world.ask('POST', '/settings/plan', { user: USERS.Mia, body }),
    ];
    expect([first.body['ok'], second.body]).toEqual([true, first.body]);
    const id = first.body['id'] as string;
    expect((await planned(id)).body).toMatchObject({ state: 'running' });
    expect((await world.ask('GET', `/settings/plan?id=${id}`, { portal: '2' })).status).toBe(404);
    expect(await runPlans()).toBe(1);
    expect((await planned(id)).body).toMatchObject({
      state: 'done',
      // Nobody watched for longer.
      days: 1,
      atOnce:
        'Publishing gives no lead to a rep at once: nobody who would become hot did anything in the last 24 hours.',
      perDay: [expect.anything(), expect.anything()],
      alertsPerDay: { now: 1, would: 0 },
      summary: [expect.stringMatching(/^Alerts a day: /), expect.any(String), expect.any(String), expect.any(String)],
      becomeHot: [],
      stopBeingHot: [{ contact: '7', name: 'Lea', because: 'no alert of tier 2: asked for a demo' }],
    });
    expect(await runPlans()).toBe(0);
    await world.rows("update plans set created_at = created_at - interval '25 hours'");
    await world.ask('POST', '/settings/plan', { ...admin, body: { ...body, changes: bar(99) } });
    expect(await runPlans()).toBe(1);
    expect((await planned(id)).status).toBe(404);
  });

  test('says whom publishing gives to a rep at once, and publishing says it again', async () => {
    world.advance(1_000);
    await runPlans();
    expect((await publish(await withPlan(without))).body).toMatchObject({ ok: true });
    await asked('8', world.now() - HOUR);
    await asked('9', world.now() - 2 * HOUR);
    const back = await withPlan([{ path: ['lanes', 'demo_request', 'on'], value: true }]);
    const basedOn = await versionNow();
    const { id } = (await world.ask('POST', '/settings/plan', { ...admin, body: { basedOn, changes: back } })).body;
    expect((await planned(id as string)).body['atOnce']).toMatch(
      /^Publishing gives 3 leads to reps at once: they would/,
    );
    expect((await publish(back)).body['text']).toMatch(/By the plan, 3 leads are given to reps now/);
  });

  test('that was cut off is taken up by another process', async () => {
    const body = { basedOn: await versionNow(), changes: bar(95) };
    const { id } = (await world.ask('POST', '/settings/plan', { ...admin, body })).body as { id: string };
    await claimed();
    expect(await runPlans()).toBe(0);
    world.advance(2 * 60_000);
    expect(await runPlans()).toBeGreaterThan(0);
    expect((await planned(id)).body).toMatchObject({ state: 'done' });
  });

  test('lets everything else have its turn between two leads', async () => {
    for (let index = 0; index < 120; index += 1) await asked(`many-${index}`, world.now() - HOUR);
    const body = { basedOn: await versionNow(), changes: bar(96) };
    await world.ask('POST', '/settings/plan', { ...admin, body });
    let [turns, running] = [0, true];
    const beat = () => {
      turns += 1;
      if (running) setImmediate(beat);
    };
    setImmediate(beat);
    await runPlans();
    running = false;
    expect(turns).toBeGreaterThan(120);
  });

  function planned(id: string) {
    return world.ask('GET', `/settings/plan?id=${id}`);
  }

  async function asked(record: string, at: number): Promise<void> {
    const signals = [{ sourceId: `s-${at}`, subject: 'lead' as const, type: 'demo_request', at, confidence: 1 }];
    await openStore(world.db).together('acme', async (rows) => {
      await rows.keepLeads('hubspot', [{ record, firstName: 'Lea', signals }], at);
    });
  }
});
