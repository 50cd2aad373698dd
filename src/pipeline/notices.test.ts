import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Notice } from '../channels/channel.ts';
import { defaultTelling } from '../domain/telling/settings.ts';
import { Failure } from '../failure.ts';
import { noticesClaimed, noticeSteps } from './notices.ts';
import { MONDAY, startDesk } from '../testing/tellingDesk.ts';

const minute = 60_000;
const hour = 60 * minute;
let desk: Awaited<ReturnType<typeof startDesk>>;
let notices = 0;

beforeAll(async () => {
  desk = await startDesk();
});
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await desk.begin();
});

/** Keeps a notice as whoever noticed it does, and answers how many steps it made. */
async function noticed(of: { lead?: string; account?: string }, kind = 'many_opens', facts: object = { times: 3 }) {
  const key = `notice ${(notices += 1)}`;
  const { now, model } = desk.state;
  return desk.within(async (rows) => {
    const keys = await rows.addNotices([{ key, kind, at: now, facts, ...of }], now);
    return (await rows.addSteps(await noticeSteps(rows, desk.ws, { keys, model, now }), now)).length;
  });
}
const tell = async () => noticesClaimed(desk.parts, desk.ws, await desk.claim('notice'));
const told = () =>
  desk.state.posted.map(({ message, place }) => {
    const { lead, company, headline } = (message as { notice: Notice }).notice;
    return [place.id, lead?.name ?? company, headline];
  });
const waiting = () =>
  desk.query<{ due: number }>('select due_at as due from steps where done_at is null and failed_at is null');

describe('who hears of a notice', () => {
  test("is the lead's owner, once, with the lead", async () => {
    await desk.rep('Ann');
    await noticed({ lead: await desk.lead('Ada', { crm_owner: 'owner-Ann' }) });
    await tell();
    await tell();
    expect(told()).toEqual([['U-ann', 'Ada Lead', 'opened one e-mail 3 times in a week']]);
    const kept = await desk.query('select kind, reader, surface, episode from deliveries');
    expect(kept).toEqual([{ kind: 'notice', reader: 'ann@acme.example', surface: 'person', episode: null }]);
  });
  test('is whoever has the open episode, in the thread of its alert', async () => {
    await desk.rep('Ann');
    const bob = await desk.rep('Bob');
    const lead = await desk.lead('Ada', { crm_owner: 'owner-Ann' });
    const episode = await desk.episode(lead, { assignee: bob });
    const alert = {
      episode,
      kind: 'alert',
      channel: 'slack',
      place: 'D-bob',
      message: '7.1',
      repeated: false,
    } as const;
    const step = episode;
    await desk.within((rows) =>
      rows.saveDeliveries([{ ...alert, step, surface: 'assignee', reader: 'bob@acme.example', rep: bob }], MONDAY),
    );
    await noticed({ lead });
    await tell();
    expect(desk.state.posted.map(({ place }) => place)).toEqual([{ kind: 'person', id: 'D-bob', thread: '7.1' }]);
  });
  test('of a company is the owner of its strongest lead', async () => {
    await desk.rep('Ann');
    const account = await desk.insert('accounts', { key: 'acme.example', created_at: MONDAY });
    const lead = await desk.lead('Ada', { crm_owner: 'owner-Ann', company: 'Acme', account });
    await noticed({ account }, 'account_play', { because: '3 people showed interest', people: [{ id: lead }] });
    await tell();
    expect(told()).toEqual([['U-ann', 'Acme', 'several people look at us together: 3 people showed interest']]);
  });
  test('is nobody at once where nobody owns the lead', async () => {
    expect(await noticed({ lead: await desk.lead('Ada') })).toBe(0);
  });
});

describe('when', () => {
  test('at once, of who is there; what waits for the digest makes no step, nor what is off', async () => {
    await desk.rep('Ann', { notices: { several_messages: 'off' } });
    const lead = await desk.lead('Ada', { crm_owner: 'owner-Ann' });
    const made = [
      await noticed({ lead }),
      await noticed({ lead }, 'revived'),
      await noticed({ lead }, 'several_messages'),
    ];
    expect(made).toEqual([1, 0, 0]);
  });
  test('at the end of quiet hours', async () => {
    await desk.rep('Ann', { quiet: { from: 9 * 60, to: 12 * 60 } });
    await noticed({ lead: await desk.lead('Ada', { crm_owner: 'owner-Ann' }) });
    await tell();
    expect([told(), await waiting()]).toEqual([[], [{ due: MONDAY + 2 * hour }]]);
    desk.state.now = MONDAY + 2 * hour;
    await tell();
    expect(told()).toHaveLength(1);
  });
  test('after the night', async () => {
    await desk.rep('Ann');
    desk.state.now = MONDAY + 9 * hour;
    await noticed({ lead: await desk.lead('Ada', { crm_owner: 'owner-Ann' }) });
    await tell();
    expect(await waiting()).toEqual([{ due: MONDAY + 23 * hour }]);
  });
  test('not at all after a week', async () => {
    await desk.rep('Ann');
    await noticed({ lead: await desk.lead('Ada', { crm_owner: 'owner-Ann' }) });
    desk.state.now = MONDAY + 8 * 24 * hour;
    await tell();
    expect([told(), await waiting()]).toEqual([[], []]);
  });
});

describe('a burst of one company', () => {
  test('is one message, and what comes soon after it is the next', async () => {
    await desk.rep('Ann');
    const account = await desk.insert('accounts', { key: 'acme.example', created_at: MONDAY });
    const ofAnn = { crm_owner: 'owner-Ann', company: 'Acme', account };
    const [ada, bo] = [await desk.lead('Ada', ofAnn), await desk.lead('Bo', ofAnn)];
    await noticed({ lead: ada });
    await noticed({ lead: bo });
    await tell();
    const two = [['U-ann', 'Acme', '2 signs of interest at once']];
    expect(told()).toEqual(two);
    desk.state.now += minute;
    await noticed({ lead: ada });
    await tell();
    expect(told()).toEqual(two);
    desk.state.now += minute;
    await noticed({ lead: ada });
    desk.state.now = MONDAY + defaultTelling.companyMinutes * minute;
    await tell();
    expect(told()).toEqual([...two, ['U-ann', 'Ada Lead', 'opened one e-mail 3 times in a week']]);
    expect(await waiting()).toEqual([]);
  });
  test('does not hold up another company', async () => {
    await desk.rep('Ann');
    for (const name of ['Ada', 'Bo']) {
      const account = await desk.insert('accounts', { key: `${name}.example`, created_at: MONDAY });
      await noticed({ lead: await desk.lead(name, { crm_owner: 'owner-Ann', account }) });
    }
    await tell();
    expect(told()).toHaveLength(2);
  });
});

describe('a post that failed', () => {
  test('is tried again, and where it may be there says so, twice at most', async () => {
    await desk.rep('Ann');
    await noticed({ lead: await desk.lead('Ada', { crm_owner: 'owner-Ann' }) });
    desk.refuse(Failure.retry('slack: no answer', { outcomeUnknown: true }));
    await tell();
    desk.refuse(undefined);
    desk.state.now += hour;
    await tell();
    expect(desk.state.posted.map(({ message }) => (message as { notice: Notice }).notice.mayBeRepeated)).toEqual([
      true,
    ]);
  });
  test('that nobody takes is given up with its reason', async () => {
    await desk.rep('Ann');
    await noticed({ lead: await desk.lead('Ada', { crm_owner: 'owner-Ann' }) });
    desk.refuse(Failure.permanent('slack: invalid_blocks'));
    await tell();
    expect(await desk.query('select last_error from steps')).toEqual([{ last_error: 'slack: invalid_blocks' }]);
  });
});
