import type { Ask } from '../api.ts';
import { type Deed, deedOf, type Finding } from './finding.ts';
import { makingProperties } from './abilities.ts';
import { mendable, setupPlan, type SetupOptions } from './plan.ts';

/** A finding after mending; `did` says what was changed. */
export type Settled = Omit<Finding, 'do'> & { did?: string };

/**
 * Mends what the plan can, in its order, and reads all of that again. Safe to be killed at any instant and run again: what was
 * done is found, and nothing is made twice. Throws what passes by itself; what was done until then stays.
 */
export async function setUp(ask: Ask, options: SetupOptions): Promise<Settled[]> {
  const plan = await setupPlan(ask, options);
  const deeds = new Map<string, Deed>();
  for (const finding of plan) if (finding.do) deeds.set(keyOf(finding), await deedOf(finding.do));
  if (deeds.size === 0) return plan.map((finding) => settled(finding, undefined));
  const fixed = plan
    .filter(({ area }) => area !== 'properties' && area !== 'workflows')
    .map((finding) => provedBy(deeds, finding));
  const after = [...fixed, ...(await mendable(ask, options, fixed))];
  return after.map((finding) => settled(finding, deeds.get(keyOf(finding)), deeds.has(keyOf(finding))));
}

function keyOf({ area, what }: Finding): string {
  return `${area}: ${what}`;
}

/** What could not be seen without writing is known once something was written. */
function provedBy(deeds: ReadonlyMap<string, Deed>, finding: Finding): Finding {
  const isDone = [...deeds].some(
    ([key, deed]) => key.startsWith('properties: ') && deed !== undefined && 'did' in deed,
  );
  if (!isDone || finding.what !== makingProperties || finding.left !== 'look') return finding;
  const { left: _seen, ...rest } = finding;
  return { ...rest, state: 'there', sentence: 'allowed: it was done just now' };
}

function settled({ do: _mend, ...finding }: Finding, deed: Deed, tried = false): Settled {
  const problem = deed !== undefined && 'problem' in deed ? deed.problem : undefined;
  if (problem !== undefined && finding.state !== 'there') return { ...finding, state: 'wrong', sentence: problem };
  const did = deed !== undefined && 'did' in deed ? { did: deed.did } : {};
  if (!tried || finding.state !== 'missing') return { ...finding, ...did };
  const sentence = `was made, and is not there when it is read again: run this once more, or look in HubSpot`;
  return { ...finding, state: 'wrong', sentence };
}
