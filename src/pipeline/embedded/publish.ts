import type { PublishAnswer, PublishRequest } from '../../../hubspot-app/src/app/shared/api.ts';
import { modelHash } from '../../model/hash.ts';
import { type Parts, wake } from '../parts.ts';
import { draftOf, mustBeBasedOn } from './drafts.ts';
import { visited, type Visitor } from './visit.ts';

/**
 * Publishes the settings with the changes: they decide from the commit on, or nothing of them does. The same key of the same
 * visitor publishes once, and has the same answer. Throws a permanent Failure `conflict` where others were faster.
 */
export async function publish(parts: Parts, visitor: Visitor, request: PublishRequest): Promise<PublishAnswer> {
  const key = `publish:${visitor.userId}:${request.key}`;
  const answer = await visited(parts, visitor, async ({ ws, rows, person, now }) => {
    // Only what was published is kept with its key: a refusal changes nothing, and may be asked for again.
    const before = (await rows.takePress(key, now)) as PublishAnswer | undefined;
    if (before !== undefined) return before;
    await rows.lockPublications();
    const { model } = await mustBeBasedOn(ws, rows, request);
    const draft = draftOf(model, request.changes);
    if (!draft.ok) throw new NotPublished(draft.problems);
    const note = `published in HubSpot by ${person.name}`;
    const { version, published } = await rows.publishAndLook(
      { hash: modelHash(draft.model), settings: draft.model, note },
      now,
    );
    const done = { ok: true as const, version, text: textOf(version, published) };
    await rows.answerPress(key, done);
    return done;
  }).catch((error: unknown) => refusalIn(error));
  if (!answer.ok) return answer;
  parts.tell('published', `settings: version ${answer.version}, from a page in the CRM`, { version: answer.version });
  await wake(parts, visitor.workspace, 'relook', [`relook-${answer.version}`]);
  return answer;
}

function textOf(version: number, published: boolean): string {
  return published
    ? `Version ${version} decides from now on. Every lead that it may change is looked at again.`
    : `Nothing to publish: version ${version} has these settings already.`;
}

/** Takes the whole transaction back, the key too. */
class NotPublished extends Error {
  readonly problems: { path: string; text: string }[];
  constructor(problems: { path: string; text: string }[]) {
    super('the settings have problems');
    this.problems = problems;
  }
}

function refusalIn(error: unknown): PublishAnswer {
  if (!(error instanceof NotPublished)) throw error;
  const { problems } = error;
  const text =
    problems.length === 1
      ? 'There is a problem in the settings.'
      : `There are ${problems.length} problems in the settings.`;
  return { ok: false, text: `${text} Nothing was published.`, problems };
}
