import type { SeededContact } from '../../../src/sandbox/hubspot/bulk.ts';

const DAY_MS = 86_400_000;
const PAGES = ['/pricing', '/docs/start', '/blog/news', '/about', '/team', '/imprint'];

/** What one contact did, and how much of it means something to the rules a new workspace begins with. */
export const ACTIVITIES = 10;
export const SIGNALS = 7;

/**
 * One contact of many with ten activities of the last month: six pages of which three mean something, a form, two opened
 * e-mails, a click. Each by its own number, so that every run has the same.
 */
export function leadOf(index: number, now: number): SeededContact {
  const ago = (which: number) => now - Math.floor((((index * 7 + which * 13) % 290) / 10 + 0.5) * DAY_MS) - index;
  const iso = (which: number) => new Date(ago(which)).toISOString();
  return {
    values: { email: `lead${index}@big${index}.example`, firstname: `Lead${index}`, company: `Big ${index}` },
    at: now - 60 * DAY_MS,
    past: {
      hs_analytics_last_url: PAGES.map((page, which) => ({ value: `https://acme.example${page}`, at: ago(which) })),
      recent_conversion_event_name: [{ value: 'Resources: Case study download', at: ago(6) }],
      hs_email_last_open_date: [7, 8].map((which) => ({ value: iso(which), at: ago(which) })),
      hs_email_last_click_date: [{ value: iso(9), at: ago(9) }],
    },
  };
}
