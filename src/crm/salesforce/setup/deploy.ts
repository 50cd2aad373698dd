import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { Failure } from '../../../failure.ts';
import type { Org } from '../org.ts';
import { listed, metadataCall } from './metadata-call.ts';
import type { Package } from './package.ts';
import { zipOf } from './zip.ts';

/** One part that the org did not take, in Salesforce's words. */
export type Refused = { type: string; name: string; problem: string };
export type Deployed = { ok: true; created: number; parts: number } | { ok: false; refused: Refused[] };

export type Watching = {
  /** Told how far it is, each time that changes. */
  tell: (line: string) => void;
  /** Between two looks; 2 s when left out. */
  pollMs?: number;
  now: () => number;
};

/** A deployment of this size takes a minute or two; orgs queue them. */
const longestMs = 20 * 60_000;
const text = z.string().nullish();
const message = z.object({ componentType: text, fullName: text, problem: text, created: z.unknown().optional() });
const status = z.object({
  done: z.coerce.boolean(),
  success: z.coerce.boolean(),
  status: text,
  errorMessage: text,
  numberComponentsDeployed: z.coerce.number().catch(0),
  numberComponentsTotal: z.coerce.number().catch(0),
  details: z
    .object({ componentFailures: z.unknown().optional(), componentSuccesses: z.unknown().optional() })
    .nullish()
    .catch(undefined),
});
type Status = z.infer<typeof status>;

/**
 * Deploys a package: all of it or nothing. `checkOnly`: the org only says whether it would. Throws as `metadataCall`, and a Failure
 * to retry when it is not done after 20 minutes; then it may go on in the org. Safe twice.
 */
export async function deploy(org: Org, parts: Package, checkOnly: boolean, watching: Watching): Promise<Deployed> {
  const archive = zipOf(parts.files);
  const options = { rollbackOnError: true, singlePackage: true, checkOnly };
  const doing = checkOnly ? 'check' : 'deploy';
  const { id } = await metadataCall(org, `${doing} the files`, async (metadata) => metadata.deploy(archive, options));
  const until = watching.now() + longestMs;
  for (let last = ''; ;) {
    const seen = await statusOf(org, id);
    if (seen?.done) return outcomeOf(seen);
    const line = progressIn(doing, seen);
    if (line !== last) watching.tell(line);
    last = line;
    if (watching.now() > until) throw tooLong(id);
    await wait(watching.pollMs ?? 2_000);
  }
}

// The deployment goes on in the org, whatever becomes of one look at it.
async function statusOf(org: Org, id: string): Promise<Status | undefined> {
  try {
    const what = 'say how far the deployment is';
    return status.parse(await metadataCall(org, what, (metadata) => metadata.checkDeployStatus(id, true)));
  } catch (error) {
    if (error instanceof Failure && error.kind === 'retry') return undefined;
    throw error;
  }
}

function progressIn(doing: string, seen: Status | undefined): string {
  if (seen === undefined) return `${doing}ing: Salesforce does not answer, asking again`;
  const { numberComponentsDeployed: done, numberComponentsTotal: all, status: word } = seen;
  return `${doing}ing: ${done} of ${all} parts (${word ?? 'waiting'})`;
}

function tooLong(id: string): Failure {
  const where = `Setup > Deployment Status shows it (${id})`;
  return Failure.retry(`salesforce: the deployment is not done after 20 minutes: ${where}; run this again once it is`);
}

function outcomeOf({ success, errorMessage, details, numberComponentsTotal, status: word }: Status): Deployed {
  const failures = messagesIn(details?.componentFailures);
  if (success) {
    const made = messagesIn(details?.componentSuccesses).filter(({ created }) => String(created) === 'true');
    return { ok: true, created: made.length, parts: numberComponentsTotal };
  }
  if (failures.length === 0)
    return {
      ok: false,
      refused: [
        { type: '', name: 'all of it', problem: errorMessage ?? `the deployment ended as ${word ?? 'failed'}` },
      ],
    };
  return { ok: false, refused: failures.map(refusedOf) };
}

function refusedOf({ componentType, fullName, problem }: z.infer<typeof message>): Refused {
  return { type: componentType ?? '', name: fullName ?? '', problem: problem ?? 'no reason given' };
}

function messagesIn(list: unknown): z.infer<typeof message>[] {
  return listed(list).flatMap((one) => message.safeParse(one).data ?? []);
}
