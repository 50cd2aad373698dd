import { refusal } from '../../setupFinding.ts';
import { type Deed, type Finding, isProblem } from './finding.ts';
import { setupPlan } from './plan.ts';
import { type SetupOptions, type SetupOrg, type Shipped, shippedFrom } from './setup-org.ts';

/** A finding after mending; `did` says what was changed. */
export type Settled = Omit<Finding, 'do' | 'rehearse' | 'first'> & { did?: string };

/**
 * Mends what the plan can, in its order, and reads all of it again. While a person has to mend something of the org or the files, or
 * when the files are refused, nothing is changed. Safe to be killed at any instant and run again: what was done is found, and nothing is
 * made twice. Throws what passes by itself; what was done until then stays.
 */
export async function setUp(on: SetupOrg, options: SetupOptions, shipped: Shipped = shippedFrom()): Promise<Settled[]> {
  const plan = await setupPlan(on, shipped, options);
  if (plan.some(isInTheWay))
    return plan.filter(isNoChore).map((finding) => waiting(finding, 'waits until what is marked ✗ is mended'));
  const deeds = new Map<string, Deed>();
  for (const finding of plan) {
    if (!finding.do) continue;
    const deed = await deedOf(finding.do);
    deeds.set(keyOf(finding), deed);
    if (finding.first && isProblem(deed)) return plan.filter(isNoChore).map((each) => stopped(each, deeds));
  }
  const after = deeds.size === 0 ? plan : await setupPlan(on, shipped, options);
  return after.map((finding) => settled(finding, deeds));
}

/** The plan, with what the org itself says to it; changes nothing. Throws as `setUp`. */
export async function rehearse(
  on: SetupOrg,
  options: SetupOptions,
  shipped: Shipped = shippedFrom(),
): Promise<Settled[]> {
  const plan = await setupPlan(on, shipped, options);
  const told: Settled[] = [];
  for (const finding of plan) told.push(await rehearsed(finding));
  return told;
}

async function rehearsed(finding: Finding): Promise<Settled> {
  if (!finding.rehearse) return bare(finding);
  const deed = await deedOf(finding.rehearse);
  if (isProblem(deed)) return refused(finding, deed);
  return { ...bare(finding), sentence: `${finding.sentence}; the org was asked, and takes them` };
}

function isInTheWay({ area, state }: Finding): boolean {
  return state === 'wrong' && (area === 'org' || area === 'files');
}

/** What is left for a person once all the rest is done. */
function isNoChore({ area }: Finding): boolean {
  return area !== 'hand';
}

/** What the org refuses for good comes as a problem, and the rest is thrown. */
async function deedOf(work: () => Promise<Deed>): Promise<Deed> {
  try {
    return await work();
  } catch (error) {
    return { problem: refusal(error).replace(/^salesforce: /, '') };
  }
}

function keyOf({ area, what }: Finding): string {
  return `${area}: ${what}`;
}

function bare({ do: _mend, rehearse: _try, first: _first, ...finding }: Finding): Settled {
  return finding;
}

function refused(finding: Finding, { problem, steps }: { problem: string; steps?: string[] }): Settled {
  const { left: _left, ...rest } = bare(finding);
  return { ...rest, state: 'wrong', sentence: problem, ...(steps && { steps }) };
}

function waiting(finding: Finding, why: string): Settled {
  if (!finding.do && !finding.first) return bare(finding);
  return finding.state === 'wrong' ? bare(finding) : { ...bare(finding), sentence: `${finding.sentence}; ${why}` };
}

function stopped(finding: Finding, deeds: ReadonlyMap<string, Deed>): Settled {
  const deed = deeds.get(keyOf(finding));
  return isProblem(deed) ? refused(finding, deed) : waiting(finding, 'not done, since the files were refused');
}

function settled(finding: Finding, deeds: ReadonlyMap<string, Deed>): Settled {
  const deed = deeds.get(keyOf(finding));
  if (isProblem(deed) && finding.state !== 'there') return refused(finding, deed);
  const isStillMissing = deeds.has(keyOf(finding)) && finding.state === 'missing' && finding.left === undefined;
  if (deed !== undefined && 'did' in deed)
    return { ...bare(finding), ...deed, ...(isStillMissing && notAllThere(deed.did)) };
  if (!isStillMissing) return bare(finding);
  return refused(finding, { problem: 'was made, and is not there when it is read again: look in Setup' });
}

// Which of its names Salesforce lists is not proven for every kind, so it may well be there.
function notAllThere(did: string): Pick<Settled, 'state' | 'left' | 'did'> {
  return {
    state: 'there',
    left: 'look',
    did: `${did}; Salesforce does not list all of it afterwards: look in Setup whether it is there`,
  };
}
