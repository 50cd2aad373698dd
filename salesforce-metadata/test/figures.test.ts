import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { dashboardOf } from '../../src/domain/figures/dashboard.ts';
import type { Figure } from '../../src/domain/figures/dashboard.ts';
import { responseOf } from '../../src/domain/figures/response.ts';
import { waitOf } from '../../src/domain/figures/waits.ts';
import { startDesk } from '../../src/testing/tellingDesk.ts';
import { ofKind } from '../check/project.ts';
import { withFormulas } from '../check/reportRows.ts';
import { everyElement, textOf } from '../check/xml.ts';
import { DASHBOARD, bothOf, project } from './figuresDesk.ts';
import type { Both, Desk } from './figuresDesk.ts';
import { now, worlds } from './figuresWorld.ts';
import type { Opening, Person, Unlike, World } from './figuresWorld.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const [GREEN, RED] = ['#00716B', '#C23934'];

// Each law starts an org for every world it is tried on.
jest.setTimeout(60_000);

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk[Symbol.asyncDispose]());

/** A law of worlds in which the two may differ in these ways alone. */
async function always(unlike: Unlike, law: (both: Both, world: World) => void, numRuns = 6): Promise<void> {
  const lawful = async (world: World) => law(await bothOf(desk, world), world);
  await fc.assert(fc.asyncProperty(worlds(unlike), lawful), { numRuns });
}

const shownIn = ({ shown }: Both, header: string) => shown.get(header)?.figure ?? 0;
/** What the dashboard shows of a day, days without anything left out. */
const daysIn = ({ shown }: Both, header: string) =>
  Object.fromEntries((shown.get(header)?.byGroup ?? []).map(({ key, figure }) => [key[0], figure]));
const ownDays = ({ own }: Both, count: 'opened' | 'crossed70') =>
  Object.fromEntries(own.perDay.filter((day) => day[count] > 0).map((day) => [day.day, day[count]]));
const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
const mean = (numbers: number[]) => (numbers.length === 0 ? 0 : sum(numbers) / numbers.length);
/** Where ours is unknown, an org shows 0 or nothing. */
const hundredOf = ({ value }: Figure) => (value === 'unknown' ? 0 : value * 100);
const hitsOf = (figure: Figure) => (hundredOf(figure) / 100) * figure.of;

const dayOf = (at: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();
const recent = (at: number) => at > now - 31 * DAY;
const openingsOf = ({ people }: World) =>
  people.flatMap(({ openings }) => openings).filter(({ openedAt }) => recent(openedAt));

function answersAgree(both: Both): void {
  expect(shownIn(both, 'Answered in 60 Minutes')).toBeCloseTo(hundredOf(both.own.dashboard.responseTime), 6);
}
function conversionAgrees(both: Both): void {
  expect(shownIn(both, 'Hot Lead Conversion Rate')).toBeCloseTo(hundredOf(both.own90.dashboard.conversion), 6);
}
/** Of open deals, in money: what the org shows as hot, and what we do. */
function hotPipelines(both: Both): { theirs: number; ours: number } {
  const all = sum(both.deals.map(({ Amount, IsClosed }) => (IsClosed === true ? 0 : Number(Amount ?? 0))));
  const ours = (hundredOf(both.own.dashboard.hotPipeline) * all) / 100;
  return { theirs: (shownIn(both, 'Hot Lead Value') * all) / 100, ours };
}
/** What an org averages, reckoned here from our rounds: our own pages show a share and a median instead, see `agreeByRows`. */
function meanWait({ own }: Both, measure: 'alertToContact' | 'signalToContact'): number {
  const waits = own.rounds.map((round) => waitOf(round, measure, now));
  return mean(waits.flatMap((wait) => (wait?.answered ? wait.ms / MINUTE : [])));
}

/** Our share and our median, and what our code makes of the org's rows: the two know of the same clocks. */
function agreeByRows({ own, hot }: Both): void {
  const rows = hot.filter(({ Hot_At__c: at }) => at instanceof Date && recent(at.getTime()));
  const ofRows = (from: string) => responseOf(rows.map((row) => waitOfRow(row, from)));
  const { share = 0, of } = ofRows('Hot_At__c').answeredWithin['60m'];
  expect([of, share * 100]).toEqual([
    own.dashboard.responseTime.of,
    expect.closeTo(hundredOf(own.dashboard.responseTime), 6),
  ]);
  expect(own.dashboard.lagMs.value).toBe(ofRows('Signal_At__c').kaplanMeierMedianMs ?? 'unknown');
}
function waitOfRow(row: Both['hot'][number], began: string) {
  const [from = 0, to] = [row[began], row['First_Response_At__c']].map((at) =>
    at instanceof Date ? at.getTime() : undefined,
  );
  return { ms: Math.max(0, (to ?? now) - from), answered: to !== undefined, watchedMs: now - from };
}

describe('where leads are told at once, and have one episode and one deal', () => {
  test('the dashboard of the org and ours show the same, but for two averages that ours has as a share and a median', async () => {
    await always(
      { claims: true },
      (both) => {
        expect(daysIn(both, 'Hot Leads of Any Score')).toEqual(ownDays(both, 'opened'));
        expect(daysIn(both, 'Hot Leads Generated')).toEqual(ownDays(both, 'crossed70'));
        expect(shownIn(both, 'Hot Lead Response Time')).toBeCloseTo(meanWait(both, 'alertToContact'), 6);
        expect(shownIn(both, 'Signal-to-Contact Lag')).toBeCloseTo(meanWait(both, 'signalToContact'), 6);
        agreeByRows(both);
        answersAgree(both);
        conversionAgrees(both);
        expect(shownIn(both, 'Hot Lead Value')).toBeCloseTo(hundredOf(both.own.dashboard.hotPipeline), 6);
      },
      20,
    );
  });

  test('what an org works out in a row is what the formulas of the metadata say', async () => {
    await always({ answeredBefore: true, claims: true, fyi: true }, ({ hot, deals }) => {
      for (const [object, rows] of Object.entries({ Hot_Lead__c: hot, Opportunity: deals })) {
        const said = withFormulas(rows, object, project);
        // Numbers come from an org rounded, and a half may go either way.
        const apart = rows.flatMap((row, index) =>
          Object.entries(said[index] ?? {}).filter(([field, value]) => {
            if (typeof value !== 'number') return String(row[field]) !== String(value);
            return !(Math.abs(Number(row[field]) - value) <= 0.05 + 1e-9);
          }),
        );
        expect(apart).toEqual([]);
      }
    });
  });

  test('a figure that has met our target is green, unless it is exactly that', async () => {
    await always({}, ({ own, own90, shown }) => {
      for (const [header, figure] of [
        ['Answered in 60 Minutes', own.dashboard.responseTime],
        ['Hot Lead Conversion Rate', own90.dashboard.conversion],
        ['Hot Lead Value', own.dashboard.hotPipeline],
      ] as const) {
        if (figure.value === 'unknown' || Math.abs(figure.value - (figure.target ?? 0)) < 1e-9) continue;
        expect([header, shown.get(header)?.colour === GREEN]).toEqual([header, figure.met]);
      }
    });
  });
});

describe('the figures differ by exactly this', () => {
  test('what is told for information only is in our count of a day and our hot pipeline, and nowhere in the org', async () => {
    await always({ fyi: true }, (both, world) => {
      const told = openingsOf(world).filter(({ fyi }) => fyi);
      const days = Map.groupBy(told, ({ openedAt }) => dayOf(openedAt, world.zone));
      const apart = Object.entries(ownDays(both, 'opened')).map(([day, count]) => [
        day,
        Number(count) - (days.get(day)?.length ?? 0),
      ]);
      expect(Object.entries(daysIn(both, 'Hot Leads of Any Score'))).toEqual(apart.filter(([, count]) => count !== 0));
      answersAgree(both);
      conversionAgrees(both);
      const { theirs, ours } = hotPipelines(both);
      const informed = world.people.filter(({ openings }) => openings.some(({ fyi }) => fyi));
      expect(ours - theirs).toBeCloseTo(sum(informed.map((one) => openAmount(one.deals))), 4);
    });
  });

  test('we count from the alert, the org from when the lead was hot', async () => {
    await always({ lateAlerts: true }, (both, world) => {
      const waits = openingsOf(world).map((one) => waitOf(roundOf(one), 'alertToContact', now));
      const { share = 0 } = responseOf(waits).answeredWithin['60m'];
      expect(shownIn(both, 'Answered in 60 Minutes')).toBeCloseTo(share * 100, 6);
      const answered = waits.flatMap((wait) => (wait?.answered ? wait.ms / MINUTE : []));
      expect(shownIn(both, 'Hot Lead Response Time')).toBeCloseTo(mean(answered), 6);
      conversionAgrees(both);
    });
  });

  test('who was answered before the alert is within the hour in the org, and not counted by us', async () => {
    await always({ answeredBefore: true }, (both, world) => {
      const all = openingsOf(world);
      const before = all.filter(({ contact = 0 }) => contact < 0).length;
      expect(apartInAnswers(both, all.length)).toEqual({ more: before, hits: before });
      const answered = all.flatMap(({ contact }) => (contact === undefined ? [] : Math.max(0, contact) / MINUTE));
      expect(shownIn(both, 'Hot Lead Response Time')).toBeCloseTo(mean(answered), 6);
    });
  });

  test('the hot of the last hour count in the org, and not yet for us', async () => {
    await always({ young: true }, (both, world) => {
      const all = openingsOf(world);
      const young = all.filter(({ openedAt }) => openedAt >= now - HOUR);
      const hits = young.filter(({ contact }) => contact !== undefined).length;
      expect(apartInAnswers(both, all.length)).toEqual({ more: young.length, hits });
    });
  });

  test('who was merged away within the hour counts in the org as not answered, and not for us', async () => {
    await always({ merged: true }, (both, world) => {
      const all = openingsOf(world);
      const away = all.filter(({ merged = Infinity }) => merged <= HOUR).length;
      expect(apartInAnswers(both, all.length)).toEqual({ more: away, hits: 0 });
      conversionAgrees(both);
    });
  });

  test('of a lead that was hot again each time counts in the org, and the lead once for us', async () => {
    await always({ again: true }, (both) => {
      const { conversion } = both.own90.dashboard;
      const leads = Map.groupBy(both.hot, ({ Lead__c, Contact__c }) => Lead__c ?? Contact__c);
      expect(leads.size).toBe(conversion.value === 'unknown' ? leads.size : conversion.of);
      expect(shownIn(both, 'Hot Lead Conversion Rate')).toBeCloseTo((hitsOf(conversion) * 100) / both.hot.length, 6);
      answersAgree(both);
    });
  });

  test('who had a deal under way counts in the org as not converted, and not for us; their other deals are hot for us', async () => {
    await always({ otherDeals: true }, (both, world) => {
      const { conversion } = both.own90.dashboard;
      const underWay = world.people.filter((one) => wasUnderWay(one)).length;
      expect(conversion.value === 'unknown' ? underWay : both.hot.length - conversion.of).toBe(underWay);
      expect((shownIn(both, 'Hot Lead Conversion Rate') * both.hot.length) / 100).toBeCloseTo(hitsOf(conversion), 6);
      const { theirs, ours } = hotPipelines(both);
      const others = world.people.map((one) => openAmount(one.deals.filter((deal) => deal !== creditedOf(one))));
      expect(ours - theirs).toBeCloseTo(sum(others), 4);
    });
  });

  test('who crosses 70 while hot, and not twice a day, counts for us; the org counts each opening from 70 on', async () => {
    await always({ again: true, crossedLater: true }, (both, { people, zone }) => {
      const days = (times: number[]) => times.filter(recent).map((at) => dayOf(at, zone));
      const theirs = people.flatMap((one) => days(hotFrom70(one)));
      const ours = people.flatMap((one) => [...new Set(days([...hotFrom70(one), ...one.crossings]))]);
      expect(daysIn(both, 'Hot Leads Generated')).toEqual(countsOf(theirs));
      expect(ownDays(both, 'crossed70')).toEqual(countsOf(ours));
    });
  });

  test('the last 30 days are whole days in the org, and 30 times 24 hours for us', async () => {
    const hot = (openedAt: number): Person => {
      const opening = { openedAt, signal: 0, score: 80, alert: 0, contact: 0, fyi: false };
      return { object: 'Lead', openings: [opening], deals: [], crossings: [] };
    };
    const people = [now - 30 * DAY - 10 * HOUR - 1_000, now - 30 * DAY - 10 * HOUR, now - 30 * DAY].map(hot);
    const both = await bothOf(desk, { zone: 'UTC', people, others: [] });
    expect(shownIn(both, 'Hot Leads of Any Score')).toBe(2);
    expect(sum(both.own.perDay.map(({ opened }) => opened))).toBe(1);
  });

  test('an org keeps whole seconds: who is late by less than that is not', async () => {
    const opening = { openedAt: now - 3 * HOUR + 100, signal: 0, score: 80, alert: 0, contact: HOUR + 800, fyi: false };
    const person: Person = { object: 'Contact', openings: [opening], deals: [], crossings: [] };
    const both = await bothOf(desk, { zone: 'UTC', people: [person], others: [] });
    expect(shownIn(both, 'Answered in 60 Minutes')).toBe(100);
    expect(both.own.dashboard.responseTime).toMatchObject({ value: 0 });
  });

  test('an average is of the answered, and our median of all', async () => {
    const person = (contact?: number): Person => {
      const opening = { openedAt: now - DAY, signal: 0, score: 80, alert: 0, fyi: false };
      const answered = { ...opening, ...(contact !== undefined && { contact }) };
      return { object: 'Lead', openings: [answered], deals: [], crossings: [] };
    };
    const people = [person(10 * MINUTE), person(40 * MINUTE), person(), person()];
    const both = await bothOf(desk, { zone: 'UTC', people, others: [] });
    expect(shownIn(both, 'Signal-to-Contact Lag')).toBeCloseTo(25, 6);
    expect(both.shown.get('Signal-to-Contact Lag')?.colour).toBe(GREEN);
    expect(both.own.dashboard.lagMs).toMatchObject({ value: 40 * MINUTE, met: false });
    expect(shownIn(both, 'Answered in 60 Minutes')).toBe(50);
  });
});

test('the targets of the dashboard are ours', () => {
  const none = responseOf([]);
  const { responseTime, conversion, hotPipeline, lagMs } = dashboardOf({
    days: 1,
    perDay: [],
    alertToContact: none,
    signalToContact: none,
    opportunities: { won: 0, of: 0 },
    undated: 0,
    pipeline: { deals: 0, open: 0, withoutAmount: 0, amount: 0, hotAmount: 0 },
  });
  expect(Object.fromEntries(breakpoints())).toEqual({
    'Hot Lead Response Time': [60, 120, RED],
    'Signal-to-Contact Lag': [(lagMs.target ?? 0) / MINUTE, 60, RED],
    'Answered in 60 Minutes': [35, (responseTime.target ?? 0) * 100, GREEN],
    'Hot Lead Conversion Rate': [25, (conversion.target ?? 0) * 100, GREEN],
    'Hot Lead Value': [30, (hotPipeline.target ?? 0) * 100, GREEN],
  });
});

/** By header: where the colour changes, and the one above. */
function breakpoints(): [string, unknown[]][] {
  const root = ofKind(project, 'Dashboard').get(DASHBOARD);
  const components = root === undefined ? [] : everyElement(root).filter((it) => it.name === 'dashboardComponent');
  return components.flatMap((it) => {
    const [low, high] = [textOf(it, 'indicatorBreakpoint1'), textOf(it, 'indicatorBreakpoint2')];
    if (low === undefined) return [];
    return [[textOf(it, 'header') ?? '', [Number(low), Number(high), textOf(it, 'indicatorHighColor')]]];
  });
}

/** In the share answered within the hour: of `all` in the org, how many more, and how many more hits, than in ours. */
function apartInAnswers(both: Both, all: number): { more: number; hits: number } {
  const { responseTime } = both.own.dashboard;
  const hits = (shownIn(both, 'Answered in 60 Minutes') * all) / 100 - hitsOf(responseTime);
  return { more: all - responseTime.of, hits: Math.round(hits * 1e6) / 1e6 + 0 };
}

function roundOf({ openedAt, signal, contact }: Opening) {
  const contactedAt = contact === undefined ? undefined : openedAt + contact;
  const who = { lead: 'lead', tier: 1 as const, source: 'web', type: 'demo_request' };
  return { ...who, startedAt: openedAt - signal, alertedAt: openedAt, contactedAt };
}

const hotAtOf = ({ openings }: Person) => Math.min(...openings.map(({ openedAt, signal }) => openedAt - signal));

function wasUnderWay(person: Person): boolean {
  const hotAt = hotAtOf(person);
  return person.deals.some(
    ({ createdAt, changedAt, state }) => createdAt < hotAt && (state === 'open' || changedAt >= hotAt),
  );
}

function creditedOf(person: Person): Person['deals'][number] | undefined {
  const since = person.deals.filter(({ createdAt }) => createdAt >= hotAtOf(person));
  return wasUnderWay(person) ? undefined : since.toSorted((one, other) => one.createdAt - other.createdAt)[0];
}

function openAmount(deals: Person['deals']): number {
  return sum(deals.map(({ state, amount = 0 }) => (state === 'open' ? amount : 0)));
}

function hotFrom70({ openings }: Person): number[] {
  return openings.filter(({ score }) => score >= 70).map(({ openedAt }) => openedAt);
}

function countsOf(names: string[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]));
}
