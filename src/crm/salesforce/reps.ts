import type { Crm, CrmRep } from '../crm.ts';
import { fieldsThere } from './describe-fields.ts';
import type { Org, Row } from './org.ts';
import { isTrue, momentIn, textIn } from './person-values.ts';
import { dateTime } from './soql.ts';

const dayMs = 86_400_000;
/** How far ahead absences are read. */
const aheadMs = 14 * dayMs;

const userFields = ['Id', 'Name', 'Email', 'IsActive', 'TimeZoneSidKey', 'UserType'];

/**
 * `Crm.readReps`: every standard user but our own, in one call. Out of office as the user set it, where the org has that switched on,
 * and by events shown as such, of now and the next 14 days. Salesforce has no "away" (but in Omni-Channel) and no working week of a
 * user: its business hours are the support desk's, so `hours` never comes.
 */
export function readReps(org: Org, now: () => number): Crm['readReps'] {
  return async () => {
    const us = await org.userId();
    const [ofUsers, ofAbsences] = await Promise.all([usersQuery(org), absenceQueries(org, now())]);
    const [users = [], ...absences] = await org.queries({ what: 'read users' }, [ofUsers, ...ofAbsences]);
    const away = absencesByUser(absences.flat());
    return users.filter((user) => textIn(user, 'Id') !== us).map((user) => repOf(user, away));
  };
}

async function usersQuery(org: Org): Promise<string> {
  const fields = (await fieldsThere(org, 'User', userFields)) ?? ['Id', 'Name', 'Email', 'IsActive'];
  return `SELECT ${fields.join(', ')} FROM User WHERE UserType = 'Standard' ORDER BY Id`;
}

async function absenceQueries(org: Org, now: number): Promise<string[]> {
  const [from, to] = [dateTime(now), dateTime(now + aheadMs)];
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

function absencesByUser(rows: Row[]): Map<string, Absence[]> {
  const byUser = new Map<string, Absence[]>();
  for (const row of rows) {
    const user = textIn(row, 'UserId') ?? textIn(row, 'OwnerId') ?? '';
    const from = momentIn(row, 'StartDate') ?? momentIn(row, 'StartDateTime');
    const end = momentIn(row, 'EndDate') ?? momentIn(row, 'EndDateTime');
    // The last day of an all-day event counts whole, and is kept by its midnight.
    const to = end !== undefined && isTrue(row, 'IsAllDayEvent') ? end + dayMs : end;
    if (from !== undefined && to !== undefined && from < to)
      byUser.set(user, [...(byUser.get(user) ?? []), { from, to }]);
  }
  return byUser;
}

function repOf(user: Row, away: Map<string, Absence[]>): CrmRep {
  const id = textIn(user, 'Id') ?? '';
  const [email, timeZone] = [textIn(user, 'Email'), zoneOf(textIn(user, 'TimeZoneSidKey'))];
  const outOfOffice = away.get(id)?.toSorted((a, b) => a.from - b.from);
  return {
    id,
    name: textIn(user, 'Name') ?? email ?? `user ${id}`,
    active: isTrue(user, 'IsActive'),
    available: true,
    ...(email !== undefined && { email }),
    ...(timeZone !== undefined && { timeZone }),
    ...(outOfOffice !== undefined && { outOfOffice }),
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
