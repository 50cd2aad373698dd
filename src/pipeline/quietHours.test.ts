import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Channel } from '../channels/channel.ts';
import type { Preferences } from '../domain/telling/preferences.ts';
import { MONDAY, startDesk } from '../testing/tellingDesk.ts';
import { tellPeople } from './alerts.ts';
import { briefClaimed, briefStep } from './briefs.ts';
import { alertStep } from './told.ts';

const HOUR = 3_600_000;
const lanes = { floor: { notices: [], hot: 'lanes' as const } };
let desk: Awaited<ReturnType<typeof startDesk>>;

beforeAll(async () => {
  desk = await startDesk();
});
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await desk.begin();
  const { channels } = desk.ws;
  (desk.ws as { channels: Channel[] }).channels = channels.slice(0, 1);
});

function withMail(): void {
  const [chat] = desk.ws.channels;
  if (chat !== undefined) (desk.ws as { channels: Channel[] }).channels = [chat, { ...chat, kind: 'email' }];
}

/** Ann has a lead that a visit of the pricing page made hot. */
async function annHas(preferences: Preferences): Promise<string> {
  const ann = await desk.rep('Ann', preferences);
  const facts = JSON.stringify({ type: 'pricing_page_visit', lane: false });
  return desk.episode(await desk.lead('Ada'), { assignee: ann, facts });
}

async function told(episode: string, which: string, wish: object): Promise<string> {
  const step = alertStep(episode, { which, to: 'assignee', ...wish }, desk.state.now);
  await desk.within((rows) => rows.addSteps([step], desk.state.now));
  return outcome();
}

/** Everything that is due is told. Answers what came of it. */
async function outcome(): Promise<string> {
  await tellPeople(desk.parts, desk.ws, await desk.claim('alert'));
  await briefClaimed(desk.parts, desk.ws, await desk.claim('brief'));
  const [step] = await desk.query<{ done: boolean; due: number; outcome: { told?: string } | null }>(
    'select done_at is not null as done, due_at as due, outcome from steps order by created_at desc, id desc limit 1',
  );
  if (step?.done !== true) return `waits until ${new Date(step?.due ?? 0).toISOString().slice(11, 16)}`;
  return step.outcome?.told ?? 'told';
}

describe('in quiet hours', () => {
  const quiet = { quiet: { from: 9 * 60, to: 12 * 60 } };
  test.each([
    ['what was given by hand', '1:given', { note: 'Bob gave it to Ann' }],
    ['the end of a snooze', '1:snooze', { note: 'You asked to hear of it again now' }],
    ['what happens while it waits', '1:lane', { note: 'While it waits: asked for a demo' }],
  ])('%s waits for their end', async (_, which, wish) => {
    const episode = await annHas(quiet);
    expect(await told(episode, which, wish)).toBe('waits until 12:00');
    expect(desk.state.posted).toEqual([]);
    desk.state.now = MONDAY + 2 * HOUR;
    expect(await outcome()).toBe('told');
    expect(desk.state.posted).toHaveLength(1);
  });
  test('the context e-mail waits for their end', async () => {
    const episode = await annHas(quiet);
    withMail();
    const [row] = await desk.query<{ rep: string }>('select assignee as rep from episodes');
    await desk.within((rows) => rows.addSteps([briefStep(episode, 1, row?.rep ?? '', MONDAY)], MONDAY));
    expect(await outcome()).toBe('waits until 12:00');
    desk.state.now = MONDAY + 2 * HOUR;
    expect(await outcome()).toBe('told');
  });
  test('of a colleague nothing waits', async () => {
    expect(await told(await annHas({ quiet: { from: 0, to: 60 } }), '1:given', { note: 'given' })).toBe('told');
  });
});

describe('of a lead that may wait for the digest', () => {
  const later = { alerts: { pricing_page_visit: 'digest' as const } };
  const chosen = 'nobody: it is in the digest, as they chose';
  beforeEach(async () => {
    const { model } = desk.state;
    desk.state.model = { ...model, telling: { ...model.telling, ...lanes } };
  });
  test.each([
    ['neither the first alert', '1', {}],
    ['nor a reminder', '1:0:remind:30', { note: 'Ann Rep was reminded', reminds: true }],
  ])('%s is sent', async (_, which, wish) => {
    expect(await told(await annHas(later), which, wish)).toBe(chosen);
  });
  test('nor the context e-mail', async () => {
    const episode = await annHas(later);
    withMail();
    const [row] = await desk.query<{ rep: string }>('select assignee as rep from episodes');
    await desk.within((rows) => rows.addSteps([briefStep(episode, 1, row?.rep ?? '', MONDAY)], MONDAY));
    expect(await outcome()).toBe(chosen);
  });
  test('what somebody gave them by hand is told at once', async () => {
    expect(await told(await annHas(later), '1:given', { note: 'Bob gave it to Ann' })).toBe('told');
  });
});
