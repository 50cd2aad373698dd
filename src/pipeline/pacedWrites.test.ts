import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Crm, LeadWrite, Outcome } from '../crm/crm.ts';
import { pipeline } from '../pipeline.ts';
import { MONDAY, startDesk } from '../testing/tellingDesk.ts';
import { gatheredAt } from './parts.ts';

const [MINUTE, MANY] = [60_000, 5_000];

let desk: Awaited<ReturnType<typeof startDesk>>;
let batches: LeadWrite[][];
/** While a call is under way. */
let meanwhile: () => Promise<void>;
const written = () => batches.map((batch) => batch.length);

beforeAll(async () => {
  desk = await startDesk();
});
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await desk.begin();
  [batches, meanwhile] = [[], async () => undefined];
  crmIs({ pace: { changesMs: MINUTE, scoresMs: MINUTE }, writesAtOnce: 10_000 });
  await desk.within((rows) => rows.saveCursor('prepare:hubspot', 'done', MONDAY));
});

function crmIs(more: Partial<Crm>): void {
  const writeLeads = async (writes: LeadWrite[]): Promise<Outcome[]> => {
    batches.push(writes);
    await meanwhile();
    return writes.map(() => ({ ok: true }));
  };
  Object.assign(desk.ws, { crm: { kind: 'hubspot', batchSize: 200, writeLeads, ...more } as Partial<Crm> as Crm });
}

const line = () => pipeline(desk.parts);
const write = () => line().run('w0', 'write');
const LEAD = '00000000-0000-4000-8000-000000000001';

const want = (records: number[], fields: object, gathered = false) =>
  desk.within((rows) => {
    const { now } = desk.state;
    const due = gathered ? { dueAt: gatheredAt(desk.ws, now) } : {};
    const wanted = records.map((id) => ({ record: `hubspot:${id}`, lead: LEAD, fields: { ...fields }, ...due }));
    return rows.wantWrites(wanted, now);
  });
const score = (records: number[], value: number) => want(records, { score: value }, true);
const all = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

test('five thousand scores of a minute are written at its end, at once', async () => {
  for (let part = 0; part < 10; part += 1) {
    desk.state.now = MONDAY + part * 5_000;
    await score(all((part * MANY) / 10, ((part + 1) * MANY) / 10), 50);
    await write();
  }
  expect(written()).toEqual([]);
  desk.state.now = MONDAY + MINUTE;
  await write();
  expect(written()).toEqual([MANY]);
});

test('what somebody waits for goes at once, takes the score along, and comes before thousands of scores', async () => {
  await score(all(0, MANY), 50);
  await want([7], { ownerId: 'o1' });
  await write();
  expect(batches).toEqual([[{ leadId: '7', ownerId: 'o1', score: 50 }]]);
  desk.state.now = MONDAY + MINUTE;
  await want([8], { hotStatus: true });
  await write();
  expect(written()).toEqual([1, 200, MANY - 201]);
  expect(batches[1]?.[0]).toEqual({ leadId: '8', hotStatus: true, score: 50 });
});

test('a score that changes again keeps its time, and one that is wanted while it is written waits for the next', async () => {
  await score([1], 50);
  desk.state.now = MONDAY + MINUTE;
  meanwhile = async () => {
    meanwhile = async () => undefined;
    await score([1], 60);
  };
  await write();
  await write();
  expect(batches).toEqual([[{ leadId: '1', score: 50 }]]);
  desk.state.now = MONDAY + 2 * MINUTE - 1;
  await score([1], 70);
  desk.state.now += 1;
  await write();
  expect(batches[1]).toEqual([{ leadId: '1', score: 70 }]);
});

test('what is urgently wanted while a score is written goes as soon as it is', async () => {
  await score([1], 50);
  desk.state.now = MONDAY + MINUTE;
  meanwhile = async () => {
    meanwhile = async () => undefined;
    await score([1], 60);
    await want([1], { ownerId: 'o1' });
  };
  await write();
  await write();
  expect(batches[1]).toEqual([{ leadId: '1', ownerId: 'o1', score: 60 }]);
});

test('without a pace everything goes at once, in batches', async () => {
  crmIs({});
  await score(all(0, 450), 50);
  await write();
  expect(written()).toEqual([200, 200, 50]);
});

test('a score says what the tier becomes, and when, if nothing else happens', async () => {
  crmIs({});
  const lead = await desk.lead('Ada', { wanted_seq: 5 });
  const signal = { lead, subject: 'lead', type: 'demo_request', confidence: 1, source: 'web', source_id: 's1', seq: 5 };
  await desk.insert('signals', { ...signal, at: MONDAY - MINUTE, received_at: MONDAY });
  await line().run('w0', 'score');
  await write();
  const [first] = batches.flat();
  expect(first).toMatchObject({ leadId: 'record-Ada', tier: 'tier_2' });
  expect(first?.next?.at).toBeGreaterThan(MONDAY);
  expect(first?.next?.tier).not.toBe('tier_2');
  // At that very instant it is looked at again, and becomes what was said.
  desk.state.now = (first?.next?.at ?? 0) - 1;
  await line().run('w0', 'score');
  await write();
  expect(batches.flat().at(-1)?.tier).toBe('tier_2');
  desk.state.now += 1;
  await line().run('w0', 'score');
  await write();
  expect(batches.flat().at(-1)).toMatchObject({ tier: first?.next?.tier });
});
