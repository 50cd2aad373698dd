import { DAY_MS } from '../decay.ts';
import { MONTH, monthOf, NUMBER, WEEKDAY, weekdayOf } from './replyCalendar.ts';
import { afterToday, comingDay, comingMonth, comingQuarter, comingWeekday } from './replyDays.ts';
import { startOfNext, strokedDay, type Today, utcDay } from './replyDays.ts';

/** How a day is written, and which day it is when written today; undefined when that cannot be told. */
export type DatePhrase = {
  pattern: RegExp;
  /** `groups` are the pattern's; those that did not match are undefined. */
  day: (groups: readonly (string | undefined)[], today: Today) => number | undefined;
};

const YEAR = "(?:,? (?:of |de |del |')?(20\\d\\d|next year))?";
const LEAD = [
  'in|by|until|till|before|after|from|around|about|of|early|mid|late|end of|next|for|this|maybe|perhaps|try',
  'im|ab|nach|vor|bis|ende|anfang|mitte',
  "en|apres|avant|des|fin|debut|d'ici",
  'despues de|antes de|hasta',
].join('|');
const UNIT = [
  'days?|weeks?|months?|quarters?|years?',
  'tagen?|wochen?|monaten?|quartale?n?|jahre?n?',
  'jours?|semaines?|mois|trimestres?|ans?',
  'dias?|semanas?|mes|meses|anos?',
].join('|');
const SPAN_LEAD = 'in|within|dans|en|after|another|noch|the next|nae?chsten|(?:out|away|off|leave|busy|swamped) for';
const NEXT = 'next|nae?chste[nrs]?|kommende[nrs]?|coming|following';
const QUARTERS = ['first', 'second', 'third', 'fourth'];
const words = (...patterns: string[]): RegExp => new RegExp(`\\b(?:${patterns.join('|')})\\b`, 'g');
const num = (digits: string | undefined): number => Number(digits);

const numbers: readonly DatePhrase[] = [
  { pattern: /\b(20\d\d)-(\d\d)-(\d\d)\b/g, day: ([y, m, d]) => isoDay(num(y), num(m), num(d)) },
  {
    pattern: /\b(\d{1,2})\. ?(\d{1,2})\.(?: ?(20\d\d|\d\d)\b)?/g,
    day: ([d, m, y], today) => comingDay(today, num(m) - 1, num(d), y),
  },
  {
    pattern: /\b(\d{1,2})\/(\d{1,2})(?:\/(20\d\d|\d\d))?\b/g,
    day: ([first, second, y], today) => strokedDay(today, num(first), num(second), y),
  },
];

const months: readonly DatePhrase[] = [
  {
    pattern: words(`(\\d{1,2})(?:st|nd|rd|th|er|\\.)?(?: of| de)? (${MONTH})\\.?${YEAR}`),
    day: ([d, name = '', y], today) => comingDay(today, monthOf(name), num(d), y),
  },
  {
    pattern: words(`(${MONTH})\\.? (?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?![:\\d])${YEAR}`),
    day: ([name = '', d, y], today) => comingDay(today, monthOf(name), num(d), y),
  },
  {
    pattern: words(`(?!this may)(${LEAD})[ -](${MONTH})(?! (?:be|not|have|help|i|we|need|want)\\b)\\.?${YEAR}`),
    day: ([lead = '', name = '', y], today) => comingMonth(today, lead, name, y),
  },
  {
    pattern: words(`(?!may|mai)(${MONTH})${YEAR} (?:is|would|will|works?|might|could|should|maybe|perhaps)`),
    day: ([name = '', y], today) => comingMonth(today, 'in', name, y),
  },
  {
    pattern: words(`(?:on|after|until|by|from|before) the (\\d{1,2})(?:st|nd|rd|th)`),
    day: ([d], today) => comingDate(today, num(d)),
  },
];

const spans: readonly DatePhrase[] = [
  {
    pattern: words(`(after )?q([1-4])(?: ?(?:of |')?(20\\d\\d|\\d\\d|next year))?`),
    day: ([after, q, y], today) => comingQuarter(today, after, num(q), y),
  },
  {
    pattern: words(`(after )?(?:the )?(${QUARTERS.join('|')}) quarter(?: (?:of )?(20\\d\\d|next year))?`),
    day: ([after, word = '', y], today) => comingQuarter(today, after, QUARTERS.indexOf(word) + 1, y),
  },
  { pattern: words('h2|second half'), day: (_, today) => comingDay(today, 6, 1) },
  {
    pattern: words(
      `(?:${SPAN_LEAD}) (?:about |around |another |like |the next )?(${NUMBER})(?: ?(?:-|to|or|bis) ?${NUMBER})? (${UNIT})`,
    ),
    day: ([count = '', unit = ''], today) => afterToday(today, count, unit),
  },
  {
    pattern: words(`(${NUMBER}) (${UNIT}) (?:from now|later|down the)`),
    day: ([count = '', unit = ''], today) => afterToday(today, count, unit),
  },
  { pattern: words('half a year|halben jahr'), day: (_, today) => afterToday(today, '6', 'months') },
  {
    pattern: words(`(?:${NEXT}) (?:fiscal |financial |calendar )?(week|month|quarter|year|woche|monat|quartal|jahr)`),
    day: ([unit = ''], today) => startOfNext(today, unit),
  },
  {
    pattern: words('(?:prochaine?|proxim[oa]) (semana|mes|trimestre|ano)'),
    day: ([unit = ''], today) => startOfNext(today, unit),
  },
  {
    pattern: words('(semaine|mois|trimestre|annee|semana|mes|trimestre|ano) (?:prochaine?|proxim[oa]|que viene)'),
    day: ([unit = ''], today) => startOfNext(today, unit),
  },
  { pattern: words('(?:in|until|till|before|during) (20\\d\\d)'), day: ([y]) => utcDay(num(y), 0, 1) },
];

const sayings: readonly DatePhrase[] = [
  { pattern: words('day after tomorrow|ue?bermorgen|apres-demain|pasado manana'), day: (_, { at }) => at + 2 * DAY_MS },
  { pattern: words('tomorrow|(?<!guten )morgen|demain|(?<!la )manana'), day: (_, { at }) => at + DAY_MS },
  {
    pattern: words('end of (?:the |this )?year|year[- ]?end|eoy|jahresende'),
    day: (_, today) => comingDay(today, 11, 31),
  },
  {
    pattern: words('end of (?:the |this )?quarter|quarter[- ]end'),
    day: (_, { year, month }) => utcDay(year, month - (month % 3) + 3, 0),
  },
  {
    pattern: words('(?:after|once) (?:this|the) quarter(?: is over| ends)?'),
    day: (_, today) => startOfNext(today, 'quarter'),
  },
  { pattern: words('end of (?:the |this )?month|monatsende'), day: (_, { year, month }) => utcDay(year, month + 1, 0) },
  {
    pattern: words(
      'after (?:the )?summer|(?:in|next|this) (?:the )?(?:autumn|fall)',
      'nach (?:dem sommer|den sommerferien)|im herbst',
      "apres l'ete|la rentree|despues del verano|en otono",
    ),
    day: (_, today) => comingDay(today, 8, 1),
  },
  {
    pattern: words('(?:in|next|this) (?:the )?spring|im fruhjahr|im fruhling|au printemps|en primavera'),
    day: (_, today) => comingDay(today, 2, 1),
  },
  { pattern: words('(?:in|next|this) (?:the )?summer|im sommer|cet ete'), day: (_, today) => comingDay(today, 5, 1) },
  {
    pattern: words(
      '(?:after|past) (?:the )?(?:holidays?|holiday season|christmas|xmas|new years?)',
      'nach (?:den |der )?(?:feiertagen?|weihnachten)|apres les fetes|despues de (?:las fiestas|navidad)',
      '(?:the )?new year|(?:im )?neuen? jahr|(?:beginning|start) of the year',
    ),
    day: (_, today) => comingDay(today, 0, 2),
  },
  {
    pattern: words(`(?<!last |since )(${WEEKDAY})s?`),
    day: ([name = ''], today) => comingWeekday(today, weekdayOf(name)),
  },
];

function isoDay(year: number, month: number, day: number): number | undefined {
  return month >= 1 && month <= 12 && day >= 1 ? utcDay(year, month - 1, day) : undefined;
}

/** "after the 15th": of this month, or of the next that has it. */
function comingDate({ year, month, at }: Today, date: number): number | undefined {
  return [0, 1, 2].map((more) => utcDay(year, month + more, date)).find((day) => day !== undefined && day > at);
}

/** In the order they are tried: what an earlier one read, a later one does not read again. */
export const datePhrases: readonly DatePhrase[] = [...numbers, ...months, ...spans, ...sayings];
