import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { scoreCommand } from './score.ts';

const NOW = Date.parse('2026-01-31T09:00:00Z');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'score-'));
});
afterAll(() => rm(folder, { recursive: true }));

type Run = { code: number; out: string[]; err: string };

/** Writes the files, whose names say which option they are for, and runs the command on them. */
async function run(files: Record<string, unknown>, args: string[] = []): Promise<Run> {
  const all = [...args];
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
    all.push(`--${name.split('.')[0]}`, join(folder, name));
  }
  const out: string[] = [];
  const err: string[] = [];
  const io = { out: (line: string) => out.push(line), err: (line: string) => err.push(line), now: () => NOW };
  return { code: await scoreCommand(all, io), out, err: err.join('\n') };
}

const demo = { id: 'd', type: 'demo_request', at: '2026-01-31T08:58:00Z' };
const lead = { lead: { id: 'l1' }, signals: [demo] };
const leadWith = (...signals: unknown[]) => ({ lead: { id: 'l1' }, signals });

describe('hot-lead score of one lead', () => {
  test('prints the standing with the keys of the format, in their order', async () => {
    const { code, out } = await run({ 'input.json': lead });
    expect(code).toBe(0);
    expect(out).toEqual([
      JSON.stringify({
        at: '2026-01-31T09:00:00.000Z',
        score: 30,
        raw: 30,
        variety: 1,
        counted: 1,
        tier: 2,
        hot: true,
        because: ['fast lane: demo_request'],
        contributions: [{ id: 'd', type: 'demo_request', family: 'critical', value: 30 }],
        suppressed: null,
        next: { at: '2026-02-01T08:58:00.000Z', becomes: null },
        modelVersion: 1,
      }),
    ]);
  });

  test('--at sets the instant, in any zone', async () => {
    const { out } = await run({ 'input.json': lead }, ['--at', '2026-02-07T10:58:00+02:00']);
    expect(JSON.parse(out[0] ?? '')).toMatchObject({
      at: '2026-02-07T08:58:00.000Z',
      raw: 0,
      tier: null,
      hot: false,
      next: null,
    });
  });

  test('a suppressed lead keeps its tier', async () => {
    const { out } = await run({ 'input.json': { ...lead, lead: { id: 'l1', lifecycle: 'customer', email: null } } });
    expect(JSON.parse(out[0] ?? '')).toMatchObject({ tier: 2, hot: true, suppressed: 'customer: goes to its CSM' });
  });

  test('values are points, exact to the millionth, and add up to raw', async () => {
    const signals = [
      { ...demo, id: 'p', type: 'pricing_page_visit', at: '2026-01-30T09:00:00Z', confidence: 0.3 },
      demo,
    ];
    const { out } = await run({ 'input.json': leadWith(...signals) });
    const { raw, contributions } = JSON.parse(out[0] ?? '');
    expect([raw, contributions.map((one: { value: number }) => one.value)]).toEqual([37.264688, [30, 7.264688]]);
  });

  test('every bad field is named with its value, and nothing of the person', async () => {
    const bad = { id: 'b', type: 'demo', at: 'yesterday', confidence: 1.5 };
    const { code, out, err } = await run({ 'input.json': { lead: { id: 'l1', email: 7 }, signals: [demo, bad] } });
    expect([code, out]).toEqual([1, []]);
    for (const path of ['lead.email', 'signals[1].type', 'signals[1].at', 'signals[1].confidence'])
      expect(err).toContain(path);
    for (const value of ['"demo"', '"yesterday"', '1.5']) expect(err).toContain(value);
  });

  test.each([
    [
      'an id that is there twice with different fields',
      leadWith(demo, { ...demo, confidence: 0.5 }),
      /signals\[1\]\.id: is there twice, with different fields.*\(got "d"\)/,
    ],
    ['a day that does not exist', leadWith({ ...demo, at: '2026-02-30T00:00:00Z' }), /signals\[0\]\.at: .*2026-02-30/],
    ['a time without a zone', leadWith({ ...demo, at: '2026-01-30T00:00:00' }), /signals\[0\]\.at: .*zone/],
    [
      'a type named like a method of objects',
      leadWith({ ...demo, type: 'constructor' }),
      /signals\[0\]\.type: unknown type/,
    ],
    ['a negative confidence', leadWith({ ...demo, confidence: -0.1 }), /signals\[0\]\.confidence: .*-0\.1/],
    ['no signals', { lead: { id: 'l1' } }, /signals: .*missing/],
    ['no JSON', '{"lead":', /not JSON/],
    ['an empty file', '', /not JSON/],
  ])('%s is one clear error', async (_, input, message) => {
    const { code, err } = await run({ 'input.json': input });
    expect(code).toBe(1);
    expect(err).toMatch(message);
  });

  test.each([
    ['the same signal again', leadWith(demo, demo)],
    ['the same again, written otherwise', leadWith(demo, { ...demo, confidence: 1, subject: 'lead', asset: '' })],
    ['the same at the same instant of another zone', leadWith(demo, { ...demo, at: '2026-01-31T10:58:00+0200' })],
  ])('%s is one signal', async (_, input) => {
    const { code, out } = await run({ 'input.json': input });
    expect([code, JSON.parse(out[0] ?? '')]).toMatchObject([0, { raw: 30, counted: 1, contributions: [{ id: 'd' }] }]);
  });

  test('numbers are ids, and an empty asset is none', async () => {
    const { out } = await run({ 'input.json': { lead: { id: 7 }, signals: [{ ...demo, id: 12, asset: '' }] } });
    expect(JSON.parse(out[0] ?? '').contributions).toMatchObject([{ id: '12' }]);
  });

  test.each([
    ['a list', '[]'],
    ['a person', '"ann@example.com"'],
    ['a signal that is none', leadWith(17)],
    ['no lead', { signals: [] }],
    [
      'wrong kinds',
      { lead: { id: [], attributes: 1 }, signals: [{ id: {}, type: 1, at: 2, confidence: 'x', asset: [] }] },
    ],
  ])('%s is told in plain words', async (_, input) => {
    const { err } = await run({ 'input.json': input });
    expect(err).toMatch(/must be/);
    expect(err).not.toMatch(/Invalid|expected|received|ann@/);
  });

  test.each([
    ['no input', [], /--input is missing/],
    ['an unknown option', ['--inptu', 'x'], /--inptu/],
    ['a file that is not there', ['--input', '/not/there.json'], /\/not\/there\.json: cannot be read \(ENOENT\)/],
    ['lines that are not there', ['--input', '/not/there.jsonl'], /\/not\/there\.jsonl: cannot be read \(ENOENT\)/],
    ['an instant that is none', ['--input', 'x.json', '--at', 'noon'], /--at: .*"noon"/],
  ])('%s is one clear error', async (_, args, message) => {
    const { code, err } = await run({}, args);
    expect(code).toBe(1);
    expect(err).toMatch(message);
  });
});

describe('hot-lead score of many leads', () => {
  test('a bad line yields its error in its place, the others are scored, and the exit code is 1', async () => {
    const lines = [lead, 'nonsense', { ...lead, at: '2026-02-03T00:00:00Z' }, leadWith({ ...demo, type: 'x' }), lead];
    const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
    const { code, out } = await run({ 'input.jsonl': text });
    const results = out.map((line) => JSON.parse(line));
    expect(code).toBe(1);
    expect(results.map(({ tier, line }) => line ?? tier)).toEqual([2, 2, null, 4, 2]);
    expect(Object.keys(results[3])).toEqual(['line', 'error']);
    expect(results[2].at).toBe('2026-02-03T00:00:00.000Z');
  });

  test('good lines, with a final newline, end with exit code 0', async () => {
    const { code, out } = await run({ 'input.jsonl': `${JSON.stringify(lead)}\r\n${JSON.stringify(lead)}\n` });
    expect([code, out.length]).toEqual([0, 2]);
  });
});

describe('the lines of a file', () => {
  test('only a line feed ends a line', async () => {
    const asset = 'a\u2028b\u2029c';
    const first = JSON.stringify({ ...lead, signals: [{ ...demo, asset }] }).replace(',', ',\r');
    const { code, out } = await run({ 'input.jsonl': `${first}\n${JSON.stringify(lead)}` });
    expect([code, out.length]).toEqual([0, 2]);
  });

  test('a blank line inside is an error in its place', async () => {
    const { code, out } = await run({ 'input.jsonl': `${JSON.stringify(lead)}\n\n${JSON.stringify(lead)}\n` });
    expect([code, out.length, JSON.parse(out[1] ?? '').line]).toEqual([1, 3, 2]);
  });

  test('an empty file has no lines', async () => {
    expect(await run({ 'input.jsonl': '' })).toEqual({ code: 0, out: [], err: '' });
  });
});

describe('a model file', () => {
  test('a part is laid over the default', async () => {
    const part = { version: 7, catalogue: { demo_request: { points: 12 } }, lanes: { demo_request: { on: false } } };
    const { out } = await run({ 'input.json': lead, 'model.json': part });
    expect(JSON.parse(out[0] ?? '')).toMatchObject({ raw: 12, hot: false, modelVersion: 7 });
  });

  test('every wrong path is named', async () => {
    const part = { versio: 2, tiers: { one: { score: 101 } }, catalogue: { email_open: { points: 'x' } } };
    const { code, err } = await run({ 'input.json': lead, 'model.json': part });
    expect(code).toBe(1);
    for (const said of ['"versio"', 'tiers.one.score', '101', 'catalogue.email_open.points', '"x"'])
      expect(err).toContain(said);
  });
});
