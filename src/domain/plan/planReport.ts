import { DAY_MS } from '../decay.ts';
import { type ReaderClock, utcClock } from '../explain/whenInWords.ts';
import type { Model } from '../model.ts';
import type { Plan } from './plan.ts';
import { changedLeads } from './planReportLeads.ts';
import { dateOf, dayOf, grouped, plural } from './planWords.ts';

/** Longest bar of a day, in characters. */
const BAR = 20;
const MOST_NAMES = 20;

/**
 * A plan as lines for a terminal, for whoever publishes the draft: a headline, alerts per day, the first leads that change,
 * deals won. Times are of the clock that its days were counted by. Signals are called as the catalogue does; types it does not know
 * by their own name.
 */
export function planReport(
  plan: Plan,
  { catalogue }: Pick<Model, 'catalogue'>,
  clock: ReaderClock = utcClock,
): string[] {
  const parts = [[headline(plan), basis(plan, clock)], days(plan), changedLeads(plan, catalogue, clock), deals(plan)];
  return parts.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

function headline({ alerts, period, counts }: Plan): string {
  const days = (period.to - period.from) / DAY_MS;
  const isLong = days >= 7;
  const [now, then] = [alerts.current, alerts.draft].map((all) => (isLong ? aWeek(all, days) : all));
  const per = isLong ? ' a week' : '';
  const verb = now === then ? 'stay' : 'become';
  const alerted = `${plural(now ?? 0, 'alert')}${per} ${verb}${now === 1 ? 's' : ''} ${then}`;
  const becomes =
    counts.becomes === 1 ? '1 lead becomes hot that was not' : `${counts.becomes} leads become hot that were not`;
  return `${alerted}; ${becomes}, ${counts.stops} ${counts.stops === 1 ? 'stops' : 'stop'}.`;
}

/** Few alerts are told to a tenth: 3 that become 2 in a month must not read as 1 and 0. */
function aWeek(alerts: number, days: number): number {
  const each = (alerts * 7) / days;
  return each < 10 ? Math.round(each * 10) / 10 : Math.round(each);
}

function basis({ leads, events, period }: Plan, clock: ReaderClock): string {
  const span = `${dateOf(period.from, clock)} to ${dateOf(period.to, clock)}`;
  return `${plural(events, 'event')} of ${plural(leads, 'lead')} replayed, ${span}. Times are of ${clock.name ?? 'your zone'}.`;
}

function days({ alerts }: Plan): string[] {
  const { current, draft, perDay } = alerts;
  const most = Math.max(1, ...perDay.flatMap((day) => [day.current, day.draft]));
  const width = Math.max(5, grouped(Math.max(current, draft)).length);
  const row = (name: string, now: string, bars: [string, string], then: string) =>
    `${name.padEnd(10)}  ${now.padStart(width)}  ${bars[0].padEnd(BAR)}  ${then.padStart(width)}  ${bars[1]}`.trimEnd();
  const bar = (count: number) => '#'.repeat(Math.ceil((count / most) * BAR));
  return [
    row('alerts', 'now', ['', ''], 'draft'),
    ...perDay.map((day) =>
      row(dayOf(day.day), grouped(day.current), [bar(day.current), bar(day.draft)], grouped(day.draft)),
    ),
    row('in all', grouped(current), ['', ''], grouped(draft)),
  ];
}

function deals({ won, counts }: Plan): string[] {
  const line =
    won.leads === 0
      ? 'No deal was won in this time.'
      : `${plural(won.leads, 'deal')} won: ${grouped(won.current)} alerted before, ${grouped(won.draft)} with the draft.`;
  return [line, ...names('Gained', won.gained, counts.wonGained), ...names('Lost', won.lost, counts.wonLost)];
}

function names(word: string, some: readonly string[], count: number): string[] {
  if (count === 0) return [];
  const shown = some.slice(0, MOST_NAMES);
  const more = count > shown.length ? ` and ${grouped(count - shown.length)} more` : '';
  return [`${word}: ${shown.join(', ')}${more}.`];
}
