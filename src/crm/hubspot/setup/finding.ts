import { Failure } from '../../../failure.ts';
import { type FindingIn, refusal } from '../../setupFinding.ts';

/** The parts of a plan, in the order they are told and mended. */
export const areas = ['account', 'permissions', 'plan', 'properties', 'workflows'] as const;
export type Area = (typeof areas)[number];

/** `wrong`: the product does not work rightly until it is mended. `cannot`: the sentence names what is done instead. */
export type Finding = FindingIn<Area> & {
  /** Mending it takes one of the custom properties that the account may have. */
  takesProperty?: true;
  /** Mends it. Safe twice, and while another mends the same. */
  do?: () => Promise<Deed>;
};

/** What mending came to; undefined when another had mended it meanwhile. */
export type Deed = { did: string } | { problem: string } | undefined;

/** Looks at one thing of the portal. Throws what passes by itself and a refused token, with which nothing can be found out. */
export type Check = () => Promise<Finding>;

/** A check that gives what HubSpot refused for good as `wrong`. */
export function check(area: Area, what: string, look: () => Promise<Omit<Finding, 'area' | 'what'>>): Check {
  return async () => {
    try {
      return { area, what, ...(await look()) };
    } catch (error) {
      return { area, what, state: 'wrong', sentence: refusal(error) };
    }
  };
}

/** What a `do` came to; what HubSpot refuses for good comes as a problem, and the rest is thrown. */
export async function deedOf(work: () => Promise<Deed>): Promise<Deed> {
  try {
    return await work();
  } catch (error) {
    return { problem: refusal(error) };
  }
}

/** What `work` gives, or undefined where HubSpot answered with this. */
export async function unless<T>(
  code: 'not_found' | 'conflict' | 'forbidden',
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Failure && error.code === code) return undefined;
    throw error;
  }
}
