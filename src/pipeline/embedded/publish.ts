import type { PublishAnswer, PublishRequest } from '../../../hubspot-app/src/app/shared/api.ts';
import { grouped } from '../../domain/plan/planWords.ts';
import { modelHash } from '../../model/hash.ts';
import { type Parts, wake } from '../parts.ts';
import type { Rows } from '../../store/store.ts';
import { planIdOf } from '../plans.ts';
import { draftOf, mustBeBasedOn } from './drafts.ts';
import type { KeptPlanResult } from './planWords.ts';
import { visited, type Visitor } from './visit.ts';

/**
 * Publishes the settings with the changes: they decide from the commit on, or nothing of them does. What these very changes
 * would do must have been planned. The same key of the same visitor publishes once, and has the same answer. Throws a permanent
 * Failure `conflict` where others were faster.
 */
export async function publish(parts: Parts, visitor: Visitor, request: PublishRequest): Promise<PublishAnswer> {
  const key = `publish:${visitor.userId}:${request.key}`;
  const answer = await visited(parts, visitor, async ({ ws, rows, person, now }) => {
    // Only what was published is kept with its key: a refusal changes nothing, and may be asked for again.
    const before = (await rows.takePress(key, now)) as PublishAnswer | undefined;
    if (before !== undefined) return before;
    await rows.lockPublications();
    const { model, version: basedOn } = await mustBeBasedOn(ws, rows, request);
    const draft = draftOf(model, request.changes);
    if (!draft.ok) throw new NotPublished(problemsInWords(draft.problems.length), draft.problems);
    const { atOnce } = await mustBePlanned(rows, planIdOf(basedOn, draft.model));
    const note = `published in HubSpot by ${person.name}`;
    const { version, published } = await rows.publishAndLook(
      { hash: modelHash(draft.model), settings: draft.model, note },
      now,
    );
    const done = { ok: true as const, version, text: textOf(version, published, atOnce) };
    await rows.answerPress(key, done);
    return done;
  }).catch((error: unknown) => refusalIn(error));
  if (!answer.ok) return answer;
  parts.tell('published', `settings: version ${answer.version}, from a page in the CRM`, { version: answer.version });
  await wake(parts, visitor.workspace, 'relook', [`relook-${answer.version}`]);
  return answer;
}

/** Publishing may alert reps at once, so nobody publishes what they could not have seen the effect of. */
async function mustBePlanned(rows: Rows, id: string): Promise<KeptPlanResult> {
  const plan = await rows.planOf(id);
  if (plan?.result !== undefined) return plan.result as KeptPlanResult;
  if (plan === undefined)
    throw new NotPublished('These very changes have no plan of the last day: press Plan, and look at it.');
  throw new NotPublished(
    plan.failed === undefined
      ? 'The plan of these changes is still being made: wait for it, and look at it.'
      : 'The plan of these changes failed: press Plan again, and look at it.',
  );
}

function textOf(version: number, published: boolean, { leads }: KeptPlanResult['atOnce']): string {
  if (!published) return `Nothing to publish: version ${version} has these settings already.`;
  const given = leads === 1 ? '1 lead is given to a rep now' : `${grouped(leads)} leads are given to reps now`;
  const atOnce = leads === 0 ? '' : ` By the plan, ${given}.`;
  return `Version ${version} decides from now on. Every lead that it may change is looked at again.${atOnce}`;
}

/** Takes the whole transaction back, the key too. */
class NotPublished extends Error {
  readonly problems: { path: string; text: string }[];
  constructor(because: string, problems: { path: string; text: string }[] = []) {
    super(because);
    this.problems = problems;
  }
}

function problemsInWords(count: number): string {
  return count === 1 ? 'There is a problem in the settings.' : `There are ${count} problems in the settings.`;
}

function refusalIn(error: unknown): PublishAnswer {
  if (!(error instanceof NotPublished)) throw error;
  return { ok: false, text: `${error.message} Nothing was published.`, problems: error.problems };
}
