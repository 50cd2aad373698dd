import { newAccess } from './access.ts';
import { addDataPrivacy } from './data-privacy.ts';
import type { Change, Ground } from './ground.ts';
import { nthId } from './ids.ts';
import { newMeter, type Limits } from './limits.ts';
import { refuseForbidden, type Rules } from './org-rules.ts';
import { newRecords } from './records.ts';
import { refused } from './refusal.ts';
import { newSchema } from './schema.ts';
import { newSessions } from './sessions.ts';
import { refuseUnshared, type Sharing } from './sharing.ts';
import { found } from './soql.ts';
import { activityObjects } from './standard-activities.ts';
import { outOfOffice, peopleObjects } from './standard-people.ts';
import { salesObjects } from './standard-sales.ts';
import { valueObjects } from './standard-values.ts';
import { newValueSets, usualSets } from './value-sets.ts';
import { type Desk } from './desk.ts';
import { create, remove, undelete, update, upsert } from './writes.ts';

export type OrgOptions = {
  now: () => number;
  /** 15 or 18 characters, `00D…`. */
  orgId?: string;
  limits?: Partial<Limits>;
  /** As Organization.OrganizationType says it: `Enterprise Edition`. */
  edition?: string;
  /** Chatter's Out of Office is switched on. */
  outOfOffice?: boolean;
  /** Data Protection and Privacy is switched on. */
  dataPrivacy?: boolean;
  /** The default access that is enforced, by object; left out, everybody may change everything. */
  sharing?: Sharing;
};

/** What somebody set in the org's Setup; live, changed by hands. */
type Behaviour = {
  /** Whose new and changed leads become by the active assignment rule. */
  assignee: string | undefined;
  /** Who changes what people and rules change, unless somebody is named; and whose records are that nobody was given. */
  itself: { actor?: string; owner?: string };
  blocksDuplicates: boolean;
  /** Rows somebody else is writing, and how many writes still find them so. */
  locked: Map<string, number>;
  rules: Rules;
  /** Where the org answers; set when its server listens. */
  url: string;
};

export type Org = { ground: Ground; desk: Desk; behaviour: Behaviour };

/** An org with its standard objects and the usual values, and nobody in it. */
export function newOrg(options: OrgOptions): Org {
  const { now } = options;
  const orgId = options.orgId ?? nthId('00D', 1);
  const records = newRecords();
  const access = newAccess((userId) => setsOf(userId));
  const schema = newSchema(access);
  for (const object of [...peopleObjects, ...salesObjects, ...valueObjects, ...activityObjects])
    schema.addObject(object);
  if (options.outOfOffice) schema.addObject(outOfOffice);
  if (options.dataPrivacy) addDataPrivacy(schema);
  const valueSets = newValueSets(schema, records, now);
  for (const name of valueSets.names) valueSets.set(name, usualSets[name]);
  const behaviour: Behaviour = {
    assignee: undefined,
    itself: {},
    rules: { byObject: new Map(), readOnly: new Set() },
    blocksDuplicates: false,
    locked: new Map(),
    url: '',
  };
  const news = newNews();
  const desk: Desk = {
    schema,
    records,
    valueSets,
    access,
    now,
    announce: (change) => news.announce({ ...change, by: { ...change.by, userId: actorIn(change, behaviour) } }),
    refuseLocked: (id) => refuseLocked(behaviour, id),
    refuseForbidden: (object, row, by) => refuseForbidden(behaviour.rules, object, row, by),
    refuseUnshared: (object, before, row, by) =>
      refuseUnshared(options.sharing ?? {}, access, { object, before, row, by }),
    assignee: () => behaviour.assignee,
    itself: () => behaviour.itself,
    blocksDuplicates: () => behaviour.blocksDuplicates,
  };

  function setsOf(userId: string): string[] {
    const rows = records.having(schema.object('PermissionSetAssignment'), 'AssigneeId', userId);
    return rows.filter((row) => row['IsDeleted'] !== true).map((row) => String(row['PermissionSetId']));
  }

  function transaction() {
    const [rows, told] = [records.checkpoint(), news.checkpoint()];
    return {
      keep() {
        rows.keep();
        told.keep();
      },
      back() {
        rows.back();
        told.back();
      },
    };
  }

  const ground: Ground = {
    now,
    orgId,
    instanceUrl: () => behaviour.url,
    schema,
    records,
    sessions: newSessions(orgId),
    access,
    meter: newMeter({ daily: 100_000, concurrentLong: 25, ...options.limits }, now),
    valueSets,
    query: (soql, { as, deleted }) =>
      found({ schema, records, now, ...(as !== '' && { userId: as }) }, soql, deleted ?? false),
    create: (object, values, by) => create(desk, object, values, by),
    update: (object, id, values, by) => update(desk, object, id, values, by),
    upsert: (object, field, key, values, by) => upsert(desk, object, field, key, values, by),
    remove: (object, id, by) => remove(desk, object, id, by),
    undelete: (object, id, by) => undelete(desk, object, id, by),
    transaction,
    atomically(write) {
      const undo = transaction();
      try {
        const result = write();
        undo.keep();
        return result;
      } catch (error) {
        undo.back();
        throw error;
      }
    },
    onChange: (listener) => news.listen(listener),
  };
  return { ground, desk, behaviour };
}

/** Whom the row itself names, when it was not a user of the API. */
function actorIn({ by, row }: Change, { itself }: Behaviour): string {
  return by.userId || String(row['LastModifiedById'] ?? itself.actor ?? '');
}

function refuseLocked({ locked }: Behaviour, id: string): void {
  const left = locked.get(id) ?? 0;
  if (left === 0) return;
  locked.set(id, left - 1);
  throw refused('UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record');
}

/** Changes are told once they are kept for good: those of a transaction at its end, or never. */
function newNews() {
  const listeners = new Set<(change: Change) => void>();
  let held: Change[] | undefined;
  const tell = (change: Change): void => {
    for (const listener of listeners) listener(change);
  };
  return {
    announce: (change: Change): void => void (held ? held.push(change) : tell(change)),
    checkpoint(): { keep: () => void; back: () => void } {
      const outermost = held === undefined;
      const kept = (held ??= []);
      const mark = kept.length;
      return {
        keep() {
          if (!outermost) return;
          held = undefined;
          for (const change of kept) tell(change);
        },
        back() {
          kept.splice(mark);
          if (outermost) held = undefined;
        },
      };
    },
    listen(listener: (change: Change) => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
