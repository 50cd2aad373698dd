import { describe, expect, test } from '@jest/globals';
import { evaluateReport } from '../check/evaluateReport.ts';
import { readProject } from '../check/project.ts';
import type { Report } from '../check/report.ts';
import type { Row } from '../check/reportRows.ts';
import type { Figures } from '../check/evaluateReport.ts';

const project = readProject('force-app');
const now = new Date('2026-03-31T15:00:00Z');
const MINUTES = 'Hot_Lead__c$Response_Minutes__c';

function report(more: Partial<Report>): Report {
  return { type: 'Hot_Lead_Episodes__c', columns: [], groupings: [], filters: [], summaries: [], params: {}, ...more };
}

/** An episode that was hot on that day of March at noon, answered after so many minutes, if at all. */
function episode(day: number, minutes?: number, more: Row = {}): Row {
  const hot = new Date(Date.UTC(2026, 2, day, 12));
  const answered = minutes === undefined ? undefined : new Date(hot.getTime() + minutes * 60_000);
  return { Hot_At__c: hot, First_Response_At__c: answered, ...more };
}

function total(rows: Row[], more: Partial<Report>, zone = 'UTC'): Figures {
  return evaluateReport(report(more), { project, rows, now, zone }).total;
}

const formula = (text: string): Partial<Report> => ({
  summaries: [{ name: 'FORMULA1', label: '', formula: text, scale: 1 }],
});

describe('summaries of a column leave blanks out', () => {
  const rows = [episode(1, 10), episode(2, 20), episode(3, 90), episode(4)];
  test.each([
    ['Average', 40],
    ['Median', 20],
    ['Sum', 120],
    ['Minimum', 10],
    ['Maximum', 90],
    ['Unique', 3],
  ])('%s', (aggregate, figure) => {
    const name = `${aggregate} of ${MINUTES}`;
    expect(total(rows, { columns: [{ field: MINUTES, aggregates: [aggregate] }] })[name]).toBeCloseTo(figure, 6);
  });

  test.each([
    ['Average', undefined],
    ['Sum', 0],
  ])('%s of nothing', (aggregate, figure) => {
    const figures = total([episode(1)], { columns: [{ field: MINUTES, aggregates: [aggregate] }] });
    expect(figures[`${aggregate} of ${MINUTES}`]).toBe(figure);
  });
});

describe('summary formulas', () => {
  const within = formula('IF(RowCount = 0, 0, Hot_Lead__c.Within_SLA_Count__c:SUM / RowCount * 100)');
  test.each([
    ['no rows', [], 0],
    ['one of two', [episode(1, 60), episode(2, 61)], 50],
    ['the unanswered count', [episode(1, 5), episode(2), episode(3), episode(4)], 25],
    ['one of three', [episode(1, 5), episode(2), episode(3)], 100 / 3],
  ])('%s', (_, rows, figure) => {
    expect(total(rows, within)['FORMULA1']).toBeCloseTo(figure, 9);
  });

  test('averages and extremes can be read too', () => {
    const text = 'Hot_Lead__c.Response_Minutes__c:MAX - Hot_Lead__c.Response_Minutes__c:AVG';
    expect(total([episode(1, 10), episode(2, 30)], formula(text))['FORMULA1']).toBeCloseTo(10, 6);
  });

  test('what no evaluation knows is refused', () => {
    expect(() => total([episode(1)], formula('PARENTGROUPVAL(RowCount, GRAND_SUMMARY)'))).toThrow('formula');
  });
});

describe('filters', () => {
  const rows = [
    episode(1, 5, { Score_At_Trigger__c: 70, State__c: 'contacted', Lead__c: 'Ada' }),
    episode(2, undefined, { Score_At_Trigger__c: 69.9, State__c: 'open', Lead__c: 'Bob' }),
    episode(3, undefined, { State__c: 'closed' }),
  ];
  test.each([
    ['Score_At_Trigger__c', 'greaterOrEqual', '70', 1],
    ['Score_At_Trigger__c', 'greaterThan', '69.9', 1],
    ['Score_At_Trigger__c', 'lessThan', '70', 1],
    ['Score_At_Trigger__c', 'lessOrEqual', '70', 2],
    ['Score_At_Trigger__c', 'equals', '70', 1],
    ['Score_At_Trigger__c', 'notEqual', '70', 2],
    ['First_Response_At__c', 'notEqual', '', 1],
    ['First_Response_At__c', 'equals', '', 2],
    ['State__c', 'equals', 'Open, closed', 2],
    ['State__c', 'contains', 'o', 3],
    ['State__c', 'notContain', 'ed', 1],
    ['State__c', 'startsWith', 'cl,op', 2],
    ['Within_SLA_Count__c', 'equals', '1', 1],
  ])('%s %s "%s"', (field, operator, value, count) => {
    const filters = [{ column: `Hot_Lead__c$${field}`, operator, value }];
    expect(total(rows, { filters })['RowCount']).toBe(count);
  });

  const state = (value: string) => ({ column: 'Hot_Lead__c$State__c', operator: 'equals', value });
  test.each([
    [undefined, 0],
    ['1 OR 2', 2],
    ['(1 OR 2) AND NOT 2', 1],
  ])('two of them joined by %s', (filterLogic, count) => {
    const filters = [state('open'), state('closed')];
    expect(total(rows, { filters, ...(filterLogic !== undefined && { filterLogic }) })['RowCount']).toBe(count);
  });

  test('of opportunities, the open ones of more than 0 percent where the report asks for that', () => {
    const deals = [
      { Amount: 1, IsClosed: false, Probability: 10 },
      { Amount: 2, IsClosed: false, Probability: 0 },
      { Amount: 4, IsClosed: true, Probability: 100 },
      { Amount: 8, IsClosed: false },
    ];
    const more = { type: 'Opportunity', columns: [{ field: 'AMOUNT', aggregates: ['Sum'] }] };
    const sum = (params: Record<string, string>) => total(deals, { ...more, params })['Sum of AMOUNT'];
    expect(sum({ open: 'open', probability: '>0' })).toBe(9);
    expect(sum({ open: 'all', probability: '>0' })).toBe(13);
    expect(() => sum({ probability: '>50' })).toThrow('>50');
  });

  test('an operator that no report uses is refused', () => {
    expect(() =>
      total(rows, { filters: [{ column: 'Hot_Lead__c$Score_At_Trigger__c', operator: 'within', value: '1' }] }),
    ).toThrow('within');
  });
});

describe('the last 30 days', () => {
  const timeFrame = { column: 'Hot_Lead__c$Hot_At__c', interval: 'INTERVAL_LAST30' };
  test.each([
    ['2026-03-01T00:00:00Z', 'UTC', 1],
    ['2026-02-28T23:59:59Z', 'UTC', 0],
    ['2026-03-31T23:59:59Z', 'UTC', 1],
    ['2026-04-01T00:00:00Z', 'UTC', 0],
    ['2026-03-01T04:00:00Z', 'America/New_York', 0],
    ['2026-03-01T05:00:00Z', 'America/New_York', 1],
  ])('%s in %s', (at, zone, count) => {
    expect(total([{ Hot_At__c: new Date(at) }], { timeFrame }, zone)['RowCount']).toBe(count);
  });

  test('a row without the date is not in it', () => {
    expect(total([{}], { timeFrame })['RowCount']).toBe(0);
  });

  test('an interval that no report uses is refused', () => {
    expect(() => total([episode(1)], { timeFrame: { ...timeFrame, interval: 'INTERVAL_CURY' } })).toThrow(
      'INTERVAL_CURY',
    );
  });
});

describe('groups', () => {
  const rows = [episode(1, 10), episode(7, 20), episode(8, 40), { ...episode(9), Hot_At__c: undefined }];
  test.each([
    ['Day', [['-'], ['2026-03-01'], ['2026-03-07'], ['2026-03-08']]],
    ['Week', [['-'], ['2026-03-01'], ['2026-03-08']]],
    ['Month', [['-'], ['2026-03-01']]],
  ])('by %s', (granularity, keys) => {
    const groupings = [{ field: 'Hot_Lead__c$Hot_At__c', granularity }];
    const { groups } = evaluateReport(report({ groupings }), { project, rows, now });
    expect(groups.map((group) => group.key)).toEqual(keys);
  });

  test('each has figures of its own', () => {
    const groupings = [{ field: 'Hot_Lead__c$Hot_At__c', granularity: 'Week' }];
    const columns = [{ field: MINUTES, aggregates: ['Average'] }];
    const { groups } = evaluateReport(report({ groupings, columns }), { project, rows, now });
    expect(
      groups.map((group) => [group.figures['RowCount'], Math.round(group.figures[`Average of ${MINUTES}`] ?? -1)]),
    ).toEqual([
      [1, -1],
      [2, 15],
      [1, 40],
    ]);
  });

  test('the day is that of the zone', () => {
    const groupings = [{ field: 'Hot_Lead__c$Hot_At__c', granularity: 'Day' }];
    const late = [{ Hot_At__c: new Date('2026-03-02T03:00:00Z') }];
    const { groups } = evaluateReport(report({ groupings }), { project, rows: late, now, zone: 'America/New_York' });
    expect(groups.map((group) => group.key)).toEqual([['2026-03-01']]);
  });
});

test('a report on nothing known is refused', () => {
  expect(() => total([], { type: 'Hot_Deals__c' })).toThrow('no report type Hot_Deals__c');
});
