import { describe, expect, test } from '@jest/globals';
import { evaluateDashboard } from '../check/evaluateDashboard.ts';
import type { Shown } from '../check/evaluateDashboard.ts';
import { ofKind, readProject } from '../check/project.ts';
import type { Row } from '../check/reportRows.ts';
import { everyElement, textOf } from '../check/xml.ts';

const project = readProject('force-app');
const NAME = 'Hot_Lead_Signal/Hot_Lead_Dashboard';
const now = new Date('2026-03-31T15:00:00Z');
const [GREEN, YELLOW, RED] = ['#00716B', '#FFB75D', '#C23934'];

/** Hot at noon of that day of March after a signal 5 minutes before; times in minutes after it was hot. */
function episode(
  day: number,
  { score = 80, action, answer, deal }: { score?: number; action?: number; answer?: number; deal?: string } = {},
): Row {
  const hot = Date.UTC(2026, 2, day, 12);
  const at = (minutes: number | undefined): Date | undefined =>
    minutes === undefined ? undefined : new Date(hot + minutes * 60_000);
  return {
    Score_At_Trigger__c: score,
    Signal_At__c: at(-5),
    Hot_At__c: at(0),
    First_Rep_Action_At__c: at(action),
    First_Response_At__c: at(answer),
    Opportunity__c: deal,
  };
}

function shown(episodes: Row[], opportunities: Row[] = []): Map<string, Shown> {
  const rows = { Hot_Lead__c: episodes, Opportunity: opportunities };
  return new Map(evaluateDashboard(NAME, { project, rows, now }).map((one) => [one.header, one]));
}

test('it shows the five figures, whoever became hot, and the share answered within 60 minutes', () => {
  const root = ofKind(project, 'Dashboard').get(NAME);
  const components = root === undefined ? [] : everyElement(root).filter((it) => it.name === 'dashboardComponent');
  expect(
    components.map((it) => [textOf(it, 'header'), textOf(it, 'componentType'), textOf(it, 'indicatorBreakpoint2')]),
  ).toEqual([
    ['Hot Leads Generated', 'Line', undefined],
    ['Hot Leads of Any Score', 'Line', undefined],
    ['Hot Lead Response Time', 'Gauge', '120.0'],
    ['Signal-to-Contact Lag', 'Gauge', '60.0'],
    ['Answered in 60 Minutes', 'Metric', '50.0'],
    ['Hot Lead Conversion Rate', 'Metric', '35.0'],
    ['Hot Lead Value', 'Metric', '40.0'],
  ]);
});

test.each([
  ['Hot Leads Generated', 'those with 70 points or more', 1],
  ['Hot Leads of Any Score', 'all', 2],
])('%s, a day, are %s', (header, _, figure) => {
  const episodes = [episode(29), episode(29, { score: 70 }), episode(30, { score: 69.9 }), episode(30)];
  expect(shown(episodes).get(header)?.byGroup).toEqual([
    { key: ['2026-03-29'], figure: 2 },
    { key: ['2026-03-30'], figure },
  ]);
});

test('who was never answered makes the average no better, and the share answered worse', () => {
  const all = shown([episode(20, { answer: 20 }), episode(21, { answer: 40 }), episode(22), episode(23)]);
  expect(all.get('Hot Lead Response Time')?.figure).toBeCloseTo(30, 6);
  expect(all.get('Answered in 60 Minutes')?.figure).toBeCloseTo(50, 6);
});

describe('targets have their colours', () => {
  test.each([
    ['within the target', 59, GREEN],
    ['over the target', 61, YELLOW],
    ['twice the target', 121, RED],
  ])('a response that is %s', (_, answer, colour) => {
    expect(shown([episode(20, { answer })]).get('Hot Lead Response Time')?.colour).toBe(colour);
  });

  test.each([
    ['within the target', 24, GREEN],
    ['over the target', 26, YELLOW],
    ['twice the target', 56, RED],
  ])('a lag that is %s', (_, answer, colour) => {
    const lag = shown([episode(20, { action: 1, answer })]).get('Signal-to-Contact Lag');
    expect(lag?.figure).toBeCloseTo(answer + 5, 6);
    expect(lag?.colour).toBe(colour);
  });

  test('a rep who took a lead has not contacted it', () => {
    expect(shown([episode(20, { action: 5 })]).get('Signal-to-Contact Lag')?.figure).toBeUndefined();
  });

  test.each([
    [34, RED],
    [36, YELLOW],
    [51, GREEN],
  ])('%s of 100 answered within the hour', (within, colour) => {
    const episodes = Array.from({ length: 100 }, (_, at) => episode(20, at < within ? { answer: 59 } : {}));
    expect(shown(episodes).get('Answered in 60 Minutes')?.colour).toBe(colour);
  });

  test.each([
    [2, 10, RED],
    [3, 10, YELLOW],
    [4, 10, GREEN],
  ])('%s of %s leads converted', (converted, count, colour) => {
    const episodes = Array.from({ length: count }, (_, at) =>
      episode(20, at < converted ? { deal: `006${String(at)}` } : {}),
    );
    const rate = shown(episodes).get('Hot Lead Conversion Rate');
    expect(rate?.figure).toBeCloseTo((converted / count) * 100, 6);
    expect(rate?.colour).toBe(colour);
  });
});

test('hot pipeline is a share of what is open, whenever it closes', () => {
  const deals = [
    {
      Amount: 400,
      From_Hot_Lead__c: true,
      IsClosed: false,
      StageName: 'Proposal',
      CloseDate: new Date('2027-01-01T00:00:00Z'),
    },
    {
      Amount: 600,
      From_Hot_Lead__c: false,
      IsClosed: false,
      StageName: 'Proposal',
      CloseDate: new Date('2025-01-01T00:00:00Z'),
    },
    { Amount: undefined, From_Hot_Lead__c: true, IsClosed: false, StageName: 'New' },
    { Amount: 9000, From_Hot_Lead__c: true, IsClosed: true, StageName: 'Won' },
  ];
  const value = shown([], deals).get('Hot Lead Value');
  expect(value?.figure).toBeCloseTo(40, 9);
  expect(value?.byGroup).toEqual([
    { key: ['New'], figure: 0 },
    { key: ['Proposal'], figure: 40 },
  ]);
});

test('an org without anything shows no figure that would please', () => {
  const figures = [...shown([]).values()].map((one) => [one.header, one.figure, one.colour]);
  expect(figures).toEqual([
    ['Hot Leads Generated', 0, undefined],
    ['Hot Leads of Any Score', 0, undefined],
    ['Hot Lead Response Time', undefined, undefined],
    ['Signal-to-Contact Lag', undefined, undefined],
    ['Answered in 60 Minutes', 0, RED],
    ['Hot Lead Conversion Rate', 0, RED],
    ['Hot Lead Value', 0, RED],
  ]);
});

test('a dashboard that is not there is refused', () => {
  expect(() => evaluateDashboard('Hot_Lead_Signal/Cold', { project, rows: {}, now })).toThrow(
    'no Hot_Lead_Signal/Cold',
  );
});
