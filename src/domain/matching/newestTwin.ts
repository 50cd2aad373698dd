import { samePerson, type Person } from './samePerson.ts';

/** Another record that may be the same person. `at`: when it was last touched, or came; unknown counts as oldest. */
export type PersonRecord = Person & { id: string; rep?: string; at?: number };

/**
 * The record of the same person whose rep a lead should follow: the latest of those that have one, then the first id. Undefined
 * when none has. The lead itself among the others does not count.
 */
export function newestTwin(
  lead: Person & { id: string },
  others: readonly PersonRecord[],
): { id: string; rep: string; because: string } | undefined {
  const twins = others.flatMap((other) => twinOf(lead, other)).toSorted(latestFirst);
  const [latest] = twins;
  if (latest === undefined) return undefined;
  const among = twins.length > 1 ? `; the latest of ${twins.length} records` : '';
  return { id: latest.id, rep: latest.rep, because: latest.because + among };
}

type Twin = { id: string; rep: string; at: number; because: string };

function twinOf(lead: Person & { id: string }, { id, rep, at = -Infinity, ...person }: PersonRecord): Twin[] {
  if (id === lead.id || rep === undefined) return [];
  const { same, because } = samePerson(lead, person);
  return same ? [{ id, rep, at, because }] : [];
}

function latestFirst(a: Twin, b: Twin): number {
  if (a.at !== b.at) return b.at - a.at;
  return a.id < b.id ? -1 : 1;
}
