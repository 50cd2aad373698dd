import type { Crm, Enrolled } from '../crm.ts';
import { Failure } from '../../failure.ts';
import { relationsReader, touchesReader } from './asked.ts';
import { type Both, other, SIDES } from './both.ts';
import { changesOfBoth } from './changes.ts';
import { episodeForgetter, episodeKeeper } from './episodes.ts';
import { recordsOf } from './groups.ts';
import type { Links } from './links.ts';
import { namingOf, type Side } from './naming.ts';
import { dealsOfBoth, lister } from './pages.ts';
import { peopleReader } from './people.ts';
import { prepareBoth } from './prepare.ts';
import { remembered } from './remembered.ts';
import { repsOfBoth } from './reps.ts';
import type { KnownRep } from './repTable.ts';
import { sourcesOfBoth } from './sources.ts';
import { groupsBy, tasksOfBoth } from './tasks.ts';
import { leadWriter } from './writes.ts';

export type JoinedOptions = {
  /** The CRM the workspace began with: its ids are everybody's. */
  first: Crm;
  second: Crm;
  /** The kind of the CRM in which reps work: tasks are made there, and links lead there. */
  home: Crm['kind'];
  links: Links;
  /** The reps as they were last kept, by the ids everybody knows them by; none where absent. */
  knownReps?: () => Promise<KnownRep[]>;
  now: () => number;
};

/**
 * Two CRMs as one: whoever is in both is one person, by the ids that a sync between them keeps and by e-mail. Ids of the second carry
 * its kind (`salesforce:00Q...`). Reads are of both, and so are writes; see each part for what happens while one is away.
 */
export function joinedCrm(options: JoinedOptions): Crm {
  const { first, second, home, links, knownReps = async () => [], now } = options;
  const naming = namingOf(second.kind);
  const memory = remembered(links);
  const homeSide: Side = home === second.kind ? 'second' : 'first';
  const atHome = (leadId: string) => memory.recordsOf(leadId).find((id) => naming.sideOf(id) === homeSide) ?? leadId;
  const both: Both = {
    first,
    second,
    home: homeSide,
    links: memory.links,
    naming,
    reps: repsOfBoth({ first, second, naming, now, known: knownReps }),
    now,
  };
  const troubles = new Set<string>();
  const together = peopleReader(both, (what) => void troubles.add(what));
  return {
    kind: first.kind,
    batchSize: Math.min(first.batchSize, second.batchSize),
    writesAtOnce: Math.min(first.writesAtOnce ?? first.batchSize, second.writesAtOnce ?? second.batchSize),
    // Most work asks both.
    ...fewestCalls(first, second),
    get pace() {
      return paceOf(first, second);
    },
    changesSince: changesOfBoth(both),
    readLeads: (ids) => together(ids),
    readReps: async () => {
      const { all, failure } = await both.reps.read();
      if (failure !== undefined) troubles.add(failure.message);
      return all;
    },
    writeLeads: leadWriter(both, (side, ownerId) => void troubles.add(stranger(both, side, ownerId))),
    ...tasksOfBoth(both),
    readRelations: relationsReader(both),
    dealsSince: dealsOfBoth(both),
    listLeads: lister(both, together),
    countLeads: async () =>
      (await Promise.all(SIDES.map((side) => both[side].countLeads()))).reduce((a, b) => a + b, 0),
    sources: sourcesOfBoth(both),
    readTouches: touchesReader(both),
    ...((first.enroll !== undefined || second.enroll !== undefined) && { enroll: enrolling(both) }),
    ...((first.completeAction !== undefined || second.completeAction !== undefined) && {
      completeAction: completing(both),
    }),
    ...((first.keepEpisodes !== undefined || second.keepEpisodes !== undefined) && {
      keepEpisodes: episodeKeeper(both),
      forgetEpisodes: episodeForgetter(both),
    }),
    prepare: prepareBoth(both, troubles),
    listing: `${first.kind}+${second.kind}`,
    named: (kind, record) =>
      SIDES.filter((side) => both[side].kind === kind).map((side) => naming.named(side, record))[0],
    place: (leadId) => {
      const record = atHome(leadId);
      return { crm: both[naming.sideOf(record)].kind, record: naming.own(record) };
    },
    recordUrl: (leadId) => {
      const record = atHome(leadId);
      return both[naming.sideOf(record)].recordUrl(naming.own(record));
    },
  };
}

function fewestCalls(...crms: Crm[]): Pick<Crm, 'callsPer10Seconds'> {
  const known = crms.flatMap(({ callsPer10Seconds }) => callsPer10Seconds ?? []);
  return known.length === 0 ? {} : { callsPer10Seconds: Math.min(...known) };
}

/** The quicker of two askings, since each CRM is asked in its own time; the slower of two writings, since both are written. */
function paceOf(first: Crm, second: Crm): NonNullable<Crm['pace']> {
  const paces = [first.pace, second.pace].map(
    (pace): NonNullable<Crm['pace']> => pace ?? { changesMs: 0, scoresMs: 0 },
  );
  return {
    changesMs: Math.min(...paces.map(({ changesMs }) => changesMs)),
    scoresMs: Math.max(...paces.map(({ scoresMs }) => scoresMs)),
    ...(paces.some(({ episodesMs }) => episodesMs !== undefined) && {
      episodesMs: Math.max(...paces.map(({ episodesMs, scoresMs }) => episodesMs ?? scoresMs)),
    }),
    ...(paces.some(({ finishMs }) => finishMs !== undefined) && {
      finishMs: Math.max(...paces.map(({ finishMs = 0 }) => finishMs)),
    }),
  };
}

function stranger(both: Both, side: Side, ownerId: string): string {
  const { kind } = both[side];
  return `${kind}: owner ${ownerId} of ${both[other(side)].kind} is no active user here, so leads keep the owner they have here: invite them with the same e-mail address`;
}

/** Where the person is and there are sequences, home first. */
function enrolling(both: Both): NonNullable<Crm['enroll']> {
  return async ({ leadId, sequence }) => {
    const { naming, home } = both;
    const group = (await groupsBy(both, [leadId])).get(leadId);
    const records = group === undefined ? [leadId] : recordsOf(group);
    let answer: Enrolled = { kind: 'unsupported', because: 'no CRM that has this lead has sequences' };
    for (const side of [home, other(home)]) {
      const record = records.find((id) => naming.sideOf(id) === side);
      if (record === undefined || both[side].enroll === undefined) continue;
      answer = await both[side].enroll({ leadId: naming.own(record), sequence });
      if (answer.kind !== 'unsupported') return answer;
    }
    return answer;
  };
}

/** An id does not say whose it is: who does not wait for it says so. */
function completing(both: Both): NonNullable<Crm['completeAction']> {
  return async (callbackId, outputs) => {
    const able = SIDES.filter((side) => both[side].completeAction !== undefined);
    for (const [at, side] of able.entries()) {
      try {
        return await both[side].completeAction?.(callbackId, outputs);
      } catch (error) {
        if (Failure.from(error).code !== 'not_found' || at === able.length - 1) throw error;
      }
    }
  };
}
