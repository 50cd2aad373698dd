import type { Crm } from '../crm.ts';
import type { Links } from './links.ts';
import type { Naming, Side } from './naming.ts';
import type { RepsOfBoth } from './reps.ts';

/** What the parts of a joined CRM work with. */
export type Both = {
  first: Crm;
  second: Crm;
  /** Where reps work. */
  home: Side;
  links: Links;
  naming: Naming;
  reps: RepsOfBoth;
  now: () => number;
};

export const SIDES: readonly Side[] = ['first', 'second'];

export function other(side: Side): Side {
  return side === 'first' ? 'second' : 'first';
}

/** Items in parts of at most `size`, one after the other; the answers in the order given. */
export async function inParts<I, O>(items: I[], size: number, send: (part: I[]) => Promise<O[]>): Promise<O[]> {
  const answers: O[] = [];
  for (let at = 0; at < items.length; at += size) answers.push(...(await send(items.slice(at, at + size))));
  return answers;
}
