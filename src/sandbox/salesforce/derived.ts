import type { Records, Row, Value } from './records.ts';
import type { Schema } from './schema.ts';
import { dayOf, msOf, stamp } from './times.ts';
import type { ValueSets } from './value-sets.ts';

/** What rows say of each other. */
export type Known = { schema: Schema; records: Records; valueSets: ValueSets; now: () => number };

type Derive = (known: Known, row: Row, before: Row | undefined) => Record<string, Value>;

/** Fields that Salesforce works out itself when a row is written; what they do not name stays as it is. */
export function derived(known: Known, object: string, row: Row, before: Row | undefined): Record<string, Value> {
  return rules[object]?.(known, row, before) ?? {};
}

const fullName: Derive = (_, { FirstName = null, LastName = null }) => ({
  Name: [FirstName, LastName].filter((part) => part !== null).join(' '),
});

const task: Derive = ({ records, schema, valueSets, now }, row, before) => {
  const closed = valueSets.find('TaskStatus', row['Status'])?.closed ?? false;
  const closing = closed && before?.['IsClosed'] !== true;
  const completed = row['CompletedDateTime'] ?? null;
  return {
    IsClosed: closed,
    IsHighPriority: valueSets.find('TaskPriority', row['Priority'])?.highPriority ?? false,
    CompletedDateTime: closed
      ? closing && completed === (before?.['CompletedDateTime'] ?? null)
        ? stamp(now())
        : completed
      : null,
    AccountId: accountOf({ records, schema }, row),
  };
};

const event: Derive = ({ records, schema }, row, before) => {
  const { start, end, minutes } = row['IsAllDayEvent'] === true ? wholeDays(row, before) : times(row);
  return {
    DurationInMinutes: minutes,
    StartDateTime: start,
    ActivityDateTime: start,
    EndDateTime: end,
    ActivityDate: typeof start === 'string' ? start.slice(0, 10) : (row['ActivityDate'] ?? null),
    AccountId: accountOf({ records, schema }, row),
  };
};

type Times = { start: Value; end: Value; minutes: Value };

function times(row: Row): Times {
  const start = row['StartDateTime'] ?? row['ActivityDateTime'] ?? null;
  const minutes = row['DurationInMinutes'] ?? null;
  const given = row['EndDateTime'] ?? null;
  const end =
    given ?? (typeof start === 'string' && typeof minutes === 'number' ? stamp(msOf(start) + minutes * 60_000) : null);
  return { start, end, minutes };
}

const dayMinutes = 1_440;

/**
 * An event of whole days: its times are the midnights in UTC of its first and its last day, whatever zone anybody is in, and each
 * day counts 1,440 minutes, so that one of a single day ends when it starts. From the vendor's page on Event (midnight, default of
 * one day) and own knowledge (the last day's midnight).
 */
function wholeDays(row: Row, before: Row | undefined): Times {
  const first = dayIn(row['StartDateTime'] ?? row['ActivityDateTime'] ?? row['ActivityDate']);
  if (first === undefined) return { start: null, end: null, minutes: null };
  const minutes = row['DurationInMinutes'];
  const isGiven = typeof minutes === 'number' && minutes !== before?.['DurationInMinutes'];
  const last = isGiven ? first + (minutes - dayMinutes) * 60_000 : (dayIn(row['EndDateTime']) ?? first);
  return { start: stamp(first), end: stamp(last), minutes: (last - first) / 60_000 + dayMinutes };
}

function dayIn(value: Value | undefined): number | undefined {
  return typeof value === 'string' ? Date.parse(`${value.slice(0, 10)}T00:00:00Z`) : undefined;
}

function accountOf({ records, schema }: Pick<Known, 'records' | 'schema'>, { WhoId, WhatId }: Row): Value {
  if (typeof WhatId === 'string' && WhatId.startsWith('001')) return WhatId;
  const of = (name: string, id: Value | undefined): Value =>
    typeof id === 'string' ? (records.get(schema.object(name), id)?.['AccountId'] ?? null) : null;
  if (typeof WhatId === 'string' && WhatId.startsWith('006')) return of('Opportunity', WhatId);
  return typeof WhoId === 'string' && WhoId.startsWith('003') ? of('Contact', WhoId) : null;
}

const opportunity: Derive = ({ valueSets, now }, row, before) => {
  const stage = valueSets.find('OpportunityStage', row['StageName']);
  const moved = before?.['StageName'] !== row['StageName'];
  const given = row['Probability'] !== (before?.['Probability'] ?? null);
  return {
    IsClosed: stage?.closed ?? false,
    IsWon: stage?.won ?? false,
    ...(moved && !given && { Probability: stage?.probability ?? 0 }),
    ...(moved && before && { LastStageChangeDate: stamp(now()) }),
  };
};

const respondedStatuses = new Set(['responded', 'registered', 'attended']);

const campaignMember: Derive = ({ now }, row, before) => {
  const contact = row['ContactId'] ?? null;
  const responded = respondedStatuses.has(String(row['Status'] ?? '').toLowerCase());
  const first = row['FirstRespondedDate'] ?? before?.['FirstRespondedDate'] ?? null;
  return {
    LeadOrContactId: contact ?? row['LeadId'] ?? null,
    Type: contact === null ? 'Lead' : 'Contact',
    HasResponded: responded,
    FirstRespondedDate: responded ? (first ?? dayOf(now())) : null,
  };
};

const emailRelation: Derive = ({ schema }, { RelationId }) => ({
  RelationObjectType: typeof RelationId === 'string' ? (schema.ofId(RelationId)?.name ?? null) : null,
});

const rules: Record<string, Derive> = {
  Lead: fullName,
  Contact: (known, row, before) => ({
    ...fullName(known, row, before),
    IsEmailBounced: (row['EmailBouncedDate'] ?? null) !== null,
  }),
  User: fullName,
  Task: task,
  Event: event,
  Opportunity: opportunity,
  CampaignMember: campaignMember,
  EmailMessageRelation: emailRelation,
};
