import type { Crm, NewTask, Outcome, TaskAssignment, TaskOutcome } from '../crm.ts';
import { Failure } from '../../failure.ts';
import { type Both, inParts, other, SIDES } from './both.ts';
import { type Group, groupsOf, recordsOf } from './groups.ts';
import type { Side } from './naming.ts';
import type { RepTable } from './reps.ts';

type Tasks = Required<Pick<Crm, 'createTasks' | 'findTasks' | 'assignTasks' | 'completeTasks'>>;

/** Tasks of two CRMs: made where reps work, if the person is known there and the rep is, too; a task is then where it was made. */
export function tasksOfBoth(both: Both): Tasks {
  return {
    createTasks: createTasks(both),
    findTasks: findTasks(both),
    assignTasks: assignTasks(both),
    completeTasks: async (taskIds) => {
      const asked = taskIds.map((id) => ({ side: both.naming.sideOf(id), item: both.naming.own(id) }));
      return bySide(both, asked, (crm, items) => crm.completeTasks(items));
    },
  };
}

function createTasks(both: Both): Crm['createTasks'] {
  return async (tasks) => {
    const { naming } = both;
    const groups = await groupsBy(
      both,
      tasks.map(({ leadId }) => leadId),
    );
    const table = tasks.some(({ ownerId }) => ownerId !== undefined) ? await both.reps.table() : undefined;
    const places = tasks.map((task) => placedOr(both, task, groups.get(task.leadId), table));
    const asked = places.flatMap((place) => (place instanceof Failure ? [] : place));
    const made = await bySide<NewTask, TaskOutcome>(both, asked, (crm, items) => crm.createTasks(items));
    const outcomes = made.map((outcome, at) =>
      outcome.ok ? { ...outcome, taskId: naming.named(asked[at]?.side ?? 'first', outcome.taskId) } : outcome,
    );
    return places.map((place) =>
      place instanceof Failure ? { ok: false, failure: place } : (outcomes[asked.indexOf(place)] as TaskOutcome),
    );
  };
}

/** Where it goes: home first, but rather where the rep is than to nobody. Throws while nobody can say who the rep is there. */
function placed(both: Both, task: NewTask, group: Group | undefined, table: RepTable | undefined) {
  const { naming, home } = both;
  const { ownerId, queueId, ...rest } = task;
  const records = group === undefined ? [task.leadId] : recordsOf(group);
  const at = [home, other(home)].flatMap((side) => {
    const record = records.find((id) => naming.sideOf(id) === side);
    return record === undefined ? [] : [{ side, record }];
  });
  let place: { side: Side; record: string; owner?: string } = at[0] ?? { side: home, record: task.leadId };
  for (const { side, record } of at) {
    const owner = ownerId === undefined ? undefined : table?.ownIn(side, ownerId);
    if (owner === undefined) continue;
    place = { side, record, owner };
    break;
  }
  const item = {
    ...rest,
    leadId: naming.own(place.record),
    ...(place.owner !== undefined && { ownerId: place.owner, ...queueIn(both, place.side, queueId) }),
  };
  return { side: place.side, item };
}

/** Reps have queues in HubSpot, which the other CRM knows nothing of. */
function queueIn(both: Both, side: Side, queueId: string | undefined): { queueId?: string } {
  return both[side].kind === 'hubspot' && queueId !== undefined ? { queueId } : {};
}

function placedOr(...wanted: Parameters<typeof placed>): ReturnType<typeof placed> | Failure {
  try {
    return placed(...wanted);
  } catch (error) {
    return Failure.from(error);
  }
}

/** In either CRM; what a task of two is told of is the one at home. */
function findTasks(both: Both): Crm['findTasks'] {
  return async (wanted) => {
    const { naming, home } = both;
    const groups = await groupsBy(
      both,
      wanted.map(({ leadId }) => leadId),
    );
    const asked = wanted.flatMap(({ leadId, marker }) =>
      recordsOf(groups.get(leadId) ?? { seconds: [leadId], links: [] }).map((record) => ({ record, marker })),
    );
    const found = new Map<string, string>();
    for (const side of [other(home), home]) {
      const mine = asked.filter(({ record }) => naming.sideOf(record) === side);
      const answers = await inParts(mine, both[side].batchSize, async (part) => [
        ...(await both[side].findTasks(part.map(({ record, marker }) => ({ leadId: naming.own(record), marker })))),
      ]);
      for (const [marker, id] of answers) found.set(marker, naming.named(side, id));
    }
    return found;
  };
}

function assignTasks(both: Both): Crm['assignTasks'] {
  return async (assignments) => {
    const { naming } = both;
    const table = await both.reps.table();
    const asked = assignments.map(({ queueId, ...assignment }) => {
      const side = naming.sideOf(assignment.taskId);
      const ownerId = table.ownIn(side, assignment.ownerId);
      const queue = queueIn(both, side, queueId);
      return { side, item: { ...assignment, ...queue, taskId: naming.own(assignment.taskId), ownerId } };
    });
    return bySide<(typeof asked)[number]['item'], Outcome>(both, asked, async (crm, items) => {
      const sent = items.filter((item): item is TaskAssignment => item.ownerId !== undefined);
      const outcomes = sent.length === 0 ? [] : await crm.assignTasks(sent);
      const outcomeOf = new Map(sent.map((item, at) => [item as object, outcomes[at]]));
      return items.map((item) => outcomeOf.get(item) ?? { ok: false, failure: strange(crm) });
    });
  };
}

function strange({ kind }: Crm): Failure {
  return Failure.permanent(
    `${kind}: a task cannot go to a rep who is no user there: invite them, or take their leads away`,
  );
}

/** Each CRM is asked for its own; outcomes are in the order given. One that cannot be asked keeps nothing from the other. */
async function bySide<I, O extends Outcome | TaskOutcome>(
  both: Both,
  asked: { side: Side; item: I }[],
  ask: (crm: Crm, items: I[]) => Promise<O[]>,
): Promise<O[]> {
  const outcomes: O[] = [];
  const one = async (side: Side) => {
    const places = asked.flatMap((each, at) => (each.side === side ? [at] : []));
    const items = asked.filter((each) => each.side === side).map(({ item }) => item);
    const answers = await inParts(items, both[side].batchSize, (part) => answered(part, ask(both[side], part)));
    for (const [at, place] of places.entries()) outcomes[place] = answers[at] as O;
  };
  await Promise.all(SIDES.map(one));
  return outcomes;
}

async function answered<O>(part: unknown[], asking: Promise<O[]>): Promise<O[]> {
  return asking.catch((error: unknown) => {
    const failure = Failure.from(error);
    return part.map(() => ({ ok: false, failure }) as O);
  });
}

/** The people behind ids, by each id that was asked for. */
export async function groupsBy(both: Both, ids: string[]): Promise<Map<string, Group>> {
  const groups = groupsOf(ids, await both.links.of(ids), both.naming);
  return new Map(groups.flatMap((group) => recordsOf(group).map((record) => [record, group])));
}
