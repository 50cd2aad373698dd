import { describe, expect, test } from '@jest/globals';
import { defaultModel, type Model } from './domain/model.ts';
import { asksForDemo, MINUTE, named, pass, quiet, readsALot, told } from './pipelineForTests.ts';
import type { SlackMessage } from './sandbox/slack/workspace.ts';
import { until } from './testing/until.ts';
import { startWorld, type World } from './testing/world.ts';

type More = { telling?: Partial<Model['telling']>; routing?: Partial<Model['routing']>; reps?: string[] };

/** A world as a new workspace has it. */
async function telling({ telling: asked, routing, reps = ['Ann'] }: More = {}): Promise<World> {
  const firstModel = {
    ...defaultModel,
    telling: { ...defaultModel.telling, ...asked },
    routing: { ...defaultModel.routing, ...routing },
  };
  return startWorld({ reps, settings: { firstModel }, signed: true });
}

/** What a rep was sent, oldest first: those that stand alone, and those in threads. */
function sentTo(world: World, place: string): { alone: SlackMessage[]; replies: SlackMessage[] } {
  const all = world.slack.messages(place).filter(({ ephemeralFor }) => ephemeralFor === undefined);
  const isReply = ({ threadTs }: SlackMessage) => threadTs !== undefined;
  return { alone: all.filter((one) => !isReply(one)), replies: all.filter(isReply) };
}

function shown(message: SlackMessage | undefined): string {
  return JSON.stringify(message?.blocks);
}

function posted(world: World, word: string): string[] {
  const posts = world.slack.server.calls.filter(({ path }) => path.endsWith('chat.postMessage'));
  return posts.map(({ body }) => decodeURIComponent(body)).filter((body) => body.includes(word));
}

describe('a reminder', () => {
  test('is one short message under the alert that calls its rep, is seen outside the thread, and stays short', async () => {
    await using world = await telling();
    const id = asksForDemo(world, 'ada', { lastname: 'Lovelace' });
    await told(world);
    await pass(world, 11 * MINUTE);
    const { slackId, ownerId } = named(world, 'Ann');
    const { alone, replies } = sentTo(world, slackId);
    expect([alone.length, replies.length]).toEqual([1, 1]);
    expect(replies[0]?.threadTs).toBe(alone[0]?.ts);
    expect(replies[0]?.text).toMatch(/^⏰ Nobody has answered for 1\d minutes.*<@U\w+> ada Lovelace, respond by /);
    expect(replies[0]?.text).toContain(`<@${slackId}>`);
    expect(shown(replies[0])).toContain('"action_id":"claim"');
    expect(replies[0]?.blocks).toHaveLength(2);
    expect(posted(world, 'reply_broadcast=true')).toHaveLength(1);
    world.hubspot.logCall(id, { ownerId, at: world.now() });
    await pass(world, 6 * MINUTE);
    const after = sentTo(world, slackId);
    expect([after.alone.length, after.replies.length]).toEqual([1, 1]);
    expect(after.replies[0]?.blocks).toHaveLength(2);
    expect(after.replies[0]?.text).toMatch(/^✅ Contacted by Ann Rep/);
    expect(after.replies[0]?.text).not.toContain('<@');
  });
});

describe('somebody who is hot again soon after closing', () => {
  test('is told under the earlier card, in one line and without a task', async () => {
    await using world = await telling({ telling: { postAssigned: false } });
    const id = readsALot(world, 'ada');
    await told(world);
    await world.rows(`update episodes set state = 'closed', closed_as = 'lost', ladder_ended = true,
      closed_at = '${new Date(world.now()).toISOString()}'`);
    await pass(world, 8 * 24 * 60 * MINUTE);
    for (const page of ['compare/other', 'case-studies/b', 'roi-calculator'])
      world.hubspot.visitPage(id, `https://acme.example/${page}`);
    await told(world);
    await quiet(world);
    const { alone, replies } = sentTo(world, named(world, 'Ann').slackId);
    expect([alone.length, replies.length]).toEqual([1, 1]);
    expect(replies[0]?.threadTs).toBe(alone[0]?.ts);
    expect(replies[0]?.text).toMatch(/^🔥 Hot again: ada/);
    expect(replies[0]?.text).not.toContain('respond by');
    expect(world.contactsWithTask()).toEqual([id]);
  });
});

describe('people of one company who are hot within half an hour', () => {
  test('stand under the first of them, each with a card of their own; its reminders stand there too', async () => {
    await using world = await telling({ telling: { postAssigned: false } });
    const ids = ['ada', 'bea'].map((name) =>
      world.hubspot.addContact({ email: `${name}@bigco.example`, firstname: name }),
    );
    world.hubspot.addCompany({ name: 'BigCo', domain: 'bigco.example' }, ids);
    for (const name of ['ada', 'bea']) {
      world.hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email: `${name}@bigco.example` });
      await told(world);
      await quiet(world);
    }
    const { slackId } = named(world, 'Ann');
    const { alone, replies } = sentTo(world, slackId);
    expect([alone.length, replies.length]).toEqual([1, 1]);
    expect(shown(replies[0])).toContain('Another person at');
    expect(shown(replies[0])).toContain('"type":"header"');
    await pass(world, 11 * MINUTE);
    const later = sentTo(world, slackId);
    expect([later.alone.length, later.replies.length]).toEqual([1, 3]);
    expect(new Set(later.replies.map(({ threadTs }) => threadTs))).toEqual(new Set([alone[0]?.ts]));
    expect(shown(later.replies[0])).toContain('Another person at');
  });
});

describe('the managers’ channel', () => {
  test('sees what everybody gets, once, and shows what comes of it', async () => {
    await using world = await telling({ telling: { managersChannel: '#sales-managers' } });
    const { id: channel } = world.slack.addChannel('sales-managers');
    const id = asksForDemo(world, 'ada');
    await told(world);
    await quiet(world);
    const { ownerId } = named(world, 'Ann');
    world.hubspot.logCall(id, { ownerId, at: world.now() });
    await pass(world, 6 * MINUTE);
    const { alone, replies } = sentTo(world, channel);
    expect([alone.length, replies.length]).toEqual([1, 0]);
    expect(shown(alone[0])).toContain('Contacted by Ann Rep');
  });

  test('that is not there is no reason to tell #hot-leads twice', async () => {
    await using world = await telling({ telling: { managersChannel: '#gone' } });
    asksForDemo(world, 'ada');
    await told(world);
    await quiet(world);
    expect(world.slack.messages(world.hotLeads)).toHaveLength(1);
    expect(world.slack.messages()).toHaveLength(2);
  });
});

describe('a pool that claims', () => {
  const pools = { default: { mode: 'claim' as const, members: 'everyone' as const } };

  test('sees a Claim button in #hot-leads, and after the claim who has it', async () => {
    await using world = await telling({ routing: { pools }, reps: ['Ann', 'Bob'] });
    asksForDemo(world, 'ada');
    await told(world);
    await quiet(world);
    const [card, ...more] = world.slack.messages(world.hotLeads);
    expect([more.length, world.slack.messages().length]).toEqual([0, 1]);
    expect(shown(card)).toContain('"action_id":"claim"');
    const bob = named(world, 'Bob');
    const click = { user: bob.slackId, channel: card?.channel ?? '', ts: card?.ts ?? '', actionId: 'claim' };
    expect(await world.slack.interact(`${world.app.url}/slack/events`, click)).toMatchObject({ status: 200 });
    await until(
      () => shown(world.slack.messages(world.hotLeads)[0]).includes('Claimed by Bob Rep'),
      'the claim to show',
    );
    expect(shown(world.slack.messages(world.hotLeads)[0])).not.toContain('"action_id":"claim"');
  });

  test('and nobody does: the ladder tells the managers', async () => {
    const coverage = { managers: ['boss@acme.example'] };
    await using world = await telling({ routing: { pools, coverage }, reps: ['Ann', 'Bob'] });
    const boss = world.slack.addUser({ email: 'boss@acme.example', name: 'Boss' });
    asksForDemo(world, 'ada');
    await told(world);
    for (const _step of [1, 2, 3, 4, 5]) await pass(world, 12 * MINUTE);
    expect(world.slack.messages(boss.id)).toHaveLength(1);
    expect(shown(world.slack.messages(boss.id)[0])).toContain('Nobody has answered for');
  });
});

describe('what nobody can take', () => {
  test('calls the managers by name in #hot-leads, once', async () => {
    const coverage = { managers: ['boss@acme.example'] };
    const pools = { default: { mode: 'assign' as const, members: [] } };
    await using world = await telling({ routing: { pools, coverage } });
    const boss = world.slack.addUser({ email: 'boss@acme.example', name: 'Boss' });
    asksForDemo(world, 'ada');
    await told(world);
    await pass(world, 20 * MINUTE);
    const called = posted(world, `<@${boss.id}>`).filter((body) => body.includes('hot-leads'));
    expect(called).toHaveLength(1);
    expect(sentTo(world, world.hotLeads).alone).toHaveLength(1);
  });
});

describe('a rep who keeps some hot leads for the end of the day', () => {
  test('gets no message for these, and no reminder', async () => {
    await using world = await telling({ telling: { postAssigned: false, floor: { notices: [], hot: 'tier 1' } } });
    await quiet(world);
    await world.rows(`update reps set preferences = '{"alerts": {"demo_request": "digest"}}'`);
    const id = asksForDemo(world, 'ada');
    await told(world);
    const { slackId } = named(world, 'Ann');
    expect(world.contactsWithTask()).toEqual([id]);
    expect(world.slack.messages(slackId)).toHaveLength(0);
    const [step] = await world.rows<{ outcome: unknown }>("select outcome from steps where kind = 'alert'");
    expect(step?.outcome).toEqual({ told: 'nobody: it is in the digest, as they chose' });
    await pass(world, 11 * MINUTE);
    expect(sentTo(world, slackId).alone).toHaveLength(0);
  });
});
