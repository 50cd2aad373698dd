import type { CoverageView } from '../../../hubspot-app/src/app/shared/api.ts';
import { daysBegun, repTimesOf } from '../../calendar/repTimes.ts';
import { DAY_MS } from '../../domain/decay.ts';
import { comingInWords, type ReaderClock } from '../../domain/explain/whenInWords.ts';
import { presentWithin } from '../../domain/hours/availability.ts';
import { type KeptTeam, DAYS_BACK, type PoolNow, type RepNow, repsStanding } from '../repsStanding.ts';
import { readerClock } from '../readerClock.ts';
import { routingFindings, waysTo } from '../routingFindings.ts';
import { gapsIn, weekOf } from './coverageWeek.ts';
import type { Visit } from './visit.ts';

/** HubSpot passes on a megabyte. */
const MOST_PEOPLE = 1_000;
const MOST_CHECKS = 200;

/** Who is there, when nobody will be, and what routing does that nobody can have meant. Times are the workspace's. */
export async function coverageView({ ws, rows, deciding, now }: Visit): Promise<CoverageView> {
  const { timeZone } = ws;
  const reps = await rows.repsOf(ws.crm.kind);
  const said = await rows.repTimes(now - DAYS_BACK * DAY_MS);
  const team: KeptTeam = { reps, said, settings: deciding.model.routing, defaultZone: timeZone };
  const loads = await rows.repLoads(daysBegun(team, now));
  // Last, since whoever routes waits until this is over.
  const standing = repsStanding(team, { loads, accounts: await rows.lockPools() }, now, timeZone);
  const presence = presenceOf(team, now);
  const channels = ws.channels.map(({ kind }) => kind);
  const active = standing.reps.filter((rep) => rep.active);
  return {
    people: active
      .slice(0, MOST_PEOPLE)
      .map((rep) => personOf(rep, whyNotTold(rep, channels), now, readerClock(timeZone))),
    week: weekOf([...presence.values()], now, timeZone),
    timeZone,
    gaps: gapsIn([...presence.values()], now, timeZone),
    checks: routingFindings(team, channels, now)
      .slice(0, MOST_CHECKS)
      .map(({ level, says }) => ({ level, text: says })),
    pools: standing.pools.map((pool) => poolOf(pool, standing.reps)),
  };
}

/** What the chat shows says little of the days to come. */
function presenceOf(team: KeptTeam, now: number) {
  const reps = team.reps.filter(({ active }) => active).map(({ chat: _chat, ...rep }) => rep);
  const times = repTimesOf({ ...team, reps }, new Map(), { now, daysBefore: 1, daysAfter: 9 });
  return new Map([...times].map(([id, time]) => [id, presentWithin(time, now - DAY_MS, now + 8 * DAY_MS)]));
}

/** What the checks above the table go by, too. */
function whyNotTold(rep: RepNow, channels: Parameters<typeof waysTo>[1]): string | undefined {
  if (waysTo(rep, channels).length > 0) return undefined;
  if (rep.email === undefined) return 'without an e-mail address in HubSpot no message finds them';
  return rep.chatTrouble ?? 'neither Slack nor e-mail is connected';
}

function personOf(
  rep: RepNow,
  problem: string | undefined,
  now: number,
  clock: ReaderClock,
): CoverageView['people'][number] {
  const { name, availability, isFull, backAt, load, caps } = rep;
  const when = (at: number) => comingInWords(at, now, clock);
  const until = availability.until === undefined ? '' : ` until ${when(availability.until)}`;
  const back = backAt === undefined || availability.present ? '' : `, back ${when(backAt)}`;
  return {
    name,
    present: availability.present || isFull,
    because: `${availability.because}${availability.present ? until : back}`,
    openLeads: load.openHot,
    ...(caps.openHot !== undefined && { most: caps.openHot }),
    ...(problem !== undefined && { problem }),
  };
}

function poolOf({ name, mode, certificate }: PoolNow, reps: readonly RepNow[]): CoverageView['pools'][number] {
  const nameOf = (id: string) => reps.find((rep) => rep.id === id)?.name ?? 'somebody who has left';
  const members = certificate.members.map(({ rep, due, had }) => ({ name: nameOf(rep), due: rounded(due), had }));
  return { name, mode, members };
}

function rounded(leads: number): number {
  return Math.round(leads * 100) / 100;
}
