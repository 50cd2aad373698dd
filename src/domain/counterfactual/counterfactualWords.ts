import type { Aim } from './counterfactualAim.ts';
import type { Edit } from './counterfactualEdits.ts';
import { nounOf, withArticle } from './counterfactualNouns.ts';
import { settingInWords } from './counterfactualSettingWords.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../decay.ts';
import { type ReaderClock, utcClock } from '../explain/whenInWords.ts';
import type { Signal } from '../signals.ts';

const SECOND_MS = 1_000;
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];
const ENDINGS: Record<number, string> = { 1: 'st', 2: 'nd', 3: 'rd' };

/**
 * One short sentence for a rep: "If the second pricing page visit had come 10 minutes later (11:00), the lead would have been
 * hot at 11:00 instead of 14:10 UTC." Dates are said unless all times are of the period's last day.
 */
export function wordsOf(edit: Edit, hotAt: number | undefined, aim: Aim, clock: ReaderClock = utcClock): string {
  const own = edit.kind === 'move' ? [edit.to] : edit.kind === 'add' ? [edit.at] : [];
  const heat = hotAt === undefined ? [] : [hotAt, ...(aim.hotAt === undefined ? [] : [aim.hotAt])];
  const times = timesInWords([...own, ...heat], aim.lastPlace, clock);
  const given = premise(edit, times[0] ?? '', aim);
  if (hotAt === undefined) return `${given} the lead would not have been hot.`;
  const [then, before] = times.slice(own.length);
  const instead = before === undefined ? '' : ` instead of ${before}`;
  return `${given} the lead would have been hot at ${then}${instead}.`;
}

function premise(edit: Edit, time: string, { signals, model }: Aim): string {
  switch (edit.kind) {
    case 'remove':
      return `Without the ${nameOf(edit.signal, signals)} (${pointsInWords(edit.points)})`;
    case 'add':
      return `With ${oneMore(edit.type, signals)} (${pointsInWords(edit.points)}) at ${time}`;
    case 'move': {
      const late = edit.byMs < 0 ? 'earlier' : 'later';
      return `If the ${nameOf(edit.signal, signals)} had come ${lengthInWords(Math.abs(edit.byMs))} ${late} (${time}),`;
    }
    case 'setting':
      return `If ${settingInWords(edit, model)} instead of ${edit.from},`;
  }
}

/** "second pricing page visit"; without the ordinal when it is the only one. */
function nameOf(id: string, signals: readonly Signal[]): string {
  const type = signals.find((signal) => signal.id === id)?.type ?? id;
  const ofType = signals.filter((signal) => signal.type === type);
  const index = ofType.findIndex((signal) => signal.id === id);
  return ofType.length > 1 ? `${ordinalOf(index + 1)} ${nounOf(type)}` : nounOf(type);
}

/** "second", and from eleven on "11th", "22nd". */
function ordinalOf(count: number): string {
  const word = ORDINALS[count - 1];
  if (word !== undefined) return word;
  const isTeen = Math.floor((count % 100) / 10) === 1;
  return `${count}${(isTeen ? undefined : ENDINGS[count % 10]) ?? 'th'}`;
}

/** "one more demo request", or "a demo request" to a lead without one. */
function oneMore(added: string, signals: readonly Signal[]): string {
  const noun = nounOf(added);
  return signals.some(({ type }) => type === added) ? `one more ${noun}` : withArticle(noun);
}

/** Rounded to a tenth: "15 points", "15 points against". */
function pointsInWords(points: number): string {
  const rounded = Math.round(Math.abs(points) * 10) / 10;
  return `${rounded} ${rounded === 1 ? 'point' : 'points'}${points < 0 ? ' against' : ''}`;
}

/** Exact: "1 hour 1 minute". */
function lengthInWords(ms: number): string {
  const parts: [number, string][] = [
    [Math.floor(ms / DAY_MS), 'day'],
    [Math.floor((ms % DAY_MS) / HOUR_MS), 'hour'],
    [Math.floor((ms % HOUR_MS) / MINUTE_MS), 'minute'],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`)
    .join(' ');
}

/**
 * To the minute, or as exact as tells different instants apart, with the date unless all are of the day; the last says whose clock
 * it is.
 */
function timesInWords(instants: number[], today: number, clock: ReaderClock): string[] {
  const localMs = (at: number) => at + clock.offsetMsAt(at);
  const dayOf = (at: number) => Math.floor(localMs(at) / DAY_MS);
  const areToday = instants.every((at) => dayOf(at) === dayOf(today));
  const stepMs = [MINUTE_MS, SECOND_MS].find(
    (ms) => countOf(instants.map((at) => Math.floor(at / ms))) === countOf(instants),
  );
  const length =
    stepMs === MINUTE_MS ? 'HH:mm'.length : stepMs === SECOND_MS ? 'HH:mm:ss'.length : 'HH:mm:ss.SSS'.length;
  return instants.map((at, index) => {
    const local = new Date(localMs(at));
    const [, day, month] = local.toUTCString().split(' ');
    const date = areToday ? '' : `${Number(day)} ${month} `;
    const time = local.toISOString().slice('yyyy-MM-ddT'.length, 'yyyy-MM-ddT'.length + length);
    return `${date}${time}${index === instants.length - 1 && clock.name !== undefined ? ` ${clock.name}` : ''}`;
  });
}

/** How many different ones there are. */
function countOf(values: number[]): number {
  return new Set(values).size;
}
