import type { FindingIn } from '../../setupFinding.ts';

/** The parts of a plan, in the order they are told and mended. */
export const areas = ['org', 'rights', 'features', 'files', 'access', 'hand'] as const;
type Area = (typeof areas)[number];

/**
 * While something is `wrong` with the org or the files, nothing of the org is changed. The steps of a refusal are the parts that the
 * org refused.
 */
export type Finding = FindingIn<Area> & {
  /** Mends it. Safe twice. */
  do?: () => Promise<Deed>;
  /** Lets the org say whether it would take what `do` does, changing nothing. */
  rehearse?: () => Promise<Deed>;
  /** What comes after it needs it: where its `do` fails, nothing more is done. */
  first?: true;
};

/** What mending came to; undefined when nothing had to be done any more. */
export type Deed = { did: string; steps?: string[]; left?: 'look' | 'hand' } | Problem | undefined;
export type Problem = { problem: string; steps?: string[] };

export function isProblem(deed: Deed): deed is Problem {
  return deed !== undefined && 'problem' in deed;
}
