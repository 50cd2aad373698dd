import { expect, test } from '@jest/globals';
import { named, told } from '../../pipelineForTests.ts';
import { PUBLIC_URL, startWorld, type World } from '../../testing/world.ts';
import { until } from '../../testing/until.ts';

/** As HubSpot passes on what a page of the app asks: with who looks at it, signed for the public address. */
async function asks(world: World, path: string, body?: object) {
  const userEmail = 'ann@acme.example';
  const url = `${world.app.url}/hubspot/api${path}`;
  const userId = await userOf(world, userEmail);
  const method = body === undefined ? ('GET' as const) : ('POST' as const);
  const call = { userId, userEmail, url, method, publicUrl: PUBLIC_URL, ...(body !== undefined && { body }) };
  const answer = await world.hubspot.fetchAs(call);
  return { status: answer.status, body: answer.json() as Record<string, unknown> };
}

async function userOf(world: World, email: string): Promise<number> {
  const [row] = await world.rows<{ id: string }>(`select user_id as id from reps where email = '${email}'`);
  return Number(row?.id);
}

test('a workflow routes a contact, hears who has it, and the rep claims it on the card', async () => {
  await using world = await startWorld({ reps: ['Ann'] });
  const contact = world.hubspot.addContact({ email: 'ada@bigco.example', firstname: 'Ada' });
  await told(world);
  const { callbackId, state } = await world.hubspot.runAction({
    uid: 'route_hot_lead',
    url: `${world.app.url}/hubspot/actions/route`,
    contact,
    inputs: { reason: 'asked for a call in the webinar' },
    publicUrl: PUBLIC_URL,
    deliveries: 2,
  });
  expect(state).toBe('waiting');
  const run = () => world.hubspot.actionOf(callbackId);
  await until(
    async () => {
      if (run()?.state === 'waiting') world.advance(500);
      return run()?.state === 'SUCCESS';
    },
    () => `the workflow to go on; told:\n${world.told.join('\n')}`,
  );
  expect(run()?.outputs).toMatchObject({ outcome: 'opened', assigned_to: 'Ann Rep', hot_lead_tier: 'tier_2' });
  const { body } = await asks(world, `/card?contact=${contact}`);
  expect(body).toMatchObject({
    known: true,
    hot: true,
    viewer: { name: 'Ann Rep', rep: true },
    episode: { state: 'open', assignee: named(world, 'Ann').name, may: { claim: true } },
  });
  // Who asked is no interest of the lead's own.
  expect(body['contributions']).toEqual([]);
  expect(body['why']).toEqual([expect.stringContaining('asked for a call in the webinar')]);
  const { id } = body['episode'] as { id: string };
  const claim = await asks(world, '/act', { key: 'k1', episode: id, do: 'claim' });
  expect(claim).toMatchObject({ status: 200, body: { ok: true } });
  const queue = await asks(world, '/queue');
  expect(queue.body).toMatchObject({ mine: [{ contact, state: 'claimed', mayClaim: false }] });
  await world.settled();
});
