import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Digest } from '../domain/telling/digest.ts';
import { defaultModel } from '../domain/model.ts';
import { digestsClaimed, planDigests } from './digests.ts';
import { MONDAY, startDesk } from '../testing/tellingDesk.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const EVENING = MONDAY + 7.5 * hour;
let desk: Awaited<ReturnType<typeof startDesk>>;

beforeAll(async () => {
  desk = await startDesk();
});
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await desk.begin();
});

/** The timer goes round once, and what it made is sent. Answers when it is due again. */
async function goRound(): Promise<number | undefined> {
  const timer = { kind: 'digests', key: 'digests', subject: 'digests', dueAt: desk.state.now } as const;
  await desk.within((rows) => rows.addSteps([timer], desk.state.now));
  await desk.query("update steps set due_at = $1 where key = 'digests'", [new Date(desk.state.now)]);
  for (const step of await desk.claim('digests')) await planDigests(desk.parts, desk.ws, step);
  await digestsClaimed(desk.parts, desk.ws, await desk.claim('digest'));
  const [row] = await desk.query<{ due: number }>("select due_at as due from steps where key = 'digests'");
  return row?.due;
}
const sent = () =>
  desk.state.posted.map(({ message, place }) => ({ to: place.id, ...(message as { digest: Digest }).digest }));
const managed = (...managers: string[]) => desk.begin({ routing: { ...defaultModel.routing, coverage: { managers } } });

describe("a rep's day", () => {
  test('is told once, at its local time, with what waits', async () => {
    const ann = await desk.rep('Ann');
    await desk.episode(await desk.lead('Ada', { company: 'Acme' }), {
      assignee: ann,
      opened_at: EVENING - 20 * minute,
    });
    desk.state.now = EVENING - 3 * minute;
    expect(await goRound()).toBe(EVENING);
    expect(sent()).toEqual([]);
    desk.state.now = EVENING;
    expect(await goRound()).toBe(EVENING + 10 * minute);
    desk.state.now += 10 * minute;
    await goRound();
    const [lead] = sent()[0]?.parts[0]?.leads ?? [];
    expect(sent()).toMatchObject([{ to: 'U-ann', kind: 'day', title: 'Monday, 23 November' }]);
    expect(lead).toMatchObject({
      name: 'Ada Lead',
      company: 'Acme',
      recordUrl: 'https://crm.example/record-Ada',
      text: 'waits since 17:10, respond by 18:10, in 40 min',
    });
    const kept = await desk.query('select kind, reader, rep from deliveries');
    expect(kept).toEqual([{ kind: 'digest', reader: 'ann@acme.example', rep: ann }]);
  });
  test('is not told when there is nothing to say', async () => {
    await desk.rep('Ann');
    desk.state.now = EVENING;
    await goRound();
    const done = await desk.query("select outcome->>'told' as told from steps where kind = 'digest'");
    expect([sent(), done]).toEqual([[], [{ told: 'empty' }]]);
  });
  test('is none on a day off, nor for whoever has left', async () => {
    const [ann, bob] = [await desk.rep('Ann'), await desk.rep('Bob')];
    for (const rep of [ann, bob]) await desk.episode(await desk.lead(rep.slice(0, 4)), { assignee: rep });
    await desk.query('update reps set active = false where id = $1', [bob]);
    const off = { rep: ann, kind: 'time_off', from: MONDAY - day, until: MONDAY + day } as const;
    await desk.within((rows) => rows.addRepTime(off, MONDAY));
    desk.state.now = EVENING;
    await goRound();
    expect(await desk.query("select key from steps where kind = 'digest'")).toEqual([]);
  });
  test('comes when the rep said', async () => {
    const ann = await desk.rep('Ann', { digestAt: 11 * 60 });
    await desk.episode(await desk.lead('Ada'), { assignee: ann });
    desk.state.now = MONDAY + hour;
    await goRound();
    expect(sent()).toHaveLength(1);
  });
  test('holds the notices that waited for it, each in one digest', async () => {
    const ann = await desk.rep('Ann');
    const lead = await desk.lead('Ada', { crm_owner: 'owner-Ann' });
    const notice = (key: string, at: number) =>
      desk.within((rows) => rows.addNotices([{ key, kind: 'revived', lead, at, facts: { about: 'Our offer' } }], at));
    await notice('one', MONDAY);
    desk.state.now = EVENING;
    await goRound();
    await notice('two', EVENING + minute);
    await desk.episode(lead, { assignee: ann });
    desk.state.now = EVENING + day;
    await goRound();
    const worth = sent().map(({ parts }) => parts.find(({ title }) => title === 'Worth knowing')?.leads);
    const said = { name: 'Ada Lead', text: "opened 'Our offer', an old e-mail, again after a long silence" };
    expect(worth).toMatchObject([[said], [said]]);
  });
  test('says what was missed, and leaves out what a colleague answered in time', async () => {
    const [ann, bob] = [await desk.rep('Ann'), await desk.rep('Bob')];
    const late = await desk.episode(await desk.lead('Ada'), { assignee: ann });
    const missed = await desk.episode(await desk.lead('Bo'), { assignee: ann, escalated: 'Bob Rep was told too' });
    await desk.query('update rounds set contacted_at = $2, contact_rep = $3 where episode = $1', [
      late,
      new Date(MONDAY + 2 * hour),
      ann,
    ]);
    await desk.query('update rounds set contacted_at = $2, contact_rep = $3 where episode = $1', [
      missed,
      new Date(MONDAY + 2 * hour),
      bob,
    ]);
    const helped = await desk.episode(await desk.lead('Cy'), { assignee: ann });
    await desk.query('update rounds set contacted_at = $2, contact_rep = $3 where episode = $1', [
      helped,
      new Date(MONDAY),
      bob,
    ]);
    await desk.query("update episodes set state = 'contacted'");
    desk.state.now = EVENING;
    await goRound();
    expect(sent()[0]?.notes).toEqual([
      '2 of 2 answers that were due came late or not at all: Ada Lead, 70 min late; Bo Lead, not answered (Bob Rep was told too)',
    ]);
  });
  describe('of a lead that went to a colleague', () => {
    const handedOn = async (afterMinutes: number) => {
      const [ann, bob] = [await desk.rep('Ann'), await desk.rep('Bob')];
      const id = await desk.episode(await desk.lead('Ada'), { assignee: ann, opened_at: MONDAY });
      const at = MONDAY + afterMinutes * minute;
      const change = { id, assignee: bob, respondBy: at + hour, routingNote: 'given', unassigned: false, tried: [] };
      await desk.within((rows) => rows.saveRoutes([change], at));
      return { id, bob };
    };
    const notes = async () => {
      desk.state.now = EVENING;
      await goRound();
      return Object.fromEntries(sent().map((digest) => [digest.to, digest.notes]));
    };
    const none = 'came late or not at all: Ada Lead, not answered';
    test('in time, the answer is owed by the colleague alone', async () => {
      await handedOn(6);
      expect(await notes()).toEqual({ 'U-bob': [`1 of 1 answers that were due ${none}`] });
    });
    test('too late, it stays missed though the colleague answers in their own time', async () => {
      const { id, bob } = await handedOn(70);
      const answer = new Date(MONDAY + 80 * minute);
      await desk.query('update rounds set contacted_at = $2, contact_rep = $3 where episode = $1', [id, answer, bob]);
      await desk.query("update episodes set state = 'contacted' where id = $1", [id]);
      expect(await notes()).toEqual({ 'U-ann': [`1 of 1 answers that were due ${none}`] });
    });
  });
  test('misses no answer of what was closed before it was due', async () => {
    const ann = await desk.rep('Ann');
    for (const [name, minutes] of [
      ['Ada', 7],
      ['Bo', 70],
    ] as const) {
      const id = await desk.episode(await desk.lead(name), { assignee: ann });
      const closed = "update episodes set state = 'closed', closed_as = 'not_a_fit', closed_at = $2 where id = $1";
      await desk.query(closed, [id, new Date(MONDAY + minutes * minute)]);
    }
    desk.state.now = EVENING;
    await goRound();
    expect(sent()[0]?.notes).toEqual(['1 of 1 answers that were due came late or not at all: Bo Lead, not answered']);
  });
  test('lists who is hot though nothing new happened, unless nobody may hear of them', async () => {
    await desk.rep('Ann');
    const hot = { crm_owner: 'owner-Ann', hot: true, hot_since: MONDAY, score: 71 };
    await desk.lead('Ada', hot);
    await desk.lead('Cus', { ...hot, lifecycle: 'customer' });
    const closed = {
      state: 'closed',
      closed_as: 'not_a_fit',
      opened_at: MONDAY - 9 * day,
      closed_at: MONDAY - 8 * day,
    };
    await desk.lead('Unfit', { ...hot, crm_status: 'UNQUALIFIED' });
    await desk.episode(await desk.lead('Nofit', hot), closed);
    await desk.episode(await desk.lead('Lost', { ...hot, score: 70 }), { ...closed, closed_as: 'lost' });
    desk.state.now = EVENING;
    await goRound();
    const [part] = sent()[0]?.parts ?? [];
    expect(part?.leads.map(({ name, text }) => [name, text])).toEqual([
      ['Ada Lead', 'hot since 10:00, nothing new happened: older signs count for more by now'],
      ['Lost Lead', 'hot since 10:00, nothing new happened: older signs count for more by now'],
    ]);
  });
});

describe("a manager's week", () => {
  const LAST_MONDAY = MONDAY - 2 * hour;
  test('is told on its day, once, to each manager', async () => {
    await managed('Mo@acme.example', 'nobody@acme.example');
    const ann = await desk.rep('Ann');
    await desk.query("update reps set chat_trouble = 'nobody there has their e-mail'");
    await desk.episode(await desk.lead('Ada'), { waiting_because: 'nobody is there', unassigned: true });
    await desk.episode(await desk.lead('Bo'), { assignee: ann, opened_at: LAST_MONDAY - 3 * hour });
    await desk.episode(await desk.lead('Cy'), { assignee: ann, opened_at: LAST_MONDAY - 3 * hour });
    await desk.episode(await desk.lead('Di'), { assignee: ann, opened_at: LAST_MONDAY - 3 * hour });
    const given = await desk.episode(await desk.lead('Ed'), { assignee: ann, opened_at: LAST_MONDAY - 3 * hour });
    const handed = 'update holdings set respond_by = $2, until_at = $3 where episode = $1';
    await desk.query(handed, [given, new Date(LAST_MONDAY - 2 * hour), new Date(LAST_MONDAY - 2.5 * hour)]);
    await desk.query("update episodes set state = 'contacted' where id = $1", [given]);
    await desk.query(
      `update rounds set closed_as = 'not_a_fit' where lead = (select id from leads where first_name = 'Bo')`,
    );
    await goRound();
    await goRound();
    const [digest, ...others] = sent();
    expect([digest?.to, digest?.kind, others]).toEqual(['U-mo', 'week', []]);
    expect(digest?.parts.map(({ title, leads }) => [title, leads.length])).toEqual([
      ['Nobody has them', 1],
      ['Late', 3],
    ]);
    expect(digest?.figures.map(({ name, value }) => `${name}: ${value}`)).toEqual([
      'Hot leads: 5 leads, 5 not answered',
      'Answered within 5 minutes: 0 of 5 (0%)',
      'Answered within 15 minutes: 0 of 4 (0%)',
      'Answered within an hour: 0 of 4 (0%)',
      'Answered within 4 hours: 0 of 4 (0%)',
      'Ann Rep: 4 given, 0 contacted',
      'No fit: asked for a demo: 1 of 5',
    ]);
    expect(digest?.notes).toEqual([
      'Ann Rep contacted 0 of 2 hot leads that were theirs to contact: too many at once, the wrong ones, or away?',
      'Ann Rep is not told in the chat: nobody there has their e-mail',
    ]);
  });
  test('holds the notices that no rep hears of', async () => {
    await managed('mo@acme.example');
    const lead = await desk.lead('Ada');
    const at = MONDAY - day;
    await desk.within((rows) =>
      rows.addNotices([{ key: 'one', kind: 'many_opens', lead, at, facts: { times: 4 } }], at),
    );
    await goRound();
    expect(sent()[0]?.parts).toMatchObject([{ leads: [{ name: 'Ada Lead' }] }]);
  });
  test('is none on another day, and none when nothing happened', async () => {
    await managed('mo@acme.example');
    await goRound();
    desk.state.now = MONDAY + 3 * day;
    await goRound();
    expect(sent()).toEqual([]);
    expect(await desk.query("select count(*) as count from steps where kind = 'digest'")).toEqual([{ count: 1 }]);
  });
});

test('digests of many go out side by side: nobody waits for the mail of another', async () => {
  const [ann, bob] = [await desk.rep('Ann'), await desk.rep('Bob')];
  for (const rep of [ann, bob]) await desk.episode(await desk.lead(rep.slice(0, 4)), { assignee: rep });
  desk.state.now = EVENING;
  const [channel] = desk.ws.channels;
  if (channel === undefined) throw new Error('no channel');
  const post = channel.post.bind(channel);
  let begun = 0;
  const both = Promise.withResolvers<void>();
  channel.post = async (message, place) => {
    begun += 1;
    if (begun === 2) both.resolve();
    await both.promise;
    return post(message, place);
  };
  try {
    await goRound();
  } finally {
    channel.post = post;
  }
  expect(
    sent()
      .map(({ to }) => to)
      .toSorted(),
  ).toEqual(['U-ann', 'U-bob']);
});
