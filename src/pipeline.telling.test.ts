import { describe, expect, test } from '@jest/globals';
import { defaultModel, type Model } from './domain/model.ts';
import { asksForDemo, MINUTE, named, pass, passAway, quiet, repOf, told } from './pipelineForTests.ts';
import { startMail } from './sandbox/mail/mail.ts';
import type { SlackMessage } from './sandbox/slack/workspace.ts';
import { until } from './testing/until.ts';
import { startWorld, type World } from './testing/world.ts';

const secretKey = 'a key of thirty-two characters or more';

/** A world as a new workspace has it: everything is told, and heard. */
async function telling(more: { mail?: string; model?: Partial<Model['telling']>; reps?: string[] } = {}) {
  const firstModel = { ...defaultModel, telling: { ...defaultModel.telling, ...more.model } };
  const mail = more.mail === undefined ? {} : { mail: { url: more.mail, from: 'Hot leads <hot@acme.example>' } };
  const reps = more.reps === undefined ? {} : { reps: more.reps };
  return startWorld({ ...reps, settings: { firstModel, secretKey, ...mail }, signed: true });
}

/** Who has the only lead, and their message. */
function dmOf(world: World, id: string): { slackId: string; name: string; message: SlackMessage } {
  const { slackId, name } = repOf(
    world,
    world.hubspot.tasks().find(({ contactIds }) => contactIds.includes(id))?.['hubspot_owner_id'],
  );
  const [message] = world.slack.messages(slackId);
  if (message === undefined) throw new Error(`${name} has no message`);
  return { slackId, name, message };
}

/** Messages there that are no reminders. */
function first(world: World, place: string): SlackMessage[] {
  return world.slack.messages(place).filter(({ blocks }) => !JSON.stringify(blocks).includes('⏰'));
}

async function press(world: World, user: string, { channel, ts }: SlackMessage, actionId: string, value?: string) {
  const click = { user, channel, ts, actionId, ...(value !== undefined && { value }) };
  return world.slack.interact(`${world.app.url}/slack/events`, click);
}

describe('an assigned lead', () => {
  test('is a message to its rep with buttons, and one to read only in the shared channel', async () => {
    await using world = await telling();
    const id = asksForDemo(world, 'ada');
    await told(world);
    const { message, name } = dmOf(world, id);
    const [shared, ...more] = world.slack.messages(world.hotLeads);
    expect([more.length, world.slack.messages().length]).toEqual([0, 2]);
    expect(JSON.stringify(message.blocks)).toContain('"action_id":"claim"');
    expect(JSON.stringify(shared?.blocks)).toContain(name);
    expect(JSON.stringify(shared?.blocks)).not.toContain('"action_id":"claim"');
  });

  test('that its rep claims, calls and closes shows so in every copy, and makes no sound', async () => {
    await using world = await telling();
    const id = asksForDemo(world, 'ada');
    await told(world);
    const { message, slackId, name } = dmOf(world, id);
    const cards = () => world.slack.messages().filter(({ ephemeralFor }) => ephemeralFor === undefined);
    const shown = () => cards().map(({ blocks }) => JSON.stringify(blocks));
    expect(await press(world, slackId, message, 'claim')).toMatchObject({ status: 200 });
    await until(() => world.told.includes('deed: claim, by slack'), 'the claim to be kept');
    await quiet(world);
    expect(shown()).toEqual([
      expect.stringContaining(`Claimed by ${name}`),
      expect.stringContaining(`Claimed by ${name}`),
    ]);
    expect(cards()).toHaveLength(2);
    const { ownerId } = repOf(world, world.hubspot.contact(id)?.['hubspot_owner_id']);
    world.hubspot.logCall(id, { ownerId, at: world.now() });
    await pass(world, 6 * MINUTE);
    expect(cards()).toHaveLength(2);
    for (const blocks of shown()) {
      expect(blocks).toContain('Contacted');
      expect(blocks).not.toContain('"action_id":"claim"');
    }
  });
});

describe('while Slack is away', () => {
  test('e-mail takes over after a minute, once; what Slack gets when it is back is what is still to be said', async () => {
    await using mail = await startMail();
    await using world = await telling({ mail: mail.url, reps: ['Ann'] });
    const over = world.slack.outage('errors');
    asksForDemo(world, 'ada');
    await world.push();
    await passAway(world, 30_000);
    expect(mail.mails()).toHaveLength(0);
    await passAway(world, 40_000);
    await passAway(world, 10_000);
    expect(mail.mails('ann@acme.example')).toHaveLength(1);
    await passAway(world, 5 * MINUTE);
    expect(mail.mails('ann@acme.example').filter(({ raw }) => raw.includes('context')).length).toBeLessThanOrEqual(1);
    over();
    for (const _try of [1, 2, 3]) await passAway(world, 3 * MINUTE);
    await quiet(world);
    await quiet(world);
    // The DM was told by mail; the shared channel is Slack's own.
    expect(first(world, named(world, 'Ann').slackId)).toHaveLength(0);
    expect(first(world, world.hotLeads)).toHaveLength(1);
  });

  test('and without e-mail, every message waits for it', async () => {
    await using world = await telling({ reps: ['Ann'] });
    const over = world.slack.outage('errors');
    asksForDemo(world, 'ada');
    await world.push();
    await passAway(world, 3 * MINUTE);
    over();
    for (const _try of [1, 2, 3]) await passAway(world, 3 * MINUTE);
    await quiet(world);
    expect(first(world, named(world, 'Ann').slackId)).toHaveLength(1);
    expect(first(world, world.hotLeads)).toHaveLength(1);
  });
});

describe('many at once', () => {
  test('for one rep and for the shared channel are one message each, that is edited as one', async () => {
    await using world = await telling({ reps: ['Ann'], model: { rollUpFrom: 3 } });
    const over = world.slack.outage('errors');
    const ids = ['ada', 'bea', 'cleo', 'dora', 'ella'].map((name) => asksForDemo(world, name));
    await world.push();
    await passAway(world, 5_000);
    over();
    for (const _try of [1, 2, 3]) await passAway(world, 3 * MINUTE);
    await quiet(world);
    await quiet(world);
    const { slackId, ownerId } = named(world, 'Ann');
    const mine = world.slack.messages(slackId);
    const all = [...mine, ...world.slack.messages(world.hotLeads)];
    expect(all.length).toBeLessThan(2 * ids.length);
    for (const name of ['ada', 'bea', 'cleo', 'dora', 'ella'])
      expect(mine.filter(({ blocks, text }) => JSON.stringify([blocks, text]).includes(name))).toHaveLength(1);
    for (const id of ids) world.hubspot.logCall(id, { ownerId, at: world.now() });
    await pass(world, 6 * MINUTE);
    expect(world.slack.messages(slackId)).toHaveLength(mine.length);
    expect(world.slack.messages(slackId).every(({ edits }) => edits > 0)).toBe(true);
  });
});
