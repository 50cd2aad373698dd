import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Channel, Message } from '../channels/channel.ts';
import { MONDAY, startDesk } from '../testing/tellingDesk.ts';
import { editClaimed } from './cards.ts';

let desk: Awaited<ReturnType<typeof startDesk>>;
let edits: Message[] = [];
let during: () => Promise<void> = async () => undefined;

beforeAll(async () => {
  desk = await startDesk();
  const [channel] = desk.ws.channels;
  if (channel === undefined) throw new Error('the desk has no channel');
  const update: Channel['update'] = async (message) => {
    await during();
    edits.push(message);
  };
  Object.assign(channel, { update });
});
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await desk.begin();
  edits = [];
  during = async () => undefined;
});

/** An open episode of Ann's, with a copy of its alert there; `more` is what the copy is. */
async function told(more: Record<string, unknown> = {}): Promise<{ episode: string; ann: string }> {
  const ann = await desk.rep('Ann');
  const episode = await desk.episode(await desk.lead('Ada'), { assignee: ann });
  const where = { channel: 'slack', place: 'D-ann', message: '1', posted_at: MONDAY };
  const reader = { surface: 'assignee', reader: 'ann@acme.example', rep: ann };
  const rest = { kind: 'alert', step: crypto.randomUUID(), repeated: false, shown: '' };
  await desk.insert('deliveries', { episode, ...where, ...reader, ...rest, ...more });
  return { episode, ann };
}

const changed = (episode: string) => desk.within((rows) => rows.cardsChanged([episode], desk.state.now));
const edit = async () => editClaimed(desk.parts, desk.ws, await desk.claim('card'));
const isClaimed = (episode: string, ann: string) =>
  desk.query("update episodes set state = 'claimed', claimed_by = $2, claimed_at = $3 where id = $1", [
    episode,
    ann,
    new Date(MONDAY),
  ]);
const shown = () => edits.map((message) => (message.kind === 'alert' ? message.alert.standing.kind : message.kind));

test('an edit that is under way while more happens is made once more, and ends showing the newest', async () => {
  const { episode, ann } = await told();
  await changed(episode);
  during = async () => {
    during = async () => undefined;
    await isClaimed(episode, ann);
    await changed(episode);
  };
  await edit();
  await edit();
  await edit();
  expect(shown()).toEqual(['open', 'claimed']);
  expect(await desk.query("select 1 from steps where kind = 'card' and done_at is null")).toEqual([]);
});

test('what shows it already is not edited', async () => {
  const { episode } = await told();
  await changed(episode);
  await edit();
  await changed(episode);
  await edit();
  expect(shown()).toEqual(['open']);
});

test.each([
  ['a card', {}, undefined],
  ['a reminder', { thread: '0', note: 'Nobody has answered for 10 minutes.' }, 'alert'],
  ['a colleague’s card', { thread: '0' }, 'colleague'],
] as const)('%s stays what it was, in its reader’s zone, and calls nobody', async (_, more, under) => {
  const { episode } = await told(more);
  await desk.query("update reps set time_zone = 'Asia/Tokyo'");
  await changed(episode);
  await edit();
  const [message] = edits;
  const alert = message?.kind === 'alert' ? message.alert : undefined;
  expect([alert?.under, alert?.timeZone, alert?.mention]).toEqual([under, 'Asia/Tokyo', undefined]);
});

describe('when another round begins', () => {
  const CONTACTED = JSON.stringify([{ kind: 'contacted', by: 'Ann', at: MONDAY, how: 'call' }, []]);

  /** Ann called in the first round; the second is nobody's yet. */
  async function secondRound(shown: string) {
    const { episode, ann } = await told({ round: 1, shown });
    await desk.query(
      'update rounds set contacted_at = $2, contact_kind = $3, contact_rep = $4, assignee = $4 where episode = $1',
      [episode, new Date(MONDAY), 'call', ann],
    );
    await desk.query('update episodes set round = 2, assignee = null where id = $1', [episode]);
    await changed(episode);
    await edit();
    return { episode, ann };
  }

  test('the cards of the one before stay as they were', async () => {
    await secondRound(CONTACTED);
    expect(edits).toEqual([]);
  });

  test('a card of the one before that could not be edited in time shows how that ended', async () => {
    await secondRound('');
    const [message] = edits;
    expect(message?.kind === 'alert' ? message.alert.standing : undefined).toEqual({
      kind: 'contacted',
      by: 'Ann Rep',
      at: MONDAY,
      how: 'call',
    });
  });

  test('its own cards change as ever, and say who was in touch before', async () => {
    const { episode } = await secondRound(CONTACTED);
    await desk.query('update deliveries set round = 2 where episode = $1', [episode]);
    await changed(episode);
    await edit();
    const [message] = edits;
    const alert = message?.kind === 'alert' ? message.alert : undefined;
    expect([alert?.standing.kind, alert?.routingNote]).toEqual([
      'open',
      expect.stringContaining('; Ann Rep contacted them'),
    ]);
  });
});

test('a card says who closed the one before as not a fit', async () => {
  const { episode, ann } = await told();
  const [row] = await desk.query('select lead from episodes where id = $1', [episode]);
  const before = await desk.episode((row as { lead: string }).lead, {
    state: 'closed',
    opened_at: MONDAY - 90_000_000,
  });
  await desk.query(
    "update episodes set closed_as = 'not_a_fit', closed_at = $2, closed_by = $3, closed_because = 'competitor' where id = $1",
    [before, new Date(MONDAY - 3_600_000), ann],
  );
  await changed(episode);
  await edit();
  const [message] = edits;
  expect(message?.kind === 'alert' ? message.alert.routingNote : '').toContain(
    'closed it as not a fit 50 minutes before (a competitor, or one of ours)',
  );
});
