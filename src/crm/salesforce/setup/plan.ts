import { inUseFindings, handFindings } from './by-hand.ts';
import { featureFindings } from './features.ts';
import { filesFindings, seenFiles } from './files-check.ts';
import type { Finding } from './finding.ts';
import { leadStatusFindings } from './lead-status-check.ts';
import { orgFindings } from './org-checks.ts';
import { permissionSetFindings } from './permission-sets.ts';
import { readRights, rightsFindings } from './rights.ts';
import type { SetupOptions, SetupOrg, Shipped } from './setup-org.ts';
import { sharingFindings } from './sharing-check.ts';
import { writableFinding } from './writable.ts';

/**
 * Reads all that the product needs of an org, and says how it stands; changes nothing. What it can mend has a `do`. Throws what passes
 * by itself (no answer, a limit), and a refused session.
 */
export async function setupPlan(on: SetupOrg, shipped: Shipped, options: SetupOptions): Promise<Finding[]> {
  const { org } = on;
  org.forget();
  const rights = await readRights(org);
  const there = await seenFiles(on, shipped);
  // Whoever may not deploy may not look either.
  const mayDeploy = there !== undefined && rights.deploy !== false;
  const files = await filesFindings(on, shipped, { there, mayDeploy }, options);
  const comes = files.some(({ state }) => state !== 'there');
  const sets = await permissionSetFindings(org, rights.assign !== false, options.reps === true);
  const isGiven = sets[0]?.state === 'there';
  const inUse = comes ? [] : await inUseFindings(on, shipped.parts);
  return [
    ...(await orgFindings(on)),
    ...rightsFindings(
      { deploy: mayDeploy, assign: rights.assign },
      sets.some((set) => set.do !== undefined),
    ),
    ...(await featureFindings(org)),
    ...files,
    ...inUse.filter(({ area }) => area === 'files'),
    ...(await leadStatusFindings(org, mayDeploy)),
    ...sets,
    ...inUse.filter(({ area }) => area === 'access'),
    await writableFinding(org, comes || !isGiven),
    ...(await sharingFindings(org, comes || !isGiven)),
    ...handFindings(shipped),
  ];
}
