import type { Crm, CrmDeal, CrmLead, CrmRep, CrmTouch, EpisodeRecord, LeadWrite, NewTask, Source } from '../crm.ts';
import { Failure } from '../../failure.ts';

/** Everything a small CRM holds, open to whoever plays its users. */
export type MemoryCrm = {
  crm: Crm;
  /** While set every call fails so. */
  away: Failure | undefined;
  reps: CrmRep[];
  tasks: Map<string, NewTask & { done: boolean }>;
  deals: (CrmDeal & { leadIds: string[] })[];
  touches: Map<string, CrmTouch[]>;
  episodes: Map<string, EpisodeRecord>;
  /** Writes that were done, in their order. */
  written: LeadWrite[];
  /** Calls, by the name of what was asked. */
  calls: Map<string, number>;
  /** Lead Score by record. */
  scores: Map<string, number>;
  ids(): string[];
  /** An id that no record has had. */
  freshId(): string;
  lead(id: string): CrmLead | undefined;
  /** A person, or a sync, changes a record, which is made where it is not there. */
  set(id: string, fields: Partial<CrmLead>): void;
  delete(id: string): void;
};

export type MemoryOptions = {
  kind: Crm['kind'];
  now: () => number;
  hotStatus: string;
  reps?: CrmRep[];
  sources?: Source[];
  batchSize?: number;
};

/** A CRM without a vendor, which keeps the promises of `Crm` in memory. */
export function memoryCrm({
  kind,
  now,
  hotStatus,
  reps = [],
  sources = [],
  batchSize = 100,
}: MemoryOptions): MemoryCrm {
  const leads = new Map<string, CrmLead>();
  const log: { id: string; at: number }[] = [];
  let made = 0;
  let ids = 500;
  const self: MemoryCrm = {
    crm: undefined as unknown as Crm,
    away: undefined,
    reps: [...reps],
    tasks: new Map(),
    deals: [],
    touches: new Map(),
    episodes: new Map(),
    written: [],
    calls: new Map(),
    scores: new Map(),
    ids: () => [...leads.keys()],
    freshId: () => (kind === 'hubspot' ? `${(ids += 1)}` : `00Q${(ids += 1)}`),
    lead: (id) => leads.get(id),
    set(id, fields) {
      const next = { activities: [], ...leads.get(id), ...fields, id, modifiedAt: now() };
      leads.set(id, Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined)) as CrmLead);
      log.push({ id, at: now() });
    },
    delete: (id) => void leads.delete(id),
  };
  /** Counts a call, and fails it while the CRM is away. */
  const asked = <T>(what: string, answer: () => T): Promise<T> => {
    self.calls.set(what, (self.calls.get(what) ?? 0) + 1);
    return self.away === undefined ? Promise.resolve(answer()) : Promise.reject(self.away);
  };
  const write = ({ leadId, ownerId, hotStatus: isHot, statusAfter, score }: LeadWrite) => {
    const lead = leads.get(leadId);
    if (lead === undefined) return refused(`record ${leadId} is gone`);
    if (ownerId !== undefined && !self.reps.some(({ id, active }) => id === ownerId && active))
      return refused(`owner ${ownerId} is none`);
    const owner = ownerId !== undefined && ownerId !== lead.ownerId && { ownerId };
    const becomesHot = isHot === true && lead.status !== hotStatus && { status: hotStatus };
    const ends = statusAfter !== undefined && lead.status === hotStatus && { status: statusAfter ?? undefined };
    if (score !== undefined) self.scores.set(leadId, score);
    self.set(leadId, { ...owner, ...becomesHot, ...ends } as Partial<CrmLead>);
    return { ok: true as const };
  };
  const refused = (why: string) => ({ ok: false as const, failure: Failure.permanent(`${kind}: ${why}`) });
  const isSame = (lead: CrmLead, { email, syncIds = [] }: { email?: string; syncIds?: string[] }) =>
    (email !== undefined && lead.email?.toLowerCase() === email.toLowerCase()) ||
    syncIds.some((id) => lead.syncIds?.includes(id));
  self.crm = {
    kind,
    batchSize,
    sources,
    changesSince: (cursor) =>
      asked('changesSince', () => {
        const from = Number(cursor ?? 0);
        const changes = log.slice(from).map(({ id, at }) => ({ key: `${id}@${at}`, leadId: id }));
        return { changes, cursor: String(log.length), more: false };
      }),
    matches: (people) =>
      asked('matches', () =>
        people.map((one) => [...leads.values()].filter((lead) => isSame(lead, one)).map(({ id }) => id)),
      ),
    readLeads: (wanted) =>
      asked('readLeads', () => ({
        people: structuredClone(wanted.flatMap((id) => leads.get(id) ?? [])),
        gone: wanted.filter((id) => !leads.has(id) && !id.includes(':')),
        unreadable: wanted.filter((id) => id.includes(':')),
      })),
    readReps: () => asked('readReps', () => self.reps),
    writeLeads: (writes) =>
      asked('writeLeads', () => {
        self.written.push(...writes);
        return writes.map(write);
      }),
    createTasks: (tasks) =>
      asked('createTasks', () =>
        tasks.map((task) => {
          const taskId = `t${(made += 1)}`;
          self.tasks.set(taskId, { ...task, done: false });
          return { ok: true as const, taskId };
        }),
      ),
    findTasks: (wanted) =>
      asked('findTasks', () => {
        const found = [...self.tasks].filter(([, { leadId, marker }]) =>
          wanted.some((one) => one.leadId === leadId && one.marker === marker),
        );
        return new Map(found.map(([id, { marker }]) => [marker, id]));
      }),
    assignTasks: (assignments) =>
      asked('assignTasks', () =>
        assignments.map(({ taskId, ...change }) => {
          const task = self.tasks.get(taskId);
          if (task === undefined) return refused(`task ${taskId} is gone`);
          self.tasks.set(taskId, { ...task, ...change });
          return { ok: true as const };
        }),
      ),
    completeTasks: (taskIds) =>
      asked('completeTasks', () =>
        taskIds.map((id) => {
          const task = self.tasks.get(id);
          if (task !== undefined) self.tasks.set(id, { ...task, done: true });
          return { ok: true as const };
        }),
      ),
    readRelations: (asking) =>
      asked('readRelations', () => {
        const dealsOf = (leadId: string) => self.deals.filter(({ leadIds }) => leadIds.includes(leadId));
        const told = (leadId: string) => dealsOf(leadId).map(({ leadIds: _leads, ...deal }) => deal);
        return new Map(asking.map(({ leadId }) => [leadId, { deals: told(leadId), companies: [] }]));
      }),
    dealsSince: () => asked('dealsSince', () => ({ deals: self.deals, cursor: 'all', more: false })),
    listLeads: (cursor) =>
      asked('listLeads', () => {
        const all = [...leads.keys()].toSorted();
        const from = Number(cursor ?? 0);
        const people = structuredClone(all.slice(from, from + batchSize).flatMap((id) => leads.get(id) ?? []));
        const next = from + batchSize;
        return { people, unreadable: [], cursor: next < all.length ? String(next) : undefined };
      }),
    countLeads: () => asked('countLeads', () => leads.size),
    readTouches: (asking) =>
      asked('readTouches', () => new Map(asking.map(({ leadId }) => [leadId, self.touches.get(leadId) ?? []]))),
    keepEpisodes: (episodes) =>
      asked('keepEpisodes', () =>
        episodes.map((episode) => {
          self.episodes.set(episode.key, episode);
          return { ok: true as const };
        }),
      ),
    forgetEpisodes: (keys) =>
      asked('forgetEpisodes', () =>
        keys.map((key) => {
          const { leadId: _, ...episode } = self.episodes.get(key) ?? {};
          if (self.episodes.has(key)) self.episodes.set(key, { ...episode, reason: '' } as EpisodeRecord);
          return { ok: true as const };
        }),
      ),
    prepare: () => asked('prepare', () => ({ done: [], problems: [] })),
    recordUrl: (id) => `https://${kind}.example/${id}`,
  };
  return self;
}
