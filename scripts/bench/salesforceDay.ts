import type { Ground } from './ground.ts';
import { answersTo, type Deed, deedsOf } from './salesforce/dayDeeds.ts';
import { DAY_WORKSPACE, type DayWorld, startDayWorld } from './salesforce/dayWorld.ts';

const PEOPLE = 50_000;
const DEEDS = { changes: 20_000, hot: 400 };
const HOUR_MS = 3_600_000;
/** Of a Tuesday; what was there before is imported on the day before. */
const DAY_FROM = Date.UTC(2026, 10, 24);
const STEP_MS = 10_000;
/** An Enterprise org has 100,000 and more: this one is small, and has others to serve. */
const DAILY = 15_000;
const MOST = { calls: 10_000, alertMs: 120_000 };
const SESSION_MS = 2 * HOUR_MS;

/** Chapters of the pipeline as the words of the report; each call is of one. */
const WORDS: Record<string, string> = {
  pull: 'polls',
  read: 'reads',
  catchup: 'reads',
  write: 'writes',
  task: 'tasks',
  move: 'tasks',
  finish: 'tasks',
  contact: 'contacts',
  record: 'episodes',
  deals: 'deals',
  reps: 'reps',
  route: 'relations',
};

/**
 * A working day of an org with 50,000 scored leads, on a held clock: what it costs in API calls as Salesforce counts them, by what
 * they are for, and how soon everybody who asked for a demo was told of. Throws where it costs too much, or somebody waited.
 */
export async function benchOrgDay(ground: Ground, people = PEOPLE): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const ahead: Deed[] = [];
  let alerts = 0;
  const world: DayWorld = await startDayWorld(stack, hasty(await ground.newDatabase()), {
    people,
    daily: DAILY,
    startAt: DAY_FROM - 12 * HOUR_MS,
    onAlert(record) {
      ahead.push(...answersTo(world.day, record, alerts++, world.clock.now()));
    },
  });
  const begun = performance.now();
  const seconds = () => Math.round((performance.now() - begun) / 1_000);
  await warm(world);
  const warmed = { calls: world.day.org.apiCalls(), seconds: seconds() };
  world.turns.clear();
  ahead.push(...deedsOf(world.day, DAY_FROM, DEEDS));
  const asked = await play(world, ahead);
  const calls = world.day.org.apiCalls() - warmed.calls;
  const episodes = await episodesOf(world);
  console.log(
    `org day: ${people.toLocaleString('en')} scored leads, ${DEEDS.changes.toLocaleString('en')} changes, ${asked.size} asked for a demo, ` +
      `${episodes} became hot: ${calls.toLocaleString('en')} API calls in 24 h (${byWhat(world)}), ${world.day.limited()} refused for the ` +
      `limit, slowest alert ${Math.round(slowest(world, asked) / 1_000)} s, before the day ${warmed.calls} calls ` +
      `(${warmed.seconds} s for those, ${seconds()} s in all)`,
  );
  for (const text of new Set(world.failures)) console.error(`org day: ${text}`);
  judge(world, asked, calls);
}

/** Calls are counted, not seconds: nobody waits for the disk. */
function hasty(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set('options', '-c synchronous_commit=off');
  return url.href;
}

/** Everybody is imported and scored, and what that changed in the org has been seen. */
async function warm({ clock, quiet }: DayWorld): Promise<void> {
  while (clock.now() < DAY_FROM - 10 * HOUR_MS) {
    await quiet();
    clock.advance(STEP_MS);
  }
  clock.advance(DAY_FROM - clock.now());
  await quiet();
}

/** Plays the day; when each who asked for a demo did so, by record. */
async function play(world: DayWorld, ahead: Deed[]): Promise<Map<string, number>> {
  const { clock, quiet, day } = world;
  const asked = new Map<string, number>();
  let sessionUntil = clock.now() + SESSION_MS;
  for (; clock.now() < DAY_FROM + 24 * HOUR_MS; clock.advance(STEP_MS)) {
    if (clock.now() >= sessionUntil) {
      day.endSessions();
      sessionUntil += SESSION_MS;
    }
    const due = ahead.filter(({ at }) => at <= clock.now());
    if (due.length > 0) ahead.splice(0, ahead.length, ...ahead.filter(({ at }) => at > clock.now()));
    for (const deed of due) {
      if ('asks' in deed) asked.set(deed.asks(), clock.now());
      else deed.act();
    }
    await quiet();
  }
  return asked;
}

async function episodesOf({ db }: DayWorld): Promise<number> {
  const [row] = await db.inWorkspace(DAY_WORKSPACE, (tx) =>
    tx.query<{ episodes: number }>('select count(*)::int as episodes from episodes'),
  );
  return row?.episodes ?? 0;
}

function byWhat({ turns, day }: DayWorld): string {
  const calls = new Map<string, number>();
  for (const [chapter, count] of turns) {
    const word = WORDS[chapter] ?? chapter;
    calls.set(word, (calls.get(word) ?? 0) + count);
  }
  const sessions = day.org.operations().get('POST /services/oauth2/token') ?? 0;
  const told = [...calls].toSorted((a, b) => b[1] - a[1]).map(([word, count]) => `${word} ${count}`);
  return [...told, `sessions ${sessions}, not counted`].join(', ');
}

/** The longest from asking to alert; for ever where nobody was told. Who asked within the last two minutes is left out. */
function slowest({ toldAt, clock }: DayWorld, asked: Map<string, number>): number {
  const settled = [...asked].filter(([, at]) => at < clock.now() - MOST.alertMs);
  return Math.max(0, ...settled.map(([record, at]) => (toldAt.get(record) ?? Infinity) - at));
}

function judge(world: DayWorld, asked: Map<string, number>, calls: number): void {
  const limited = world.day.limited();
  if (limited > 0) throw new Error(`org day: ${limited} calls were refused for the limit`);
  if (calls >= MOST.calls) throw new Error(`org day: ${calls} calls are not under ${MOST.calls}`);
  const ms = slowest(world, asked);
  if (ms > MOST.alertMs) throw new Error(`org day: somebody waited ${ms / 1_000} s to be told of`);
}
