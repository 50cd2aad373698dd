import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type PagesWorld, startPages } from '../../embeddedForTests.ts';
import { defaultModel, type Lane } from '../../domain/model.ts';
import { Failure } from '../../failure.ts';
import { modelHash } from '../../model/hash.ts';
import { answerActions } from '../../pipeline/actions.ts';
import { decide } from '../../pipeline/decide.ts';
import { routeClaimed } from '../../pipeline/routes.ts';
import type { Workspace } from '../../pipeline/parts.ts';
import { openStore } from '../../store/store.ts';

let world: PagesWorld;
let calls = 0;
beforeAll(async () => {
  world = await startPages();
});
afterAll(() => world[Symbol.asyncDispose]());

function callOf(
  record: string,
  more: { id?: string; inputFields?: object; portalId?: number; objectType?: string } = {},
) {
  const { id = `ap-${(calls += 1)}`, inputFields = {}, portalId = 1, objectType = 'CONTACT' } = more;
  return {
    callbackId: id,
    origin: { portalId, actionDefinitionId: 2, actionDefinitionVersion: 1 },
    context: { source: 'WORKFLOWS', workflowId: 7 },
    object: { objectId: Number(record), objectType, properties: {} },
    inputFields,
  };
}

async function known(record: string, type?: string): Promise<void> {
  const at = world.now();
  const signals =
    type === undefined ? [] : [{ sourceId: `s-${record}`, subject: 'lead' as const, type, at, confidence: 1 }];
  await openStore(world.db).together('acme', (rows) =>
    rows.keepLeads('hubspot', [{ record, firstName: 'Ada', country: 'DE', signals }], at),
  );
}

/** Looks at whoever is due, and routes whoever is hot, as the pipeline does. */
async function looked(): Promise<void> {
  const { parts, acme } = world;
  await parts.store.together('acme', async (rows) => {
    const deciding = await acme.deciding(rows);
    const leads = await rows.lockDueLeads({ crm: 'hubspot', now: world.now(), since: 0, limit: 100 });
    await decide(parts, acme, rows, { leads, deciding, now: world.now() });
  });
}

async function routed(): Promise<void> {
  const steps = await world.parts.store.together('acme', (rows) =>
    rows.claimSteps({ kind: 'route', now: world.now(), limit: 100, calls: false }),
  );
  await routeClaimed(world.parts, withRelations(), steps);
}

function withRelations(): Workspace {
  const crm = { ...world.acme.crm, readRelations: async () => new Map() } as unknown as Workspace['crm'];
  return { ...world.acme, crm };
}

async function told(ws: Workspace = world.acme): Promise<void> {
  world.advance(3_000);
  const steps = await world.parts.store.together('acme', (rows) =>
    rows.claimSteps({ kind: 'action', now: world.now(), limit: 100, calls: false }),
  );
  await answerActions(world.parts, ws, steps);
}

const completions = (id: string) => world.completed.filter(({ callbackId }) => callbackId === id);
const signals = (id: string) =>
  world.rows('select type, evidence, asset from signals where source_id = $1', [`action:${id}`]);

describe('route hot lead', () => {
  test('opens an episode, and tells the workflow who has it, once', async () => {
    await known('501');
    const call = callOf('501', { inputFields: { reason: 'asked for a call  in the webinar' } });
    const first = await world.workflow('route', call);
    expect(first).toMatchObject({
      status: 200,
      body: { outputFields: { hs_execution_state: 'BLOCK', hs_expiration_duration: 'PT1H' } },
    });
    expect((await world.workflow('route', call)).body).toEqual(first.body);
    expect(await signals(call.callbackId)).toEqual([
      { type: 'route_request', evidence: 'asked for a call in the webinar', asset: null },
    ]);
    await told();
    expect(completions(call.callbackId)).toEqual([]);
    await looked();
    await told();
    expect(completions(call.callbackId)).toEqual([]);
    await routed();
    await told();
    await told();
    expect(completions(call.callbackId)).toEqual([
      {
        callbackId: call.callbackId,
        outputs: {
          outcome: 'opened',
          assigned_to: expect.stringMatching(/ Rep$/),
          hot_lead_score: expect.any(Number),
          hot_lead_tier: 'tier_2',
        },
      },
    ]);
    const again = await world.workflow('route', call);
    expect(again.body).toMatchObject({ outputFields: { outcome: 'opened', hs_execution_state: 'SUCCESS' } });
  });

  test('joins an episode that is open, whoever has it', async () => {
    await known('502', 'demo_request');
    await looked();
    await routed();
    world.advance(60_000);
    const call = callOf('502');
    await world.workflow('route', call);
    await looked();
    await told();
    expect(completions(call.callbackId)).toMatchObject([{ outputs: { outcome: 'joined', hot_lead_tier: 'tier_2' } }]);
    expect(
      await world.rows(
        "select count(*) as open from episodes e join identities i on i.id = e.lead where i.value = '502'",
      ),
    ).toEqual([{ open: 1 }]);
  });

  test('of a contact that nobody knows yet reads it first', async () => {
    const call = callOf('503');
    await world.workflow('route', call);
    expect(
      await world.rows("select kind, subject from steps where key = 'read:action:' || $1", [call.callbackId]),
    ).toEqual([{ kind: 'read', subject: '503' }]);
    await told();
    await known('503');
    await told();
    expect(await signals(call.callbackId)).toHaveLength(1);
    await looked();
    await routed();
    await told();
    expect(completions(call.callbackId)).toMatchObject([{ outputs: { outcome: 'opened' } }]);
  });

  test('of a contact that never comes is refused after two minutes', async () => {
    const call = callOf('504');
    await world.workflow('route', call);
    world.advance(121_000);
    await told();
    expect(completions(call.callbackId)).toMatchObject([{ outputs: { outcome: 'refused' } }]);
  });

  test('that nobody can have yet is held after two minutes', async () => {
    await known('505');
    const call = callOf('505');
    await world.workflow('route', call);
    await looked();
    await told();
    expect(completions(call.callbackId)).toEqual([]);
    world.advance(121_000);
    await told();
    expect(completions(call.callbackId)).toMatchObject([{ outputs: { outcome: 'held', hot_lead_tier: 'tier_2' } }]);
  });

  test('is told again what was kept when the process died on the way', async () => {
    await known('506');
    const call = callOf('506');
    await world.workflow('route', call);
    await looked();
    await routed();
    const crm = {
      ...world.acme.crm,
      completeAction: () => Promise.reject(Failure.retry('no answer', { outcomeUnknown: true })),
    } as Workspace['crm'];
    await told({ ...world.acme, crm });
    expect(completions(call.callbackId)).toEqual([]);
    world.advance(60_000);
    await told();
    expect(completions(call.callbackId)).toMatchObject([{ outputs: { outcome: 'opened' } }]);
  });

  test('for which the workflow does not wait any more is over; one that does not wait yet is told later', async () => {
    await known('507');
    const call = callOf('507');
    await world.workflow('route', call);
    await looked();
    await routed();
    const gone = () => Promise.reject(Failure.permanent('it does not exist', { code: 'not_found' }));
    const ws = { ...world.acme, crm: { ...world.acme.crm, completeAction: gone } as Workspace['crm'] };
    await told(ws);
    expect(await openSteps(call.callbackId)).toBe(1);
    world.advance(61_000);
    await told(ws);
    expect(await openSteps(call.callbackId)).toBe(0);
    expect(await world.rows('select 1 from steps where failed_at is not null')).toEqual([]);
  });

  test('needs a lane in the settings, and says which', async () => {
    const answer = await world.workflow('route', callOf('501', { portalId: 2 }));
    expect(answer.body).toMatchObject({ outputFields: { hs_execution_state: 'BLOCK' } });
    const route = { ...defaultModel.lanes['route_request'], on: false } as Lane;
    const settings = { ...defaultModel, lanes: { ...defaultModel.lanes, route_request: route } };
    const off = { hash: modelHash(settings), settings };
    await openStore(world.db).together('other', (rows) => rows.publishAndLook(off, world.now()));
    expect((await world.workflow('route', callOf('501', { portalId: 2 }))).body).toMatchObject({
      outputFields: { outcome: 'refused', hs_execution_state: 'FAIL_CONTINUE' },
      message: expect.stringMatching(/fast lane for route_request/),
    });
  });

  async function openSteps(callback: string): Promise<number> {
    return (await world.rows("select 1 from steps where key = 'action:' || $1 and done_at is null", [callback])).length;
  }
});

describe('record a signal', () => {
  test("keeps it once, without anybody's address in it", async () => {
    await known('601');
    const inputFields = { signal_type: 'webinar_attendance', asset: ' Pricing webinar for ada@bigco.example ' };
    const call = callOf('601', { inputFields });
    for (let times = 0; times < 2; times += 1)
      expect((await world.workflow('signal', call)).body).toEqual({
        outputFields: { recorded: 'yes', hs_execution_state: 'SUCCESS' },
      });
    expect(await signals(call.callbackId)).toEqual([
      { type: 'webinar_attendance', evidence: null, asset: 'Pricing webinar for' },
    ]);
  });

  test('of a contact that nobody knows yet is kept when it was read', async () => {
    const call = callOf('602', { inputFields: { signal_type: 'webinar_attendance' } });
    expect((await world.workflow('signal', call)).body).toMatchObject({ outputFields: { recorded: 'yes' } });
    await told();
    expect(await signals(call.callbackId)).toEqual([]);
    await known('602');
    await told();
    expect(await signals(call.callbackId)).toHaveLength(1);
    expect(completions(call.callbackId)).toEqual([]);
  });

  test.each([
    ['of a type that the settings do not know', callOf('601', { inputFields: { signal_type: 'toString' } })],
    ['of no type', callOf('601')],
    ['about a company', callOf('601', { inputFields: { signal_type: 'demo_request' }, objectType: 'COMPANY' })],
  ])('%s is refused, and the workflow goes on', async (_what, call) => {
    expect(await world.workflow('signal', call)).toMatchObject({
      status: 200,
      body: { outputFields: { recorded: 'refused', hs_execution_state: 'FAIL_CONTINUE' }, message: expect.any(String) },
    });
  });

  test('of an account that is not connected is refused', async () => {
    const call = callOf('601', { portalId: 9, inputFields: { signal_type: 'demo_request' } });
    expect((await world.workflow('signal', call)).status).toBe(404);
  });
});
