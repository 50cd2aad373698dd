import { describe, expect, test } from '@jest/globals';
import { startPubSub } from '../../sandbox/salesforce/pubsub.ts';
import { startRig } from '../../testing/salesforceRig.ts';
import { until } from '../../testing/until.ts';
import { newsIn, topicOf, type News } from './pubsub-events.ts';
import { endingOf } from './pubsub-failure.ts';
import { paceWhile, waitAfter } from './pubsub-pace.ts';
import { changesOf } from './pubsub-people.ts';
import { followOrg, type FollowOptions } from './pubsub.ts';

const id = '00Q000000000001EAA';

function raw(header: object, payload: object = {}) {
  const usual = { recordIds: [id], changeType: 'UPDATE', changeOrigin: 'com/salesforce/api/rest/66.0' };
  return { id: 'e1', replayId: 7, payload: { ChangeEventHeader: { ...usual, ...header }, ...payload } };
}

describe('an event', () => {
  test.each([
    ['com/salesforce/api/rest/66.0;client=hotlead/1.0', true],
    ['com/salesforce/api/rest/66.0;client=hotlead', true],
    ['com/salesforce/api/rest/66.0;client=hotlead-import/2.0', false],
    ['com/salesforce/core/ui', false],
    [null, false],
  ])('of origin %s is ours: %s', (changeOrigin, isOurs) => {
    expect(newsIn('Lead', raw({ changeOrigin }))).toMatchObject({ id: 'e1', place: 7, recordIds: [id], isOurs });
  });

  test.each([
    ['an update of a person', 'Lead', raw({}), false],
    ['a gap of a person', 'Contact', raw({ changeType: 'GAP_UPDATE' }), false],
    ['a conversion', 'Lead', raw({}, { IsConverted: true }), true],
    ['a deletion, which may be a merge', 'Contact', raw({ changeType: 'DELETE' }), true],
    ['a deletion in a gap', 'Lead', raw({ changeType: 'GAP_DELETE' }), true],
    ['a task', 'Task', raw({ changeType: 'CREATE' }), true],
  ] as const)('that is %s is asked for whom it is about: %#', (_, entity, event, needsLook) => {
    expect(newsIn(entity, event)).toMatchObject({ needsLook, isOverflow: false });
  });

  test('of an overflow names nobody', () => {
    const event = raw({ changeType: 'GAP_OVERFLOW', recordIds: ['000000000000000AAA'] });
    expect(newsIn('Lead', event)).toMatchObject({ isOverflow: true, recordIds: [] });
  });

  test('whose number came through rounded is no place to go on at', () => {
    expect(newsIn('Lead', { ...raw({}), replayId: 2 ** 60 })).toMatchObject({ place: undefined });
  });

  test('that cannot be understood is none', () => {
    expect(newsIn('Lead', { id: 'e1', replayId: 7, payload: {} })).toBeUndefined();
  });

  test('of an object of ours has a topic without its two last underscores', () => {
    expect([topicOf('Lead'), topicOf('Hot_Signal__c')]).toEqual([
      '/data/LeadChangeEvent',
      '/data/Hot_Signal__ChangeEvent',
    ]);
  });
});

describe('whom an event is about', () => {
  const news = (entity: 'Lead' | 'Opportunity', recordId: string, more: Partial<News> = {}): News => ({
    entity,
    id: 'e1',
    place: 7,
    recordIds: [recordId],
    isOurs: false,
    needsLook: true,
    isOverflow: false,
    ...more,
  });

  test('is everybody whom the deal names', async () => {
    await using rig = await startRig();
    const [ada, bob] = [rig.sandbox.addContact(), rig.sandbox.addContact()];
    const deal = rig.sandbox.addOpportunity({}, [{ contact: ada }, { contact: bob }]);
    const changes = await changesOf(rig.org, [news('Opportunity', deal)], () => rig.clock.now());
    expect(changes.map(({ leadId }) => leadId).toSorted()).toEqual([ada, bob].toSorted());
    expect(new Set(changes.map(({ key }) => key)).size).toBe(2);
  });

  test('is whom they went into, where they were merged; and themselves where they are gone for good', async () => {
    await using rig = await startRig();
    const [kept, lost] = [rig.sandbox.addLead(), rig.sandbox.addLead()];
    rig.sandbox.mergeLeads(kept, lost);
    const changes = await changesOf(rig.org, [news('Lead', lost), news('Lead', id)], () => rig.clock.now());
    expect(changes).toEqual([
      { key: `salesforce:news:e1:${lost}:${lost}`, leadId: lost, into: kept },
      { key: `salesforce:news:e1:${id}:${id}`, leadId: id },
    ]);
  });

  test('takes no call where the event itself says it, or where it is ours', async () => {
    await using rig = await startRig();
    const told = [news('Lead', id, { needsLook: false }), news('Lead', id, { isOurs: true })];
    expect(await rig.callsOf(() => changesOf(rig.org, told, () => rig.clock.now()))).toBe(0);
  });
});

describe('the end of a stream', () => {
  const refused = (code: number, said?: string) => ({
    code,
    metadata: { get: (name: string) => (name === 'error-code' && said !== undefined ? [said] : []) },
  });
  test.each([
    [16, undefined, 'session'],
    [3, 'sfdc.platform.eventbus.grpc.subscription.fetch.replayid.validation.failed', 'place'],
    [3, 'sfdc.platform.eventbus.grpc.fetch.requests.invalid', 'passing'],
    [5, 'sfdc.platform.eventbus.grpc.topic.not.found', 'absent'],
    [7, undefined, 'absent'],
    [9, 'sfdc.platform.eventbus.grpc.subscription.limit.exceeded', 'full'],
    [8, undefined, 'full'],
    [14, undefined, 'passing'],
  ])('by gRPC status %i, with the code %s, means %s', (code, said, kind) => {
    expect(endingOf(refused(code, said)).kind).toBe(kind);
  });

  test('without an error is one that passes', () => {
    expect(endingOf(undefined)).toEqual({ kind: 'passing', words: 'the stream ended' });
  });

  test('is told by its codes alone', () => {
    const error = { ...refused(16, 'sfdc.service.auth.error'), details: 'the token 00D!secret is invalid' };
    expect(endingOf(error).words).toBe('gRPC status 16 (sfdc.service.auth.error)');
  });
});

describe('how soon', () => {
  test.each([
    ['passing', 1, 1_000],
    ['passing', 4, 8_000],
    ['passing', 40, 300_000],
    ['session', 1, 0],
    ['session', 3, 4_000],
    ['place', 0, 0],
    ['full', 1, 1_800_000],
    ['absent', 1, 3_600_000],
    ['blocked', 1, 120_000],
  ] as const)(
    'after an end that is %s, %i times in vain, the next connection comes after %i ms',
    (kind, inVain, ms) => {
      expect(waitAfter({ kind }, inVain, 0)).toBe(ms);
    },
  );

  test('the poll comes every five minutes while all that carries news is followed, else every minute', () => {
    expect(paceWhile(['Lead', 'Contact', 'Task', 'Hot_Signal__c'])).toEqual({
      changesMs: 300_000,
      scoresMs: 300_000,
      episodesMs: 60_000,
      finishMs: 0,
    });
    expect(paceWhile(['Lead', 'Contact', 'Task']).changesMs).toBe(60_000);
    expect(paceWhile([]).changesMs).toBe(60_000);
  });

  test('an org with few calls a day has rows of episodes and tasks that are done gathered for five minutes', () => {
    expect(paceWhile([], 39_999)).toMatchObject({ episodesMs: 300_000, finishMs: 300_000 });
    expect(paceWhile([], 40_000)).toMatchObject({ episodesMs: 60_000, finishMs: 0 });
  });
});

describe('following an org', () => {
  async function following(more: Partial<FollowOptions>) {
    const rig = await startRig();
    const pubsub = await startPubSub(rig.sandbox.ground);
    const told: string[] = [];
    const refused: (string | undefined)[] = [];
    const follow = followOrg({
      org: rig.org,
      orgId: rig.sandbox.orgId,
      endpoint: pubsub.endpoint,
      session: async (one) => {
        refused.push(one);
        return { accessToken: rig.sandbox.token, instanceUrl: rig.sandbox.url };
      },
      readPlaces: async () => new Map(),
      keepPlaces: async () => {},
      receive: async () => {},
      onMissed: async () => {},
      now: () => rig.clock.now(),
      chance: () => 0,
      tell: (step, text) => void told.push(`${step}: ${text}`),
      ...more,
    });
    const dispose = async () => {
      await follow.close();
      await pubsub.close();
      await rig[Symbol.asyncDispose]();
    };
    return { rig, pubsub, told, refused, follow, [Symbol.asyncDispose]: dispose };
  }

  test('a connection on which nothing is heard, not even that it lives, is another one soon', async () => {
    await using at = await following({ silentMs: 300 });
    await until(() => at.pubsub.subscriptions() === 5, 'the streams to be open');
    await until(() => at.told.some((text) => text.includes('nothing was heard for too long')), 'it to be noticed');
    await until(() => at.refused.length >= 2, 'another connection');
    expect(at.refused[1]).toBeUndefined();
  });

  test('an endpoint where nobody answers is said once, and tried again', async () => {
    await using at = await following({ endpoint: '127.0.0.1:1' });
    await until(() => at.refused.length >= 3, 'three connections');
    expect(at.told).toHaveLength(1);
    expect(at.told[0]).toContain('gRPC status 14');
  });

  test('a session that is refused is given back once, not each time', async () => {
    const tokens: (string | undefined)[] = [];
    const session = async (refused?: string) => {
      tokens.push(refused);
      return { accessToken: 'never good', instanceUrl: 'https://acme.my.salesforce.com' };
    };
    await using at = await following({ session });
    await until(() => tokens.length >= 4, 'four connections');
    expect(tokens.slice(0, 4)).toEqual([undefined, 'never good', undefined, undefined]);
    expect(at.told).toHaveLength(1);
    expect(at.told[0]).toContain('gRPC status 16');
  });

  test('a failing place or row is told again, since nothing after it was kept', async () => {
    const heard: string[][] = [];
    const places = new Map<'Lead', number>();
    await using at = await following({
      readPlaces: async () => places,
      keepPlaces: async (kept) => void places.set('Lead', kept.get('Lead') ?? 0),
      receive: async (changes) => {
        heard.push(changes.map(({ key }) => key));
        if (heard.length === 2) throw new Error('the database is away');
      },
    });
    await until(() => at.pubsub.subscriptions() === 5, 'the streams to be open');
    at.rig.sandbox.addLead();
    await until(() => places.size === 1, 'the first place to be kept');
    at.rig.sandbox.addLead();
    await until(() => heard.length === 3, 'it to be told again');
    expect(heard[2]).toEqual(heard[1]);
    expect(at.told.join()).toContain('the database is away');
  });
});
