import type { NewTask } from '../crm/crm.ts';
import { DAY_MS } from '../domain/decay.ts';
import { type Answer, answerTo, needsRoute } from '../domain/decision.ts';
import type { ReaderClock } from '../domain/explain/whenInWords.ts';
import { type Looked, lookAt } from '../domain/look.ts';
import { type Route, route } from '../domain/routing.ts';
import type { NewNotice } from '../store/accounts.ts';
import type { DueLead } from '../store/looks.ts';
import type { KeptRep } from '../store/reps.ts';
import type { NewStep } from '../store/steps.ts';
import type { Rows } from '../store/store.ts';
import type { WantedWrite } from '../store/writes.ts';
import { accountStepsOf } from './accounts.ts';
import { alertStep } from './alerts.ts';
import type { Deciding } from './deciding.ts';
import { readerClock } from './readerClock.ts';
import { type Parts, POOL, type Workspace } from './parts.ts';

export type Decided = { lead: DueLead; looked: Looked; route: Route | undefined; answer: Answer };

/**
 * Looks at every lead, finds somebody for those that need one, and keeps all of it with the steps that follow, in the open
 * transaction. Answers the ids of the new steps.
 */
export async function decide(
  parts: Parts,
  ws: Workspace,
  rows: Rows,
  { leads, deciding, now }: { leads: DueLead[]; deciding: Deciding; now: number },
): Promise<{ decided: Decided[]; steps: string[]; companies: string[] }> {
  const looks = leads.map((lead) => ({ lead, looked: lookAt(lead, deciding.model, ws.watchingSince, now) }));
  const desk = looks.some(({ looked }) => needsRoute(looked)) ? await openDesk(rows, ws) : undefined;
  const decided = looks.map(({ lead, looked }): Decided => {
    const route = needsRoute(looked) ? desk?.route(lead, now) : undefined;
    const outside = { present: desk?.present };
    const clock = route && desk?.clockOf(route);
    const answer = answerTo({
      lead,
      looked,
      now,
      watchingSince: ws.watchingSince,
      newId: parts.newId,
      outside,
      ...(route !== undefined && { route }),
      ...(clock !== undefined && { clock }),
    });
    return { lead, looked, route, answer };
  });
  await desk?.close();
  const steps = await keep(rows, ws, decided, { deciding, reps: desk?.reps ?? [], now });
  const theirs = await accountStepsOf(rows, decided, deciding.model, now);
  await rows.reopen(
    theirs.map(({ key }) => key),
    now,
  );
  const companies = await rows.addSteps(theirs, now);
  return { decided, steps, companies };
}

type Desk = {
  reps: KeptRep[];
  present: string[];
  route(lead: DueLead, now: number): Route;
  /** The clock of who gets it. */
  clockOf(route: Route): ReaderClock;
  close(): Promise<void>;
};

/** Everyone who could get a lead, and the pool's accounts, locked until the transaction ends. */
async function openDesk(rows: Rows, ws: Workspace): Promise<Desk> {
  let pool = await rows.lockPool(POOL);
  const reps = await rows.repsOf(ws.crm.kind);
  const clocks = new Map<string, ReaderClock>();
  const present = new Set(reps.filter((rep) => rep.active && rep.available).map((rep) => rep.id));
  return {
    reps,
    present: [...present],
    route(lead, now) {
      const owner = reps.find((rep) => rep.record === lead.ownerRecord);
      // An owner this CRM no longer lists is still an owner to report as passed over.
      const ownerRep = owner?.id ?? lead.ownerRecord;
      const answer = route({ reps, pool, present, now, ...(ownerRep !== undefined && { ownerRep }) });
      pool = answer.pool;
      return answer;
    },
    clockOf({ assignee }) {
      const zone = reps.find((rep) => rep.id === assignee)?.timeZone ?? ws.timeZone;
      const clock = clocks.get(zone) ?? readerClock(zone);
      clocks.set(zone, clock);
      return clock;
    },
    close: () => rows.savePool(POOL, pool),
  };
}

async function keep(
  rows: Rows,
  ws: Workspace,
  decided: Decided[],
  { deciding, reps, now }: { deciding: Deciding; reps: KeptRep[]; now: number },
): Promise<string[]> {
  const answers = decided.map(({ answer }) => answer);
  await rows.saveLooks(
    answers.map((answer) => answer.lead),
    now,
  );
  await rows.saveDecisions(
    answers.flatMap((answer) => answer.entries),
    deciding,
    now,
  );
  await rows.openEpisodes(answers.flatMap((answer) => answer.opened ?? []));
  await rows.changeEpisodes(answers.flatMap((answer) => answer.changed ?? []));
  await rows.addNotices(decided.flatMap(noticesOf), now);
  await rows.wantWrites(
    decided.flatMap((each) => wantedWrite(each, ws, reps)),
    now,
  );
  return rows.addSteps(
    decided.flatMap((each) => stepsOf(each, reps, now)),
    now,
  );
}

/** Patterns of opens of the last day; older ones were told, or are no news. */
function noticesOf({ lead, looked }: Decided): NewNotice[] {
  return looked.patterns
    .filter(({ at }) => looked.standing.at - at < DAY_MS)
    .map(({ key, kind, at, ...facts }) => ({ key: `opens:${lead.id}:${key}`, kind, lead: lead.id, at, facts }));
}

function wantedWrite({ lead, answer }: Decided, ws: Workspace, reps: KeptRep[]): WantedWrite[] {
  if (answer.fields === undefined) return [];
  const { owner, ...fields } = answer.fields;
  const ownerId = reps.find((rep) => rep.id === owner)?.record;
  const record = `${ws.crm.kind}:${lead.record}`;
  return [{ record, lead: lead.id, fields: { ...fields, ...(ownerId !== undefined && { ownerId }) } }];
}

function stepsOf({ lead, answer }: Decided, reps: KeptRep[], now: number): NewStep[] {
  const { alert, task } = answer;
  const steps = alert === undefined ? [] : [alertStep(alert.episode, `${alert.round}`, 'assignee', now)];
  if (task === undefined) return steps;
  const { assignee, ...rest } = task;
  const rep = reps.find((one) => one.id === assignee);
  const payload: NewTask = {
    ...rest,
    leadId: lead.record,
    ...(rep !== undefined && { ownerId: rep.record }),
    ...(rep?.taskQueue !== undefined && { queueId: rep.taskQueue }),
  };
  return [...steps, { kind: 'task', key: `task:${task.marker}`, subject: lead.id, payload, dueAt: now }];
}

/** Says what a look changed: the score with its reasons, and who got the lead. */
export function tellDecided({ tell }: Parts, { lead, looked, route }: Decided): void {
  const { standing, move } = looked;
  if (!looked.changed && move.kind === 'none') return;
  const who = { lead: lead.id, contact: lead.record };
  const tier = standing.tier === undefined ? 'no tier' : `tier ${standing.tier}`;
  const rules = standing.because.filter((rule) => rule !== `score ${standing.score}`);
  const why = [...rules, ...looked.reasons('ago')].join('; ');
  tell('score', `contact ${lead.record}: ${standing.score}, ${tier}${standing.hot ? ', hot' : ''}: ${why}`, who);
  if (looked.suppressed !== undefined && standing.hot)
    tell('suppressed', `contact ${lead.record}: ${looked.suppressed}`, who);
  if (route !== undefined) tell('owner', `contact ${lead.record}: ${route.because}`, who);
}
