import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { replayCommand } from './replay.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'replay-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const io = { out: (line: string) => void out.push(line), err: (line: string) => void err.push(line), now: () => 0 };
  const code = await replayCommand(args, io);
  return { code, out: out.join('\n'), err: err.join('\n') };
}

async function fileOf(content: string | Buffer, name = 'log.jsonl'): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
}

const signal = (more: object = {}) => ({
  kind: 'signal',
  id: 's1',
  lead: 'a',
  type: 'contact_sales',
  at: '2026-01-05T09:00:00+01:00',
  ...more,
});
const contact = (more: object = {}) => ({
  kind: 'contact',
  id: 'c1',
  lead: 'a',
  rep: 'r1',
  at: '2026-01-05T09:30:00+01:00',
  ...more,
});

/** The JSON report of a log with these lines: texts as they are, anything else as JSON. */
async function play(...lines: unknown[]) {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  const { out, err, code } = await run(await fileOf(text), '--json');
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out);
}

describe('the report', () => {
  test('an empty log has nothing of everything', async () => {
    expect(await play()).toEqual({
      leads: 0,
      signals: 0,
      contacts: 0,
      automatedContacts: 0,
      outcomes: 0,
      episodes: 0,
      rounds: 0,
      hotLeadsPerDay: {},
      crossed70: {},
      signalToFirstContact: { count: 0, medianMinutes: null, p90Minutes: null, open: 0 },
      signalToFirstContactWorking: { count: 0, medianMinutes: null, p90Minutes: null, open: 0 },
      answeredWithin: { '5m': null, '15m': null, '60m': null, '4h': null },
      kaplanMeierMedianMinutes: null,
      rolling30: [],
      byRep: {},
      byTier: {},
      bySource: {},
      conversion: { won: 0, closed: 0, share: null, low: null, high: null },
      conversionBySignalType: {},
      routing: {
        routed: 0,
        held: 0,
        covered: 0,
        unrouted: 0,
        byRep: {},
        unassigned: 0,
        toClaim: 0,
        mostHeldAtOnce: 0,
        fairness: { worst: 0, worstEver: 0, due: {} },
        really: { byRep: {}, unnamed: 0, worst: null },
      },
      rejected: {},
      firstRejected: [],
      modelVersion: 1,
    });
  });

  test('an answered lead and an open one are told apart', async () => {
    const report = await play(signal(), contact(), signal({ id: 's2', lead: 'b' }));
    expect(report).toMatchObject({
      leads: 2,
      episodes: 2,
      signalToFirstContact: { count: 1, medianMinutes: 30, p90Minutes: 30, open: 1 },
      answeredWithin: { '15m': 0, '60m': 1 },
      byRep: { r1: { count: 1, medianMinutes: 30 } },
      routing: { routed: 2, held: 2, unrouted: 0, byRep: { r1: 2 } },
    });
  });

  test('a lead of Friday evening is held until somebody works on Monday', async () => {
    const friday = { at: '2026-01-09T19:00:00+01:00' };
    const monday = { at: '2026-01-12T08:30:00+01:00' };
    const report = await play(contact({ id: 'c0', lead: 'x' }), signal(friday), contact(monday));
    expect(report.routing).toMatchObject({ routed: 1, held: 1, covered: 0, unrouted: 0, byRep: { r1: 1 } });
    expect(report.signalToFirstContact.medianMinutes).toBe(61.5 * 60);
  });

  test('without any contact everything hot is open and unrouted', async () => {
    const report = await play(signal(), signal({ id: 's2', lead: 'b' }));
    expect(report.signalToFirstContact).toEqual({ count: 0, medianMinutes: null, p90Minutes: null, open: 2 });
    expect(report.routing).toMatchObject({ routed: 0, held: 0, covered: 0, unrouted: 2, byRep: {} });
  });

  test('a contact by nobody known answers, but is no rep', async () => {
    const report = await play(signal(), contact({ rep: null }));
    expect(report).toMatchObject({ signalToFirstContact: { count: 1, open: 0 }, routing: { byRep: {} } });
  });

  test.each([
    { channel: 'sequence' },
    { channel: 'Bulk' },
    { channel: 'automatic' },
    { channel: 'AUTOMATION' },
    { channel: 'marketing' },
    { automated: true },
    { channel: 'call', automated: true },
  ])('a contact with %j is by a machine: counted, but no answer and no presence', async (by) => {
    const report = await play(signal(), contact(by));
    expect(report).toMatchObject({ contacts: 0, automatedContacts: 1, rejected: {} });
    expect(report.signalToFirstContact).toMatchObject({ count: 0, open: 1 });
    expect(report.routing).toMatchObject({ routed: 0, unrouted: 1, byRep: {} });
  });

  test.each([{ channel: 'call' }, { channel: null }, { channel: '' }, { automated: false }])(
    'a contact with %j is by a person',
    async (by) => {
      expect(await play(signal(), contact(by))).toMatchObject({ contacts: 1, automatedContacts: 0 });
    },
  );

  test('logs numbered by lead lose nothing', async () => {
    const report = await play(signal(), signal({ lead: 'b' }), contact(), contact({ lead: 'b' }));
    expect(report).toMatchObject({ leads: 2, signals: 2, contacts: 2, rejected: {} });
  });

  test('a lead closed unanswered over night is routed and answered the next day', async () => {
    const outcome = { kind: 'outcome', lead: 'a', at: '2026-01-05T20:00:00+01:00', won: false };
    const report = await play(signal(), outcome, contact({ at: '2026-01-06T09:00:00+01:00' }));
    expect(report.signalToFirstContact).toEqual({ count: 1, medianMinutes: 1440, p90Minutes: 1440, open: 0 });
    expect(report.kaplanMeierMedianMinutes).toBe(1440);
    expect(report.routing).toMatchObject({ routed: 1, held: 1, unrouted: 0 });
  });

  test('hot leads are counted by the day on the clock of their signal', async () => {
    const report = await play(
      signal({ at: '2026-01-05T23:30:00-05:00' }),
      signal({ lead: 'b', at: '2026-01-06T00:30:00+01:00' }),
      signal({ lead: 'c', at: '2026-01-06T00:30:00+01:00' }),
    );
    expect(report.hotLeadsPerDay).toEqual({ '2026-01-05': 1, '2026-01-06': 2 });
  });

  test('a lead that crosses 70 is counted on that day', async () => {
    const visits = ['09', '11', '13'].map((hour) =>
      signal({ id: hour, type: 'pricing_page_visit', at: `2026-01-05T${hour}:00:00Z` }),
    );
    const { crossed70, hotLeadsPerDay } = await play(...visits);
    expect([crossed70, hotLeadsPerDay]).toEqual([{ '2026-01-05': 1 }, { '2026-01-05': 1 }]);
  });

  test('in working time the night does not count', async () => {
    const evening = [signal({ at: '2026-01-05T17:50:00Z' }), contact({ id: 1, lead: 'x', at: '2026-01-05T18:00:00Z' })];
    const morning = ['08:00', '08:20'].map((time, i) =>
      contact({ id: i + 2, lead: i === 0 ? 'y' : 'a', at: `2026-01-06T${time}:00Z` }),
    );
    const start = contact({ id: 0, lead: 'x', at: '2026-01-05T17:00:00Z' });
    const report = await play(start, ...evening, ...morning);
    expect(report.signalToFirstContactWorking).toEqual({ count: 1, medianMinutes: 30, p90Minutes: 30, open: 0 });
    expect(report.signalToFirstContact.medianMinutes).toBe(14.5 * 60);
  });

  test('the share of leads that were won comes with its uncertainty, also by signal type', async () => {
    const won = (lead: string, isWon: boolean) => ({ kind: 'outcome', lead, at: '2026-01-09T09:00:00Z', won: isWon });
    const visit = signal({ id: 2, lead: 'b', type: 'pricing_page_visit' });
    const report = await play(signal(), visit, signal({ id: 3, lead: 'c' }), won('a', true), won('b', false));
    const [low, high] = [0.0945, 0.9055];
    expect(report.conversion).toEqual({ won: 1, closed: 2, share: 0.5, low, high });
    expect(report.conversionBySignalType).toEqual({
      contact_sales: { won: 1, leads: 2, share: 0.5, low, high },
      pricing_page_visit: { won: 0, leads: 1, share: 0, low: 0, high: 0.7935 },
    });
  });

  test('the order of the lines does not matter', async () => {
    const lines = [signal(), contact(), signal({ id: 's2', lead: 'b' }), contact({ id: 'c2', lead: 'b' })];
    expect(await play(...lines.toReversed())).toEqual(await play(...lines));
  });

  test('numbers as ids, offsets without a colon, nulls, blank and Windows lines are played', async () => {
    const line = JSON.stringify(signal({ id: 7, lead: 1, at: '2026-01-05T08:00:00.000+0000', asset: null }));
    const report = await play(`\uFEFF${line}\r`, '', contact({ lead: 1 }), '');
    expect(report).toMatchObject({ signalToFirstContact: { count: 1, medianMinutes: 30 }, rejected: {} });
  });
});

describe('lines that cannot be played', () => {
  test.each<[string, unknown]>([
    ['not JSON', '{"kind":'],
    ['not an object', '17'],
    ['not an object', '[]'],
    ['unknown kind', { ...signal(), kind: 'visit' }],
    ['unknown kind', { ...signal(), kind: undefined }],
    ['unknown type', signal({ type: 'telepathy' })],
    ['unknown type', signal({ type: 'toString' })],
    ['type missing', signal({ type: null })],
    ['lead missing', signal({ lead: undefined })],
    ['bad lead', signal({ lead: '' })],
    ['at missing', signal({ at: undefined })],
    ['bad date', signal({ at: 'yesterday' })],
    ['bad date', signal({ at: '2026-02-30T09:00:00Z' })],
    ['bad date', signal({ at: '2026-01-05T09:00:00' })],
    ['bad date', signal({ at: 1_700_000_000 })],
    ['bad confidence', signal({ confidence: 1.5 })],
    ['bad subject', signal({ subject: 'dog' })],
    ['won missing', { kind: 'outcome', id: 'o', lead: 'a', at: '2026-01-05T09:00:00Z' }],
    ['bad rep', contact({ rep: {} })],
    ['duplicate', signal()],
  ])('are counted as "%s" and nothing else is lost: %j', async (reason, line) => {
    const report = await play(signal(), line, contact());
    expect(report).toMatchObject({ rejected: { [reason]: 1 }, firstRejected: [{ line: 2, reason }] });
    expect(report.signalToFirstContact).toEqual({ count: 1, medianMinutes: 30, p90Minutes: 30, open: 0 });
  });

  test('two lines without an id are one event when they say the same within a second', async () => {
    const line = (at: string, type = 'contact_sales') => signal({ id: undefined, at, type });
    const [first, again] = ['2026-01-05T09:00:00.100Z', '2026-01-05T09:00:00.900Z'];
    expect(await play(line(first), line(again), line(first, 'email_open'))).toMatchObject({
      signals: 2,
      rejected: { duplicate: 1 },
    });
  });

  test('two lines without an id about different things are two events', async () => {
    const [one, other] = ['/a', '/b'].map((asset) => signal({ id: undefined, asset }));
    expect(await play(one, other, { ...one, source: null, id: '' })).toMatchObject({
      signals: 2,
      rejected: { duplicate: 1 },
    });
  });

  test('line separators and lone carriage returns inside a line do not end it', async () => {
    const asset = 'a\u2028b\u2029c';
    const line = JSON.stringify(signal({ asset })).replace(',', ',\r');
    expect(await play(line, contact())).toMatchObject({ signals: 1, contacts: 1, rejected: {} });
  });

  test('only the first ten are named', async () => {
    const report = await play(...Array.from({ length: 12 }, () => 'nonsense'));
    expect([report.rejected, report.firstRejected.length]).toEqual([{ 'not JSON': 12 }, 10]);
  });
});

describe('the command', () => {
  test('a packed log is read like a plain one', async () => {
    const file = await fileOf(gzipSync(JSON.stringify(signal())), 'log.jsonl.gz');
    expect(JSON.parse((await run(file, '--json')).out)).toMatchObject({ episodes: 1 });
  });

  test('a packed log is known by its first bytes, not by its name', async () => {
    const packed = await fileOf(gzipSync(JSON.stringify(signal())), 'packed.jsonl');
    const plain = await fileOf(JSON.stringify(signal()), 'plain.jsonl.gz');
    for (const file of [packed, plain])
      expect(JSON.parse((await run(file, '--json')).out)).toMatchObject({ episodes: 1 });
  });

  test.each(['empty.jsonl', 'empty.jsonl.gz'])('%s without a byte is an empty log', async (name) => {
    const { code, out } = await run(await fileOf('', name), '--json');
    expect([code, JSON.parse(out)]).toMatchObject([0, { leads: 0, rejected: {} }]);
  });

  test('without --json it prints tables for people', async () => {
    const { code, out } = await run(await fileOf([signal(), contact(), 'x'].map((l) => JSON.stringify(l)).join('\n')));
    expect(code).toBe(0);
    expect(out).toContain('Not played: 1 not an object. First: line 3 (not an object).');
    expect(out).toMatch(/all +1 +0 +30\.0 min +30\.0 min +100%/);
    expect(out).toMatch(/all, in working time +1 +0 +0\.0 min +0\.0 min/);
    expect(out).toContain('leads that opened an episode: 1.0 a day on 1 day, most 1 on 2026-01-05');
    expect(out).toMatch(/with contact_sales +1 +0 +0% +0% +79%/);
  });

  test('a model decides what is hot', async () => {
    const model = await fileOf('{"version":7,"lanes":{"contact_sales":{"on":false}}}', 'model.json');
    const { out } = await run(await fileOf(JSON.stringify(signal())), '--json', '--model', model);
    expect(JSON.parse(out)).toMatchObject({ episodes: 0, modelVersion: 7 });
  });

  test.each([
    { why: 'no log', args: [], says: 'give one log file' },
    { why: 'two logs', args: ['a', 'b'], says: 'give one log file' },
    { why: 'an unknown option', args: ['a', '--csv'], says: "Unknown option '--csv'" },
    { why: 'a log that is not there', args: ['/nowhere.jsonl'], says: '/nowhere.jsonl: cannot be read (ENOENT)' },
    { why: 'a packed log that is not there', args: ['/nowhere.gz'], says: '/nowhere.gz: cannot be read (ENOENT)' },
    { why: 'a folder', args: [tmpdir()], says: 'cannot be read (EISDIR)' },
    {
      why: 'a model that is not there',
      args: ['a', '--model', '/nowhere.json'],
      says: '--model /nowhere.json: cannot be read',
    },
  ])('$why is one clear error', async ({ args, says }) => {
    const { code, err, out } = await run(...args);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(says);
  });

  test('a packed log that is cut short is one clear error', async () => {
    const packed = gzipSync('{}\n'.repeat(1000));
    const broken = await fileOf(packed.subarray(0, packed.length - 12), 'broken.jsonl.gz');
    const { code, err } = await run(broken, '--json');
    expect([code, err.split('\n').length]).toEqual([1, 1]);
    expect(err).toMatch(/^replay: .*broken\.jsonl\.gz: cannot be read \(Z_/);
  });
});

const realLog = path.join(import.meta.dirname, '../../../shared/data/lead-log-2012.jsonl.gz');
const describeRealLog = existsSync(realLog) || process.env.CI === 'true' ? describe : describe.skip;

describeRealLog('the log of 2012', () => {
  test('has the response times that are known of it, and no lead is lost in routing', async () => {
    const report = JSON.parse((await run(realLog, '--json')).out);
    expect(report).toMatchObject({ leads: 4755, episodes: 4755, rounds: 0, rejected: {} });
    expect(report.signalToFirstContact).toEqual({ count: 4755, medianMinutes: 42.4, p90Minutes: 888.2, open: 0 });
    expect(report.routing).toMatchObject({ routed: 4755, held: 2164, covered: 0, unrouted: 0, toClaim: 0 });
    expect(Object.keys(report.routing.byRep)).toHaveLength(44);
  });

  test('would have been spread fairer than it really was', async () => {
    const { fairness, really } = JSON.parse((await run(realLog, '--json')).out).routing;
    const named = Object.values<number>(really.byRep).reduce((sum, leads) => sum + leads, 0);
    expect([named, really.unnamed]).toEqual([4105, 650]);
    expect(fairness.worstEver).toBeLessThan(1.5);
    expect(really.worst).toBeGreaterThan(60);
  });
});
