import type { Conversion } from '../domain/conversion.ts';
import type { Dashboard, DayCount, Figure } from '../domain/figures/dashboard.ts';
import type { Figures, Responses } from '../domain/figures/figures.ts';
import type { Response } from '../domain/figures/response.ts';
import { NOBODY } from '../domain/figures/rounds.ts';
import { type Verdict, verdictOf } from '../domain/figures/verdict.ts';
import type { FiguresAnswer } from '../pipeline/figuresOfDays.ts';
import { percent, row, span } from './figuresCells.ts';

/** The figures as lines for a person at a terminal. */
export function figuresInWords({
  from,
  to,
  timeZone,
  figures,
  dashboard,
  perDay,
  opportunities,
  names,
}: FiguresAnswer): string[] {
  const { all } = figures;
  return [
    `From ${dayOf(from, timeZone)} to ${dayOf(to, timeZone)} (${timeZone}): ${verdicts[verdictOf(all.signalToContactWorking)]}`,
    '',
    ...fiveFigures(dashboard, perDay),
    '',
    ...measures(all),
    '',
    ...groups(
      'from getting it to contact, by rep',
      figures.byRep,
      (id) => names.get(id) ?? (id === NOBODY ? 'nobody yet' : id),
    ),
    '',
    ...groups('from signal to contact, by tier', figures.byTier, (tier) => `tier ${tier}`),
    '',
    ...groups('from signal to contact, by source', figures.bySource, (source) => source),
    '',
    ...rolling(figures.rolling, timeZone),
    ...conversions(opportunities),
    '',
    '- is a figure that nobody can know yet: nothing to measure, or nothing old enough.',
  ];
}

const verdicts: Record<Verdict, string> = {
  healthy: 'healthy, half of the hot leads are contacted in less than 2 h of working time.',
  slow: 'slow, half of the hot leads wait for 2 h of working time or longer; 6 h would be a routing problem.',
  'a routing problem': 'a routing problem, half of the hot leads wait for more than 6 h of working time.',
  'too early to say':
    'too early to say, more than half of the hot leads are not contacted yet and none has waited for 2 h.',
  'nothing to measure': 'nothing to measure, no lead became hot.',
};

function fiveFigures(dashboard: Dashboard, perDay: readonly DayCount[]): string[] {
  const { hotLeadsPerDay, crossed70PerDay, responseTime, conversion, hotPipeline, lagMs } = dashboard;
  const busiest = perDay.reduce((most, day) => (day.opened > most.opened ? day : most), { day: '', opened: 0 });
  const most = busiest.opened > 0 ? `; most ${busiest.opened} on ${busiest.day}` : '';
  return [
    figureRow(
      'hot leads a day',
      hotLeadsPerDay,
      perDayOf,
      `${perDayOf(crossed70PerDay.value)} a day crossed 70${most}`,
    ),
    figureRow('contacted within 60 min of the alert', responseTime, percent, 'alerts'),
    figureRow('hot leads that became an opportunity', conversion, percent, 'hot leads'),
    figureRow('hot part of the open pipeline', hotPipeline, percent, 'open deals'),
    figureRow('from signal to contact, half within', lagMs, span, 'hot leads', '<'),
  ];
}

function perDayOf(value: Figure['value']): string {
  return value === 'unknown' ? value : value.toFixed(1);
}

function figureRow(name: string, figure: Figure, say: (value: number) => string, what: string, than = '>'): string {
  const { value, target, of } = figure;
  const basedOn = basis(figure, say, target === undefined ? what : `of ${of} ${what}`);
  const aim = target === undefined ? '' : `target ${than} ${say(target)}: ${outcome(figure)}, `;
  return `${row([name, value === 'unknown' ? value : say(value)])}   ${aim}${basedOn}`;
}

function outcome({ met }: Figure): string {
  if (met === undefined) return 'unknown';
  return met ? 'met' : 'missed';
}

function basis(figure: Figure, say: (value: number) => string, what: string): string {
  if (figure.value === 'unknown') return figure.why;
  const { interval } = figure;
  return interval === undefined ? what : `${what}, 95% sure of ${say(interval.low)} to ${say(interval.high)}`;
}

function heading(name: string): string {
  return row([name, 'answered', 'open', 'median', 'p90', '5 min', '15 min', '60 min', '4 h']);
}

function responseRow(name: string, response: Response): string {
  const { count, open, kaplanMeierMedianMs, kaplanMeierP90Ms, longestMs, answeredWithin } = response;
  const longest = longestMs === undefined ? '-' : `> ${span(longestMs)}`;
  const times = [kaplanMeierMedianMs, kaplanMeierP90Ms].map((ms) => (ms === undefined ? longest : span(ms)));
  const shares = Object.values(answeredWithin).map(({ share }) => (share === undefined ? '-' : percent(share)));
  return row([name, `${count}`, `${open}`, ...times, ...shares]);
}

function measures(all: Responses): string[] {
  const { withoutHours } = all;
  return [
    heading('how fast'),
    responseRow('signal to alert', all.signalToAlert),
    responseRow('alert to claim', all.alertToClaim),
    responseRow('alert to first contact', all.alertToContact),
    responseRow('signal to first contact', all.signalToContact),
    responseRow('  in working time', all.signalToContactWorking),
    'Open ones count as still waiting in median and p90 (Kaplan-Meier), and as not answered in the shares.',
    ...(withoutHours > 0
      ? [`Working time: of ${withoutHours} nobody knows it, they count by the clock on the wall.`]
      : []),
  ];
}

function groups(name: string, of: Figures['byRep'], named: (key: string) => string): string[] {
  const rows = [...of].map(([key, { signalToContact }]) => responseRow(named(key), signalToContact));
  return [heading(name), ...rows];
}

function rolling(points: Figures['rolling'], timeZone: string): string[] {
  if (points.length === 0) return [];
  const rows = points.map(({ until, ...response }) => responseRow(dayOf(until, timeZone), response));
  return [heading('from signal to contact, 30 days to'), ...rows, ''];
}

function conversions({ closed, bySignalType }: FiguresAnswer['opportunities']): string[] {
  return [
    row(['opportunities', 'leads', 'became', 'share', '95% from', 'to']),
    conversionRow('all hot leads', closed),
    ...[...bySignalType].map(([type, one]) => conversionRow(`hot by ${type}`, one)),
  ];
}

function conversionRow(name: string, { won, of, share, low, high }: Conversion): string {
  const shares = [share, low, high].map((part) => (part === undefined ? '-' : percent(part)));
  return row([name, `${of}`, `${won}`, ...shares]);
}

/** YYYY-MM-DD, as Sweden writes it. */
function dayOf(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at);
}
