import { Failure } from '../../../failure.ts';
import { namesOfKinds } from './component-kinds.ts';
import { deploy, type Deployed } from './deploy.ts';
import { fieldFindings } from './fields-check.ts';
import type { Deed, Finding } from './finding.ts';
import { lacking, whatIsThere, type InOrg } from './in-org.ts';
import { packageOf, withFlowsOff, withMark, type Package } from './package.ts';
import { refusedInWords } from './refused-words.ts';
import { withoutRight } from './rights.ts';
import type { SetupOptions, SetupOrg, Shipped } from './setup-org.ts';
import { keyOf, partOf } from './source-tree.ts';
import { writableProblems } from './writable.ts';

const what = 'the files of Hot Lead Signal';
/** What people make their own: once it is there, it is theirs. */
const theirsOnceThere = ['Queue', 'Layout'];

export type Seen = { there: InOrg | undefined; mayDeploy: boolean };

/** How the org stands to what is deployed. Fields of the org that ours would change come first. */
export async function filesFindings(
  on: SetupOrg,
  shipped: Shipped,
  { there, mayDeploy }: Seen,
  options: SetupOptions,
): Promise<Finding[]> {
  if (there === undefined) return [await unseen(on)];
  const fields = await fieldFindings(on.org, shipped, there, options);
  const missing = lacking(shipped.parts, there);
  if (missing.size === 0 && there.mark === shipped.word)
    return [...fields.found, { area: 'files', what, state: 'there', sentence: counted(shipped.parts.members) }];
  const todo: Finding = { area: 'files', what, state: 'missing', sentence: toDo(shipped, there, missing), first: true };
  if (fields.found.some(({ state }) => state === 'wrong')) return [...fields.found, todo];
  if (!mayDeploy) return [...fields.found, withoutRights(todo, missing)];
  const leaveOut = new Set([...fields.roomier, ...ofOthers(there)]);
  const parts = withMark(packageOf(shipped.sources.filter((file) => !leaveOut.has(keyOf(partOf(file))))), shipped.word);
  const mending = { do: () => deployed(on, parts, false), rehearse: () => deployed(on, parts, true) };
  return [...fields.found, { ...todo, ...mending }];
}

/** What the org has of the files; undefined where our user may not look, which is the right to deploy, too. */
export async function seenFiles({ org }: SetupOrg, { parts }: Shipped): Promise<InOrg | undefined> {
  try {
    return await whatIsThere(org, parts);
  } catch (error) {
    if (error instanceof Failure && error.code === 'forbidden') return undefined;
    throw error;
  }
}

async function unseen({ org }: SetupOrg): Promise<Finding> {
  const refused = 'our user may not use the metadata API';
  if ((await writableProblems(org)).length > 0)
    return { area: 'files', what, state: 'wrong', sentence: `${refused}, and fields are missing`, steps: withoutRight };
  const sentence = `${refused}, which shows all the rest; the fields are there and can be written`;
  return { area: 'files', what, state: 'there', left: 'look', sentence };
}

function withoutRights(todo: Finding, missing: ReadonlyMap<string, string[]>): Finding {
  if (missing.size > 0)
    return { ...todo, state: 'wrong', sentence: `${todo.sentence}; our user may not do that`, steps: withoutRight };
  const sentence = 'all there, but not from exactly these files; our user may not bring them up to date';
  return { ...todo, state: 'there', left: 'look', sentence };
}

function toDo({ parts }: Shipped, { isOurs }: InOrg, missing: Map<string, string[]>): string {
  if (missing.size === 0) return `to be brought up to date: ${counted(parts.members)}`;
  const some = `to be deployed: ${counted(missing)}`;
  return isOurs ? `${some}; the rest is brought up to date` : some;
}

/** How many of each kind: "8 fields, 1 dashboard". */
function counted(members: ReadonlyMap<string, readonly string[]>): string {
  const counts = Object.entries(namesOfKinds).map(([type, [one, many]]): [number, string] => {
    const names = members.get(type) ?? [];
    // A folder of reports is none of them.
    const count = names.filter((name) => !names.some((other) => other.startsWith(`${name}/`))).length;
    return [count, `${count} ${count === 1 ? one : many}`];
  });
  return counts
    .filter(([count]) => count > 0)
    .map(([, words]) => words)
    .join(', ');
}

function ofOthers({ names }: InOrg): string[] {
  return theirsOnceThere.flatMap((type) => [...(names.get(type) ?? [])].map((name) => keyOf({ type, name })));
}

async function deployed({ org, tell, pollMs, now }: SetupOrg, parts: Package, checkOnly: boolean): Promise<Deed> {
  const watching = { tell, now, ...(pollMs !== undefined && { pollMs }) };
  const outcome = await deploy(org, parts, checkOnly, watching);
  if (!hasOnlyFlowsRefused(outcome)) return deedOf(outcome, parts, checkOnly);
  tell('the org takes no active flows: deploying them switched off');
  const again = await deploy(org, withFlowsOff(parts), checkOnly, watching);
  const deed = deedOf(again, parts, checkOnly);
  const steps = ['Setup > Flows: look at each flow named "Hot Lead", and activate it'];
  return deed !== undefined && 'did' in deed
    ? { did: `${deed.did}; the flows are switched off`, steps, left: 'hand' }
    : deed;
}

function hasOnlyFlowsRefused(outcome: Deployed): boolean {
  return !outcome.ok && outcome.refused.every(({ type }) => type === 'Flow');
}

function deedOf(outcome: Deployed, { members }: Package, checkOnly: boolean): Deed {
  if (outcome.ok) return { did: `${checkOnly ? 'the org would take' : 'deployed'} ${counted(members)}` };
  const lines = refusedInWords(outcome.refused);
  const count = new Set(outcome.refused.map(({ type, name }) => `${type} ${name}`)).size;
  const many = count === 1 ? 'one part' : `${count} parts`;
  return { problem: `the org refused ${many}, and nothing of the files was changed`, steps: lines };
}
