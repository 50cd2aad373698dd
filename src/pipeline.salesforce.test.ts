import { describe, expect, test } from '@jest/globals';
import type { EpisodeKept } from './testing/orgPeople.ts';
import { episodesKept, hotVisitor, ownersGiven, repOf } from './testing/orgPeople.ts';
import { type OrgWorld, startOrgWorld } from './testing/orgWorld.ts';
import { hasRedis, ownRedis } from './testing/redis.ts';
import { until } from './testing/until.ts';

const HOT_STATUS = 'Hot Lead - Immediate Action Required';
const DATA = '/services/data/v66.0';
const MINUTE = 60_000;

const backends = [
  ['Postgres', describe],
  ['Redis', hasRedis ? describe : describe.skip],
] as const;

for (const [backend, suite] of backends)
  suite(`the main job in Salesforce on ${backend}`, () => {
    async function start(): Promise<{ world: OrgWorld; flush: () => Promise<void> } & AsyncDisposable> {
      const redis = backend === 'Redis' ? await ownRedis() : undefined;
      const world = await startOrgWorld(redis === undefined ? {} : { redisUrl: redis.url });
      return {
        world,
        flush: async () => redis?.flushAll(),
        async [Symbol.asyncDispose]() {
          await world[Symbol.asyncDispose]();
          await redis?.[Symbol.asyncDispose]();
        },
      };
    }

    test('a visitor becomes one owner by our routing, one status, one task with a reminder, one alert and one row for the reports', async () => {
      await using started = await start();
      const { world } = started;
      const { org } = world;
      org.setAssignmentRule(org.addQueue('Inbound'));
      const asked = Math.floor(world.now() / 1_000) * 1_000;
      const id = hotVisitor(world);
      await world.minutes(2);
      const rep = repOf(world, id);
      expect(org.row('Lead', id)).toMatchObject({ Status: HOT_STATUS, Lead_Score__c: 67, Hot_Lead_Tier__c: 'tier_2' });
      expect(org.row('Lead', id)?.['Lead_Score_Explanation__c']).toContain('asked for a demo');
      const [task, ...otherTasks] = org.rows('Task');
      expect(otherTasks).toEqual([]);
      expect(task).toMatchObject({ WhoId: id, OwnerId: rep?.userId, Priority: 'High', IsReminderSet: true });
      expect(task?.['Subject']).toMatch(/^HOT LEAD: Contact within 1 hour - asked for a demo/);
      const [episode, ...otherEpisodes] = episodesKept(world);
      expect(otherEpisodes).toEqual([]);
      expect(episode).toMatchObject({ lead: id, owner: rep?.userId, score: 67, tier: 2, state: 'open', minutes: null });
      expect(Math.abs(episode?.signalAt ?? 0) - asked).toBeLessThanOrEqual(2_000);
      expect(lasts(episode, task)).toEqual({ toReminder: 60, toRespond: 60 });
      const [alert, ...otherAlerts] = world.slack.messages();
      expect(otherAlerts).toEqual([]);
      expect(world.slack.messages(rep?.slackId)).toHaveLength(1);
      expect(alert?.text).toMatch(/^Hot lead 67, Ada Byron \(Big Co\): asked for a demo/);
      expect(JSON.stringify(alert)).toContain(`${org.url}/lightning/r/Lead/${id}/view`);
    });

    test('through a 503, a locked row, a session that ends, a spent day of calls and a lost answer nothing is lost or doubled', async () => {
      await using started = await start();
      const { world } = started;
      const { org } = world;
      const refuse = (errorCode: string, status: number) =>
        ({ kind: 'status', status, body: [{ errorCode, message: 'no' }] }) as const;
      const id = hotVisitor(world);
      org.lockRow(id, 2);
      org.badDay('POST', `${DATA}/composite`, refuse('REQUEST_LIMIT_EXCEEDED', 403));
      org.badDay('PATCH', `${DATA}/composite/sobjects`, refuse('SERVER_UNAVAILABLE', 503));
      org.badDay('POST', `${DATA}/composite/sobjects`, { kind: 'cut', when: 'after' });
      org.badDay('PATCH', `${DATA}/composite/sobjects/Hot_Lead__c/Episode_Key__c`, { kind: 'cut', when: 'after' });
      const logins = () => org.calls.filter(({ path }) => path.endsWith('/oauth2/token')).length;
      const before = logins();
      const stop = org.onCall((call, phase) => {
        // Once in the middle: between the reading and what follows from it.
        if (phase !== 'before' || call.path !== `${DATA}/composite/sobjects`) return;
        stop();
        org.ground.sessions.endAllOf(org.integrationUser);
      });
      await world.minutes(12);
      expect(logins()).toBe(before + 1);
      const seen = new Set(org.calls.map(({ status }) => status));
      expect([403, 503, 401, undefined].filter((status) => !seen.has(status))).toEqual([]);
      expect(ownersGiven(world, id)).toHaveLength(1);
      expect(org.row('Lead', id)).toMatchObject({ Status: HOT_STATUS, Hot_Lead_Tier__c: 'tier_2' });
      expect(org.rows('Task')).toMatchObject([{ WhoId: id, OwnerId: repOf(world, id)?.userId }]);
      expect(episodesKept(world)).toMatchObject([{ lead: id, score: 67 }]);
      expect(world.slack.messages(repOf(world, id)?.slackId)).toHaveLength(1);
      expect(await world.rows('select id from episodes')).toHaveLength(1);
    });

    test('a task call that never reached the org is looked for, then made once', async () => {
      await using started = await start();
      const { world } = started;
      world.org.badDay('POST', `${DATA}/composite/sobjects`, { kind: 'cut', when: 'before' });
      hotVisitor(world);
      world.advance(61_000);
      await world.quiet();
      expect(world.org.rows('Task')).toHaveLength(0);
      await world.minutes(3);
      expect(world.org.rows('Task')).toHaveLength(1);
    });

    test('forty leads in one burst are each told once and shared fairly, also when Redis is flushed in the middle', async () => {
      await using started = await start();
      const { world, flush } = started;
      // Each of another company: forty of one are news of their own, told as such.
      const ids = Array.from({ length: 40 }, (_, index) => {
        const [Company, Email] = [`Company ${index}`, `lead${index}@company${index}.example`];
        return hotVisitor(world, `lead${index}`, { Company, Email });
      });
      world.advance(61_000);
      await until(() => world.slack.messages().length > 3, 'the first alerts');
      await flush();
      await world.minutes(2);
      const { org, slack } = world;
      expect(
        org
          .rows('Task')
          .map((task) => String(task['WhoId']))
          .sort(),
      ).toEqual(ids.sort());
      expect(
        episodesKept(world)
          .map(({ lead }) => String(lead))
          .sort(),
      ).toEqual(ids);
      const shares = world.reps.map(({ slackId }) => slack.messages(slackId).length);
      const told = slack.messages().map(({ text }) => /Lead\d+/.exec(text)?.[0] ?? text);
      expect(told.toSorted()).toEqual(ids.map((_, index) => `Lead${index}`).toSorted());
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
    });
  });

/** Whole minutes from the opening to what a rep sees. */
function lasts(episode: EpisodeKept | undefined, task: Record<string, unknown> | undefined) {
  const { hotAt = 0, respondBy = 0 } = episode ?? {};
  const reminder = Date.parse(String(task?.['ReminderDateTime']));
  return {
    toReminder: Math.round((reminder - hotAt) / MINUTE),
    toRespond: Math.round((respondBy - hotAt) / MINUTE),
  };
}
