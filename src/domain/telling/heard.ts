import { MINUTE_MS } from '../decay.ts';

/** A notice as far as it matters who hears of it. Reps are ids. */
export type Noticed = {
  id: string;
  /** The lead's owner in the CRM, of a company the owner of its strongest lead; absent where no rep is. */
  owner?: string;
  /** Whoever has the lead's open episode. */
  assignee?: string;
};

/** Who hears of it: whoever has the lead's open episode, else its owner; undefined: the managers, in their digest. */
export function hearerOf({ owner, assignee }: Noticed): string | undefined {
  return assignee ?? owner;
}

/**
 * When the next notice about a company may be told to somebody, after `toldAt`: those in between wait, and go as one. `undefined`:
 * nothing was told. Epoch ms.
 */
export function nextAboutCompany(toldAt: number | undefined, companyMinutes: number): number {
  return toldAt === undefined ? -Infinity : toldAt + companyMinutes * MINUTE_MS;
}
