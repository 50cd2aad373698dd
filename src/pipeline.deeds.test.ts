import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import type { Deed, Press, Pressed } from './channels/answers.ts';
import { explainCommand } from './commands/explain.ts';
import { verifyCommand } from './commands/verify.ts';
import {
  asksForDemo,
  episodeOf,
  HOT_STATUS,
  HOUR,
  MINUTE,
  named,
  pass,
  quiet,
  repOf,
  taskHolder,
  told,
} from './pipelineForTests.ts';
import { backupOf, counts, hotLead, rounds } from './pipelineLeadForTests.ts';
import { startWorld, type World } from './testing/world.ts';

const emailOf = (name: string) => `${name.toLowerCase().split(' ')[0]}@acme.example`;

/** A press of one of `name`'s buttons; `key` is made of both unless given. */
async function pressOf(world: World, name: string, lead: string, deed: Deed, key?: string): Promise<Press> {
  const { id: episode } = await episodeOf(world, lead);
  const who = { workspace: world.settings.workspace.id, email: emailOf(name) };
  return { who, episode, via: 'slack', key: key ?? `${name}:${deed.do}:${world.now()}`, ...deed };
}

/** Processes that press their share of these at the same time; answers in the order of the presses. */
async function pressedBy(world: World, processes: number, presses: Press[]): Promise<Pressed[]> {
  const each = Math.ceil(presses.length / processes);
  const shared = { databaseUrl: world.databaseUrl, aheadMs: world.now() - Date.now() };
  const children = Array.from({ length: processes }, (_, index) => {
    const own = { ...shared, presses: presses.slice(index * each, (index + 1) * each) };
    const script = path.join(import.meta.dirname, 'testing/pressing.ts');
    return spawn(process.execPath, [script, JSON.stringify(own)], { stdio: ['pipe', 'pipe', 'inherit'] });
  });
  await Promise.all(children.map(({ stdout }) => once(stdout, 'data')));
  for (const { stdin } of children) stdin.end();
  const said = await Promise.all(children.map(({ stdout }) => text(stdout)));
  return said.flatMap((line) => JSON.parse(line) as Pressed[]);
}

/** A process that is killed as it keeps this press. */
async function killedAt(world: World, killed: 'before' | 'after', press: Press): Promise<void> {
  const given = { databaseUrl: world.databaseUrl, aheadMs: world.now() - Date.now(), presses: [press], killed };
  const script = path.join(import.meta.dirname, 'testing/pressing.ts');
  const child = spawn(process.execPath, [script, JSON.stringify(given)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  child.stdin.end();
  expect(await gone).toEqual([null, 'SIGKILL']);
}

async function press(world: World, name: string, lead: string, deed: Deed): Promise<Pressed> {
  const [answer] = await pressedBy(world, 1, [await pressOf(world, name, lead, deed)]);
  if (answer === undefined) throw new Error('no answer');
  await quiet(world);
  return answer;
}

describe('a lead', () => {
  test('that two hundred reps claim at once, in two processes, has one winner, one owner and one task', async () => {
    const names = Array.from({ length: 200 }, (_, index) => `Rep${index}`);
    await using world = await startWorld({ reps: names });
    const id = asksForDemo(world, 'ada');
    await told(world);
    await quiet(world);
    const presses = await Promise.all(names.map((name) => pressOf(world, name, id, { do: 'claim' })));
    const answers = await pressedBy(world, 2, presses);
    const won = names.filter((_, index) => answers[index]?.ok);
    expect(won).toHaveLength(1);
    const winner = named(world, `${won[0]} `);
    const refused = answers.filter(({ ok }) => !ok).map(({ text: words }) => words);
    expect(refused).toHaveLength(199);
    for (const words of refused) expect(words).toMatch(new RegExp(`^${winner.name} claimed it (just now|\\d+ s ago)$`));
    await quiet(world);
    expect(taskHolder(world, id)).toBe(winner);
    expect(await episodeOf(world, id)).toMatchObject({ state: 'claimed', assignee: winner.name });
    // Chosen once when it became hot; a claim of what somebody owns moves the task alone.
    expect(world.hubspot.history(id, 'hubspot_owner_id')).toHaveLength(1);
    expect(await world.rows("select 1 from decisions where kind = 'claim'")).toHaveLength(1);
    // Every one of them pressed once more by a chat that had no answer.
    expect(await pressedBy(world, 2, presses)).toEqual(answers);
    expect(await world.rows("select 1 from decisions where kind = 'claim'")).toHaveLength(1);
  }, 60_000);

  test('that is said to be contacted waits for nobody, and a call logged later changes nothing', async () => {
    await using world = await startWorld();
    const { id, max } = await hotLead(world);
    const holder = taskHolder(world, id);
    expect((await press(world, holder.name, id, { do: 'contacted', how: 'call', note: 'left word' })).ok).toBe(true);
    const [before] = await rounds(world);
    expect(before).toMatchObject({ rep: holder.name, contact_kind: 'call' });
    expect(world.hubspot.contact(id)?.['hs_lead_status']).not.toBe(HOT_STATUS);
    world.hubspot.logCall(id, { ownerId: backupOf(world, holder).ownerId });
    await told(world);
    await pass(world, HOUR);
    expect((await rounds(world))[0]).toEqual(before);
    expect(counts(world, max)).toEqual([0]);
    expect(taskHolder(world, id)).toBe(holder);
  });

  test('that is snoozed is silent until then, and then once, while managers hear in time', async () => {
    await using world = await startWorld();
    const { id, max } = await hotLead(world);
    const holder = taskHolder(world, id);
    await press(world, holder.name, id, { do: 'snooze', until: '1h' });
    await pass(world, 31 * MINUTE);
    expect([taskHolder(world, id), ...counts(world, holder.slackId, max)]).toEqual([holder, 1, 0]);
    await pass(world, 15 * MINUTE);
    expect(counts(world, holder.slackId, max)).toEqual([1, 1]);
    await pass(world, 15 * MINUTE);
    expect(counts(world, holder.slackId, max)).toEqual([2, 1]);
  });

  test('that is released goes on being asked for', async () => {
    await using world = await startWorld();
    const { id, max } = await hotLead(world);
    const holder = taskHolder(world, id);
    await press(world, holder.name, id, { do: 'claim' });
    await pass(world, 50 * MINUTE);
    expect(counts(world, max)).toEqual([1]);
    await press(world, holder.name, id, { do: 'release' });
    await pass(world, 11 * MINUTE);
    expect(counts(world, holder.slackId)).toEqual([2]);
    await pass(world, 20 * MINUTE);
    expect(taskHolder(world, id)).not.toBe(holder);
  });

  test('that is handed on has its task with the other, who hears of it, and a full ladder', async () => {
    await using world = await startWorld();
    const { id } = await hotLead(world);
    const holder = taskHolder(world, id);
    const other = backupOf(world, holder);
    await pass(world, 8 * MINUTE);
    const to = (await world.rows<{ id: string }>(`select id from reps where name = '${other.name}'`))[0]?.id ?? '';
    expect((await press(world, holder.name, id, { do: 'reassign', to })).text).toBe(`Given to ${other.name}`);
    expect([taskHolder(world, id), ...counts(world, other.slackId)]).toEqual([other, 1]);
    expect(repOf(world, world.hubspot.contact(id)?.['hubspot_owner_id'])).toBe(other);
    await pass(world, 5 * MINUTE);
    expect(counts(world, other.slackId)).toEqual([1]);
    await pass(world, 6 * MINUTE);
    expect(counts(world, other.slackId)).toEqual([2]);
  });

  test('that is no fit is left alone, until it asks for somebody', async () => {
    await using world = await startWorld();
    const { id, max } = await hotLead(world);
    const holder = taskHolder(world, id);
    const before = counts(world, holder.slackId);
    await press(world, holder.name, id, { do: 'not_a_fit', reason: 'student' });
    expect(world.hubspot.contact(id)?.['hs_lead_status']).not.toBe(HOT_STATUS);
    await pass(world, 2 * HOUR);
    expect(counts(world, holder.slackId, max)).toEqual([...before, 0]);
    for (const page of ['compare/rival', 'roi-calculator', 'case-studies/a', 'pricing'])
      world.hubspot.visitPage(id, `https://acme.example/${page}`);
    await told(world);
    await quiet(world);
    expect(await world.rows('select 1 from episodes')).toHaveLength(1);
    world.hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email: 'ada@bigco.example' });
    await told(world);
    await quiet(world);
    expect(await episodeOf(world, id)).toMatchObject({ state: 'open' });
  });
});

describe('a process that is killed', () => {
  test.each(['before', 'after'] as const)(
    'just %s it has kept a claim loses nothing and does nothing twice',
    async (when) => {
      await using world = await startWorld();
      const { id } = await hotLead(world);
      const claimer = backupOf(world, taskHolder(world, id));
      const claim = await pressOf(world, claimer.name, id, { do: 'claim' }, 'once');
      await killedAt(world, when, claim);
      const claims = () => world.rows("select 1 from decisions where kind = 'claim'");
      expect(await claims()).toHaveLength(when === 'before' ? 0 : 1);
      const [answer] = await pressedBy(world, 1, [claim]);
      expect(answer).toMatchObject({ ok: true, text: expect.stringMatching(/^Claimed: it is yours/) as unknown });
      await quiet(world);
      expect(await claims()).toHaveLength(1);
      expect(taskHolder(world, id)).toBe(claimer);
    },
  );
});

describe('what people said', () => {
  test('is told by explain, and verify finds the log whole and every decision again', async () => {
    await using world = await startWorld({ settings: { workspace: { id: 'default', name: 'Acme', demo: false } } });
    const id = asksForDemo(world, 'ada');
    await told(world);
    await quiet(world);
    const holder = taskHolder(world, id);
    const other = backupOf(world, holder);
    const to = (await world.rows<{ id: string }>(`select id from reps where name = '${other.name}'`))[0]?.id ?? '';
    await press(world, holder.name, id, { do: 'snooze', until: '15m' });
    await press(world, holder.name, id, { do: 'claim' });
    await press(world, holder.name, id, { do: 'release' });
    await press(world, holder.name, id, { do: 'reassign', to });
    await press(world, other.name, id, { do: 'contacted', how: 'call', note: 'left word' });
    await press(world, other.name, id, { do: 'not_a_fit', reason: 'student', note: 'a thesis' });
    const verified = await said(world, verifyCommand, []);
    expect(verified.code).toBe(0);
    const { lines } = await said(world, explainCommand, ['ada@bigco.example']);
    for (const words of [
      `${holder.name} snoozed it until`,
      `${holder.name} claimed it`,
      `${holder.name} released it`,
      `${holder.name} gave it to ${other.name}, who owns it from now on`,
      `${other.name} called`,
      'by their word: "left word"',
      `${other.name} closed it, not a fit: a student or researcher ("a thesis")`,
    ])
      expect(lines.join('\n')).toContain(words);
  });
});

async function said(world: World, command: typeof verifyCommand, args: string[]) {
  const lines: string[] = [];
  const io = { out: (line: string) => lines.push(line), err: () => {}, now: () => world.now() };
  return { code: await command(args, io, { DATABASE_URL: world.databaseUrl }), lines };
}
