import type { Crm } from '../crm.ts';
import { besideQuery } from './leads-rows.ts';
import type { Org, Row } from './org.ts';
import { readings, type Reading } from './person-rows.ts';
import { textIn } from './person-values.ts';
import { touchesIn } from './touches-kinds.ts';

/** A meeting that the lead declined. */
const declined: Reading = {
  object: 'EventRelation',
  fields: ['Id', 'EventId', 'RelationId', 'Status'],
  of: [{ column: 'RelationId', names: 'both' }],
  where: "Status = 'Declined'",
};
const kinds = ['tasks', 'events', 'mails', 'replies'] as const;

/**
 * `Crm.readTouches`, in one call while there are few: completed calls, mails and messages, meetings, e-mails. What the org has not,
 * or hides, is left out. E-mails that Einstein Activity Capture keeps outside of Salesforce are not seen.
 */
export function readTouches(org: Org, now: () => number): Crm['readTouches'] {
  return async (leads) => {
    const ids = leads.map(({ leadId }) => leadId);
    const of = { Lead: ids.filter((id) => id.startsWith('00Q')), Contact: ids.filter((id) => id.startsWith('003')) };
    const us = await org.userId();
    const asked = [...kinds.map((kind) => readings[kind]), declined];
    const soqls = await Promise.all(asked.map((reading) => besideQuery(org, reading, of)));
    const answers = await org.queries(
      { what: 'read touches' },
      soqls.filter((soql) => soql !== undefined),
    );
    let answered = 0;
    const found = soqls.map((soql) => byPerson(soql === undefined ? [] : (answers[answered++] ?? [])));
    const rowsOf = (index: number, leadId: string): Row[] => found[index]?.get(leadId) ?? [];
    return new Map(
      leads.map(({ leadId, since }) => {
        const [tasks, events, mails, replies, off] = [0, 1, 2, 3, 4].map((index) => rowsOf(index, leadId));
        const no = new Set((off ?? []).flatMap((row) => textIn(row, 'EventId') ?? []));
        const rows = { tasks: tasks ?? [], events: events ?? [], mails: mails ?? [], replies: replies ?? [] };
        const touches = touchesIn(rows, { now: now(), us, declined: no });
        return [leadId, touches.filter(({ at }) => at >= since)];
      }),
    );
  };
}

/** Each of these names its person by one of two columns. */
function byPerson(rows: Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const id = textIn(row, 'WhoId') ?? textIn(row, 'RelationId') ?? '';
    found.set(id, [...(found.get(id) ?? []), row]);
  }
  return found;
}
