import { expect, test } from '@jest/globals';
import { field } from './fields.ts';
import { computed } from './formula.ts';

const numbers = field({ name: 'A__c', type: 'double', scale: 6 });
const times = ['Hot__c', 'Answered__c'].map((name) => field({ name, type: 'datetime' }));
const fields = new Map([numbers, ...times].map((each) => [each.name.toLowerCase(), each]));

const valueOf = (formula: string, row: Record<string, string | number | null>) =>
  computed(formula, field({ name: 'F__c', type: 'double', scale: 6, formula }), fields)(row);

test.each([
  ['ROUND(A__c, 0)', 1.5, 2],
  ['ROUND(A__c, 0)', -1.5, -2],
  ['ROUND(A__c, 2)', 225.495, 225.5],
  ['ROUND(A__c, 2)', 1.005, 1.01],
  ['ROUND(A__c, 4)', 60.000_049, 60],
  ['ROUND(A__c, -2)', 225.49, 200],
  ['ROUND(A__c, 2)', null, null],
])('%s of %s is %s', (formula, value, rounded) => {
  expect(valueOf(formula, { A__c: value })).toBe(rounded);
});

test('minutes between two times are whole again when they are rounded', () => {
  const row = { Hot__c: '2026-03-02T10:07:13.000+0000', Answered__c: '2026-03-02T11:07:13.000+0000' };
  expect(valueOf('IF(ROUND((Answered__c - Hot__c) * 1440, 4) <= 60, 1, 0)', row)).toBe(1);
});
