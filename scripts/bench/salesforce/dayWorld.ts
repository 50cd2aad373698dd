import { defaultModel, type Model } from '../../../src/domain/model.ts';
import { importStep } from '../../../src/pipeline/imports.ts';
import { type JobKind, timersOf } from '../../../src/pipeline/parts.ts';
import { salesforceTurns } from '../../../src/salesforceTurns.ts';
import type { Db } from '../../../src/store/db.ts';
import { heldClock, type HeldClock } from '../../../src/testing/clock.ts';
import { begunWorkspace } from './begin.ts';
import { hearingChannel } from './dayChannel.ts';
import { type DayOrg, startDayOrg } from './dayOrg.ts';
import { orgLine } from './line.ts';

export const DAY_WORKSPACE = 'org-day';

/** Salesforce keeps no hours of a user, and a hot lead is to be told of at any: everybody is always there. */
const model: Model = {
  ...defaultModel,
  routing: {
    ...defaultModel.routing,
    hours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: 0, to: 1440 }],
  },
};

export type DayWorld = {
  day: DayOrg;
  db: Db;
  clock: HeldClock;
  /** Turns to call that were taken, by the chapter that took them. */
  turns: Map<string, number>;
  /** When people were first told of a record. */
  toldAt: Map<string, number>;
  /** What the product said went wrong. */
  failures: string[];
  /** Does what is due by the clock until nothing is left. */
  quiet: () => Promise<void>;
};

type Options = { people: number; daily: number; startAt: number; onAlert: (record: string) => void };

/** An org and the product at work on it, on one clock that is moved from outside; the chapters run one after the other. */
export async function startDayWorld(
  stack: AsyncDisposableStack,
  databaseUrl: string,
  { people, daily, startAt, onAlert }: Options,
): Promise<DayWorld> {
  const clock = heldClock(startAt);
  const now = () => clock.now();
  const day = await startDayOrg(stack, { people, daily, now });
  const { db } = await begunWorkspace(stack, databaseUrl, DAY_WORKSPACE, startAt, model);
  const turns = new Map<string, number>();
  let chapter = '';
  const take = salesforceTurns(db, DAY_WORKSPACE, { now, sleep: async (ms) => clock.advance(ms) });
  const { channel, firstAt } = hearingChannel(now, onAlert);
  const failures: string[] = [];
  const { line, store } = orgLine({
    db,
    workspace: DAY_WORKSPACE,
    instanceUrl: day.org.url,
    session: day.session,
    async takeTurn(lane) {
      turns.set(chapter, (turns.get(chapter) ?? 0) + 1);
      await take(lane);
    },
    now,
    watchingSince: startAt,
    channels: [channel],
    tell: (step, text) => void (step === 'failed' && failures.push(text)),
  });
  const timers = [...timersOf('salesforce', startAt), importStep({ kind: 'salesforce' }, startAt)];
  await store.together(DAY_WORKSPACE, (rows) => rows.addSteps(timers, startAt));
  return { day, db, clock, turns, toldAt: firstAt, failures, quiet };

  async function quiet(): Promise<void> {
    for (let rounds = 0; ; rounds++) {
      const due = await store.due(now());
      if (due.length === 0) return;
      if (rounds > 10_000) throw new Error(`org day: it stands still: ${JSON.stringify(due)}`);
      for (const { kind } of due) {
        chapter = kind;
        await line.run(DAY_WORKSPACE, kind as JobKind);
      }
    }
  }
}
