import { describe, expect, test } from '@jest/globals';
import { evaluate } from '../check/formula.ts';
import type { Value } from '../check/formula.ts';
import { ofKind, readProject } from '../check/project.ts';
import { textOf } from '../check/xml.ts';

const fields = ofKind(readProject('force-app'), 'CustomField');
const hot = new Date('2026-03-02T10:07:13Z');
const later = (minutes: number): Date => new Date(hot.getTime() + minutes * 60_000);

function shown(field: string, values: Record<string, Value>): Value {
  const formula = fields.get(field);
  return evaluate((formula && textOf(formula, 'formula')) ?? '', values);
}

describe('response minutes', () => {
  test.each([
    ['half an hour', later(30), 30],
    ['at once', hot, 0],
    ['a second', later(1 / 60), 1 / 60],
    ['two days', later(2880), 2880],
    ['before it was hot', later(-5), 0],
  ])('%s', (_, answered, minutes) => {
    expect(shown('Hot_Lead__c.Response_Minutes__c', { Hot_At__c: hot, First_Response_At__c: answered })).toBeCloseTo(
      minutes,
      6,
    );
  });

  test.each([
    ['no answer', { Hot_At__c: hot, First_Response_At__c: undefined }],
    ['no start', { Hot_At__c: undefined, First_Response_At__c: hot }],
  ])('%s leaves it blank', (_, values) => {
    expect(shown('Hot_Lead__c.Response_Minutes__c', values)).toBeUndefined();
  });
});

describe('signal lag', () => {
  test.each([
    ['minutes from the signal on', later(-3), later(12), 15],
    ['a contact before the signal', later(0), later(-4), 0],
    ['no contact yet', hot, undefined, undefined],
    ['no signal known', undefined, hot, undefined],
  ])('%s', (_, signal, contact, minutes) => {
    const values = { Signal_At__c: signal, First_Rep_Action_At__c: later(-2), First_Response_At__c: contact };
    const lag = shown('Hot_Lead__c.Signal_Lag_Minutes__c', values);
    expect(typeof lag === 'number' ? Math.round(lag * 1000) / 1000 : lag).toBe(minutes);
  });
});

describe('within 60 minutes', () => {
  test.each([
    ['59 minutes', later(59), 1],
    ['a second less than 60', later(60 - 1 / 60), 1],
    ['a second more than 60', later(60 + 1 / 60), 0],
    ['days', later(5000), 0],
    ['before it was hot', later(-1), 1],
    ['no answer', undefined, 0],
  ])('%s', (_, answered, within) => {
    expect(shown('Hot_Lead__c.Within_SLA_Count__c', { Hot_At__c: hot, First_Response_At__c: answered })).toBe(within);
  });

  test('60 minutes to the second count at any second of a day', () => {
    const starts = Array.from({ length: 400 }, (_, at) => new Date(hot.getTime() + at * 216_000));
    const counts = starts.map((start) =>
      shown('Hot_Lead__c.Within_SLA_Count__c', {
        Hot_At__c: start,
        First_Response_At__c: new Date(start.getTime() + 3_600_000),
      }),
    );
    expect(new Set(counts)).toEqual(new Set([1]));
  });

  test('an answer without a start does not count', () => {
    expect(shown('Hot_Lead__c.Within_SLA_Count__c', { Hot_At__c: undefined, First_Response_At__c: hot })).toBe(0);
  });
});

test.each([
  ['006000000000001AAA', 1],
  [undefined, 0],
])('opportunity %s counts %s', (opportunity, count) => {
  expect(shown('Hot_Lead__c.Converted_Count__c', { Opportunity__c: opportunity })).toBe(count);
});

test.each([
  [true, 500, 500],
  [false, 500, 0],
  [true, undefined, undefined],
  [false, undefined, 0],
])('from a hot lead: %s, amount %s, hot amount %s', (from, amount, hotAmount) => {
  expect(shown('Opportunity.Hot_Lead_Amount__c', { From_Hot_Lead__c: from, Amount: amount })).toBe(hotAmount);
});

describe('the evaluation', () => {
  test.each<[string, Record<string, Value>, Value]>([
    ['A + 1', { A: undefined }, undefined],
    ['A > 1', { A: undefined }, false],
    ['IF(TRUE, 1, A - "x")', { A: hot }, 1],
    ['AND(FALSE, A - "x")', { A: hot }, false],
    ['OR(A = 1, FALSE)', { A: 1 }, true],
    ['NOT(ISBLANK(A))', { A: '' }, false],
    ['2 * (A - 1) / 4', { A: 7 }, 3],
  ])('%s', (formula, values, answer) => {
    expect(evaluate(formula, values)).toBe(answer);
  });

  test.each([
    ['IF(A, 1', 'Syntax error'],
    ['A + B', 'no field B'],
    ['MINUTESBETWEEN(A, A)', 'Unknown function'],
  ])('%s is refused', (formula, problem) => {
    expect(() => evaluate(formula, { A: 1 })).toThrow(problem);
  });
});
