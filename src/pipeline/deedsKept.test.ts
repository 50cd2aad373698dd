import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Deed } from '../channels/answers.ts';
import { chainFaults } from '../store/decisions.ts';
import { openDb } from '../store/db.ts';
import { act } from './deeds.ts';
import { type Before, type Desk, HOUR, MINUTE, startDeeds } from '../deedsForTests.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDeeds();
});
afterAll(() => desk[Symbol.asyncDispose]());

const mine: Before = { owner: 'Ann', assignee: 'Ann' };
const claimed: Before = { ...mine, claimedBy: 'Ann' };

type Kept = {
  state: string;
  assignee: string | null;
  owner: string | null;
  claimedBy: string | null;
  claimedAt: number | null;
  snoozedUntil: number | null;
  closedAs: string | null;
  closedBy: string | null;
  closedBecause: string | null;
  tried: string[];
  claimable: string[] | null;
  ended: boolean;
  climbed: number;
  startedAt: number;
  note: string;
  seq: number;
};

async function kept(episode: string): Promise<Kept> {
  const [row] = await desk.rows<Kept>(
    `select e.state, a.name as assignee, o.name as owner, c.name as "claimedBy", e.claimed_at as "claimedAt",
       e.snoozed_until as "snoozedUntil", e.closed_as as "closedAs", b.name as "closedBy", e.closed_because as "closedBecause", e.tried,
       e.claimable_by as claimable, e.ladder_ended as ended, (e.ladder->>'climbed')::int as climbed,
       (e.ladder->>'startedAt')::float8 as "startedAt", e.routing_note as note, e.card_seq as seq
     from episodes e left join reps a on a.id = e.assignee left join reps o on o.id = e.owner left join reps c on c.id = e.claimed_by
     left join reps b on b.id = e.closed_by where e.id = $1`,
    [episode],
  );
  if (row === undefined) throw new Error('no such episode');
  return row;
}

const decisions = (episode: string) =>
  desk.rows<{ kind: string; inputs: Record<string, unknown>; outcome: Record<string, unknown> }>(
    'select d.kind, d.inputs, d.outcome from decisions d join episodes e on e.lead = d.lead where e.id = $1 order by d.id',
    [episode],
  );

const waiting = (episode: string) =>
  desk.rows<{ kind: string; key: string; due: number; payload: Record<string, unknown> }>(
    'select kind, replace(key, $1, $2) as key, due_at as due, payload from steps where subject = $1 and done_at is null order by key',
    [episode, 'E'],
  );

async function writes(episode: string): Promise<Record<string, unknown>> {
  const [row] = await desk.rows<{ wanted: Record<string, unknown> }>(
    'select w.wanted from crm_writes w join episodes e on e.lead = w.lead where e.id = $1',
    [episode],
  );
  return row?.wanted ?? {};
}

describe('contacted', () => {
  test('stops the clock at once, by the word of whoever pressed, and the status is over', async () => {
    const lead = await desk.lead(claimed);
    await desk.press('Ann', lead, { do: 'contacted', how: 'email', note: 'sent the deck' });
    const [round] = await desk.rows<Record<string, unknown>>(
      'select contacted_at as at, r.name as rep, contact_kind as kind, working_ms from rounds left join reps r on r.id = contact_rep where episode = $1',
      [lead],
    );
    expect(round).toEqual({ at: desk.now(), rep: 'Ann Rep', kind: 'email', working_ms: 10 * MINUTE });
    expect((await kept(lead)).state).toBe('contacted');
    expect(await writes(lead)).toMatchObject({ firstContactAt: desk.now(), statusAfter: 'OPEN' });
    expect(await decisions(lead)).toMatchObject([
      { kind: 'contact', inputs: { touch: { kind: 'email', rep: desk.id('Ann') }, said: { note: 'sent the deck' } } },
    ]);
  });

  test('is not said to be noted already to somebody of the same name', async () => {
    const lead = await desk.lead(mine);
    await desk.press('Bob', lead, { do: 'contacted', how: 'call' });
    await desk.rows("update reps set name = 'Ann Rep' where id = $1 returning id", [desk.id('Bob')]);
    const { ok, text } = await desk.press('Ann', lead, { do: 'contacted', how: 'call' });
    await desk.rows("update reps set name = 'Bob Rep' where id = $1 returning id", [desk.id('Bob')]);
    expect([ok, text]).toEqual([false, 'Ann Rep contacted them just now']);
  });

  test('by a colleague leaves it to whoever has it', async () => {
    const lead = await desk.lead(mine);
    await desk.press('Bob', lead, { do: 'contacted', how: 'call' });
    expect(await kept(lead)).toMatchObject({ state: 'contacted', assignee: 'Ann Rep' });
  });
});

describe('a snooze', () => {
  test('ends with one word to whoever asked for it, and the last one counts', async () => {
    const lead = await desk.lead(mine);
    await desk.press('Ann', lead, { do: 'snooze', until: '1h' });
    await desk.press('Ann', lead, { do: 'snooze', until: '15m' });
    const until = desk.now() + 15 * MINUTE;
    expect((await kept(lead)).snoozedUntil).toBe(until);
    const words = (await waiting(lead)).filter(({ kind }) => kind === 'alert');
    expect(words).toMatchObject([{ due: until, payload: { to: 'assignee', rep: desk.id('Ann') } }]);
    await desk.press('Ann', lead, { do: 'snooze', until: '1h' });
    const again = (await waiting(lead)).filter(({ kind }) => kind === 'alert');
    expect(again).toMatchObject([{ due: desk.now() + HOUR }]);
  });

  test('looks at the ladder now: the claim lapses later', async () => {
    const lead = await desk.lead(claimed);
    await desk.press('Ann', lead, { do: 'snooze', until: 'tomorrow' });
    expect(await waiting(lead)).toContainEqual(expect.objectContaining({ kind: 'sla', due: desk.now() }));
  });

  test.each<[Extract<Deed, { do: 'snooze' }>['until'], string]>([
    ['tomorrow', 'Quiet until tomorrow 09:00; managers still hear of it if nobody answers'],
    ['back', 'Quiet until tomorrow 09:00; managers still hear of it if nobody answers'],
    [Date.UTC(2026, 10, 30, 9), 'Quiet until 30 Nov; managers still hear of it if nobody answers'],
    [Date.UTC(2026, 10, 30, 11), 'A snooze may last 7 days at most'],
    [0, 'A snooze must end later than now'],
  ])('until %s: %s', async (until, text) => {
    const { text: answer } = await desk.press('Ann', await desk.lead(mine), { do: 'snooze', until });
    expect(answer).toBe(text);
  });
});

describe('a release', () => {
  test('leaves it with its assignee, and the ladder where it is', async () => {
    const lead = await desk.lead({ ...claimed, snoozedUntil: desk.now() + HOUR });
    const before = await kept(lead);
    await desk.press('Ann', lead, { do: 'release' });
    const free = { state: 'open', assignee: 'Ann Rep', claimedBy: null, claimedAt: null, snoozedUntil: null };
    expect(await kept(lead)).toMatchObject({ ...free, startedAt: before.startedAt, climbed: 0 });
    expect(await decisions(lead)).toMatchObject([{ kind: 'deed', inputs: { deed: 'release', by: desk.id('Ann') } }]);
  });

  test('of one whose ladder has ended begins it anew: somebody is to hear of it', async () => {
    const lead = await desk.lead({ ...claimed, ladderEnded: true });
    await desk.press('Ann', lead, { do: 'release' });
    expect(await kept(lead)).toMatchObject({ climbed: 0, ended: false, startedAt: desk.now() });
  });
});

describe('handed on', () => {
  test('it is somebody else’s, free to claim, with a full ladder, and they hear who gave it', async () => {
    const lead = await desk.lead({ ...claimed, snoozedUntil: desk.now() + HOUR });
    await desk.press('Ann', lead, { do: 'reassign', to: desk.id('Bob') });
    const free = { state: 'open', assignee: 'Bob Rep', claimedBy: null, snoozedUntil: null };
    expect(await kept(lead)).toMatchObject({
      ...free,
      owner: 'Ann Rep',
      tried: [desk.id('Ann')],
      startedAt: desk.now(),
      note: 'Ann Rep gave it to Bob Rep',
    });
    const steps = await waiting(lead);
    expect(steps.map(({ kind }) => kind).sort()).toEqual(['alert', 'brief', 'move', 'sequence', 'sla']);
    expect(steps).toContainEqual(
      expect.objectContaining({ payload: expect.objectContaining({ note: 'Ann Rep gave it to Bob Rep' }) as unknown }),
    );
    expect(await decisions(lead)).toMatchObject([
      { kind: 'deed', inputs: { deed: 'reassign', by: desk.id('Ann'), to: desk.id('Bob') } },
    ]);
  });

  test('it changes its owner where this product chose the last one', async () => {
    const lead = await desk.lead({ ...mine, ownerOurs: true });
    await desk.press('Ann', lead, { do: 'reassign', to: desk.id('Bob') });
    expect((await kept(lead)).owner).toBe('Bob Rep');
    expect(await writes(lead)).toMatchObject({ ownerId: '2' });
  });

  test('one that nobody has gets owner and task, and nobody is looked for any more', async () => {
    const lead = await desk.lead({ waiting: 'everyone is away' });
    await desk.press('Max', lead, { do: 'reassign', to: desk.id('Cy') });
    expect(await kept(lead)).toMatchObject({ assignee: 'Cy Rep', owner: 'Cy Rep' });
    const kinds = (
      await desk.rows<{ kind: string }>(
        `select s.kind from steps s join episodes e on e.id = $1 where done_at is null and subject in (e.id::text, e.lead::text)`,
        [lead],
      )
    ).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'task' || kind === 'route')).toEqual(['task']);
  });

  test('a named account may be claimed by whom it was given', async () => {
    const lead = await desk.lead({ ...mine, claimable: ['Ann'] });
    await desk.press('Ann', lead, { do: 'reassign', to: desk.id('Cy') });
    expect(await desk.press('Bob', lead, { do: 'claim' })).toMatchObject({ ok: false });
    expect(await desk.press('Cy', lead, { do: 'claim' })).toMatchObject({ ok: true });
  });

  test('to somebody away it goes all the same, and the answer says so', async () => {
    await using away = await startDeeds();
    await away.away('Bob', away.now() + HOUR);
    const lead = await away.lead(mine);
    const answer = await away.press('Ann', lead, { do: 'reassign', to: away.id('Bob') });
    expect(answer).toEqual({
      ok: true,
      text: expect.stringMatching(/^Given to Bob Rep, who is away: .*dentist.*11:00$/),
    });
  });

  test.each(['nobody', '00000000-0000-4000-8000-000000000000'])('to %s it goes to nobody', async (to) => {
    const lead = await desk.lead(mine);
    const answer = await desk.press('Ann', lead, { do: 'reassign', to });
    expect(answer).toEqual({ ok: false, text: 'They are no active rep in your CRM: choose somebody else' });
    expect((await kept(lead)).assignee).toBe('Ann Rep');
  });
});

describe('a turn', () => {
  const turnOf = (at: number) => ({
    pool: 'default',
    rep: desk.id('Ann'),
    sharedWith: ['Ann', 'Bob'].map(desk.id),
    shares: { [desk.id('Ann')]: 0.5, [desk.id('Bob')]: 0.5 },
    at,
  });
  const accounts = () =>
    desk.rows<{ name: string; assigned: number; due: number }>(
      `select r.name, assigned, entitlement as due from pool_members m join reps r on r.id = m.id order by name`,
    );
  const seeded = (at: number) =>
    desk.rows(
      `insert into pool_members (workspace, pool, id, entitlement, assigned, last_assigned_at, joined_at)
       select 'acme', 'default', id, case when name like 'Ann%' then 0.5 else 0.5 end, case when name like 'Ann%' then 1 else 0 end, $1, $1
       from reps where name like 'Ann%' or name like 'Bob%'
       on conflict (workspace, pool, id) do update set entitlement = excluded.entitlement, assigned = excluded.assigned returning 1`,
      [new Date(at)],
    );

  test.each([
    ['is given back when a lead is passed on at once', 14, 0],
    ['is kept when it is passed on later', 16, 1],
  ])('%s', async (_, minutes, assigned) => {
    const at = desk.now() - minutes * MINUTE;
    await seeded(at);
    const lead = await desk.lead({ ...mine, turn: turnOf(at) });
    await desk.press('Ann', lead, { do: 'reassign', to: desk.id('Bob') });
    expect((await accounts()).find(({ name }) => name === 'Ann Rep')).toMatchObject({
      assigned,
      due: assigned === 0 ? 0 : 0.5,
    });
  });

  test('is kept when a manager takes the lead away', async () => {
    const at = desk.now() - MINUTE;
    await seeded(at);
    const lead = await desk.lead({ ...mine, turn: turnOf(at) });
    await desk.press('Max', lead, { do: 'reassign', to: desk.id('Bob') });
    expect((await accounts()).find(({ name }) => name === 'Ann Rep')?.assigned).toBe(1);
  });
});

describe('not a fit', () => {
  test('closes it with the reason, the status is over, and nothing of it waits any more', async () => {
    const lead = await desk.lead(claimed);
    await desk.press('Ann', lead, { do: 'not_a_fit', reason: 'student', note: 'thesis' });
    const closed = { state: 'closed', closedAs: 'not_a_fit', closedBy: 'Ann Rep', closedBecause: 'student' };
    expect(await kept(lead)).toMatchObject(closed);
    expect((await waiting(lead)).map(({ kind }) => kind)).toEqual(['finish']);
    expect(await writes(lead)).toMatchObject({ statusAfter: 'OPEN', hotStatus: null });
    expect(await decisions(lead)).toMatchObject([
      { kind: 'close', inputs: { reason: 'student', note: 'thesis' }, outcome: { as: 'not_a_fit', at: desk.now() } },
    ]);
  });

  test('is counted by the type of the signal that made it hot', async () => {
    const rate = () =>
      desk.rows<{ type: string; because: string; count: number }>(
        `select r.type, e.closed_because as because, count(*)::int as count from rounds r join episodes e on e.id = r.episode
         where r.closed_as = 'not_a_fit' and e.closed_because = 'competitor' group by 1, 2`,
      );
    await desk.press('Ann', await desk.lead(mine), { do: 'not_a_fit', reason: 'competitor' });
    expect(await rate()).toEqual([{ type: 'demo_request', because: 'competitor', count: 1 }]);
  });
});

describe('whoever presses', () => {
  test.each<[string, string]>([
    ['stranger', 'Nobody with your e-mail address is a rep in your CRM: ask your admin'],
    ['ANN', 'Claimed: it is yours, respond by 10:50'],
  ])('as %s hears: %s', async (name, text) => {
    const email = `${name}@acme.example`;
    const who = { workspace: 'acme', email };
    const episode = await desk.lead(mine);
    const press = { who, key: `who:${name}`, episode, via: 'link' as const, do: 'claim' as const };
    expect((await act(desk.parts, desk.ws, press)).pressed.text).toBe(text);
  });

  test.each(['', 'no-id', '00000000-0000-4000-8000-000000000000'])(
    'on a lead that is not there (%j) hears so',
    async (id) => {
      expect(await desk.press('Ann', id, { do: 'claim' })).toEqual({
        ok: false,
        text: 'This lead is not known any more',
      });
    },
  );
});

describe('the same press again', () => {
  const world = async () => ({
    episodes: await desk.rows('select * from episodes order by id'),
    rounds: await desk.rows('select * from rounds order by episode, round'),
    steps: await desk.rows('select * from steps order by id'),
    decisions: await desk.rows('select * from decisions order by id'),
    writes: await desk.rows('select * from crm_writes order by id'),
    leads: await desk.rows('select * from leads order by id'),
    pools: await desk.rows('select * from pool_members order by id'),
    hooks: await desk.rows('select * from hook_events order by id'),
  });

  test('changes nothing, and is answered the same, also later', async () => {
    const deeds: Deed[] = [
      { do: 'claim' },
      { do: 'snooze', until: '1h' },
      { do: 'release' },
      { do: 'reassign', to: desk.id('Bob') },
      { do: 'contacted', how: 'call' },
      { do: 'not_a_fit', reason: 'other' },
      { do: 'claim' },
    ];
    const lead = await desk.lead(mine);
    const answers = [];
    for (const [index, deed] of deeds.entries()) answers.push(await desk.press('Ann', lead, deed, `once:${index}`));
    const before = await world();
    desk.advance(MINUTE);
    for (const [index, deed] of deeds.entries())
      expect(await desk.press('Ann', lead, deed, `once:${index}`)).toEqual(answers[index]);
    expect(await world()).toEqual(before);
  });

  test('a hundred times at once is one deed', async () => {
    const lead = await desk.lead(mine);
    const seq = (await kept(lead)).seq;
    const press = () => desk.press('Ann', lead, { do: 'not_a_fit', reason: 'other' }, 'storm');
    const answers = await Promise.all(Array.from({ length: 100 }, press));
    expect(new Set(answers.map(({ text }) => text))).toEqual(new Set(['Closed as not a fit: something else']));
    expect((await kept(lead)).seq).toBe(seq + 1);
    expect(await decisions(lead)).toHaveLength(1);
  });
});

test('what was pressed here leaves every chain of the log whole', async () => {
  const db = openDb(desk.databaseUrl, { max: 1 });
  const all = { after: '00000000-0000-0000-0000-000000000000', last: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
  expect(await db.inWorkspace('acme', (tx) => chainFaults(tx, 'acme', all))).toEqual([]);
  await db.close();
});
