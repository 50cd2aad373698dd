import { describe, expect, test } from '@jest/globals';
import { HOUR_MS, MINUTE_MS } from '../decay.ts';
import { type DashboardInput, dashboardOf } from './dashboard.ts';
import { responseOf } from './response.ts';
import { wilson } from './wilson.ts';

const answered = (...minutes: number[]) =>
  minutes.map((min) => ({ ms: min * MINUTE_MS, answered: true, watchedMs: 24 * HOUR_MS }));
const open = (...minutes: number[]) =>
  minutes.map((min) => ({ ms: min * MINUTE_MS, answered: false, watchedMs: min * MINUTE_MS }));
const opportunities = (won: number, of: number) => ({ won, of, ...wilson(won, of) });
const pipeline = { deals: 10, open: 4, withoutAmount: 1, amount: 1_000, hotAmount: 410 };

const usual: DashboardInput = {
  days: 30,
  perDay: [
    { day: '2026-01-30', opened: 40, crossed70: 3 },
    { day: '2026-01-31', opened: 5, crossed70: 0 },
  ],
  alertToContact: responseOf([...answered(10, 20, 61), ...open(90)]),
  signalToContact: responseOf(answered(10, 29, 40)),
  opportunities: opportunities(36, 100),
  undated: 0,
  pipeline,
};
const dashboard = (more: Partial<DashboardInput> = {}) => dashboardOf({ ...usual, ...more });

describe('the five figures', () => {
  test('have a value, a target and what they are made of', () => {
    expect(dashboard()).toEqual({
      hotLeadsPerDay: { value: 1.5, of: 30 },
      crossed70PerDay: { value: 0.1, of: 30 },
      responseTime: { value: 0.5, target: 0.5, met: false, of: 4, interval: expect.anything() },
      conversion: { value: 0.36, target: 0.35, met: true, of: 100, interval: expect.anything() },
      hotPipeline: { value: 0.41, target: 0.4, met: true, of: 3 },
      lagMs: { value: 29 * MINUTE_MS, target: 30 * MINUTE_MS, met: true, of: 3 },
    });
  });

  test.each([
    { share: opportunities(35, 100), met: false },
    { share: opportunities(351, 1_000), met: true },
  ])('a conversion of $share.share is met: $met', ({ share, met }) => {
    expect(dashboard({ opportunities: share }).conversion).toMatchObject({ met });
  });

  test.each([
    { hotAmount: 400, met: false },
    { hotAmount: 401, met: true },
  ])('a hot pipeline of $hotAmount of 1000 is met: $met', ({ hotAmount, met }) => {
    expect(dashboard({ pipeline: { ...pipeline, hotAmount } }).hotPipeline).toMatchObject({ met });
  });

  test.each([
    { why: 'a median of 30 min', waits: answered(30), met: false },
    { why: 'more than half open for longer than the target', waits: [...answered(1), ...open(31, 40)], met: false },
    { why: 'more than half open, none for long', waits: open(29), met: undefined },
  ])('the lag of $why is met: $met', ({ waits, met }) => {
    expect(dashboard({ signalToContact: responseOf(waits) }).lagMs.met).toBe(met);
  });
});

describe('a figure that nobody can know says why', () => {
  test.each([
    { figure: 'conversion', more: { pipeline: { ...pipeline, deals: 0 } }, why: 'the CRM showed no deals' },
    { figure: 'conversion', more: { undated: 2 }, why: 'of 2 hot leads the CRM does not say when their deals began' },
    { figure: 'conversion', more: { opportunities: opportunities(0, 0) }, why: 'no lead without a deal became hot' },
    { figure: 'hotPipeline', more: { pipeline: { ...pipeline, deals: 0 } }, why: 'the CRM showed no deals' },
    { figure: 'hotPipeline', more: { pipeline: { ...pipeline, open: 0 } }, why: 'no deal is open' },
    { figure: 'hotPipeline', more: { pipeline: { ...pipeline, withoutAmount: 4 } }, why: 'no open deal has an amount' },
    { figure: 'hotPipeline', more: { pipeline: { ...pipeline, amount: 0 } }, why: 'the open deals add up to nothing' },
    { figure: 'responseTime', more: { alertToContact: responseOf(open(9)) }, why: 'no alert is older than an hour' },
    { figure: 'lagMs', more: { signalToContact: responseOf([]) }, why: 'no lead became hot' },
    {
      figure: 'lagMs',
      more: { signalToContact: responseOf(open(5)) },
      why: 'more than half have not been contacted yet',
    },
  ] as const)('$figure: $why', ({ figure, more, why }) => {
    expect(dashboard(more)[figure]).toMatchObject({ value: 'unknown', why });
  });
});
