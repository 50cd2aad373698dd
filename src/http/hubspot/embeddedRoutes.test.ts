import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openStore } from '../../store/store.ts';
import { type Asked, type PagesWorld, startPages, USERS } from '../../embeddedForTests.ts';

let world: PagesWorld;
beforeAll(async () => {
  world = await startPages();
});
afterAll(() => world[Symbol.asyncDispose]());

describe('who may ask', () => {
  test.each<[string, Asked, RegExp]>([
    ['nobody without a signature', { unsigned: true }, /no v3 signature/],
    ['nobody as another portal', { tamper: (url) => url.replace('portalId=1', 'portalId=2') }, /wrong signature/],
    ['nobody as another user', { tamper: (url) => url.replace('userId=11', 'userId=50') }, /wrong signature/],
    ['nobody with a parameter more', { tamper: (url) => `${url}&portalId=2` }, /wrong signature/],
    ['nobody late', { ago: 300_001 }, /check the clock/],
    ['nobody early', { ago: -300_001 }, /check the clock/],
  ])('%s', async (_who, asked, why) => {
    const { status, body } = await world.ask('GET', '/queue', asked);
    expect([status, body['text']]).toEqual([401, expect.stringMatching(why)]);
    expect(Object.keys(body).toSorted()).toEqual(['ok', 'problems', 'text']);
  });

  test.each(['/queue?portalId=2', '/queue?userId=50', '/queue?portal%49d=2'])(
    'nobody for whom a page itself said %s, though HubSpot signed it',
    async (path) => {
      expect((await world.ask('GET', path, { email: 'ann@acme.example' })).status).toBe(401);
    },
  );

  test('nobody by the older signature of workflows', async () => {
    const answer = await world.workflow('route', {}, '/hubspot/api/queue?portalId=1&userId=11');
    expect(answer).toMatchObject({ status: 401, body: { text: expect.stringMatching(/no v3 signature/) } });
  });

  test('nobody of a portal that is not connected', async () => {
    const answer = await world.ask('GET', '/queue', { portal: '3' });
    expect(answer).toMatchObject({ status: 404, body: { text: expect.stringMatching(/install the app/) } });
  });

  test('whoever asks for what there is not is told so', async () => {
    expect(await world.ask('GET', '/nothing')).toMatchObject({ status: 404, body: { ok: false } });
    expect((await world.ask('GET', '/card')).status).toBe(400);
  });

  test('what is too large, too deep or no JSON is refused without a word of it', async () => {
    const large = await world.ask('POST', '/act', { body: 'x'.repeat(300_000) });
    const deep = await world.ask('POST', '/act', { body: '['.repeat(50_000) });
    const broken = await world.ask('POST', '/act', { body: '{"secret' });
    const wrong = await world.ask('POST', '/act', { body: { key: 'k', episode: 'secret', do: 'delete' } });
    expect([large.status, deep.status, broken.status, wrong.status]).toEqual([413, 400, 400, 400]);
    for (const { body } of [deep, broken, wrong]) expect(JSON.stringify(body)).not.toContain('secret');
  });
});

describe('the card', () => {
  test('of a contact that nobody knows says so', async () => {
    expect(await world.ask('GET', '/card?contact=404404')).toMatchObject({
      status: 200,
      body: { known: false, because: expect.stringMatching(/not|Nothing/) },
    });
  });

  test('shows the episode with what its viewer may do, to whom it belongs and to whom it does not', async () => {
    const episode = await world.lead({ assignee: 'Ann' });
    const record = await recordOf(episode);
    const anns = await world.ask('GET', `/card?contact=${record}`);
    expect(anns.body).toMatchObject({
      known: true,
      contact: record,
      name: 'Ada',
      viewer: { name: 'Ann Rep', rep: true, manager: false },
      episode: {
        id: episode,
        state: 'open',
        stateWords: expect.stringMatching(/^open since \d\d:\d\d$/),
        due: expect.stringMatching(/^respond by /),
        late: false,
        may: { claim: true, contacted: true },
      },
    });
    const theirs = await world.ask('GET', `/card?contact=${record}`, { user: USERS.stranger });
    expect(theirs.body).toMatchObject({
      viewer: { rep: false, manager: false, problem: expect.stringMatching(/you may look/) },
      episode: { may: { claim: false, contacted: false, because: expect.stringMatching(/you may look/) } },
    });
    const others = await world.ask('GET', `/card?contact=${record}`, { portal: '2' });
    expect(others.body).toMatchObject({ known: false });
  });

  test('of a customer whose episode is open says where it went, and not that nobody is told', async () => {
    const episode = await world.lead({ assignee: 'Ann' });
    const record = await recordOf(episode);
    const lead = 'id = (select lead from episodes where id = $1)';
    await world.rows(`update leads set lifecycle = 'customer' where ${lead}`, [episode]);
    const { body } = await world.ask('GET', `/card?contact=${record}`);
    expect(body).not.toHaveProperty('suppressed');
    expect(body).toMatchObject({ notes: ['a customer: Ann Rep has it'] });
    await world.rows("update episodes set state = 'closed' where id = $1", [episode]);
    const over = await world.ask('GET', `/card?contact=${record}`);
    expect(over.body).toMatchObject({ suppressed: 'customer: goes to its CSM' });
    expect(over.body).not.toHaveProperty('notes');
  });

  test('of a lead that a workflow asked for gives its own reasons, and says beside them how it came', async () => {
    const at = world.now() - 60_000;
    const own = { sourceId: 'own', subject: 'lead' as const, type: 'demo_request', at, confidence: 1 };
    const asked = { ...own, sourceId: 'asked', type: 'route_request', evidence: 'met us at the fair' };
    await openStore(world.db).together('acme', (rows) =>
      rows.keepLeads('hubspot', [{ record: '77', firstName: 'Eve', signals: [own, asked] }], at),
    );
    const { body } = await world.ask('GET', '/card?contact=77');
    expect(body).toMatchObject({
      why: ['asked for a demo 1 minute ago'],
      notes: ['a workflow asked to route it: "met us at the fair" 1 minute ago'],
      contributions: [{ words: 'asked for a demo' }],
      headline: 'Hot, tier 2',
    });
  });

  test('takes no e-mail for who somebody is, though HubSpot signs one', async () => {
    const record = await recordOf(await world.lead({ assignee: 'Bob' }));
    const { body } = await world.ask('GET', `/card?contact=${record}`, { user: USERS.Max, email: 'Max@acme.example' });
    expect(body).toMatchObject({ viewer: { rep: false, manager: false } });
  });
});

describe('a press', () => {
  test('with the same key claims once, and the second rep is told who was first', async () => {
    const episode = await world.lead({ assignee: 'Ann' });
    const body = { key: 'press-1', episode, do: 'claim' };
    const first = await world.ask('POST', '/act', { body });
    expect(first.body).toMatchObject({ ok: true, text: expect.stringMatching(/^Claimed: it is yours/) });
    expect((await world.ask('POST', '/act', { body })).body).toEqual(first.body);
    const second = await world.ask('POST', '/act', { user: USERS.Bob, body });
    expect(second.body).toMatchObject({ ok: false, text: expect.stringContaining('Ann') });
    expect(await world.rows('select state from episodes where id = $1', [episode])).toEqual([{ state: 'claimed' }]);
  });

  test('contacted is kept with how', async () => {
    const episode = await world.lead({ assignee: 'Ann' });
    const body = { key: 'press-2', episode, do: 'contacted', how: 'email' };
    expect((await world.ask('POST', '/act', { body })).body).toMatchObject({ ok: true });
    const [round] = await world.rows<object>('select contact_kind as kind from rounds where episode = $1', [episode]);
    expect(round).toEqual({ kind: 'email' });
  });

  test('by nobody here, and about an episode of another portal, does nothing', async () => {
    const episode = await world.lead({ assignee: 'Ann' });
    const body = { key: 'press-3', episode, do: 'claim' };
    expect((await world.ask('POST', '/act', { user: USERS.stranger, body })).body).toMatchObject({ ok: false });
    expect((await world.ask('POST', '/act', { portal: '2', body })).body).toMatchObject({ ok: false });
    expect(await world.rows('select state from episodes where id = $1', [episode])).toEqual([{ state: 'open' }]);
  });
});

test('the queue shows own leads and those of the team, and to a stranger what there is without a button', async () => {
  const mine = await world.lead({ assignee: 'Bob' });
  const { body } = await world.ask('GET', '/queue', { user: USERS.Bob });
  expect(body['mine']).toContainEqual(
    expect.objectContaining({
      episode: mine,
      contact: await recordOf(mine),
      name: 'Ada',
      state: 'open',
      assignee: 'Bob Rep',
      mayClaim: true,
    }),
  );
  const theirs = await world.ask('GET', '/queue', { user: USERS.stranger });
  const rows = theirs.body['team'] as { episode: string; mayClaim: boolean }[];
  expect(theirs.body['mine']).toEqual([]);
  expect(rows.map(({ episode }) => episode)).toContain(mine);
  expect(rows.some(({ mayClaim }) => mayClaim)).toBe(false);
  expect((await world.ask('GET', '/queue', { portal: '2' })).body).toMatchObject({ mine: [], team: [] });
});

test('the response page counts the rounds of the last 30 days', async () => {
  const { status, body } = await world.ask('GET', '/response');
  expect(status).toBe(200);
  const perDay = body['perDay'] as { day: string; hotLeads: number; answeredInHour: number }[];
  expect(perDay).toHaveLength(31);
  const [counted] = await world.rows<{ all: number }>('select count(*) as all from rounds');
  expect(perDay.reduce((sum, { hotLeads }) => sum + hotLeads, 0)).toBe(counted?.all);
  expect(perDay.at(-1)).toMatchObject({ day: '2026-11-23' });
  expect((body['figures'] as unknown[]).length).toBe(9);
  const byRep = body['byRep'] as { hotLeads: number; answered: number; open: number; inHour: number }[];
  for (const { hotLeads, answered, open } of byRep) expect(hotLeads).toBe(answered + open);
  expect(byRep.reduce((sum, { hotLeads }) => sum + hotLeads, 0)).toBe(counted?.all);
  const inHour = perDay.reduce((sum, { answeredInHour }) => sum + answeredInHour, 0);
  expect(byRep.reduce((sum, row) => sum + row.inHour, 0)).toBe(inHour);
  expect(body['byTier']).toMatchObject([{ name: 'Tier 1', hotLeads: counted?.all }]);
});

test('the coverage page says who is there, when nobody will be, and by how much pools are even', async () => {
  const { body } = await world.ask('GET', '/coverage');
  expect(body['people']).toMatchObject([
    {
      name: 'Ann Rep',
      present: true,
      because: expect.stringMatching(/ until today 17:00$/),
      problem: expect.any(String),
    },
    { name: 'Bob Rep', present: true, problem: 'neither Slack nor e-mail is connected' },
    { name: 'Cy Rep', present: true },
  ]);
  const week = body['week'] as { day: string; hours: number[] }[];
  expect(week.map(({ day }) => day).slice(0, 2)).toEqual(['2026-11-23', '2026-11-24']);
  expect(week[1]?.hours).toEqual([
    ...Array<number>(9).fill(0),
    ...Array<number>(8).fill(3),
    ...Array<number>(7).fill(0),
  ]);
  expect((body['gaps'] as string[])[0]).toBe('Mon 23 Nov 17:00 to Tue 24 Nov 9:00');
  expect(body['checks']).toContainEqual({ level: expect.any(String), text: expect.any(String) });
  expect(body['timeZone']).toBe('UTC');
});

async function recordOf(episode: string): Promise<string> {
  const [row] = await world.rows<{ value: string }>(
    "select i.value from identities i join episodes e on e.lead = i.id where e.id = $1 and i.kind = 'hubspot:contact'",
    [episode],
  );
  return row?.value ?? '';
}
