import { tomorrowAt } from '../calendar/tomorrow.ts';
import type { SnoozeUntil } from '../channels/answers.ts';
import { HOUR_MS, MINUTE_MS } from '../domain/decay.ts';
import { snooze } from '../domain/sla/claims.ts';
import type { EpisodeOfLead } from '../store/work.ts';
import { byOf, type Deeded, type Deeding, refused, timeFor } from './deed.ts';
import { openDesk } from './desk.ts';
import { ladderKey } from './timers.ts';
import { alertStep } from './told.ts';

/** A day begins at nine for whoever puts something off. */
const MORNING = 9 * 60;

/** Whoever has it hears no reminder until then, and then one. Managers hear in time all the same. */
export async function deedSnooze(deeding: Deeding, wanted: SnoozeUntil): Promise<Deeded> {
  const { rows, deciding, person, episode, now } = deeding;
  const until = await untilOf(deeding, wanted);
  if (until === undefined) return refused(deeding, { because: 'nobody knows when you are back: choose a time' });
  const held = snooze(episode, { rep: person.rep?.id ?? '', until }, now);
  if (!held.ok) return refused(deeding, held);
  const text = `Quiet until ${timeFor(deeding, until)}; managers still hear of it if nobody answers`;
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

async function untilOf(deeding: Deeding, wanted: SnoozeUntil): Promise<number | undefined> {
  const { person, now } = deeding;
  switch (wanted) {
    case '15m':
      return now + 15 * MINUTE_MS;
    case '1h':
      return now + HOUR_MS;
    case 'tomorrow':
      return tomorrowAt(person.timeZone, now, MORNING);
    case 'back':
      return backAt(deeding);
    default:
      return wanted;
  }
}

/** When the presser next comes: of who is there now, after they have gone. */
async function backAt({ rows, ws, deciding, person, now }: Deeding): Promise<number | undefined> {
  const desk = await openDesk(rows, ws, deciding.model.routing, now, { pools: false });
  const mine = person.rep === undefined ? [] : desk.clockOf(person.rep.id);
  return mine.find(({ from }) => from > now)?.from;
}
