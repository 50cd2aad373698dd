import { createHash } from 'node:crypto';
import type { Activity } from '../crm.ts';
import { momentOf } from './moment.ts';
import { storable } from './storable.ts';

/** One value a property had, as HubSpot's history gives it. `timestamp` is when it was set, epoch milliseconds. */
export type HistoryEntry = { value: string; timestamp: number };
export type History = Record<string, HistoryEntry[] | undefined>;

/** The properties whose history tells of activity. */
export const activityProperties = [
  'hs_analytics_last_url',
  'recent_conversion_event_name',
  'hs_email_last_click_date',
  'hs_email_last_open_date',
  'engagements_last_meeting_booked',
  'hs_analytics_last_visit_timestamp',
  'hs_sales_email_last_replied',
] as const;
type ActivityProperty = (typeof activityProperties)[number];

/** A web session ends after half an hour without a page view. */
const sessionMs = 30 * 60_000;

type Reading = { kind: Activity['kind']; name: (entry: HistoryEntry) => string; at: (entry: HistoryEntry) => number };

const whenSet = (entry: HistoryEntry) => entry.timestamp;
const readings: Record<ActivityProperty, Reading> = {
  hs_analytics_last_url: { kind: 'page_view', name: (entry) => entry.value, at: whenSet },
  recent_conversion_event_name: { kind: 'form_submission', name: (entry) => entry.value, at: whenSet },
  hs_email_last_click_date: { kind: 'email_click', name: () => 'marketing email', at: whenItSays },
  hs_email_last_open_date: { kind: 'email_open', name: () => 'marketing email', at: whenItSays },
  // Its value is the date of the meeting, often ahead: the booking is when it was set.
  engagements_last_meeting_booked: { kind: 'meeting_booked', name: () => 'meeting', at: whenSet },
  hs_analytics_last_visit_timestamp: { kind: 'visit', name: () => 'website', at: whenItSays },
  // That there was a reply, without its words: where the e-mails themselves may not be read.
  hs_sales_email_last_replied: { kind: 'email_reply', name: () => 'sales e-mail', at: whenItSays },
};

/**
 * What a contact did, from its property history, oldest first. The same entry gives the same `sourceId` however often it is read,
 * and under whichever contact: a merge moves it to a new one. A visit is a return: the very first one is left out (`visits` is the contact's count of sessions, when known).
 */
export function activitiesOf(history: History, visits?: number): Activity[] {
  return activityProperties
    .flatMap((property) => {
      const entries = tidy(history[property] ?? []);
      const told = property === 'hs_analytics_last_visit_timestamp' ? returns(entries, visits) : entries;
      return told.map((entry) => activityOf(property, entry));
    })
    .toSorted((a, b) => a.at - b.at || (a.sourceId < b.sourceId ? -1 : 1));
}

function activityOf(property: ActivityProperty, entry: HistoryEntry): Activity {
  const { kind, name, at } = readings[property];
  // Always with the value: whether another one has the same millisecond changes with a merge.
  const value = createHash('sha256').update(entry.value).digest('hex').slice(0, 12);
  return { sourceId: `${property}:${entry.timestamp}:${value}`, kind, at: at(entry), name: name(entry) };
}

/** Oldest first, storable, without cleared values and doubles (both of two merged contacts may have the same entry). */
function tidy(entries: HistoryEntry[]): HistoryEntry[] {
  const told = entries
    .map(({ value, timestamp }) => ({ value: storable(value), timestamp }))
    .filter((entry) => entry.value.trim() !== '');
  const sorted = told.toSorted((a, b) => a.timestamp - b.timestamp || (a.value < b.value ? -1 : 1));
  return sorted.filter((entry, index) => {
    const before = sorted[index - 1];
    return before === undefined || before.timestamp !== entry.timestamp || before.value !== entry.value;
  });
}

// HubSpot shortens long histories, so the oldest entry is the first visit only if there were no more visits than entries.
function returns(entries: HistoryEntry[], visits: number | undefined): HistoryEntry[] {
  const sessions = entries.filter((entry, index) => {
    const before = entries[index - 1];
    return before === undefined || entry.timestamp - before.timestamp >= sessionMs;
  });
  return visits !== undefined && visits > sessions.length ? sessions : sessions.slice(1);
}

/** The moment a date property names, unless that is unreadable or later than its being set. */
function whenItSays(entry: HistoryEntry): number {
  const said = momentOf(entry.value);
  return Number.isNaN(said) || said < 0 || said > entry.timestamp ? entry.timestamp : said;
}
