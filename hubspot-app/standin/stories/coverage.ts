import type { CoverageView } from '../../src/app/shared/api.ts';

/** So many people from the one hour to the other, nobody else. */
function hours(...shifts: [from: number, to: number, people: number][]): number[] {
  return Array.from({ length: 24 }, (_, hour) =>
    shifts.reduce((sum, [from, to, people]) => sum + (hour >= from && hour < to ? people : 0), 0),
  );
}

const weekday = hours([8, 17, 2], [14, 22, 1]);

/** A team in two zones, one of them on holiday, and a weekend that nobody covers. */
export const coverage: CoverageView = {
  people: [
    { name: 'Ann Lee', present: true, because: 'in working hours until today 17:00', openLeads: 2, most: 5 },
    { name: 'Bob Ray', present: true, because: 'in working hours until today 17:00', openLeads: 5, most: 5 },
    { name: 'Cy Dunn', present: false, because: 'on holiday (Buß- und Bettag), back Mon 09:00', openLeads: 1, most: 5 },
    {
      name: 'Eve Holt',
      present: false,
      because: 'outside working hours, back today 14:00',
      openLeads: 0,
      problem: 'Slack knows nobody with their e-mail address',
    },
  ],
  week: [
    { day: '2026-11-20', hours: weekday },
    { day: '2026-11-21', hours: hours() },
    { day: '2026-11-22', hours: hours() },
    { day: '2026-11-23', hours: hours([8, 17, 2], [9, 17, 1], [14, 22, 1]) },
    { day: '2026-11-24', hours: hours([8, 17, 3], [14, 22, 1]) },
    { day: '2026-11-25', hours: hours([8, 17, 3], [14, 22, 1]) },
    { day: '2026-11-26', hours: hours([8, 17, 3]) },
  ],
  timeZone: 'Europe/Berlin',
  gaps: [
    'Fri 20 Nov 22:00 to Mon 23 Nov 8:00',
    'Mon 23 Nov 22:00 to Tue 24 Nov 8:00',
    'Tue 24 Nov 22:00 to Wed 25 Nov 8:00',
    'Wed 25 Nov 22:00 to Thu 26 Nov 8:00',
    'Thu 26 Nov 17:00 to Fri 27 Nov 8:00',
  ],
  checks: [
    { level: 'error', text: 'no alert reaches Eve Holt: give eve@example.com a way to be told' },
    {
      level: 'warning',
      text: 'nobody of pool enterprise is there in 20 of the next 168 hours: Fri 20 Nov 22:00 to Sat 21 Nov 18:00',
    },
  ],
  pools: [
    {
      name: 'default',
      mode: 'assign',
      members: [
        { name: 'Ann Lee', due: 12.4, had: 12 },
        { name: 'Bob Ray', due: 12.4, had: 13 },
        { name: 'Cy Dunn', due: 6.2, had: 6 },
      ],
    },
    {
      name: 'enterprise',
      mode: 'claim',
      members: [
        { name: 'Ann Lee', due: 0, had: 4 },
        { name: 'Eve Holt', due: 0, had: 2 },
      ],
    },
  ],
};
