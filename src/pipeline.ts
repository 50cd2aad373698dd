import type { Alert, Channel, Place } from './channels/channel.ts';
import type { Change, Crm, CrmLead, CrmRep, LeadWrite, NewTask, TaskOutcome } from './crm/crm.ts';
import { type Answer, answerTo, needsRoute } from './domain/decision.ts';
import { historyMs, type Looked, lookAt } from './domain/look.ts';
import { type Mapping, signalFrom } from './domain/mapping.ts';
import type { Model } from './domain/model.ts';
import { type Route, route } from './domain/routing.ts';
import { afterFailure, Failure } from './failure.ts';
import type { AlertSubject } from './store/deliveries.ts';
import type { Due } from './store/due.ts';
import type { ReportedLead } from './store/leads.ts';
import type { DueLead } from './store/looks.ts';
import type { KeptRep, ReportedRep } from './store/reps.ts';
import type { NewStep, Settlement, Step, StepKind } from './store/steps.ts';
import type { Rows, Store } from './store/store.ts';
import type { WantedWrite } from './store/writes.ts';

/** One customer's installation, ready to work. */
export type Workspace = {
  id: string;
  crm: Crm;
  channel: Channel | undefined;
  /** Where alerts go that no single rep gets. */
  sharedPlace: Place;
  model: Model;
  modelHash: string;
  mapping: Mapping;
  /** When the workspace began: heat from before it is history. */
  watchingSince: number;
  /** The zone of readers whose own is unknown. */
  timeZone: string;
  /** The CRM's task queue of a rep, by lower-case e-mail, where one is configured. */
  taskQueues: Record<string, string>;
};

export type Parts = {
  store: Store;
  workspaces: ReadonlyMap<string, Workspace>;
  /** Wakes a worker for due rows; losing it only delays. */
  hint(work: Due): Promise<void>;
  now(): number;
  chance(): number;
  newId(): string;
  /** One line a step, for people and for machines. `details` never holds a person's data. */
  tell(step: string, text: string, details?: Record<string, unknown>): void;
};

export type JobKind = StepKind | 'score' | 'write';

const POOL = 'default';
const BATCH = 100;
const PULL_EVERY_MS = 30_000;
const REPS_EVERY_MS = 300_000;
/** HubSpot's and Slack's answers that got lost are looked for after this, and once more after CERTAIN_MS. */
const LOOK_AGAIN_MS = 2_000;
const CERTAIN_MS = 60_000;

/**
 * The life of a hot lead, top to bottom. Every step reads rows, asks the domain, and writes the answer and the next steps in one
 * transaction; calls to the outside stand between two transactions, with a row written before the call.
 */
export function pipeline(parts: Parts) {
  const { store, now, tell } = parts;

  /** RECEIVE, pushed: keeps what a webhook says has changed, before it is acknowledged. Answers how many were new. */
  async function receive(workspace: string, changes: Change[]): Promise<number> {
    const added = await store.together(workspace, (rows) => rows.addSteps(changes.map(readStep(now())), now()));
    await wake(workspace, 'read', added);
    return added.length;
  }

  /** RECEIVE, pulled: the next page of changes; cursor and rows move together. */
  async function pull(ws: Workspace): Promise<number> {
    return eachStep(ws, 'pull', async (step) => {
      const cursor = await store.together(ws.id, (rows) => rows.readCursor(step.subject));
      const page = await ws.crm.changesSince(cursor, ws.watchingSince);
      const added = await store.together(ws.id, async (rows) => {
        await rows.saveCursor(step.subject, page.cursor, now());
        await rows.settleSteps([again(step, page.more ? 0 : PULL_EVERY_MS)], now());
        return rows.addSteps(page.changes.map(readStep(now())), now());
      });
      await wake(ws.id, 'read', added);
    });
  }

  /** Who can own leads, and who of them is there. */
  async function refreshReps(ws: Workspace): Promise<number> {
    return eachStep(ws, 'reps', async (step) => {
      const reps = (await ws.crm.readReps()).map(withQueue(ws));
      await store.together(ws.id, async (rows) => {
        await rows.keepReps(ws.crm.kind, reps, POOL, now());
        await rows.settleSteps([again(step, REPS_EVERY_MS)], now());
      });
    });
  }

  /** Reads changed people, many in one call, and keeps each new activity that means something as a signal. */
  async function read(ws: Workspace): Promise<number> {
    const steps = await claim(ws, 'read', ws.crm.batchSize, false);
    if (steps.length === 0) return 0;
    try {
      const ids = [...new Set(steps.map((step) => step.subject))];
      const { people, gone } = await ws.crm.readLeads(ids);
      const { reported, ignored } = withSignals(people, ws.mapping);
      const kept = await store.together(ws.id, async (rows) => {
        const fresh = await rows.keepLeads(ws.crm.kind, reported, now());
        await rows.countRejections(ignored, now());
        await rows.settleSteps(steps.map((step) => done(step, gone.includes(step.subject) ? { gone: true } : {})), now());
        return fresh;
      });
      for (const { lead, type, asset } of kept) tell('signal', `${type}${asset === undefined ? '' : ` (${asset})`}`, { lead });
      await wake(ws.id, 'score', kept.map((signal) => `${signal.lead}-${now()}`).slice(0, 1));
    } catch (error) {
      await settleFailed(ws, steps, error);
    }
    return steps.length;
  }

  /** SCORE, OPEN and ROUTE: everything about the leads whose look is due, decided and kept at once. */
  async function score(ws: Workspace): Promise<number> {
    const at = now();
    const decided = await store.together(ws.id, async (rows) => {
      const leads = await rows.lockDueLeads({ crm: ws.crm.kind, now: at, since: at - historyMs(ws.model), limit: BATCH });
      const looks = leads.map((lead) => ({ lead, looked: lookAt(lead, ws.model, ws.watchingSince, at) }));
      const desk = looks.some(({ looked }) => needsRoute(looked)) ? await openDesk(rows, ws) : undefined;
      const answers = looks.map((look) => {
        const route = needsRoute(look.looked) ? desk?.route(look.lead, at) : undefined;
        return { ...look, route, answer: answerTo({ ...look, now: at, newId: parts.newId, ...(route && { route }) }) };
      });
      await desk?.close();
      const steps = await keepAnswers(rows, ws, answers, desk?.reps ?? [], at);
      return { answers, steps };
    });
    for (const each of decided.answers) tellScore(each);
    await Promise.all([
      wake(ws.id, 'alert', decided.steps),
      wake(ws.id, 'task', decided.steps),
      wake(ws.id, 'write', decided.answers.flatMap(({ answer }) => (answer.fields ? [`${answer.lead.id}-${at}`] : []))),
    ]);
    return decided.answers.length;
  }

  /** DELIVER to the CRM: owner, Lead Status and score of many records in one call, newest value only. */
  async function write(ws: Workspace): Promise<number> {
    const claimed = await store.together(ws.id, (rows) => rows.claimWrites(now(), ws.crm.batchSize));
    if (claimed.length === 0) return 0;
    const outcomes = await ws.crm
      .writeLeads(claimed.map((each) => ({ ...(each.fields as Omit<LeadWrite, 'leadId'>), leadId: recordId(each.record) })))
      .catch((error: unknown) => claimed.map(() => ({ ok: false as const, failure: Failure.from(error) })));
    const settlements = claimed.map((each, index) => {
      const outcome = outcomes[index];
      if (outcome?.ok) return { record: each.record, kind: 'done' as const };
      const failure = Failure.from(outcome?.failure);
      return { record: each.record, error: failure.message, ...next(failure, each.attempt) };
    });
    await store.together(ws.id, (rows) => rows.settleWrites(settlements, now()));
    for (const [index, each] of claimed.entries()) tellWrite(each, settlements[index]);
    return claimed.length;
  }

  /** DELIVER the task: made once. After a lost answer the CRM is asked before anything is made again. */
  async function createTasks(ws: Workspace): Promise<number> {
    const steps = await claim(ws, 'task', ws.crm.batchSize, true);
    if (steps.length === 0) return 0;
    const wanted = await tasksOf(ws, steps);
    const settlements = [
      ...(await makeTasks(ws, wanted.filter(({ step }) => step.calledAt === undefined))),
      ...(await findOrMakeTasks(ws, wanted.filter(({ step }) => step.calledAt !== undefined))),
    ];
    await store.together(ws.id, (rows) => rows.settleSteps(settlements, now()));
    return steps.length;
  }

  /** DELIVER the alert: posted once; after a lost answer once more, saying that it may be a second copy. */
  async function postAlerts(ws: Workspace): Promise<number> {
    const steps = await claim(ws, 'alert', BATCH, true);
    if (steps.length === 0) return 0;
    const subjects = await subjectsOf(ws, steps);
    await Promise.all(
      steps.map(async (step) => {
        const subject = subjects.get(alertOf(step).episode);
        if (subject === undefined) return settleFailed(ws, [step], Failure.permanent('alert: its episode is gone'));
        return postAlert(ws, step, subject).catch((error: unknown) => failAlert(ws, step, Failure.from(error)));
      }),
    );
    return steps.length;
  }

  // How the chapters above do it, in the same order.

  async function eachStep(ws: Workspace, kind: StepKind, work: (step: Step) => Promise<void>): Promise<number> {
    const steps = await claim(ws, kind, 1, false);
    for (const step of steps) await work(step).catch((error: unknown) => settleFailed(ws, [step], error));
    return 0;
  }

  async function claim(ws: Workspace, kind: StepKind, limit: number, calls: boolean): Promise<Step[]> {
    return store.together(ws.id, (rows) => rows.claimSteps({ kind, now: now(), limit, calls }));
  }

  async function wake(workspace: string, kind: JobKind, ids: string[]): Promise<void> {
    const [id] = ids;
    if (id !== undefined) await parts.hint({ workspace, kind, id });
  }

  async function settleFailed(ws: Workspace, steps: Step[], error: unknown): Promise<void> {
    const failure = Failure.from(error);
    const settlements = steps.map((step) => failed(step, failure));
    await store.together(ws.id, (rows) => rows.settleSteps(settlements, now()));
    for (const step of steps) tell('failed', `${step.kind}: ${failure.message}`, { step: step.id, kind: failure.kind });
  }

  function next(failure: Failure, attempt: number) {
    return afterFailure(failure, attempt, now(), parts.chance());
  }

  function failed(step: Step, failure: Failure, keepCall = failure.outcomeUnknown): Settlement {
    const then = next(failure, step.attempt);
    const { id } = step;
    const error = failure.message;
    return then.kind === 'failed' ? { id, error, ...then } : { id, error, keepCall, ...then };
  }

  function again(step: Step, afterMs: number): Settlement {
    return { id: step.id, kind: 'later', at: now() + afterMs, countAttempt: false, keepCall: false };
  }

  type WantedTask = { step: Step; task: NewTask };

  async function tasksOf(ws: Workspace, steps: Step[]): Promise<WantedTask[]> {
    return steps.map((step) => ({ step, task: step.payload as NewTask }));
  }

  async function makeTasks(ws: Workspace, wanted: WantedTask[]): Promise<Settlement[]> {
    if (wanted.length === 0) return [];
    const outcomes = await ws.crm
      .createTasks(wanted.map(({ task }) => task))
      .catch((error: unknown): TaskOutcome[] => wanted.map(() => ({ ok: false, failure: Failure.from(error) })));
    return wanted.map(({ step, task }, index) => {
      const outcome = outcomes[index];
      if (outcome?.ok) return taskDone(step, task, outcome.taskId);
      const failure = Failure.from(outcome?.failure);
      tell('failed', `task: ${failure.message}`, { step: step.id, kind: failure.kind });
      if (!failure.outcomeUnknown) return failed(step, failure);
      return { id: step.id, kind: 'later', at: now() + LOOK_AGAIN_MS, error: failure.message, countAttempt: true, keepCall: true };
    });
  }

  async function findOrMakeTasks(ws: Workspace, wanted: WantedTask[]): Promise<Settlement[]> {
    if (wanted.length === 0) return [];
    let found: Map<string, string>;
    try {
      found = await ws.crm.findTasks(wanted.map(({ task }) => task));
    } catch (error) {
      return wanted.map(({ step }) => failed(step, Failure.from(error), true));
    }
    const known = wanted.flatMap(({ step, task }) => {
      const taskId = found.get(task.marker);
      return taskId === undefined ? [] : [taskDone(step, task, taskId)];
    });
    const missing = wanted.filter(({ task }) => !found.has(task.marker));
    const uncertain = missing.filter(({ step }) => now() < (step.calledAt ?? 0) + CERTAIN_MS);
    const lost = missing.filter((each) => !uncertain.includes(each));
    if (lost.length > 0) {
      await store.together(ws.id, (rows) => rows.markCalled(lost.map(({ step }) => step.id), now()));
    }
    const waits = uncertain.map(({ step: { id, calledAt = 0 } }): Settlement => {
      return { id, kind: 'later', at: calledAt + CERTAIN_MS, countAttempt: false, keepCall: true };
    });
    return [...known, ...waits, ...(await makeTasks(ws, lost))];
  }

  function taskDone(step: Step, task: NewTask, taskId: string): Settlement {
    tell('task', `"${task.subject}" is task ${taskId} of contact ${task.leadId}, due ${clock(task.dueAt)}`, { step: step.id, taskId });
    return done(step, { taskId });
  }

  async function subjectsOf(ws: Workspace, steps: Step[]): Promise<Map<string, AlertSubject>> {
    const episodes = [...new Set(steps.map((step) => alertOf(step).episode))];
    const subjects = await store.together(ws.id, (rows) => rows.alertSubjects(episodes, ws.crm.kind));
    return new Map(subjects.map((subject) => [subject.episode, subject]));
  }

  async function postAlert(ws: Workspace, step: Step, subject: AlertSubject): Promise<void> {
    if (ws.channel === undefined) throw Failure.permanent('alert: no channel is connected; set SLACK_BOT_TOKEN');
    const unsure = step.calledAt !== undefined;
    if (unsure && step.repeats > 0) throw Failure.permanent('alert: two posts in a row got no answer');
    if (unsure) await store.together(ws.id, (rows) => rows.markCalled([step.id], now()));
    const repeated = unsure || step.repeats > 0;
    const place = await placeOf(ws, ws.channel, step, subject);
    const posted = await ws.channel.post(alertFor(ws, subject, repeated, now()), place);
    const delivery = { episode: subject.episode, step: step.id, channel: ws.channel.kind, repeated, ...posted };
    await store.together(ws.id, async (rows) => {
      await rows.saveDeliveries([delivery], now());
      await rows.settleSteps([done(step, posted)], now());
    });
    const seconds = ((now() - subject.triggerAt) / 1000).toFixed(1);
    tell('alert', `${ws.channel.kind} ${posted.place}: contact ${subject.record}, ${seconds} s after the signal`, {
      episode: subject.episode,
      repeated,
    });
  }

  async function placeOf(ws: Workspace, channel: Channel, step: Step, subject: AlertSubject): Promise<Place> {
    if (alertOf(step).to === 'shared' || subject.assigneeEmail === undefined) return ws.sharedPlace;
    const id = await channel.findPerson(subject.assigneeEmail);
    return id === undefined ? ws.sharedPlace : { kind: 'person', id };
  }

  /** A rep who cannot be reached must not mean that nobody is told: the shared place is next. */
  async function failAlert(ws: Workspace, step: Step, failure: Failure): Promise<void> {
    const settlement = failed(step, failure);
    const { episode, to } = alertOf(step);
    const fallback = settlement.kind === 'failed' && to === 'assignee';
    const added = await store.together(ws.id, async (rows) => {
      await rows.settleSteps([settlement], now());
      return fallback ? rows.addSteps([alertStep(episode, `${step.id}-shared`, 'shared', now())], now()) : [];
    });
    tell('failed', `alert: ${failure.message}`, { step: step.id, kind: failure.kind });
    await wake(ws.id, 'alert', added);
  }

  function tellScore({ lead, looked, route }: Decided): void {
    const { standing, move } = looked;
    if (!looked.changed && move.kind === 'none') return;
    const who = { lead: lead.id, contact: lead.record };
    const tier = standing.tier === undefined ? 'no tier' : `tier ${standing.tier}`;
    const why = [...standing.because, ...looked.reasons].join('; ');
    tell('score', `contact ${lead.record}: ${standing.score}, ${tier}${standing.hot ? ', hot' : ''}: ${why}`, who);
    if (looked.suppressed !== undefined && standing.hot) tell('suppressed', `contact ${lead.record}: ${looked.suppressed}`, who);
    if (route !== undefined) tell('owner', `contact ${lead.record}: ${route.because}`, who);
  }

  function tellWrite(each: { record: string; fields: Record<string, unknown> }, settlement: { kind: string; error?: string } | undefined): void {
    if (settlement?.kind !== 'done') return tell('failed', `write to ${each.record}: ${settlement?.error}`, { record: each.record });
    const { ownerId, hotStatus, score: points, tier } = each.fields as Omit<LeadWrite, 'leadId'>;
    const parts = [
      points !== undefined && `score ${points}, ${tier}`,
      ownerId !== undefined && `owner ${ownerId}`,
      hotStatus === true && 'Lead Status "Hot Lead - Immediate Action Required"',
    ].filter(Boolean);
    tell('written', `${each.record}: ${parts.join(', ')}`, { record: each.record });
  }

  const chapters: Record<JobKind, (ws: Workspace) => Promise<number>> = {
    pull,
    reps: refreshReps,
    read,
    score,
    write,
    task: createTasks,
    alert: postAlerts,
  };

  /** Does everything of one kind that is due in a workspace. Safe to call at any time, from any number of processes. */
  async function run(workspace: string, kind: JobKind): Promise<void> {
    const ws = parts.workspaces.get(workspace);
    if (ws === undefined) return;
    const most = kind === 'score' || kind === 'alert' ? BATCH : ws.crm.batchSize;
    while ((await chapters[kind](ws)) >= most);
  }

  return { receive, run };
}

type Decided = { lead: DueLead; looked: Looked; route: Route | undefined; answer: Answer };
type Desk = { reps: KeptRep[]; route(lead: DueLead, now: number): Route; close(): Promise<void> };

/** Everyone who could get a lead, and the pool's accounts, locked until the transaction ends. */
async function openDesk(rows: Rows, ws: Workspace): Promise<Desk> {
  const reps = await rows.repsOf(ws.crm.kind);
  let pool = await rows.lockPool(POOL);
  const present = new Set(reps.filter((rep) => rep.active && rep.available).map((rep) => rep.id));
  return {
    reps,
    route(lead, now) {
      const owner = reps.find((rep) => rep.record === lead.ownerRecord);
      // An owner this CRM no longer lists is still an owner to report as passed over.
      const ownerRep = owner?.id ?? lead.ownerRecord;
      const answer = route({ reps, pool, present, now, ...(ownerRep !== undefined && { ownerRep }) });
      pool = answer.pool;
      return answer;
    },
    close: () => rows.savePool(POOL, pool),
  };
}

/** Writes answers, and as rows the steps that follow from them. Answers the ids of the new steps. */
async function keepAnswers(rows: Rows, ws: Workspace, decided: Decided[], reps: KeptRep[], now: number): Promise<string[]> {
  const answers = decided.map(({ answer }) => answer);
  await rows.saveLooks(answers.map((answer) => answer.lead), now);
  await rows.saveDecisions(answers.flatMap((answer) => answer.entries), { version: ws.model.version, hash: ws.modelHash }, now);
  await rows.openEpisodes(answers.flatMap((answer) => answer.opened ?? []));
  await rows.changeEpisodes(answers.flatMap((answer) => answer.changed ?? []));
  await rows.wantWrites(decided.flatMap((each) => wantedWrite(each, ws, reps)), now);
  return rows.addSteps(decided.flatMap((each) => stepsOf(each, reps, now)), now);
}

function wantedWrite({ lead, answer }: Decided, ws: Workspace, reps: KeptRep[]): WantedWrite[] {
  if (answer.fields === undefined) return [];
  const { owner, ...fields } = answer.fields;
  const ownerId = reps.find((rep) => rep.id === owner)?.record;
  return [{ record: `${ws.crm.kind}:${lead.record}`, lead: lead.id, fields: { ...fields, ...(ownerId !== undefined && { ownerId }) } }];
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

type AlertPayload = { episode: string; to: 'assignee' | 'shared' };

function alertStep(episode: string, which: string, to: AlertPayload['to'], now: number): NewStep {
  const payload: AlertPayload = { episode, to };
  return { kind: 'alert', key: `alert:${episode}:${which}`, subject: episode, payload, dueAt: now };
}

function alertOf(step: Step): AlertPayload {
  return step.payload as AlertPayload;
}

function alertFor(ws: Workspace, subject: AlertSubject, mayBeRepeated: boolean, now: number): Alert {
  const { episode, record, firstName, lastName, assigneeZone, assigneeEmail: _, routingNote, triggerAt: __, ...rest } = subject;
  const { company, jobTitle, phone, email, ...said } = rest;
  const name = [firstName, lastName].filter(Boolean).join(' ') || email || `contact ${record}`;
  return {
    ...said,
    episode,
    lead: {
      name,
      recordUrl: ws.crm.recordUrl(record),
      crm: ws.crm.kind,
      ...(company !== undefined && { company }),
      ...(jobTitle !== undefined && { jobTitle }),
      ...(phone !== undefined && { phone }),
      ...(email !== undefined && { email }),
    },
    routingNote,
    timeZone: assigneeZone ?? ws.timeZone,
    mayBeRepeated,
    now,
  };
}

function readStep(dueAt: number): (change: Change) => NewStep {
  return (change) => ({ kind: 'read', key: `read:${change.key}`, subject: change.leadId, dueAt });
}

function done(step: Step, outcome: unknown): Settlement {
  return { id: step.id, kind: 'done', outcome };
}

function withQueue(ws: Workspace): (rep: CrmRep) => ReportedRep {
  return ({ id, ...rep }) => {
    const taskQueue = ws.taskQueues[rep.email?.toLowerCase() ?? ''];
    return { ...rep, record: id, ...(taskQueue !== undefined && { taskQueue }) };
  };
}

function withSignals(people: CrmLead[], mapping: Mapping): { reported: ReportedLead[]; ignored: Record<string, number> } {
  const ignored: Record<string, number> = {};
  const reported = people.map(({ id, activities, ...person }) => {
    const signals = activities.flatMap((activity) => {
      const result = signalFrom(activity, mapping);
      if (result.kind === 'signal') return [result.signal];
      ignored[result.reason] = (ignored[result.reason] ?? 0) + 1;
      return [];
    });
    return { ...person, record: id, signals };
  });
  return { reported, ignored };
}

/** `hubspot:101` without the vendor. */
function recordId(record: string): string {
  return record.slice(record.indexOf(':') + 1);
}

function clock(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
