import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verifyCommand } from './commands/verify.ts';
import { certificateOf } from './domain/roundRobin.ts';
import { ownDatabase } from './testing/database.ts';
import { type Path, pathsOf } from './testing/weekPaths.ts';
import { playWeek } from './testing/weekPlay.ts';
import * as rules from './testing/weekRules.ts';
import { startWeekWorld, type WeekWorld } from './testing/weekWorld.ts';

// A week of twelve people in four zones, with two holidays, somebody who leaves and somebody on leave: see weekTeam.ts.
// `npm run bench week` prints what became of every lead.
let paths: Path[] = [];
let world: WeekWorld;
let databaseUrl = '';
const stack = new AsyncDisposableStack();

beforeAll(async () => {
  const database = stack.use(await ownDatabase());
  databaseUrl = database.url;
  world = stack.use(await startWeekWorld(databaseUrl));
  paths = await pathsOf(world, await playWeek(world));
}, 400_000);

afterAll(() => stack.disposeAsync());

const broken = (rule: rules.Rule) => paths.flatMap(rule);

describe('in a week of sales', () => {
  test('every lead becomes one episode, and nothing is given up', async () => {
    expect(paths).toHaveLength(84);
    expect(await world.rows('select kind, last_error from steps where failed_at is not null')).toEqual([]);
  });

  test('HubSpot is asked nothing that its contract does not have', () => {
    expect(world.hubspot.violations()).toEqual([]);
  });

  test.each([
    { sentence: 'nobody is given a lead while away', rule: rules.nobodyAbsentIsGiven },
    { sentence: 'no lead waits while somebody who may have it is there', rule: rules.nobodyWaitsInVain },
    { sentence: 'named accounts, deals and customers go to their own', rule: rules.everyLeadIsWithItsOwn },
    { sentence: 'who has left gets nothing', rule: rules.theLeaverIsLeftAlone },
    { sentence: 'nobody hears the same twice', rule: rules.nothingIsToldTwice },
    { sentence: 'contact ends every ladder', rule: rules.contactEndsIt },
    { sentence: 'what nobody answers goes up to the manager', rule: rules.silenceGoesUp },
    { sentence: 'a manager hears whenever the log says so', rule: rules.whatWentUpWasTold },
    { sentence: 'a lead moves whenever the log says so', rule: rules.whatWasReassignedMoved },
    { sentence: 'every clock is kept whole', rule: rules.clockIsComplete },
  ])('$sentence', ({ rule }) => {
    expect(broken(rule)).toEqual([]);
  });

  test('nobody gets more in a day than they may have', () => {
    expect(rules.daysOverTheCap(paths)).toEqual([]);
  });

  test('every lead has one task, and whoever has the lead has it', () => {
    const tasks = world.hubspot
      .tasks()
      .flatMap((task) => task.contactIds.map((id) => `${id} ${task['hubspot_owner_id']}`));
    const wanted = paths.flatMap(({ record, episode: { assignee } }) =>
      assignee === undefined ? [] : [`${record} ${world.owners.get(assignee)}`],
    );
    expect(tasks.toSorted()).toEqual(wanted.toSorted());
  });

  test('HubSpot, the lead and its episode name one owner', async () => {
    const kept = await world.rows<{ record: string; owner: string | null }>(
      `select i.value as record, l.crm_owner as owner from leads l
       join identities i on i.id = l.id and i.kind = 'hubspot:contact'`,
    );
    const owners = new Map(kept.map(({ record, owner }) => [record, owner ?? undefined]));
    const different = paths.filter(({ record, episode: { owner } }) => {
      const shown = world.hubspot.contact(record)?.['hubspot_owner_id'];
      return shown !== owners.get(record) || shown !== world.owners.get(owner ?? '');
    });
    expect(different.map(({ name }) => name)).toEqual([]);
  });

  test('the pools are shared fairly: deviations sum to zero and stay within one and a half leads', async () => {
    const accounts = await world.rows<{
      pool: string;
      rep: string;
      entitlement: number;
      assigned: number;
      worst: number;
    }>('select pool, id as rep, entitlement, assigned, worst from pool_members');
    const pools = [...Map.groupBy(accounts, ({ pool }) => pool)];
    expect(pools.map(([name]) => name).toSorted()).toEqual(['default', 'emea']);
    for (const [, members] of pools) {
      const { members: lines } = certificateOf(members.map((member) => ({ ...member, weight: 1 })));
      expect(lines.reduce((sum, { deviation }) => sum + deviation, 0)).toBeCloseTo(0, 6);
      expect(Math.max(...lines.map(({ worst = 0 }) => worst))).toBeLessThan(1.5);
    }
  });

  test('the log is whole, and everything in it is decided the same again', async () => {
    const said: string[] = [];
    const io = {
      out: (line: string) => said.push(line),
      err: (line: string) => said.push(line),
      now: () => world.clock.now(),
    };
    const code = await verifyCommand([], io, { DATABASE_URL: databaseUrl });
    expect({ code, said: code === 0 ? [] : said }).toEqual({ code: 0, said: [] });
  });
});
