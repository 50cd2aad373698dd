import { describe, expect, test } from '@jest/globals';
import PubSubApiClient from 'salesforce-pubsub-api-client';
import { until } from '../../testing/until.ts';
import { startTestOrg, type TestOrg } from './package-test-org.ts';
import { startPubSub, type PubSub } from './pubsub.ts';

type Heard = { kind: string; payload: Record<string, unknown>; replayId: number; code?: number };

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

type Listening = Disposable & { heard: Heard[] };

/** The vendor's own client, connected and hearing what comes on this topic. */
async function listening(
  org: TestOrg,
  { endpoint }: PubSub,
  more: { topic?: string; token?: string; from?: 'earliest' | number; count?: number } = {},
): Promise<Listening> {
  const { topic = '/data/LeadChangeEvent', token = org.session(), from, count = null } = more;
  const client = new PubSubApiClient(
    {
      authType: 'user-supplied',
      accessToken: token,
      instanceUrl: 'https://example.my.salesforce.com',
      organizationId: org.ground.orgId,
      pubSubEndpoint: endpoint,
      rejectUnauthorizedSsl: false,
    },
    quiet,
  );
  await client.connect();
  const heard: Heard[] = [];
  const hear = (_: unknown, kind: string, data: unknown): void => {
    const { payload = {}, replayId = 0, code } = (data ?? {}) as Partial<Heard>;
    heard.push({ kind, payload, replayId, ...(code !== undefined && { code }) });
  };
  if (from === 'earliest') client.subscribeFromEarliestEvent(topic, hear, count);
  else if (from !== undefined) client.subscribeFromReplayId(topic, hear, count, from);
  else client.subscribe(topic, hear, count);
  return { heard, [Symbol.dispose]: () => client.close() };
}

const events = ({ heard }: Listening): Heard[] => heard.filter(({ kind }) => kind === 'event');
const headerOf = (one: Heard | undefined) => one?.payload['ChangeEventHeader'] as Record<string, unknown> | undefined;

async function started() {
  const org = await startTestOrg();
  const pubsub = await startPubSub(org.ground);
  const end = async (): Promise<void> => {
    await pubsub.close();
    await org.close();
  };
  return { org, pubsub, [Symbol.asyncDispose]: end };
}

const lead = { LastName: 'Lovelace', Company: 'Acme' };

describe('the vendor’s own client', () => {
  test('hears what was made and what was changed, by whom and which fields', async () => {
    await using world = await started();
    const { org, pubsub } = world;
    using listener = await listening(org, pubsub);
    await until(() => pubsub.subscriptions() === 1, 'it is subscribed');
    const id = org.ground.create('Lead', lead, org.by);
    org.ground.update('Lead', id, { LastName: 'Byron', Email: 'ada@example.com' }, { ...org.by, client: 'hotlead' });
    await until(() => events(listener).length === 2, 'it was heard');
    const [made, changed] = events(listener);
    expect(headerOf(made)).toMatchObject({
      entityName: 'Lead',
      recordIds: [id],
      changeType: 'CREATE',
      commitUser: org.adminId,
    });
    expect(made?.payload).toMatchObject({ LastName: 'Lovelace', Company: 'Acme' });
    const { changeOrigin, changedFields } = headerOf(changed) ?? {};
    expect(String(changeOrigin)).toContain('client=hotlead');
    expect(changedFields).toEqual(expect.arrayContaining(['LastName', 'Email']));
    expect(changed?.payload).toMatchObject({ LastName: 'Byron', Company: null });
  });

  test('goes on after the last event it has, in portions it asks for', async () => {
    await using world = await started();
    const { org, pubsub } = world;
    for (const LastName of ['A', 'B', 'C']) org.ground.create('Lead', { ...lead, LastName }, org.by);
    using first = await listening(org, pubsub, { from: 'earliest', count: 2 });
    await until(() => first.heard.some(({ kind }) => kind === 'lastEvent'), 'it was heard');
    expect(events(first).map(({ payload }) => payload['LastName'])).toEqual(['A', 'B']);
    using second = await listening(org, pubsub, { from: events(first)[1]?.replayId ?? 0 });
    await until(() => events(second).length === 1, 'it was heard');
    expect(events(second)[0]?.payload['LastName']).toBe('C');
  });

  test('hears of gaps and deletions, which have no fields', async () => {
    await using world = await started();
    const { org, pubsub } = world;
    using listener = await listening(org, pubsub);
    await until(() => pubsub.subscriptions() === 1, 'it is subscribed');
    const id = org.ground.create('Lead', lead, org.by);
    org.ground.remove('Lead', id, org.by);
    pubsub.publishChange('Lead', [id], 'GAP_UPDATE');
    await until(() => events(listener).length === 3, 'it was heard');
    expect(events(listener).map((one) => headerOf(one)?.['changeType'])).toEqual(['CREATE', 'DELETE', 'GAP_UPDATE']);
    expect(events(listener)[2]?.payload['LastName']).toBeNull();
  });

  test('hears that it lives, and that its stream was cut', async () => {
    await using world = await started();
    const { org, pubsub } = world;
    using listener = await listening(org, pubsub);
    await until(() => pubsub.subscriptions() === 1, 'it is subscribed');
    pubsub.keepAlive();
    await until(() => listener.heard.some(({ kind }) => kind === 'grpcKeepAlive'), 'it was heard');
    pubsub.cutStreams();
    await until(() => listener.heard.some(({ kind }) => kind === 'error'), 'it was heard');
    expect(listener.heard.find(({ kind }) => kind === 'error')?.code).toBe(14);
  });

  test.each([
    ['a session that has ended', { token: 'none' }, 16],
    ['an object nobody selected', { topic: '/data/EventChangeEvent' }, 5],
    ['a replay id nobody gave out', { from: 7 }, 3],
  ])('is refused with %s', async (_, more, code) => {
    await using world = await started();
    using listener = await listening(world.org, world.pubsub, more);
    await until(() => listener.heard.some(({ kind }) => kind === 'error'), 'it was heard');
    expect(listener.heard.find(({ kind }) => kind === 'error')?.code).toBe(code);
  });
});
