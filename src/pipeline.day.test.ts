import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ownDatabase } from './testing/database.ts';
import { cardsOf, staleCards } from './testing/dayCards.ts';
import { type Day, playDay } from './testing/dayPlay.ts';
import * as rules from './testing/dayRules.ts';
import { dayLeads } from './testing/dayScript.ts';
import { outage } from './testing/dayTeam.ts';
import { tableOf } from './testing/dayTable.ts';
import { type DayWorld, startDayWorld } from './testing/dayWorld.ts';

// A Wednesday in the office in London: the owner on a German holiday, her backup asleep, a pool of three, one manager, and half
// an hour without Slack. What is judged is what arrived in Slack and in mailboxes, and the table of it is printed.
let day: Day;
let world: DayWorld;
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  const database = stack.use(await ownDatabase());
  world = stack.use(await startDayWorld(database.url));
  day = await playDay(world);
  console.log(tableOf(day));
}, 300_000);

afterAll(() => stack.disposeAsync());

describe('in a day of sales', () => {
  test.each([
    { sentence: 'nobody hears the same twice', rule: rules.nothingIsToldTwice },
    { sentence: 'no lead is silent', rule: rules.noLeadIsSilent },
    { sentence: 'nobody is told who is away', rule: rules.nobodyAbsentIsTold },
    { sentence: 'what nobody answers goes up, step by step', rule: rules.silenceGoesUp },
    { sentence: 'contact ends it', rule: rules.contactEndsIt },
    { sentence: 'the manager hears of what nobody answered', rule: rules.managerHearsOfSilence },
    { sentence: 'whoever gets a lead has all about it two minutes later', rule: rules.everyoneIsBriefed },
    { sentence: 'e-mail takes over while Slack is away', rule: rules.mailTakesOver },
    { sentence: 'and nothing of that time is lost', rule: rules.nothingIsLost },
  ])('$sentence', ({ rule }) => {
    expect(rule(day)).toEqual([]);
  });

  test('every copy of a card shows how it ended', () => {
    expect(staleCards(world, day)).toEqual([]);
    expect(dayLeads.filter(({ name }) => cardsOf(world, name).length === 0).map(({ name }) => name)).toEqual([
      // Answered while Slack was away: told by e-mail alone.
      'Vic Errors',
    ]);
  });

  test('whom HubSpot has as owner on holiday stays owner, and every lead that somebody got has one task', () => {
    const owners = dayLeads.flatMap(({ name, owner }) =>
      owner === undefined ? [] : [[owner, world.hubspot.contact(day.records.get(name) ?? '')?.['hubspot_owner_id']]],
    );
    expect(owners).toEqual([
      ['Olga', world.owners.get('Olga')],
      ['Olga', world.owners.get('Olga')],
    ]);
    const tasks = world.hubspot.tasks().flatMap(({ contactIds }) => contactIds);
    const given = dayLeads.filter(({ name }) => name !== 'Gil Late').map(({ name }) => day.records.get(name) ?? '');
    expect(tasks.toSorted()).toEqual(given.toSorted());
  });

  test('HubSpot is asked nothing that its contract does not have', () => {
    expect(world.hubspot.violations()).toEqual([]);
  });

  test('reps hear of their day at half past five, those of whom something is to be said', () => {
    const sums = day.heard.filter(({ meaning }) => meaning === 'the day').map(({ whom }) => whom);
    // What somebody else got before it was due is nobody's miss.
    expect(sums.toSorted()).toEqual(['Ann']);
  });

  test('nothing is given up, and nothing fails but by the outage', async () => {
    expect(await world.rows('select kind, last_error from steps where failed_at is not null')).toEqual([]);
    const failed = world.told.filter((line) => line.includes(' failed: '));
    const when = failed.map((line) => Date.parse(line.slice(0, line.indexOf(' '))));
    expect(when.length).toBeGreaterThan(0);
    expect(Math.min(...when)).toBeGreaterThanOrEqual(outage.from);
    // What got no answer twice waits for minutes, and says so once more, before it is tried again.
    expect(Math.max(...when)).toBeLessThan(outage.to + 15 * 60_000);
  });
});
