import { tomorrowAt } from '../calendar/tomorrow.ts';
import type { SnoozeUntil } from '../channels/answers.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../domain/decay.ts';
import { type Interval, msWithin } from '../domain/hours/intervals.ts';
import { upperFirst } from '../domain/assignmentAlerts.ts';
import { snooze } from '../domain/sla/claims.ts';
import type { EpisodeOfLead } from '../store/work.ts';
import { byOf, type Deeded, type Deeding, refused, timeFor } from './deed.ts';
import { openDesk } from './desk.ts';
import { ladderKey } from './timers.ts';
import { alertStep } from './told.ts';

/** A day begins at nine for whoever puts something off. */
const MORNING = 9 * 60;
/** No snooze lasts longer. */
const LONGEST_MS = 7 * DAY_MS;

/** Whoever has it hears no reminder until then, and then one. Managers hear in time all the same. */
export async function deedSnooze(deeding: Deeding, wanted: SnoozeUntil): Promise<Deeded> {
  const { rows, deciding, person, episode, now } = deeding;
  if (wanted === 'now') return awake(deeding);
  const { until, because = '' } = await untilOf(deeding, wanted);
  const held = snooze(episode, { rep: person.rep?.id ?? '', until }, now);
  if (!held.ok) return refused(deeding, held);
  const text = `${upperFirst(`${because}quiet until`)} ${timeFor(deeding, until)}; managers still hear of it if nobody answers`;
  if (held.holding === episode) return { ok: true, text };
  await rows.saveLadders([{ ...episode, snoozedUntil: until }]);
  const added = await remindAt(deeding, until);
  await rows.retime([{ key: ladderKey(episode), dueAt: now }]);
  const { id, round, lead, watermark } = episode;
  const inputs = { deed: 'snooze', ...byOf(person), episode: id, round };
  await rows.saveDecisions([{ lead, kind: 'deed', watermark, inputs, outcome: { until } }], deciding, now);
  const more = { until: new Date(until).toISOString() };
  return { ok: true, text, change: { hook: 'alert.snoozed', more, added: [...added, `${id}-${now}`], kinds: ['sla'] } };
}

/** Of several snoozes only the last one ends with a word. */
async function remindAt({ rows, episode, person, now }: Deeding, until: number): Promise<string[]> {
  await endSnooze({ rows, episode, now });
  const rep = person.rep?.id;
  const wish = {
    which: snoozeOf(episode.round, until),
    to: 'assignee' as const,
    note: 'You asked to hear of it again now',
  };
  const step = alertStep(episode.id, { ...wish, ...(rep !== undefined && { rep }) }, until);
  await rows.reopen([step.key], until);
  return rows.addSteps([step], now);
}

/** The word at the end of a snooze is not said any more. */
export async function endSnooze({ rows, episode, now }: Pick<Deeding, 'rows' | 'now'> & { episode: EpisodeOfLead }) {
  const { id, round, snoozedUntil } = episode;
  if (snoozedUntil === undefined) return;
  const { key } = alertStep(id, { which: snoozeOf(round, snoozedUntil), to: 'assignee' }, now);
  await rows.endSteps({ keys: [key] }, 'the snooze is over', now);
}

function snoozeOf(round: number, until: number): string {
  return `${round}:snooze:${until}`;
}

/** Reminders come again, as the ladder has them. */
async function awake(deeding: Deeding): Promise<Deeded> {
  const { rows, deciding, person, episode, now } = deeding;
  const { snoozedUntil = 0, ...rest } = episode;
  const held = snooze(episode, { rep: person.rep?.id ?? '', until: now + 1 }, now);
  if (!held.ok) return refused(deeding, held);
  if (snoozedUntil <= now) return { ok: false, text: 'It is not snoozed' };
  await endSnooze(deeding);
  await rows.saveLadders([rest]);
  await rows.retime([{ key: ladderKey(episode), dueAt: now }]);
  const { id, round, lead, watermark } = episode;
  const inputs = { deed: 'snooze', ...byOf(person), episode: id, round };
  await rows.saveDecisions([{ lead, kind: 'deed', watermark, inputs, outcome: { until: now } }], deciding, now);
  const more = { until: new Date(now).toISOString() };
  const change = { hook: 'alert.snoozed' as const, more, added: [`${id}-${now}`], kinds: ['sla' as const] };
  return { ok: true, text: 'The snooze is over: reminders come again', change };
}

/** `because` goes before the answer. */
type Until = { until: number; because?: string };

async function untilOf(deeding: Deeding, wanted: Exclude<SnoozeUntil, 'now'>): Promise<Until> {
  const { now } = deeding;
  switch (wanted) {
    case '15m':
      return { until: now + 15 * MINUTE_MS };
    case '1h':
      return { until: now + HOUR_MS };
    case 'tomorrow':
      return { until: nextMorning(deeding, await clockOf(deeding)) };
    case 'back':
      return backAt(deeding, await clockOf(deeding));
    default:
      return { until: wanted };
  }
}

/** When the presser is there, as far as anybody knows. */
async function clockOf({ rows, ws, deciding, person, now }: Deeding): Promise<Interval[]> {
  const desk = await openDesk(rows, ws, deciding.model.routing, now, { pools: false });
  return person.rep === undefined ? [] : desk.clockOf(person.rep.id);
}

/** On the next day on which they are there at all; tomorrow where nobody knows of one before a snooze would be too long. */
function nextMorning({ person, now }: Deeding, clock: Interval[]): number {
  const tomorrow = tomorrowAt(person.timeZone, now, MORNING);
  let morning = tomorrow;
  while (morning <= now + LONGEST_MS) {
    const dayBegin = morning - MORNING * MINUTE_MS;
    if (msWithin(clock, dayBegin, dayBegin + DAY_MS) > 0) return morning;
    morning = tomorrowAt(person.timeZone, morning, MORNING);
  }
  return tomorrow;
}

/** When the presser next comes: of who is there now, after they have gone. */
function backAt(deeding: Deeding, clock: Interval[]): Until {
  const next = clock.find(({ from }) => from > deeding.now)?.from;
  if (next !== undefined) return { until: next };
  return { until: nextMorning(deeding, clock), because: 'nobody knows when you are back: ' };
}
