import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { blockProblems } from '../channels/slack/blockLimits.ts';
import { foreignMarkup, nasty, pingable } from '../channels/slack/hostileForTests.ts';
import { slackCardCommand } from './slackCard.ts';

const NOW = Date.parse('2026-01-31T09:00:00Z');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'card-'));
});
afterAll(() => rm(folder, { recursive: true }));

const demo = { id: 'd', type: 'demo_request', at: '2026-01-31T08:58:00Z' };
const attributes = {
  firstName: 'Ada',
  lastName: 'Lovelace',
  company: 'Acme Robotics',
  jobTitle: 'VP RevOps',
  phone: '+1 555 0100',
  recordUrl: 'https://crm.test/1',
  owner: 'Bob Roe',
  assignee: 'Ann Lee',
  timeZone: 'Europe/Berlin',
};
const hot = { lead: { id: 'l1', email: 'ada@acme.test', attributes }, signals: [demo] };

async function run(input: unknown, args: string[] = []) {
  const file = join(folder, 'lead.json');
  await writeFile(file, JSON.stringify(input));
  const out: string[] = [];
  const err: string[] = [];
  const io = { out: (line: string) => out.push(line), err: (line: string) => err.push(line), now: () => NOW };
  const code = await slackCardCommand(['--lead', file, ...args], io);
  return { code, err: err.join('\n'), text: out.join('\n'), card: JSON.parse(out.join('\n') || 'null') as Card };
}
type Card = { text: string; blocks: unknown[] };

describe('hot-lead slack card', () => {
  test('prints what a rep would see', async () => {
    const { code, card, text } = await run(hot);
    expect(code).toBe(0);
    expect(Object.keys(card)).toEqual(['text', 'blocks']);
    expect(card.text).toMatch(
      /^Hot lead 30, Ada Lovelace \(Acme Robotics\): asked for a demo 2 minutes ago\. Respond by /,
    );
    const wanted = [
      'VP RevOps',
      '+1 555 0100',
      'ada@acme.test',
      'Bob Roe',
      'Ann Lee',
      '30, tier 2',
      'https://crm.test/1',
    ];
    for (const words of [...wanted, 'Stays hot until', 'Sat 11:00 GMT+1', '"claim"']) expect(text).toContain(words);
    expect(text).not.toContain('No alert would be sent');
  });

  test.each([
    ['claimed', 'Claimed by Ann Lee', 'release'],
    ['contacted', 'Contacted by Ann Lee (call)', 'not_a_fit'],
    ['snoozed', 'Snoozed: no reminders until', 'snooze'],
    ['escalated', 'Nobody has answered for 45 minutes: it went up to the managers', 'claim'],
  ])('shows it %s', async (state, words, control) => {
    const { text } = await run(hot, ['--state', state]);
    expect(text).toContain(words);
    expect(text).toContain(control);
  });

  test('of a lead that nobody is told of says so', async () => {
    const cold = await run({ lead: { id: 'l1' }, signals: [] });
    expect([cold.code, cold.text]).toEqual([1, '']);
    expect(cold.err).toBe('slack card: nobody would be told of lead l1: with a score of 0 it is cold, not hot');
    const customer = await run({ ...hot, lead: { ...hot.lead, lifecycle: 'customer' } });
    expect(customer.text).toContain('No alert would be sent to sales: customer');
  });

  test('whoever the file says has it, or nobody, it is the card of the rep with all they may press', async () => {
    for (const lead of [hot.lead, { id: 'l1' }]) {
      const { text } = await run({ lead, signals: [demo] });
      for (const press of ['claim', 'contacted', 'snooze', 'reassign', 'not_a_fit']) expect(text).toContain(press);
      expect(text).not.toMatch(/Assignee\*\\nnobody yet/);
    }
  });

  test('--at is the instant, before the file’s own', async () => {
    const { card } = await run({ ...hot, at: '2026-01-31T08:59:00Z' }, ['--at', '2026-01-31T09:08:00Z']);
    expect(card.text).toContain('10 minutes ago');
    expect((await run({ ...hot, at: '2026-01-31T08:59:00Z' })).card.text).toContain('1 minute ago');
  });

  test.each([
    ['an unknown state', ['--state', 'asleep'], /--state must be one of open, claimed.*\(got "asleep"\)\nusage:/s],
    ['an instant without zone', ['--at', '2026-01-31'], /--at: must be an ISO date/],
    ['an unknown option', ['--colour', 'red'], /colour.*\nusage:/s],
    ['a model that is not there', ['--model', '/nowhere.json'], /nowhere/],
  ])('%s is said, with exit code 1', async (_what, args, message) => {
    const { code, err, text } = await run(hot, args);
    expect([code, text]).toEqual([1, '']);
    expect(err).toMatch(message);
  });

  test('without a file says how it is used', async () => {
    const err: string[] = [];
    expect(await slackCardCommand([], { out: () => {}, err: (line) => err.push(line), now: () => NOW })).toBe(1);
    expect(err.join()).toContain('--lead is missing');
  });

  test('whatever the lead is called, the card keeps to Slack’s limits and pings nobody', async () => {
    const names = fc.record(
      Object.fromEntries(Object.keys(attributes).map((name) => [name, fc.oneof(nasty, fc.anything())])),
    );
    const states = fc.constantFrom('open', 'claimed', 'contacted', 'snoozed', 'escalated');
    const inputs = fc.record({ attributes: names, email: nasty, asset: nasty, state: states });
    await fc.assert(
      fc.asyncProperty(inputs, async ({ state, asset, ...lead }) => {
        const signals = [
          { ...demo, asset },
          { ...demo, id: 'r', type: 'positive_reply' },
        ];
        const { code, card } = await run({ lead: { ...lead, id: 'l1' }, signals }, ['--state', state]);
        expect(code).toBe(0);
        expect(blockProblems(card.blocks, 'message')).toEqual([]);
        expect([card.text, ...pingable(card.blocks)].flatMap(foreignMarkup)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
