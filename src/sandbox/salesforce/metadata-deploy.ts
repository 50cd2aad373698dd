import type { Ground, Writer } from './ground.ts';
import { nthId } from './ids.ts';
import { applied } from './metadata-apply.ts';
import { problemsOf } from './metadata-checks.ts';
import type { MetadataStore } from './metadata-store.ts';
import { viewOf } from './metadata-view.ts';
import { componentsOf, type Component, type Problem } from './package-components.ts';
import { manifestFrom } from './package-manifest.ts';
import { stamp } from './times.ts';
import { unzipped } from './zip.ts';

export type DeployOptions = { checkOnly: boolean; rollbackOnError: boolean };

/** One entry about a component in a deploy's result. */
type Message = {
  changed: boolean;
  componentType: string;
  created: boolean;
  createdDate: string;
  deleted: boolean;
  fileName: string;
  fullName: string;
  success: boolean;
  problem?: string;
  problemType?: string;
};

/** A deploy as its status tells it, without the details. */
export type Deploy = {
  id: string;
  userId: string;
  options: DeployOptions;
  at: number;
  successes: Message[];
  failures: Message[];
  /** Why nothing of it could be read. */
  errorMessage?: string;
};

export type DeployBook = { deploys: Map<string, Deploy>; store: MetadataStore };

/** Does a whole deploy at once and keeps what came of it under its id. */
export function deployed(
  ground: Ground,
  { deploys, store }: DeployBook,
  archive: Buffer,
  options: DeployOptions,
  by: Writer,
): Deploy {
  const id = nthId('0Af', deploys.size + 1);
  const deploy: Deploy = { id, userId: by.userId, options, at: ground.now(), successes: [], failures: [] };
  deploys.set(id, deploy);
  try {
    const { components, problems } = packageOf(archive);
    const broken = [...problems, ...problemsOf(components, viewOf(ground, store.all(), components))];
    finish(ground, store, { deploy, components, broken, by });
  } catch (error) {
    deploy.errorMessage = error instanceof Error ? error.message : String(error);
  }
  return deploy;
}

/** The components under package.xml, which may stand in a folder of its own. */
function packageOf(archive: Buffer): ReturnType<typeof componentsOf> {
  const files = unzipped(archive);
  const manifest = [...files.keys()].filter((name) => /^([^/]+\/)?package\.xml$/.test(name)).toSorted()[0];
  if (manifest === undefined) throw new Error('No package.xml found');
  const root = manifest.slice(0, -'package.xml'.length);
  const inside = [...files].filter(([name]) => name.startsWith(root));
  const below = new Map(inside.map(([name, content]) => [name.slice(root.length), content]));
  return componentsOf(below, manifestFrom((files.get(manifest) ?? '').toString('utf8')));
}

type Finished = { deploy: Deploy; components: Component[]; broken: Problem[]; by: Writer };

/** With a mistake anywhere nothing is kept, unless the deploy said that the rest may be. */
function finish(ground: Ground, store: MetadataStore, { deploy, components, broken, by }: Finished): void {
  const at = stamp(deploy.at);
  const wrong = new Set(broken.map(({ type, fullName }) => `${type} ${fullName}`));
  const good = components.filter(({ type, fullName }) => !wrong.has(`${type} ${fullName}`));
  deploy.failures = broken.map((one) => ({
    ...messageOf(one, at),
    success: false,
    problem: one.problem,
    problemType: 'Error',
  }));
  deploy.successes = good.map((one) => {
    const created = !store.has(one.type, one.fullName);
    return { ...messageOf(one, at), created, changed: true };
  });
  if (deploy.options.checkOnly || (broken.length > 0 && deploy.options.rollbackOnError)) return;
  applied(ground, good, by);
  store.keep(good);
}

function messageOf(one: { type: string; fullName: string; fileName: string }, createdDate: string): Message {
  const { type, fullName, fileName } = one;
  const state = { changed: false, created: false, deleted: false, success: true };
  return { ...state, componentType: type, createdDate, fileName, fullName };
}

/** What `checkDeployStatus` answers; `details` only when asked for. That a partial one is no success is our reading of the guide. */
export function deployResult(deploy: Deploy, details: boolean) {
  const { successes, failures, errorMessage, options } = deploy;
  const failed =
    errorMessage !== undefined || (failures.length > 0 && (options.rollbackOnError || successes.length === 0));
  const status = failed ? 'Failed' : failures.length > 0 ? 'SucceededPartial' : 'Succeeded';
  const when = stamp(deploy.at);
  return {
    checkOnly: options.checkOnly,
    completedDate: when,
    createdBy: deploy.userId,
    createdByName: 'Sandbox',
    createdDate: when,
    ...(details && {
      details: {
        componentFailures: failures,
        componentSuccesses: successes,
        runTestResult: { numFailures: 0, numTestsRun: 0, totalTime: 0 },
      },
    }),
    done: true,
    ...(errorMessage !== undefined && { errorMessage, errorStatusCode: 'UNKNOWN_EXCEPTION' }),
    id: deploy.id,
    ignoreWarnings: false,
    lastModifiedDate: when,
    numberComponentErrors: failures.length,
    numberComponentsDeployed: successes.length,
    numberComponentsTotal: successes.length + failures.length,
    numberTestErrors: 0,
    numberTestsCompleted: 0,
    numberTestsTotal: 0,
    rollbackOnError: options.rollbackOnError,
    runTestsEnabled: false,
    startDate: when,
    status,
    success: status === 'Succeeded',
  };
}
