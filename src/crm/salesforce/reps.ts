import type { Crm, CrmRep } from '../crm.ts';
import { dayBegins } from './days-of-zones.ts';
import { fieldsThere } from './describe-fields.ts';
import type { Org, Row } from './org.ts';
import { isTrue, momentIn, textIn } from './person-values.ts';
import { dateTime } from './soql.ts';

const dayMs = 86_400_000;
/** How far ahead absences are read. */
const aheadMs = 14 * dayMs;
/** An event of whole days ends, as Salesforce keeps it, when its last day begins in UTC: up to 36 hours before that day is over. */
const behindMs = 2 * dayMs;

const userFields = ['Id', 'Name', 'Email', 'IsActive', 'TimeZoneSidKey', 'UserType'];

/**
 * `Crm.readReps`: every standard user but our own, in one call. Out of office as the user set it, where the org has that switched on,
 * and by events shown as such, of now and the next 14 days; one of whole days is of the days of the user's own zone. Salesforce has no
 * "away" (but in Omni-Channel) and no working week of a user: its business hours are the support desk's, so `hours` never comes.
 */
export function readReps(org: Org, now: () => number): Crm['readReps'] {
  return async () => {
    const us = await org.userId();
    const [ofUsers, ofAbsences] = await Promise.all([usersQuery(org), absenceQueries(org, now())]);
    const [users = [], ...absences] = await org.queries({ what: 'read users' }, [ofUsers, ...ofAbsences]);
    const rowsOf = Map.groupBy(absences.flat(), (row) => textIn(row, 'UserId') ?? textIn(row, 'OwnerId'));
    const reps = users.filter((user) => textIn(user, 'Id') !== us);
    return reps.map((user) => repOf(user, rowsOf.get(textIn(user, 'Id')) ?? [], now()));
  };
}

async function usersQuery(org: Org): Promise<string> {
  const fields = (await fieldsThere(org, 'User', userFields)) ?? ['Id', 'Name', 'Email', 'IsActive'];
  return `SELECT ${fields.join(', ')} FROM User WHERE UserType = 'Standard' ORDER BY Id`;
}

async function absenceQueries(org: Org, now: number): Promise<string[]> {
  const [from, to] = [dateTime(now - behindMs), dateTime(now + aheadMs)];
  const [set, events] = await Promise.all([
    fieldsThere(org, 'OutOfOffice', ['UserId', 'StartDate', 'EndDate', 'IsEnabled']),
    fieldsThere(org, 'Event', ['OwnerId', 'StartDateTime', 'EndDateTime', 'ShowAs', 'IsAllDayEvent']),
  ]);
  const during = (start: string, end: string) => `${start} <= ${to} AND ${end} >= ${from}`;
  return [
    ...(set?.length === 4
      ? [`SELECT ${set.join(', ')} FROM OutOfOffice WHERE IsEnabled = true AND ${during('StartDate', 'EndDate')}`]
      : []),
    ...(events?.includes('ShowAs')
      ? [
          `SELECT ${events.join(', ')} FROM Event WHERE ShowAs = 'OutOfOffice' AND ${during('StartDateTime', 'EndDateTime')}`,
        ]
      : []),
  ];
}

type Absence = { from: number; to: number };

/** An event of whole days is kept by the midnights, in UTC, of its first and its last day, which are days wherever its owner is. */
function absenceIn(row: Row, timeZone = 'UTC'): Absence | undefined {
  const from = momentIn(row, 'StartDate') ?? momentIn(row, 'StartDateTime');
  const to = momentIn(row, 'EndDate') ?? momentIn(row, 'EndDateTime');
  if (from === undefined || to === undefined) return undefined;
  if (!isTrue(row, 'IsAllDayEvent')) return { from, to };
  return { from: dayBegins(from, timeZone), to: dayBegins(to + dayMs, timeZone) };
}

function absencesIn(rows: Row[], timeZone: string | undefined, now: number): Absence[] {
  return rows
    .flatMap((row) => absenceIn(row, timeZone) ?? [])
    .filter(({ from, to }) => from < to && to > now && from <= now + aheadMs)
    .toSorted((a, b) => a.from - b.from);
}

function repOf(user: Row, absences: Row[], now: number): CrmRep {
  const id = textIn(user, 'Id') ?? '';
  const [email, timeZone] = [textIn(user, 'Email'), zoneOf(textIn(user, 'TimeZoneSidKey'))];
  const outOfOffice = absencesIn(absences, timeZone, now);
  return {
    id,
    name: textIn(user, 'Name') ?? email ?? `user ${id}`,
    active: isTrue(user, 'IsActive'),
    available: true,
    ...(email !== undefined && { email }),
    ...(timeZone !== undefined && { timeZone }),
    ...(outOfOffice.length > 0 && { outOfOffice }),
  };
}

function zoneOf(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
