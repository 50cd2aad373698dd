import { createHash } from 'node:crypto';
import type { Activity } from '../crm.ts';
import { momentOf } from './moment.ts';

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
};

/**
 * What a contact did, from its property history, oldest first. The same history gives the same `sourceId`s however often it is
 * read. A visit is a return: the very first one is left out (`visits` is the contact's count of sessions, when known).
 */
export function activitiesOf(contactId: string, history: History, visits?: number): Activity[] {
  return activityProperties
    .flatMap((property) => {
      const entries = tidy(history[property] ?? []);
      const told = property === 'hs_analytics_last_visit_timestamp' ? returns(entries, visits) : entries;
      return told.map((entry) => activityOf(contactId, property, entry));
    })
    .toSorted((a, b) => a.at - b.at || (a.sourceId < b.sourceId ? -1 : 1));
}

function activityOf(contactId: string, property: ActivityProperty, entry: Tidied): Activity {
  const { kind, name, at } = readings[property];
  const suffix = entry.again ? `:${createHash('sha256').update(entry.value).digest('hex').slice(0, 12)}` : '';
  const sourceId = `hubspot:${contactId}:${property}:${entry.timestamp}${suffix}`;
  return { sourceId, kind, at: at(entry), name: name(entry) };
}

type Tidied = HistoryEntry & { again: boolean };

/** Oldest first, without cleared values and doubles; `again` marks another value of the same millisecond (merged contacts). */
function tidy(entries: HistoryEntry[]): Tidied[] {
  const told = entries.filter((entry) => entry.value.trim() !== '');
  const sorted = told.toSorted((a, b) => a.timestamp - b.timestamp || (a.value < b.value ? -1 : 1));
  const distinct = sorted.filter((entry, index) => {
    const before = sorted[index - 1];
    return before === undefined || before.timestamp !== entry.timestamp || before.value !== entry.value;
  });
  return distinct.map((entry, index) => ({ ...entry, again: distinct[index - 1]?.timestamp === entry.timestamp }));
}

// HubSpot shortens long histories, so the oldest entry is the first visit only if there were no more visits than entries.
function returns(entries: Tidied[], visits: number | undefined): Tidied[] {
  const sessions = entries.filter((entry, index) => {
    const before = entries[index - 1];
    return before === undefined || entry.timestamp - before.timestamp >= sessionMs;
  });
  return visits !== undefined && visits > sessions.length ? sessions : sessions.slice(1);
}

/** The moment a date property names, unless that is unreadable or later than its being set. */
function whenItSays(entry: HistoryEntry): number {
  const said = momentOf(entry.value);
  return Number.isNaN(said) || said > entry.timestamp ? entry.timestamp : said;
}
