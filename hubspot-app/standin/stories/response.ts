import type { ResponseRow, ResponseView } from '../../src/app/shared/api.ts';

const day = 86_400_000;
const first = Date.UTC(2026, 9, 22);

/** Weekdays bring leads, weekends hardly; a made-up month that repeats nothing exactly. */
const perDay = Array.from({ length: 30 }, (_, nth) => {
  const at = new Date(first + nth * day);
  const isWeekend = [0, 6].includes(at.getUTCDay());
  const hotLeads = isWeekend ? nth % 2 : 4 + ((nth * 7) % 5);
  const answeredInHour = Math.min(hotLeads, Math.round(hotLeads * (0.55 + (nth % 4) * 0.1)));
  return { day: at.toISOString().slice(0, 10), hotLeads, answeredInHour };
});

/** Minutes up to two hours, then hours, as the server says it. */
function waitOf(minutes: number): string {
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} hours`;
}

function row(
  name: string,
  hotLeads: number,
  answered: number,
  median: number | undefined,
  inHour: number,
): ResponseRow {
  const words = median === undefined ? 'not yet' : waitOf(median);
  const known = median === undefined ? {} : { medianMinutes: median };
  return {
    name,
    hotLeads,
    answered,
    open: hotLeads - answered,
    ...known,
    median: words,
    p90: median === undefined ? 'not yet' : waitOf(median * 4),
    inHour,
  };
}

function wait(name: string, value: string, counts: string): ResponseView['figures'][number] {
  return { name, value, state: 'neutral', help: `Half within this: ${counts}` };
}

/** A month of a team that answers most leads in time, and one rep who does not. */
export const response: ResponseView = {
  from: '2026-10-22',
  to: '2026-11-20',
  figures: [
    {
      name: 'Leads becoming hot, a day',
      value: '4.6',
      state: 'neutral',
      help: 'A lead that cools and becomes hot again counts twice. 3.1 leads a day crossed 70 points.',
    },
    {
      name: 'Contacted within an hour',
      value: '71%',
      target: 'more than 50%',
      state: 'good',
      help: 'Of the alerts, from the alert on. Of 138: 95% sure of 63% to 78%.',
    },
    {
      name: 'Became an opportunity',
      value: '38%',
      target: 'more than 35%',
      state: 'good',
      help: 'Of the leads, each counted once, that were hot and had no deal before. Of 121: 95% sure of 30% to 47%.',
    },
    {
      name: 'Hot part of the open pipeline',
      value: '34%',
      target: 'more than 40%',
      state: 'bad',
      help: 'By amount, of the deals that are open now.',
    },
    {
      name: 'From signal to contact',
      value: '27 min',
      target: 'less than 30 min',
      state: 'good',
      help: 'Half of the answers that were due came within this.',
    },
    wait(
      'Signal to alert',
      'under 1 min',
      '138 told to a rep, 0 not told yet. The slowest tenth took under 1 min or longer.',
    ),
    wait(
      'Alert to claim',
      '9 min',
      '126 claimed or contacted, 12 not claimed. The slowest tenth took 58 min or longer.',
    ),
    wait('Alert to first contact', '26 min', '124 answered, 14 still wait. The slowest tenth took 3 hours or longer.'),
    wait('Signal to first contact', '27 min', '124 answered, 14 still wait. The slowest tenth took 3 hours or longer.'),
  ],
  perDay,
  within: [
    { label: '5 min', share: 0.22, low: 0.16, high: 0.29 },
    { label: '15 min', share: 0.41, low: 0.33, high: 0.49 },
    { label: '1 hour', share: 0.71, low: 0.63, high: 0.78 },
    { label: '4 hours', share: 0.86, low: 0.79, high: 0.91 },
  ],
  withinOf: 134,
  byRep: [
    row('Ann Lee', 52, 50, 19, 44),
    row('Bob Ray', 47, 44, 31, 34),
    { ...row('Cy Dunn', 36, 30, 48, 20), byOthers: 2 },
    row('Eve Holt', 3, 0, undefined, 0),
  ],
  byTier: [row('Tier 1', 61, 58, 17, 50), row('Tier 2', 77, 66, 38, 48)],
  bySource: [row('HubSpot', 126, 114, 26, 91), row('billing', 12, 10, 33, 7)],
  conversion: [
    { words: 'all hot leads', leads: 138, won: 31, share: 0.22, low: 0.16, high: 0.3 },
    { words: 'asked for a demo', leads: 64, won: 21, share: 0.33, low: 0.23, high: 0.45 },
    { words: 'pricing page', leads: 118, won: 26, share: 0.22, low: 0.16, high: 0.3 },
    { words: 'attended a webinar', leads: 40, won: 4, share: 0.1, low: 0.04, high: 0.23 },
  ],
};
