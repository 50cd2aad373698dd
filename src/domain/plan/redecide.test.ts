import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BIRTH, instantsOfLife, modelsForTests, signalsOfLife } from '../../testing/lives.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../decay.ts';
import { answerTo, type LeadAtLook } from '../decision.ts';
import { close, contacted } from '../episodes.ts';
import { historyMs, lookAt } from '../look.ts';
import type { Model } from '../model.ts';
import { type Decided, redecide } from './redecide.ts';
import { firstDifference } from './redecideDifference.ts';
import { type DecisionRow, isLook, type LookRow, type Numbered } from './redecideRow.ts';
import type { Signal } from '../signals.ts';
import { NOW, signal } from '../signalsForTests.ts';

/** What a test says of a life: it is looked at `slowMs` after each receipt, and when a look before asked for it. */
type Life = {
  signals: readonly Signal[];
  /** Of these, by place, the same once more an hour later. */
  again?: readonly number[];
  contacts?: readonly { at: number; knownAt: number }[];
  closings?: readonly { at: number; knownAt: number; as: 'won' | 'lost' | 'not_a_fit' }[];
  lifecycle?: { from: number; is: string };
  /** What people did is in the log too. */
  logged?: boolean;
  slowMs?: number;
  watchingSince?: number;
  /** What is published at first, and after ten days. */
  models: readonly [string, string];
};

const models = new Map(Object.entries(modelsForTests));
const again = (decided: Decided) => redecide(decided, (hash) => models.get(hash));

/** Lives a lead as the product does, by lookAt and answerTo, and keeps what the product keeps. */
function lived(life: Life): Decided {
  const {
    contacts = [],
    closings = [],
    slowMs = 0,
    watchingSince = 0,
    lifecycle,
    models: [first, second],
  } = life;
  const received = numbered(life);
  const lookedFor = new Set(received.map(({ receivedAt }) => receivedAt + slowMs));
  const people = [...contacts, ...closings].map(({ knownAt }) => knownAt);
  const instants = [...new Set([...received.map((one) => one.receivedAt), ...lookedFor, ...people])].sort(
    (a, b) => a - b,
  );
  const rows: DecisionRow[] = [];
  let lead: LeadAtLook = {
    id: 'l1',
    record: '1',
    signals: [],
    score: 0,
    hot: false,
    wantedSeq: 0,
    doneSeq: 0,
    since: 0,
  };
  let next = Infinity;
  const look = (now: number) => {
    const modelHash = now < BIRTH + 10 * DAY_MS ? first : second;
    const model = models.get(modelHash) as Model;
    const isRead = ({ at, level }: Signal) => at > now - historyMs(model) || level !== undefined;
    lead.signals = received.filter((one) => one.seq <= lead.wantedSeq && isRead(one));
    const unseen = (lead.signals as Numbered[]).filter(({ seq }) => seq > lead.doneSeq).map(({ at }) => at);
    const is = lifecycle && now >= lifecycle.from ? { lifecycle: lifecycle.is } : {};
    const state = { ...lead, ...is, ...(unseen.length > 0 && { unseenFrom: Math.min(...unseen) }) };
    const looked = lookAt(state, model, watchingSince, now);
    const newId = () => `e${rows.length}`;
    const answer = answerTo({ watchingSince, lead: state, looked, model, now, newId });
    for (const { inputs, ...entry } of answer.entries) {
      const known = { ...(inputs as LookRow['inputs']), seen: lead.doneSeq, watchingSince };
      rows.push({ ...entry, id: rows.length, at: now, modelHash, inputs: known } as DecisionRow);
    }
    const { tier: _tier, hotSince: _since, ...rest } = lead;
    lead = { ...rest, ...answer.lead, lookedAt: now };
    const changed = answer.opened ?? answer.renewed ?? answer.changed;
    if (changed?.state === 'closed') shut(changed);
    else if (changed) lead.open = changed;
    next = answer.lead.lookAt ?? Infinity;
  };
  const noted = new Set<number>();
  const log = (at: number, kind: string, inputs: { touch?: { at: number } }, outcome: { as?: string; at?: number }) => {
    const row = { id: rows.length, lead: 'l1', kind, at, watermark: lead.wantedSeq, modelHash: first, inputs, outcome };
    if (life.logged === true) rows.push(row as DecisionRow);
    noted.add((inputs.touch ?? outcome).at ?? at);
  };
  const shut = (closed: NonNullable<LeadAtLook['lastClosed']>) => {
    const { open: _open, ...rest } = lead;
    lead = { ...rest, lastClosed: closed };
  };
  while (instants.length > 0 || next < NOW) {
    const now = Math.min(instants[0] ?? Infinity, next);
    if (now === instants[0]) instants.shift();
    lead.wantedSeq = Math.max(0, ...received.filter(({ receivedAt }) => receivedAt <= now).map(({ seq }) => seq));
    for (const { at } of contacts.filter(({ knownAt }) => knownAt === now)) {
      if (!lead.open) continue;
      lead.open = { ...lead.open, ...contacted(lead.open, at) };
      log(now, 'contact', { touch: { at } }, {});
    }
    for (const { at, as } of closings.filter(({ knownAt }) => knownAt === now)) {
      if (!lead.open) continue;
      shut(close(lead.open, at, as));
      log(now, 'close', {}, { as, at });
    }
    if (now === next || lookedFor.has(now) || people.includes(now)) look(now);
  }
  // Of what the log has, the episodes tell only that it happened, and of what changed nothing not even that.
  const told = <What extends { at: number }>(all: readonly What[]) => {
    if (life.logged !== true) return all;
    return all.filter(({ at }) => noted.has(at)).map((one) => ({ ...one, knownAt: one.at }));
  };
  const kept = JSON.parse(JSON.stringify(rows)) as DecisionRow[];
  return { rows: kept, signals: received, contacts: told(contacts), closings: told(closings) };
}

function numbered({ signals, again: repeated = [] }: Life): Numbered[] {
  const more = repeated.flatMap((index) => signals[index] ?? []);
  const late = more.map((one) => ({ ...one, receivedAt: one.receivedAt + HOUR_MS }));
  return [...signals, ...late]
    .sort((a, b) => a.receivedAt - b.receivedAt)
    .map((one, index) => ({ ...one, seq: index + 1 }));
}

describe('a log decided again', () => {
  const demo = signal('demo_request', 3 * DAY_MS);
  const late = signal('contact_sales', 2 * DAY_MS - HOUR_MS, { receivedAt: NOW - DAY_MS + 2 * HOUR_MS });
  const called = demo.at + HOUR_MS;
  const life: Life = {
    signals: [demo, late],
    contacts: [{ at: called, knownAt: called + 5 * MINUTE_MS }],
    models: ['default', 'default'],
  };
  const decided = lived(life);

  test('an alert, a call and a late second request are decided the same', () => {
    expect(decided.rows.map(({ kind }) => kind)).toEqual(['open', 'cool', 'open']);
    expect(again(decided)).toEqual({ same: decided.rows.length });
  });

  test('without the call the episode could not have cooled', () => {
    const { firstDifference: found } = again({ ...decided, contacts: [] });
    expect(found).toMatchObject({ path: 'kind', was: 'cool', is: 'score' });
  });

  test('without the signal nothing could have opened', () => {
    const { firstDifference: found } = again({ ...decided, signals: decided.signals.slice(1) });
    expect(found).toMatchObject({ id: decided.rows[0]?.id, path: 'kind', was: 'open', is: 'score' });
  });

  test('a suppression is believed as it was recorded', () => {
    const rows = (decided.rows as LookRow[]).map((row) => ({
      ...row,
      inputs: { ...row.inputs, suppressed: 'customer' },
    }));
    expect(again({ ...decided, rows }).firstDifference).toMatchObject({ path: 'kind', was: 'open', is: 'score' });
  });

  test('a sentence of a score that was worded otherwise is no difference', () => {
    const [first, ...rest] = decided.rows as LookRow[];
    if (first === undefined) throw new Error('nothing was decided');
    const said = { ...first, outcome: { ...first.outcome, because: ['said otherwise'] } };
    expect(again({ ...decided, rows: [said, ...rest] })).toEqual({ same: decided.rows.length, reworded: 1 });
  });

  test('a model that is not known any more is said', () => {
    const rows = decided.rows.map((row) => ({ ...row, modelHash: 'gone' }));
    const found = { id: 0, path: 'modelHash', was: 'gone', is: undefined };
    expect(again({ ...decided, rows })).toEqual({ same: 0, firstDifference: found });
  });
});

const lives = signalsOfLife.chain((signals) => {
  const instants = instantsOfLife(signals);
  const noted = fc
    .tuple(instants, fc.constantFrom(0, 0, 20 * MINUTE_MS, DAY_MS))
    .map(([at, late]) => ({ at, knownAt: at + late }));
  const names = fc.constantFrom(...Object.keys(modelsForTests));
  return fc.record({
    signals: fc.constant(signals),
    again: fc.array(fc.nat(13), { maxLength: 3 }),
    contacts: fc.array(noted, { maxLength: 4 }),
    closings: fc.array(
      fc
        .tuple(noted, fc.constantFrom('won' as const, 'lost' as const, 'not_a_fit' as const))
        .map(([at, as]) => ({ ...at, as })),
      {
        maxLength: 2,
      },
    ),
    lifecycle: fc.record({ from: instants, is: fc.constantFrom('lead', 'lead', 'customer') }),
    logged: fc.boolean(),
    slowMs: fc.constantFrom(0, 0, 2 * MINUTE_MS, 6 * HOUR_MS),
    watchingSince: fc.constantFrom(0, 0, BIRTH + 3 * DAY_MS),
    models: fc.tuple(names, names),
  });
});

describe('any life', () => {
  test('is decided the same again, row by row', () => {
    let rows = 0;
    fc.assert(
      fc.property(lives, (life) => {
        const decided = lived(life);
        rows += decided.rows.length;
        expect(again(decided)).toEqual({ same: decided.rows.length });
      }),
      { numRuns: 120 },
    );
    expect(rows).toBeGreaterThan(100);
  });

  test('shows any field of any row that was changed, by its path; a sentence counts as other words', () => {
    fc.assert(
      fc.property(lives, fc.nat(), fc.nat(), (life, one, other) => {
        const decided = lived(life);
        if (decided.rows.length === 0) return;
        const at = one % decided.rows.length;
        const row = decided.rows[at] as DecisionRow;
        if (!isLook(row)) return;
        const { route: _beside, ...outcome } = row.outcome;
        const paths = ['kind', ...leavesOf(outcome).map((path) => `outcome.${path}`)];
        const path = paths[other % paths.length] as string;
        const changed = changedAt(row, path.split('.')) as DecisionRow;
        const rows = decided.rows.with(at, changed);
        const isSaid = /\b(because|words)\b/.test(path);
        const { reworded, firstDifference: found } = again({ ...decided, rows });
        // What is decided after a row that was changed may be said otherwise, too.
        const seen = isSaid ? { reworded, found } : { id: found?.id, path: found?.path };
        expect(seen).toEqual(isSaid ? { reworded: 1 } : { id: row.id, path });
      }),
      { numRuns: 120 },
    );
  });
});

/** The paths of everything in a plain value that is not itself made of parts. */
function leavesOf(value: object): string[] {
  return Object.entries(value).flatMap(([key, part]: [string, unknown]) => {
    if (typeof part !== 'object' || part === null) return [key];
    return leavesOf(part).map((path) => `${key}.${path}`);
  });
}

function changedAt(value: unknown, [key, ...rest]: string[]): unknown {
  if (key === undefined)
    return typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : `${value as string}!`;
  if (Array.isArray(value)) return value.with(Number(key), changedAt(value[Number(key)], rest));
  const parts = value as Record<string, unknown>;
  return { ...parts, [key]: changedAt(parts[key], rest) };
}

describe('the first difference', () => {
  test.each([
    { was: { a: 1 }, is: { a: 1, b: undefined }, found: undefined },
    { was: { a: [1, 2] }, is: { a: [1] }, found: { path: 'a.1', was: 2, is: undefined } },
    { was: { a: { b: 'x' } }, is: { a: { b: 'y' } }, found: { path: 'a.b', was: 'x', is: 'y' } },
    { was: { a: [] }, is: { a: {} }, found: { path: 'a', was: [], is: {} } },
    { was: {}, is: { a: 0 }, found: { path: 'a', was: undefined, is: 0 } },
  ])('of $was and $is is $found', ({ was, is, found }) => {
    expect(firstDifference(was, is)).toEqual(found);
  });
});
