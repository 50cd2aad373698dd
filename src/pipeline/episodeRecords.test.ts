import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Crm, EpisodeRecord, Outcome } from '../crm/crm.ts';
import { Failure } from '../failure.ts';
import { pipeline } from '../pipeline.ts';
import { CLAIM_MS } from '../store/steps.ts';
import { MONDAY, startDesk } from '../testing/tellingDesk.ts';
import { findUnrecorded, recordClaimed, recordSteps } from './episodeRecords.ts';
import type { Parts } from './parts.ts';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const FACTS = {
  lane: false,
  product: false,
  trial: false,
  quiet: false,
  type: 'demo_request',
  source: 'web',
  urgent: [],
  dated: ['asked for a demo on 23 November'],
  short: ['asked for a demo'],
};

let desk: Awaited<ReturnType<typeof startDesk>>;
/** What the CRM's own reports show, by key; and how many it was told at once. */
let shown: Map<string, EpisodeRecord>;
let calls: number[];
type Hook = (record: EpisodeRecord) => Promise<Outcome | void>;
let before: Hook;

async function keepEpisodes(records: EpisodeRecord[]): Promise<Outcome[]> {
  calls.push(records.length);
  const outcomes: Outcome[] = [];
  for (const record of records) {
    const outcome = (await before(record)) ?? { ok: true };
    if (outcome.ok) shown.set(record.key, record);
    outcomes.push(outcome);
  }
  return outcomes;
}

beforeAll(async () => {
  desk = await startDesk();
});
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await desk.begin();
  [shown, calls, before] = [new Map(), [], async () => undefined];
  crmIs({ keepEpisodes });
});

function crmIs(more: Partial<Crm>): void {
  const kept = { kind: 'hubspot', batchSize: 100, recordUrl: String, ...more };
  Object.assign(desk.ws, { crm: kept as Partial<Crm> as Crm });
}

const line = () => pipeline(desk.parts);
const record = () => line().run('w0', 'record');
const sweep = async (readAt = 0) => findUnrecorded(desk.parts, desk.ws, readAt);
const changed = (...episodes: string[]) => desk.within((rows) => rows.cardsChanged(episodes, desk.state.now));
const open = () =>
  desk.query("select subject from steps where kind = 'record' and done_at is null and failed_at is null");
const only = () => [...shown.values()][0];

/** A process claims what is due, and ends before or after it told the CRM: it never knows. */
async function dies(told: boolean): Promise<void> {
  const claimed = await desk.claim('record');
  if (!told || claimed.length === 0) return;
  const dying: Parts = { ...desk.parts, store: { ...desk.parts.store } };
  let transactions = 0;
  dying.store.together = async (workspace, work) => {
    if ((transactions += 1) > 1) throw new Error('killed');
    return desk.parts.store.together(workspace, work);
  };
  await expect(recordClaimed(dying, desk.ws, claimed)).rejects.toThrow('killed');
}

/** An episode that is kept in the CRM already. */
async function recorded(name: string, more: Record<string, unknown> = {}): Promise<{ lead: string; episode: string }> {
  const lead = await desk.lead(name);
  const episode = await desk.episode(lead, more);
  const opened = { id: episode, score: 88, facts: { dated: ['asked for a demo on 23 November'] } };
  await desk.within((rows) => rows.addSteps(recordSteps(desk.ws, [opened], desk.state.now), desk.state.now));
  await record();
  return { lead, episode };
}

async function deal(lead: string, id: string, createdAt: number, state = 'open'): Promise<void> {
  const times = { created_at: createdAt, changed_at: createdAt, read_at: desk.state.now };
  await desk.insert('deals', { id: `hubspot:${id}`, state, ...times });
  await desk.query('insert into deal_leads (workspace, deal, lead) values ($1, $2, $3)', [
    desk.ws.id,
    `hubspot:${id}`,
    lead,
  ]);
}

describe('an episode in the reports of the CRM', () => {
  test('has its key, its lead, who has it, why and when', async () => {
    const ann = await desk.rep('Ann');
    const { episode } = await recorded('Ada', { assignee: ann, tier: 1, score: 90 });
    const opened = MONDAY - 10 * MINUTE;
    expect(only()).toEqual({
      key: episode,
      leadId: 'record-Ada',
      ownerId: 'owner-Ann',
      state: 'open',
      tier: 1,
      score: 88,
      reason: 'asked for a demo on 23 November',
      signalAt: opened,
      openedAt: opened,
      respondBy: opened + 60 * MINUTE,
    });
  });

  test('begins when it opens: by itself, once, and with whoever gets it', async () => {
    const lead = await desk.lead('Ada', { wanted_seq: 5 });
    const at = { at: MONDAY - MINUTE, received_at: MONDAY };
    const signal = {
      lead,
      subject: 'lead',
      type: 'demo_request',
      ...at,
      confidence: 1,
      source: 'web',
      source_id: 's1',
    };
    await desk.insert('signals', { seq: 5, ...signal });
    await line().run('w0', 'score');
    await record();
    expect(only()).toMatchObject({ leadId: 'record-Ada', state: 'open', signalAt: MONDAY - MINUTE, openedAt: MONDAY });
    expect(only()?.reason).not.toBe('');
    expect(await open()).toEqual([]);
    expect(shown.size).toBe(1);
  });

  test('shows a claim, a contact and an end, each with the clock of the first round', async () => {
    const ann = await desk.rep('Ann');
    const { episode } = await recorded('Ada', { assignee: ann });
    await desk.query('update rounds set claimed_at = $2, contacted_at = $3 where episode = $1', [
      episode,
      new Date(MONDAY),
      new Date(MONDAY + MINUTE),
    ]);
    await desk.query(
      "update episodes set state = 'closed', closed_as = 'won', round = 2, trigger_at = $2 where id = $1",
      [episode, new Date(MONDAY + DAY)],
    );
    const opened = MONDAY - 10 * MINUTE;
    const second = { episode, round: 2, tier: 2, source: 'web', type: 'demo_request', lead: episode };
    await desk.insert('rounds', { ...second, started_at: MONDAY + DAY, opened_at: MONDAY + DAY });
    await changed(episode);
    await record();
    expect(only()).toMatchObject({
      state: 'closed',
      closedAs: 'won',
      signalAt: opened,
      respondBy: opened + 60 * MINUTE,
      firstActionAt: MONDAY,
      firstContactAt: MONDAY + MINUTE,
    });
  });

  test("has a rep's first deed, whatever it was, and no manager's", async () => {
    const { lead, episode } = await recorded('Ada');
    const deed = (inputs: object, now: number) =>
      desk.within((rows) =>
        rows.saveDecisions(
          [{ lead, kind: 'deed', watermark: 0, inputs: { episode, ...inputs }, outcome: {} }],
          { version: 1, hash: 'h' },
          now,
        ),
      );
    await deed({ deed: 'reassign', name: 'Mia' }, MONDAY + MINUTE);
    await deed({ deed: 'snooze', by: 'r1', name: 'Ann' }, MONDAY + 2 * MINUTE);
    await changed(episode);
    await record();
    expect(only()?.firstActionAt).toBe(MONDAY + 2 * MINUTE);
  });

  test('is not told at all when people were told for information only', async () => {
    const episode = await desk.episode(await desk.lead('Ada'), { fyi: true });
    await desk.query('update rounds set fyi = true');
    await sweep();
    await record();
    expect([calls, await open()]).toEqual([[], []]);
    await desk.query('update rounds set fyi = false');
    await changed(episode);
    await record();
    expect(shown.size).toBe(1);
  });

  test('costs nothing where the CRM has no such reports', async () => {
    crmIs({});
    const episode = await desk.episode(await desk.lead('Ada'));
    await sweep();
    await changed(episode);
    expect(await desk.query("select 1 from steps where kind = 'record'")).toEqual([]);
  });
});

describe('the deal that came of it', () => {
  test('is the first that began since, told when deals are read', async () => {
    const { lead } = await recorded('Ada');
    await deal(lead, 'd2', MONDAY + 2 * MINUTE);
    await deal(lead, 'd1', MONDAY + MINUTE);
    await sweep(desk.state.now);
    await record();
    expect(only()?.dealId).toBe('d1');
    await sweep(desk.state.now);
    expect(await open()).toEqual([]);
  });

  test.each([
    ['was under way before', ''],
    ['nobody knows the beginning of', "update deals set created_at = null where id = 'hubspot:d0'"],
  ])('is none when there is one that %s', async (_, forgotten) => {
    const { lead } = await recorded('Ada');
    await deal(lead, 'd0', MONDAY - DAY);
    if (forgotten !== '') await desk.query(forgotten);
    await deal(lead, 'd1', MONDAY + MINUTE);
    await sweep(desk.state.now);
    await record();
    expect(only()?.dealId).toBeUndefined();
  });

  test('is of the last episode before it alone', async () => {
    const { lead, episode } = await recorded('Ada', { state: 'closed' });
    const later = await desk.episode(lead, { opened_at: MONDAY + MINUTE });
    await deal(lead, 'd1', MONDAY + 2 * MINUTE);
    desk.state.now += DAY;
    await sweep();
    await record();
    expect([shown.get(episode)?.dealId, shown.get(later)?.dealId]).toEqual([undefined, 'd1']);
  });
});

test('an episode from before is found, with what is known of its opening', async () => {
  const episode = await desk.episode(await desk.lead('Ada'), { facts: JSON.stringify({ dated: ['a', 'b'] }) });
  await sweep();
  await record();
  expect(shown.get(episode)).toMatchObject({ score: 72, reason: 'a; b' });
});

describe('what is told', () => {
  test('goes with the new id of a lead after a merge', async () => {
    await recorded('Ada');
    await desk.query("update identities set value = 'record-Eva' where value = 'record-Ada'");
    desk.state.now += DAY;
    await sweep();
    await record();
    expect(only()?.leadId).toBe('record-Eva');
  });

  test('is told again when something happens meanwhile, and then shows it', async () => {
    const { episode } = await recorded('Ada');
    await changed(episode);
    let first = true;
    before = async () => {
      if (!first) return;
      first = false;
      await desk.query("update episodes set state = 'claimed' where id = $1", [episode]);
      await changed(episode);
    };
    await record();
    expect(only()?.state).toBe('open');
    await record();
    expect(only()?.state).toBe('claimed');
    expect(await open()).toEqual([]);
  });

  test('is neither lost nor doubled when a process dies between telling and knowing that it did', async () => {
    const { episode } = await recorded('Ada');
    await changed(episode);
    await dies(true);
    await desk.query("update episodes set state = 'claimed' where id = $1", [episode]);
    await changed(episode);
    await record();
    expect(calls).toEqual([1, 1]);
    desk.state.now += CLAIM_MS + 1;
    await record();
    expect(only()?.state).toBe('claimed');
    expect([shown.size, await open()]).toEqual([1, []]);
  });

  test('has an outcome of its own: one that is refused keeps no other, and is tried again when there is news, or a day later', async () => {
    const ada = await recorded('Ada');
    const eva = await recorded('Eva');
    shown.clear();
    before = async ({ leadId }) =>
      leadId === 'record-Ada' ? { ok: false, failure: Failure.permanent('salesforce: no such object') } : undefined;
    await changed(ada.episode, eva.episode);
    await record();
    expect([...shown.keys()]).toEqual([eva.episode]);
    before = async () => undefined;
    await record();
    expect(shown.size).toBe(1);
    desk.state.now += DAY + 1;
    await sweep();
    await record();
    expect(shown.size).toBe(2);
  });

  test('waits when nothing works until somebody mends it, and then goes on by itself', async () => {
    const { episode } = await recorded('Ada', { state: 'claimed' });
    shown.clear();
    before = async () => ({ ok: false, failure: Failure.blocked('salesforce: run setup') });
    await changed(episode);
    await record();
    expect(await open()).toHaveLength(1);
    before = async () => undefined;
    desk.state.now += 2 * MINUTE;
    await record();
    expect([shown.size, await open()]).toEqual([1, []]);
  });

  test('is of a lead that is gone only how it ended, and of somebody who was erased nothing more', async () => {
    const gone = await recorded('Ada');
    const erased = await recorded('Eva');
    await desk.query("delete from identities where value = 'record-Ada'");
    await desk.within(async (rows) => {
      const erasing = await rows.erasingOf('hubspot', 'record-Eva');
      await rows.eraseLeads('hubspot', erasing);
    });
    calls = [];
    await changed(gone.episode, erased.episode);
    desk.state.now += DAY;
    await sweep();
    await record();
    expect([calls, await open()]).toEqual([[1], []]);
    expect(shown.get(gone.episode)).toMatchObject({ key: gone.episode, reason: '' });
    expect(shown.get(gone.episode)).not.toHaveProperty('leadId');
  });
});

describe('of somebody who asks to be forgotten', () => {
  let forgotten: string[][];
  const erase = async () => {
    await line().run('w0', 'erase');
    desk.state.now += 3 * MINUTE;
    await line().run('w0', 'erase');
  };
  const asks = (subject: string) => {
    const step = { kind: 'erase' as const, key: `erase:${subject}`, subject, dueAt: desk.state.now };
    return desk.within((rows) => rows.addSteps([step], desk.state.now));
  };

  test('every episode is forgotten, once what was under way has ended, and nobody else’s', async () => {
    forgotten = [];
    const forgetEpisodes = async (keys: string[]) => (forgotten.push(keys), keys.map(() => ({ ok: true as const })));
    crmIs({ keepEpisodes, forgetEpisodes, completeTasks: async () => [] });
    const { lead, episode } = await recorded('Ada', { state: 'closed' });
    const second = await desk.episode(lead, { opened_at: MONDAY + MINUTE });
    await recorded('Eva');
    await asks('record-Ada');
    await erase();
    expect(forgotten.map((keys) => keys.toSorted())).toEqual([[episode, second].toSorted()]);
    expect(await desk.query("select 1 from steps where kind = 'erase'")).toEqual([]);
  });

  test('a CRM that is away is asked again, and one that refuses for good keeps nobody from being forgotten', async () => {
    const failures = [Failure.retry('salesforce: 503'), Failure.permanent('salesforce: the row is locked for ever')];
    const forgetEpisodes = async () => failures.splice(0, 1).map((failure) => ({ ok: false as const, failure }));
    crmIs({ keepEpisodes, forgetEpisodes, completeTasks: async () => [] });
    await recorded('Ada');
    await asks('record-Ada');
    await erase();
    expect(await desk.query("select 1 from steps where kind = 'erase'")).toHaveLength(1);
    desk.state.now += 10 * MINUTE;
    await line().run('w0', 'erase');
    expect([failures, await desk.query("select 1 from steps where kind = 'erase'")]).toEqual([[], []]);
  });
});

test('whoever gets it after it was told is told then, though no card has changed', async () => {
  const ann = await desk.rep('Ann');
  const readRelations = async () => new Map();
  const readTouches = async () => new Map();
  crmIs({ keepEpisodes, readRelations, readTouches });
  const { episode } = await recorded('Ada', { facts: JSON.stringify(FACTS) });
  const route = { kind: 'route' as const, key: `route:${episode}:1`, subject: episode };
  const payload = { round: 1, why: 'opened' };
  await desk.within((rows) => rows.addSteps([{ ...route, payload, dueAt: desk.state.now }], desk.state.now));
  await line().run('w0', 'route');
  expect(await desk.query('select assignee from episodes')).toEqual([{ assignee: ann }]);
  await record();
  expect(only()?.ownerId).toBe('owner-Ann');
});

test('whatever happens, and whoever dies, the CRM ends with every episode as it is, once', async () => {
  const { episode } = await recorded('Ada');
  const reps = [await desk.rep('Ann'), await desk.rep('Bob')];
  const deeds = ['give', 'claim', 'close', 'tell', 'die before', 'die after', 'wait'] as const;
  const play = async (deed: (typeof deeds)[number], turn: number) => {
    if (deed === 'tell') return record();
    if (deed === 'wait') return void (desk.state.now += CLAIM_MS + 1);
    if (deed.startsWith('die')) return dies(deed === 'die after');
    const state = { give: 'open', claim: 'claimed', close: 'closed' }[deed as 'give'];
    await desk.query('update episodes set state = $2, assignee = $3 where id = $1', [episode, state, reps[turn % 2]]);
    return changed(episode);
  };
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...deeds), { maxLength: 12 }), async (played) => {
      for (const [turn, deed] of played.entries()) await play(deed, turn);
      desk.state.now += CLAIM_MS + 1;
      for (let round = 0; round < 3; round += 1) await record();
      const [kept] = await desk.query<{ state: string; name: string | null }>(
        'select e.state, r.name from episodes e left join reps r on r.id = e.assignee where e.id = $1',
        [episode],
      );
      expect([shown.size, await open()]).toEqual([1, []]);
      const { state, ownerId } = only() ?? {};
      expect([state, ownerId]).toEqual([kept?.state, kept?.name ? `owner-${kept.name.split(' ')[0]}` : undefined]);
    }),
    { numRuns: 40 },
  );
});

describe('the pace of the CRM', () => {
  test('gathers episodes until its next multiple, however much happens to them, in batches', async () => {
    crmIs({ keepEpisodes, pace: { changesMs: MINUTE, scoresMs: MINUTE } });
    const episodes: string[] = [];
    for (let index = 0; index < 130; index += 1) episodes.push(await desk.episode(await desk.lead(`Lead${index}`)));
    await sweep();
    await record();
    expect(calls).toEqual([100, 30]);
    calls = [];
    for (let seconds = 1; seconds < 60; seconds += 20) {
      desk.state.now = MONDAY + seconds * 1_000;
      await changed(...episodes);
      await record();
    }
    expect(calls).toEqual([]);
    desk.state.now = MONDAY + MINUTE;
    await record();
    expect(calls).toEqual([100, 30]);
    expect(await open()).toEqual([]);
  });
});
