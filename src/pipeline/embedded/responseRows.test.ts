import { expect, test } from '@jest/globals';
import { MINUTE_MS } from '../../domain/decay.ts';
import { figuresOf } from '../../domain/figures/figures.ts';
import { repOf, type Round } from '../../domain/figures/rounds.ts';
import { NOW, round } from '../../domain/figures/roundsForTests.ts';
import { passedByOf } from './responseView.ts';
import { responseRows } from './responseRows.ts';

const started = NOW - 48 * 60 * MINUTE_MS;

function rowsByRep(...rounds: Round[]) {
  const { byRep } = figuresOf(rounds, { from: started - 1, to: NOW, earlier: [] });
  const by = (one: Round) => repOf(one, NOW);
  return responseRows(rounds, { by, nameOf: (id) => id, times: byRep, passedBy: passedByOf(NOW), now: NOW });
}

test('who answered is credited, and nobody waits for what somebody answered', () => {
  const helped = round({
    contactMin: 20,
    contactRep: 'bob',
    holdings: [{ rep: 'ann', from: started, until: started + 20 * MINUTE_MS }],
  });
  expect(rowsByRep(helped, round())).toEqual([
    expect.objectContaining({ name: 'ann', hotLeads: 1, answered: 0, open: 1, inHour: 0, byOthers: 1 }),
    expect.objectContaining({ name: 'bob', hotLeads: 1, answered: 1, open: 0, inHour: 1, median: '20 min' }),
  ]);
});

test('whose only lead was answered by another has a row that says so, and no fast time', () => {
  const helped = round({ contactMin: 20, contactRep: 'bob' });
  const [bob, ann] = rowsByRep(helped);
  expect(ann).toEqual({
    name: 'ann',
    hotLeads: 0,
    answered: 0,
    open: 0,
    inHour: 0,
    byOthers: 1,
    median: 'not yet',
    p90: 'not yet',
  });
  expect(bob).not.toHaveProperty('byOthers');
});

test('every round is in one row, answered or waiting', () => {
  const rounds = [
    round({ contactMin: 9 }),
    round({ contactMin: 90, contactRep: 'bob' }),
    round({ assignee: undefined }),
  ];
  const rows = rowsByRep(...rounds);
  expect(rows.reduce((sum, { hotLeads }) => sum + hotLeads, 0)).toBe(3);
  expect(rows.every(({ hotLeads, answered, open }) => hotLeads === answered + open)).toBe(true);
});
