import { Failure } from '../failure.ts';

/**
 * One thing of an account that the product needs or would like. `there`: as it should be. `missing`: it can be mended by the setup,
 * or by a person. `wrong`: a person must mend it. `cannot`: not in this account; the sentence says what that means.
 */
export type FindingIn<Area extends string> = {
  area: Area;
  what: string;
  state: 'there' | 'missing' | 'wrong' | 'cannot';
  sentence: string;
  /** For a person to do, in order. */
  steps?: string[];
  /** What is left for a person: to look whether it is so, which cannot be seen from here, or to do it by hand. */
  left?: 'look' | 'hand';
};

/** A finding after mending; `did` says what was changed. */
export type SettledIn<Area extends string> = FindingIn<Area> & { did?: string };

/** The sentence of a refusal that only a person can mend; throws everything else. */
export function refusal(error: unknown): string {
  if (error instanceof Failure && (error.kind === 'permanent' || error.code === 'forbidden')) return error.message;
  throw error;
}
