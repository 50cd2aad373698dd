import { expect, test } from '@jest/globals';
import { dealFrom } from './deals.ts';
import { dealsIn } from './deals-of-leads.ts';

const us = '005gK0000000009AAA';
const usual = {
  Id: '006gK0000000001AAA',
  StageName: 'Negotiation',
  IsClosed: false,
  IsWon: false,
  OwnerId: '005gK0000000001AAA',
  Amount: 1200.5,
  CreatedDate: '2026-11-20T12:00:00.000+0000',
  SystemModstamp: '2026-11-22T09:00:00.000+0000',
};
const row = (more: object = {}) => ({ ...usual, ...more });

test('an opportunity is a deal in our words', () => {
  expect(dealFrom(row(), us)).toEqual({
    id: '006gK0000000001AAA',
    state: 'open',
    stage: 'Negotiation',
    stageLabel: 'Negotiation',
    ownerId: '005gK0000000001AAA',
    createdAt: Date.parse('2026-11-20T12:00:00Z'),
    changedAt: Date.parse('2026-11-22T09:00:00Z'),
    amount: 1200.5,
  });
});

test.each([
  [{ IsClosed: true, IsWon: true }, 'won'],
  [{ IsClosed: true }, 'lost'],
  [{}, 'open'],
])('one that is %p is %s', (flags, state) => {
  expect(dealFrom(row(flags), us).state).toBe(state);
});

test.each([
  ['OwnerId', us, 'ownerId'],
  ['Amount', null, 'amount'],
])("what is nobody's or empty is absent: %s", (field, value, name) => {
  expect(dealFrom(row({ [field]: value }), us)).not.toHaveProperty(name);
});

test.each([{}, { ...row(), SystemModstamp: 'yesterday' }, undefined])(
  'a row that is none is asked for again: %p',
  (none) => {
    expect(() => dealFrom(none, us)).toThrow(expect.objectContaining({ kind: 'retry', code: 'nonsense' }));
  },
);

test('a contact who is named twice has the deal once, and each person has their own', () => {
  const roles = [
    { ContactId: '003A', Opportunity: row() },
    { ContactId: '003A', Opportunity: row() },
    { ContactId: '003B', Opportunity: row({ Id: '006gK0000000002AAA' }) },
  ];
  const conversions = [
    { Id: '00QA', ConvertedOpportunity: row() },
    { Id: '00QB', ConvertedOpportunity: null },
  ];
  const told = [...dealsIn(roles, conversions, us)].map(([id, deals]) => [id, deals.map((deal) => deal.id)]);
  expect(told).toEqual([
    ['003A', ['006gK0000000001AAA']],
    ['003B', ['006gK0000000002AAA']],
    ['00QA', ['006gK0000000001AAA']],
  ]);
});
