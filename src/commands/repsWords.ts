import { comingInWords, dateInWords, type ReaderClock } from '../domain/explain/whenInWords.ts';
import { readerClock } from '../pipeline/readerClock.ts';
import type { PoolNow, RepNow, RepsAnswer } from '../pipeline/repsStanding.ts';

/** Who is there, one a line, and how fair the pools are; times on the reader's clock. */
export function repsInWords({ now, timeZone, reps, pools }: RepsAnswer): string[] {
  const clock = readerClock(timeZone);
  const shown = reps.filter(({ active, load }) => active || load.openHot > 0);
  const full = shown.filter(({ isFull }) => isFull).length;
  const there = shown.filter(({ availability }) => availability.present).length + full;
  return [
    `${dateInWords(now, clock)}: ${there} of ${reps.filter(({ active }) => active).length} are there${full === 0 ? '' : `, ${full} of them full`}`,
    '',
    ...table([heading, ...shown.map((rep) => rowOf(rep, now, clock))]),
    ...later(reps, clock),
    ...pools.flatMap((pool) => poolInWords(pool, reps)),
    ...others(reps),
  ];
}

const heading = ['name', 'e-mail', 'there', 'since', 'until', 'back', 'open hot', 'today', 'because'];

function rowOf(rep: RepNow, now: number, clock: ReaderClock): string[] {
  const { availability, since, backAt, load, caps } = rep;
  const when = (at: number | undefined) => (at === undefined ? '-' : whenInWords(at, now, clock));
  return [
    rep.name,
    rep.email ?? '-',
    thereInWord(rep),
    when(since),
    when(availability.until),
    when(backAt),
    ofMost(load.openHot, caps.openHot),
    ofMost(load.today, caps.perDay),
    availability.because,
  ];
}

function thereInWord({ active, availability, isFull }: RepNow): string {
  if (!active) return 'left';
  return availability.present ? 'yes' : isFull ? 'full' : 'no';
}

/** How one person stands, in sentences; with their own clock where it is another. */
export function repInWords(rep: RepNow, now: number, timeZone: string): string[] {
  const { availability, isFull, backAt, load } = rep;
  const { present } = availability;
  const when = (at: number) => onClocks(at, timeZone, rep.zone);
  const until = availability.until === undefined ? '' : ` until ${when(availability.until)}`;
  const isBackLater = backAt !== undefined && backAt !== availability.until;
  return [
    `${rep.name} is ${present ? 'there' : isFull ? 'there, but full' : 'not there'}${until}: ${availability.because}`,
    ...(isBackLater ? [`back ${when(backAt)}`] : []),
    ...(present || isFull || backAt !== undefined ? [] : ['nobody knows when they are back']),
    ...(present || isFull || load.openHot === 0
      ? []
      : [`open hot leads that stay with ${rep.name} until they are handed on: ${load.openHot}`]),
    ...rep.later.map((word) => laterInWords(word, when)),
  ];
}

/** "22 Nov 16:00 Berlin (22 Nov 10:00 New York)". */
function onClocks(at: number, reader: string, rep: string): string {
  const [mine, theirs] = [readerClock(reader), readerClock(rep)];
  const said = dateInWords(at, mine);
  return mine.offsetMsAt(at) === theirs.offsetMsAt(at) ? said : `${said} (${dateInWords(at, theirs)})`;
}

function later(reps: readonly RepNow[], clock: ReaderClock): string[] {
  const when = (at: number) => dateInWords(at, clock);
  const lines = reps.flatMap((rep) => rep.later.map((word) => `${rep.name}: ${laterInWords(word, when)}`));
  return lines.length === 0 ? [] : ['', 'to come', ...lines];
}

const kinds = { away: 'away', present: 'there', time_off: 'time off' };

function laterInWords({ kind, from, until, because }: RepNow['later'][number], when: (at: number) => string): string {
  const end = until === undefined ? '' : ` to ${when(until)}`;
  return `${kinds[kind]} from ${when(from)}${end}${because === undefined ? '' : `: ${because}`}`;
}

function poolInWords({ name, mode, certificate }: PoolNow, reps: readonly RepNow[]): string[] {
  if (mode === 'claim') return ['', `pool ${name}: whoever claims a lead first has it`];
  const { members, worst, bound } = certificate;
  if (members.length === 0) return ['', `pool ${name}: nobody is in it`];
  const rows = members.map((member) => [
    reps.find(({ id }) => id === member.rep)?.name ?? member.rep,
    member.due.toFixed(2),
    `${member.had}`,
    signed(member.deviation),
    (member.worst ?? 0).toFixed(2),
  ]);
  const limit = bound === undefined ? '' : `, at most ${bound.toFixed(2)} while the same people are there`;
  return [
    '',
    ...table([[`pool ${name}`, 'due', 'had', 'due - had', 'worst ever'], ...rows]),
    `furthest from the exact share now: ${worst.toFixed(2)} leads${limit}`,
  ];
}

function others(reps: readonly RepNow[]): string[] {
  const unmapped = reps.filter(({ active, email }) => active && email === undefined);
  const left = reps.filter(({ active }) => !active);
  return [
    ...(unmapped.length === 0
      ? []
      : ['', `without an e-mail in the CRM, so that no chat finds them and no setting names them: ${named(unmapped)}`]),
    ...(left.length === 0 ? [] : ['', `have left: ${named(left)}`]),
  ];
}

function named(reps: readonly RepNow[]): string {
  return reps.map(({ name, email, record }) => `${name} (${email ?? `owner ${record}`})`).join(', ');
}

function whenInWords(at: number, now: number, clock: ReaderClock): string {
  const [date, today] = [at, now].map((each) => dateInWords(each, clock).split(' ', 2).join(' '));
  if (at > now || date === today) return comingInWords(at, now, clock);
  return dateInWords(at, { offsetMsAt: (each) => clock.offsetMsAt(each) });
}

function ofMost(count: number, most: number | undefined): string {
  return most === undefined ? `${count}` : `${count} of ${most}`;
}

function signed(leads: number): string {
  // Less than half a hundredth is a rounding error.
  return Math.abs(leads) < 0.005 ? '0.00' : `${leads > 0 ? '+' : ''}${leads.toFixed(2)}`;
}

/** Columns as wide as their widest cell; numbers on the right. */
function table(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  const isNumber = widths.map((_, column) =>
    rows.slice(1).every((cells) => /^[-+]?[\d.]+( of \d+)?$/.test(cells[column] ?? '')),
  );
  return rows.map((cells) =>
    cells
      .map((cell, column) => (isNumber[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
