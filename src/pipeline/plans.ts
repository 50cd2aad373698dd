import type { CheckRequest, PlanStarted, PlanView } from '../../hubspot-app/src/app/shared/api.ts';
import { DAY_MS } from '../domain/decay.ts';
import type { Model } from '../domain/model.ts';
import { Failure } from '../failure.ts';
import { modelHash } from '../model/hash.ts';
import { modelFromStored } from '../model/read.ts';
import type { Step } from '../store/steps.ts';
import { draftOf, mustBeBasedOn } from './embedded/drafts.ts';
import { keptPlan, type KeptPlanResult, planWithNames } from './embedded/planWords.ts';
import { visited, type Visitor, workspaceFor } from './embedded/visit.ts';
import { type Parts, wake, type Workspace } from './parts.ts';
import { daysWatched } from './figuresOfDays.ts';
import { planDraft } from './planDraft.ts';
import { readerClock } from './readerClock.ts';
import { done, failed } from './settling.ts';

const DAYS = 30;
/** Settings change, and so do leads: a plan is worth something on the day it was made. */
const KEPT_MS = DAY_MS;
/** A draft that breaks the plan would break it again. */
const MOST_TRIES = 3;

/** Plans of a workspace that wait or are worked on: each takes minutes of a large account's. */
const MOST_OPEN = 3;

/**
 * Begins to work out what the changes would have changed. The same changes to the same version are one plan; of others a user has
 * one at a time.
 */
export async function startPlan(parts: Parts, visitor: Visitor, request: CheckRequest): Promise<PlanStarted> {
  const ws = workspaceFor(parts, visitor);
  const { answer, added } = await parts.store.together(ws.id, async (rows) => {
    const { model, version } = await mustBeBasedOn(ws, rows, request);
    const draft = draftOf(model, request.changes);
    if (!draft.ok) return { answer: { ok: false as const, text: PROBLEMS, problems: draft.problems }, added: [] };
    await rows.forgetPlans(parts.now() - KEPT_MS);
    const id = planIdOf(version, draft.model);
    // Of two at once the other one is counted.
    await rows.lockPublications();
    const full = refusalBeside(await rows.openPlans(), { id, requestedBy: visitor.userId });
    if (full !== undefined) return { answer: refused(full), added: [] };
    const wanted = { id, version, settings: draft.model, requestedBy: visitor.userId };
    return { answer: { ok: true as const, id }, added: await rows.wantPlan(wanted, parts.now()) };
  });
  await wake(parts, ws.id, 'plan', added);
  return answer;
}

/** A plan is of one draft of one version. */
export function planIdOf(version: number, draft: Model): string {
  return `${version}-${modelHash(draft)}`;
}

function refusalBeside(
  open: { id: string; requestedBy: string }[],
  { id, requestedBy }: { id: string; requestedBy: string },
): string | undefined {
  if (open.some((plan) => plan.id === id)) return undefined;
  if (open.some((plan) => plan.requestedBy === requestedBy))
    return 'The plan that you asked for before is still being worked out. Ask again once it is done.';
  if (open.length < MOST_OPEN) return undefined;
  return `${open.length} plans of your colleagues are still being worked out. Ask again once one of them is done.`;
}

function refused(text: string): PlanStarted {
  return { ok: false, text, problems: [] };
}

const PROBLEMS = 'There are problems in the settings: nothing could be planned.';

/** How far a plan is, or what came of it; undefined when there is none, or none any more. */
export async function planView(parts: Parts, visitor: Visitor, id: string): Promise<PlanView | undefined> {
  return visited(parts, visitor, async (visit) => {
    const plan = await visit.rows.planOf(id);
    if (plan === undefined) return undefined;
    if (plan.failed !== undefined) return { state: 'failed', text: plan.failed };
    if (plan.result === undefined) return { state: 'running', text: plan.progress };
    return planWithNames(visit, plan.result as KeptPlanResult);
  });
}

/** PLAN: what drafts would have changed in the last 30 days, one after the other; others have their turn between two leads. */
export async function planClaimed(parts: Parts, ws: Workspace, steps: Step[]): Promise<void> {
  for (const step of steps) {
    const settlement = await planOne(parts, ws, step).then(
      (outcome) => done(step, outcome),
      (error: unknown) => failed(parts, step, Failure.from(error)),
    );
    const isOver = settlement.kind === 'failed' || (settlement.kind === 'later' && step.attempt >= MOST_TRIES);
    await parts.store.together(ws.id, async (rows) => {
      if (isOver) await rows.endPlan(step.subject, { failed: FAILED });
      await rows.settleSteps([isOver ? done(step, { because: 'given up' }) : settlement], parts.now());
    });
    if ('error' in settlement) parts.tell('failed', `plan: ${settlement.error}`, { step: step.id });
  }
}

const FAILED = 'The plan could not be worked out. The log of the server says why; ask for it again.';

async function planOne(parts: Parts, ws: Workspace, step: Step): Promise<object> {
  const wanted = await parts.store.together(ws.id, async (rows) => {
    const plan = await rows.planOf(step.subject);
    return plan && { plan, current: (await ws.deciding(rows)).model };
  });
  if (wanted === undefined || wanted.plan.result !== undefined) return { because: 'nobody waits for it' };
  const draft = modelFromStored(wanted.plan.settings);
  const result = await worked(parts, ws, step, { current: wanted.current, draft });
  await parts.store.together(ws.id, (rows) => rows.endPlan(step.subject, { result }));
  return { leads: result.leads };
}

async function worked(
  parts: Parts,
  ws: Workspace,
  step: Step,
  { current, draft }: { current: Model; draft: Model },
): Promise<KeptPlanResult> {
  const progress = async (leads: number) => {
    if (parts.stopping()) throw Failure.retry('plan: the product is being stopped, it begins anew at the next start');
    const held = { id: step.subject, step: step.id, progress: `${leads.toLocaleString('en')} leads played so far` };
    await parts.store.together(ws.id, (rows) => rows.holdPlan(held, parts.now()));
  };
  const now = parts.now();
  const clock = readerClock(ws.timeZone);
  const plan = await planDraft(parts.store, ws.id, current, draft, { days: DAYS, now, progress, clock });
  const { known, watched } = await parts.store.together(ws.id, async (rows) => ({
    known: await rows.leadsInEpisodes(),
    watched: await daysWatched(rows, { from: now - DAYS * DAY_MS, to: now }),
  }));
  const leads = plan.atOnce.filter((lead) => !known.has(lead)).length;
  const atOnce = { leads, hours: draft.opening.receivedWithinHours };
  return keptPlan(plan, { catalogue: { ...current.catalogue, ...draft.catalogue }, days: watched, atOnce, clock });
}
