import { describe, expect, test } from '@jest/globals';
import type { Source } from '../crm.ts';
import { Failure } from '../../failure.ts';
import { awayCrm } from '../away.ts';
import { heldClock } from '../../testing/clock.ts';
import type { Workspace } from '../../pipeline/parts.ts';
import { changesNamed } from '../../pipeline/place.ts';
import { joinedCrm } from './joined.ts';
import { memoryCrm } from './memoryCrmForTests.ts';
import { memoryLinks } from './memoryLinksForTests.ts';
import { adaInBoth, pair, readOne, rep } from './pairForTests.ts';

const SF = 'salesforce:00Q1';

describe('reps', () => {
  test('are one by e-mail under the first CRM’s id; who is in the second only has its own', async () => {
    const on = pair();
    expect((await on.crm.readReps()).map(({ id }) => id)).toEqual(['1', '2', '3', 'salesforce:005S']);
  });

  test('away in either is away, and who may work in either works', async () => {
    const on = pair();
    on.hubspot.reps = [rep('1', 'ann', { active: false }), rep('2', 'bob')];
    on.salesforce.reps = [
      rep('005A', 'ann'),
      rep('005B', 'bob', { available: false, outOfOffice: [{ from: 1, to: 2 }] }),
    ];
    const [ann, bob] = await on.crm.readReps();
    expect(ann).toMatchObject({ id: '1', active: true });
    expect(bob).toMatchObject({ id: '2', available: false, outOfOffice: [{ from: 1, to: 2 }] });
  });

  test('who left and came back under another id is there under the new one only', async () => {
    const on = pair();
    on.hubspot.reps = [rep('1', 'ann', { active: false }), rep('9', 'ann')];
    const reps = await on.crm.readReps();
    expect(reps.filter(({ name }) => name === 'ann').map(({ id, active }) => [id, active])).toEqual([
      ['1', false],
      ['9', true],
    ]);
  });

  test('are kept for ten minutes, and as they were while one CRM is away', async () => {
    const on = pair();
    adaInBoth(on);
    on.salesforce.set('00Q1', { ownerId: '005A' });
    await readOne(on);
    await readOne(on);
    expect(on.salesforce.calls.get('readReps')).toBe(1);
    on.clock.advance(600_001);
    on.hubspot.away = Failure.retry('hubspot: 503');
    expect(await readOne(on)).toMatchObject({ ownerId: '1' });
    expect(on.salesforce.calls.get('readReps')).toBe(2);
  });
});

describe('everybody', () => {
  test('is listed once: the first CRM’s with their other half, then whoever only the second has', async () => {
    const clock = heldClock('2026-11-20T12:00:00Z');
    const now = () => clock.now();
    const options = { now, hotStatus: 'HOT', batchSize: 3 };
    const first = memoryCrm({ kind: 'hubspot', ...options });
    const second = memoryCrm({ kind: 'salesforce', ...options });
    for (let n = 10; n < 20; n++) first.set(`${n}`, { email: `${n}@x.example` });
    for (let n = 15; n < 25; n++) second.set(`00Q${n}`, { email: `${n}@x.example` });
    const crm = joinedCrm({
      first: first.crm,
      second: second.crm,
      home: 'hubspot',
      links: memoryLinks(now),
      now,
    });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await crm.listLeads(cursor);
      seen.push(...page.people.map(({ id, also = [] }) => [id, ...also].join('+')));
      cursor = page.cursor;
    } while (cursor !== undefined);
    const both = [15, 16, 17, 18, 19].map((n) => `${n}+salesforce:00Q${n}`);
    const later = [20, 21, 22, 23, 24].map((n) => `salesforce:00Q${n}`);
    expect(seen).toEqual(['10', '11', '12', '13', '14', ...both, ...later]);
    expect(await crm.countLeads()).toBe(20);
  });
});

describe('what is asked of both', () => {
  test('deals of either, by the one person and the one owner; a cursor of when the first was alone is its place', async () => {
    const on = pair();
    adaInBoth(on);
    await readOne(on);
    on.hubspot.deals.push({ id: 'd1', state: 'open', ownerId: '2', changedAt: 2, leadIds: ['101'] });
    on.salesforce.deals.push({ id: '006D', state: 'won', ownerId: '005A', changedAt: 1, leadIds: ['00Q1'] });
    const { deals, cursor } = await on.crm.dealsSince('all', 0);
    const told = [
      { id: 'salesforce:006D', state: 'won', ownerId: '1', changedAt: 1, leadIds: ['101'] },
      { id: 'd1', state: 'open', ownerId: '2', changedAt: 2, leadIds: ['101'] },
    ];
    expect(deals).toEqual(told);
    expect(JSON.parse(cursor ?? '')).toEqual({ joined: { first: 'all', second: 'all' } });
    const relations = await on.crm.readRelations([{ leadId: SF }]);
    expect(relations.get(SF)?.deals.map(({ id }) => id)).toEqual(['d1', 'salesforce:006D']);
  });

  test('touches of either, by the one rep', async () => {
    const on = pair();
    adaInBoth(on);
    await readOne(on);
    const call = { kind: 'call' as const, at: 5, by: 'rep' as const, happened: true };
    on.hubspot.touches.set('101', [{ ...call, id: 'c1', ownerId: '1' }]);
    on.salesforce.touches.set('00Q1', [{ ...call, id: 'c1', ownerId: '005B' }]);
    const touches = await on.crm.readTouches([{ leadId: '101', since: 0 }]);
    expect(touches.get('101')).toEqual([
      { ...call, id: 'c1', ownerId: '1' },
      { ...call, id: 'salesforce:c1', ownerId: '2' },
    ]);
  });

  test('of one that is away is missing, by whom, and the other’s word counts; both are a failure', async () => {
    const on = pair();
    adaInBoth(on);
    await readOne(on);
    on.hubspot.set('102', {});
    const call = { id: 'c1', kind: 'call' as const, at: 5, by: 'rep' as const, happened: true };
    on.hubspot.touches.set('101', [call]);
    on.hubspot.deals.push({ id: 'd1', state: 'open', leadIds: ['101'] });
    on.salesforce.away = Failure.rateLimited('salesforce: daily limit', on.now() + 60_000);
    const told: string[][] = [];
    const missing = (leadIds: string[]) => void told.push(leadIds);
    const asked = ['101', '102'].map((leadId) => ({ leadId, since: 0 }));
    expect((await on.crm.readTouches(asked, missing)).get('101')).toEqual([call]);
    expect((await on.crm.readRelations(asked, missing)).get('101')?.deals).toEqual([{ id: 'd1', state: 'open' }]);
    expect(told).toEqual([['101'], ['101']]);
    await expect(on.crm.readTouches(asked)).rejects.toBe(on.salesforce.away);
    on.hubspot.away = Failure.retry('hubspot: 503');
    await expect(on.crm.readTouches(asked, missing)).rejects.toBe(on.hubspot.away);
    expect(told).toHaveLength(2);
  });

  test('episodes are kept where the person is, with the owner and deal that are there', async () => {
    const on = pair();
    adaInBoth(on);
    await readOne(on);
    const episode = { key: 'e1', leadId: '101', ownerId: '1', state: 'open', tier: 1, score: 90, reason: 'x' } as const;
    const times = { signalAt: 1, openedAt: 2, respondBy: 3 };
    const outcomes = await on.crm.keepEpisodes?.([{ ...episode, ...times, dealId: 'salesforce:006D' }]);
    expect(outcomes).toEqual([{ ok: true }]);
    expect(on.salesforce.episodes.get('e1')).toMatchObject({ leadId: '00Q1', ownerId: '005A', dealId: '006D' });
    expect(on.hubspot.episodes.get('e1')).not.toHaveProperty('dealId');
  });

  test('episodes of who asked to be forgotten are forgotten wherever they are kept, and one CRM that is away says so', async () => {
    const on = pair();
    adaInBoth(on);
    await readOne(on);
    const times = { signalAt: 1, openedAt: 2, respondBy: 3 };
    const episode = { state: 'open', tier: 1, score: 90, reason: 'asked for a demo', ...times } as const;
    await on.crm.keepEpisodes?.([{ key: 'e1', leadId: '101', ...episode }]);
    on.salesforce.away = Failure.retry('salesforce: 503');
    expect(await on.crm.forgetEpisodes?.(['e1'])).toEqual([{ ok: false, failure: on.salesforce.away }]);
    expect(on.hubspot.episodes.get('e1')).toEqual({ key: 'e1', ...episode, reason: '' });
    on.salesforce.away = undefined;
    expect(await on.crm.forgetEpisodes?.(['e1', 'e2'])).toEqual([{ ok: true }, { ok: true }]);
    expect(on.salesforce.episodes).toEqual(new Map([['e1', { key: 'e1', ...episode, reason: '' }]]));
  });

  test.each([
    ['hubspot', 'https://hubspot.example/101'],
    ['salesforce', 'https://salesforce.example/00Q1'],
  ] as const)('the record is shown at home: %s', async (home, url) => {
    const on = pair({ home });
    adaInBoth(on);
    await readOne(on);
    expect([on.crm.recordUrl('101'), on.crm.recordUrl(SF)]).toEqual([url, url]);
    expect(on.crm.recordUrl('102')).toBe('https://hubspot.example/102');
  });

  test('one that cannot be prepared is a problem, both are a failure', async () => {
    const on = pair();
    on.salesforce.away = Failure.blocked('salesforce: the token was revoked: connect again');
    expect((await on.crm.prepare()).problems).toEqual(['salesforce: the token was revoked: connect again']);
    on.hubspot.away = on.salesforce.away;
    await expect(on.crm.prepare()).rejects.toBe(on.hubspot.away);
  });
});

test('each CRM’s zone is its own, whichever of them can be prepared', async () => {
  const on = pair();
  const { links, now } = on;
  const ready = (timeZone: string) => async () => ({ done: [], problems: [], timeZone });
  const first = { ...on.hubspot.crm, prepare: ready('Europe/Berlin') };
  const second = { ...on.salesforce.crm, prepare: ready('America/New_York') };
  const crm = joinedCrm({ first, second, home: 'hubspot', links, now });
  const ofSecond = { otherZones: { salesforce: 'America/New_York' } };
  expect(await crm.prepare()).toMatchObject({ timeZone: 'Europe/Berlin', ...ofSecond });
  const alone = joinedCrm({ first: awayCrm('hubspot'), second, home: 'hubspot', links, now });
  const prepared = await alone.prepare();
  expect(prepared).toMatchObject(ofSecond);
  expect(prepared).not.toHaveProperty('timeZone');
});

describe('pace', () => {
  test('work that asks both is done as often as the one that takes fewer calls', () => {
    const { hubspot, salesforce, links, now } = pair();
    const joined = (calls: (number | undefined)[]) => {
      const [first = {}, second = {}] = calls.map((callsPer10Seconds) => callsPer10Seconds && { callsPer10Seconds });
      const both = { first: { ...hubspot.crm, ...first }, second: { ...salesforce.crm, ...second } };
      return joinedCrm({ ...both, home: 'hubspot', links, now }).callsPer10Seconds;
    };
    expect([joined([190, 200]), joined([undefined, 200]), joined([undefined, undefined])]).toEqual([
      190,
      200,
      undefined,
    ]);
  });

  test('each CRM is asked for changes no more often than it wants', async () => {
    const on = pair();
    const slow = { ...on.salesforce.crm, pace: { changesMs: 60_000, scoresMs: 900_000 } };
    const crm = joinedCrm({ first: on.hubspot.crm, second: slow, home: 'hubspot', links: on.links, now: on.now });
    expect(crm.pace).toEqual({ changesMs: 0, scoresMs: 900_000 });
    let cursor: string | undefined;
    for (let n = 0; n < 12; n++) {
      ({ cursor } = await crm.changesSince(cursor, 0));
      on.clock.advance(10_000);
    }
    expect([on.hubspot, on.salesforce].map(({ calls }) => calls.get('changesSince'))).toEqual([12, 2]);
    on.salesforce.set('00Q1', {});
    expect((await crm.changesSince(cursor, 0)).changes.map(({ leadId }) => leadId)).toEqual([SF]);
  });
});

test('a webhook of the second CRM tells of the same people as its changes do', async () => {
  const on = pair();
  on.salesforce.set('00Q1', {});
  const { changes } = await on.salesforce.crm.changesSince(undefined, 0);
  const ws = { crm: on.crm } as Workspace;
  expect(changesNamed(ws, 'salesforce', changes)).toEqual((await on.crm.changesSince(undefined, 0)).changes);
});

describe('sources', () => {
  const visit = { sourceId: 'forms:1', from: 'forms', kind: 'form_submission' as const, at: 1, name: 'Demo' };
  const source = (leadId: string, more: Partial<Source> = {}): Source => ({
    id: 'forms',
    everyMs: 1_000,
    replaces: ['form_submission'],
    adds: [],
    since: async () => ({ found: [{ leadId, activities: [visit] }], cursor: 'c', more: false, upTo: 2 }),
    ...more,
  });

  test('of both are told apart, and tell of the record by which the person is known', async () => {
    const on = pair();
    adaInBoth(on);
    await readOne(on);
    const first = { ...on.hubspot.crm, sources: [source('101')] };
    const second = { ...on.salesforce.crm, sources: [source('00Q1')] };
    const crm = joinedCrm({ first, second, home: 'hubspot', links: on.links, now: on.now });
    expect(crm.sources.map(({ id }) => id)).toEqual(['forms', 'salesforce-forms']);
    expect(await crm.sources[1]?.since(undefined, 0)).toMatchObject({
      found: [{ leadId: '101', activities: [{ sourceId: 'salesforce-forms:1', from: 'salesforce-forms' }] }],
    });
  });

  test('do not take the place of the other CRM’s own history', async () => {
    const on = pair();
    adaInBoth(on);
    const form = { sourceId: 'HS-1', kind: 'form_submission' as const, at: 1, name: 'Demo' };
    on.hubspot.set('101', { activities: [{ ...form, sourceId: 'x' }] });
    on.salesforce.set('00Q1', { activities: [{ ...form, at: 900_000 }] });
    const first = { ...on.hubspot.crm, sources: [source('101')] };
    const crm = joinedCrm({ first, second: on.salesforce.crm, home: 'hubspot', links: on.links, now: on.now });
    const [ada] = (await crm.readLeads(['101'])).people;
    expect(ada?.activities).toMatchObject([{ sourceId: 'x' }, { sourceId: 'salesforce-HS-1', from: 'salesforce' }]);
    expect(ada?.activities[0]).not.toHaveProperty('from');
  });
});
