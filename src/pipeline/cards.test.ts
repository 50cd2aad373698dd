import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
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
