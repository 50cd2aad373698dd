import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Alert, Message } from '../channels/channel.ts';
import { Failure } from '../failure.ts';
import { MONDAY, startDesk } from '../testing/tellingDesk.ts';
import { until } from '../testing/until.ts';
import { tellPeople } from './alerts.ts';
import { editClaimed } from './cards.ts';
import { alertStep } from './told.ts';

let desk: Awaited<ReturnType<typeof startDesk>>;
/** What arrived in the chat, in order. */
let landed: Message[] = [];
type Hook = (message: Message) => Promise<void>;
const nothing: Hook = async () => undefined;
/** Before an edit arrives, after it did, and while an alert is posted. */
let hooks: { before: Hook; after: Hook; posting: Hook };
beforeAll(async () => {
  desk = await startDesk();
  const update = async (message: Message) => {
    await hooks.before(message);
    landed.push(message);
    await hooks.after(message);
  };
  const post = async (message: Message) => {
    await hooks.posting(message);
    return { place: 'D-ann', message: '1' };
  };
  Object.assign(desk.ws.channels[0] ?? {}, { update, post });
});
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await desk.begin();
  landed = [];
  hooks = { before: nothing, after: nothing, posting: nothing };
});

const changed = (episode: string) => desk.within((rows) => rows.cardsChanged([episode], desk.state.now));
const edit = async () => editClaimed(desk.parts, desk.ws, await desk.claim('card'));
const open = () => desk.query("select 1 from steps where kind = 'card' and done_at is null");
const alertsIn = (message: Message | undefined): Alert[] =>
  message?.kind === 'alert' ? [message.alert] : message?.kind === 'rollup' ? message.alerts : [];
const standings = (message: Message | undefined) => alertsIn(message).map(({ standing }) => standing.kind);

async function copy(episode: string, ann: string, more: Record<string, unknown> = {}) {
  const where = { channel: 'slack', place: 'D-ann', message: '1', posted_at: MONDAY };
  const reader = { surface: 'assignee', reader: 'ann@acme.example', rep: ann };
  const rest = { kind: 'alert', step: crypto.randomUUID(), repeated: false, shown: '' };
  await desk.insert('deliveries', { episode, ...where, ...reader, ...rest, ...more });
}

async function leads(...names: string[]): Promise<{ ann: string; episodes: string[] }> {
  const ann = await desk.rep('Ann');
  const episodes: string[] = [];
  for (const name of names) episodes.push(await desk.episode(await desk.lead(name), { assignee: ann }));
  return { ann, episodes };
}

async function claimedBy(ann: string, episode: string): Promise<void> {
  const set = "update episodes set state = 'claimed', claimed_by = $2, claimed_at = $3 where id = $1";
  await desk.query(set, [episode, ann, new Date(MONDAY)]);
  await changed(episode);
}

async function editAll(): Promise<void> {
  for (let round = 0; round < 5 && (await open()).length > 0; round += 1) await edit();
  expect(await open()).toEqual([]);
}

describe('a record that the CRM has no more', () => {
  test('is said to be gone on its card, without the person, and once', async () => {
    const { ann, episodes } = await leads('Ada');
    const [episode = ''] = episodes;
    await copy(episode, ann);
    await desk.query("delete from identities where kind = 'hubspot:contact'");
    await changed(episode);
    await editAll();
    await changed(episode);
    await editAll();
    expect(landed).toHaveLength(1);
    expect(alertsIn(landed[0])[0]).toMatchObject({
      lead: { name: 'A lead that is no longer in the CRM' },
      standing: { kind: 'closed', because: 'no longer in the CRM' },
      controls: [],
    });
    expect(JSON.stringify(landed)).not.toContain('Ada');
  });

  test('goes from a list of several, and the others stay', async () => {
    const { ann, episodes } = await leads('Ada', 'Bea');
    const [gone = '', stays = ''] = episodes;
    for (const episode of [gone, stays]) await copy(episode, ann);
    await desk.query("delete from identities where value = 'record-Ada'");
    await changed(gone);
    await editAll();
    expect(
      alertsIn(landed[0])
        .map(({ lead }) => lead.name)
        .toSorted(),
    ).toEqual(['A lead that is no longer in the CRM', 'Bea Lead']);
  });
});

describe('what happens while an alert is posted', () => {
  const tell = async (episode: string) => {
    const step = alertStep(episode, { which: '1', to: 'assignee' }, desk.state.now);
    await desk.within((rows) => rows.addSteps([step], desk.state.now));
    await tellPeople(desk.parts, desk.ws, await desk.claim('alert'));
  };

  test('is shown by an edit', async () => {
    const { ann, episodes } = await leads('Ada');
    const [episode = ''] = episodes;
    hooks.posting = () => claimedBy(ann, episode);
    await tell(episode);
    await editAll();
    expect(landed.map(standings)).toEqual([['claimed']]);
  });

  test('is nothing in most cases, and nothing is edited', async () => {
    const { episodes } = await leads('Ada');
    await tell(episodes[0] ?? '');
    expect(await open()).toEqual([]);
  });
});

describe('two rounds over one list at once', () => {
  async function list() {
    const { ann, episodes } = await leads('Ada', 'Bea');
    const [ada = '', bea = ''] = episodes;
    for (const episode of [ada, bea]) await copy(episode, ann);
    await changed(ada);
    return { ann, bea };
  }
  const last = () => alertsIn(landed.at(-1)).map(({ lead, standing }) => [lead.name, standing.kind]);
  const newest = expect.arrayContaining([
    ['Ada Lead', 'open'],
    ['Bea Lead', 'claimed'],
  ]);

  test('end showing the newest, though the older one arrived last', async () => {
    const { ann, bea } = await list();
    hooks.before = async () => {
      hooks.before = nothing;
      await claimedBy(ann, bea);
      await edit();
    };
    await edit();
    await editAll();
    expect(last()).toEqual(newest);
  });

  test('end showing the newest, though the older one arrived last and was kept first', async () => {
    const { ann, bea } = await list();
    let newer: Promise<void> = Promise.resolve();
    hooks.before = async () => {
      hooks.before = nothing;
      await claimedBy(ann, bea);
      hooks.after = async () => {
        hooks.after = nothing;
        await older;
      };
      newer = edit();
      await until(() => landed.length > 0, 'the newer one arrives');
    };
    const older = edit();
    await older;
    await newer;
    await editAll();
    expect(last()).toEqual(newest);
  });
});

describe('places', () => {
  test('are edited side by side', async () => {
    const { ann, episodes } = await leads('Ada');
    const [episode = ''] = episodes;
    const places = ['D-ann', 'D-bob', 'C-hot'];
    for (const place of places) await copy(episode, ann, { place });
    let inside = 0;
    hooks.before = async () => {
      inside += 1;
      await until(() => inside === places.length, 'all places are asked');
    };
    await changed(episode);
    await edit();
    expect(landed).toHaveLength(places.length);
  });

  test('that take nothing now are asked once, and all of it later', async () => {
    const { ann, episodes } = await leads('Ada', 'Bea', 'Cleo');
    let asked = 0;
    hooks.before = async () => {
      asked += 1;
      throw Failure.retry('slack: HTTP 503');
    };
    for (const [index, episode] of episodes.entries()) {
      await copy(episode, ann, { message: `${index}` });
      await changed(episode);
    }
    await edit();
    expect(asked).toBe(1);
    expect(await open()).toHaveLength(3);
  });
});

test('cards and routes of the same leads, in different orders, do not undo each other', async () => {
  const { episodes } = await leads('Ada', 'Bea');
  const [low = '', high = ''] = episodes.toSorted();
  const runs = { route: 0, card: 0 };
  const isWaiting = () =>
    desk.query("select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
  let cards: Promise<unknown> = Promise.resolve();
  await desk.within(async (rows) => {
    runs.route += 1;
    await rows.lockEpisodes([high, low], 'hubspot');
    await rows.cardsChanged([high], desk.state.now);
    if (runs.route === 1)
      cards = desk.within(async (others) => {
        runs.card += 1;
        await others.cardSeqs([high, low]);
      });
    await until(async () => (await isWaiting()).length > 0 || runs.route > 1, 'the card waits');
    await rows.cardsChanged([low], desk.state.now);
  });
  await cards;
  expect(runs).toEqual({ route: 1, card: 1 });
}, 20_000);
