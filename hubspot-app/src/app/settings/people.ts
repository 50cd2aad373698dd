import type { SettingsView } from '../shared/api.ts';
import { useEditing } from './editing.ts';
import type { Model, Pool, PoolMember } from './sections.ts';

export type Known = { id: string; name: string; inCrm: boolean; active: boolean };

/**
 * Everybody whom HubSpot or the settings know, active people first, then by name. Who is in the settings alone is called by
 * what the settings call them, and is not in HubSpot.
 */
function everybody(people: SettingsView['people'], { routing }: Model): Known[] {
  const known = people.map(({ id, name, active }) => ({ id, name, active, inCrm: true }));
  const named = [
    ...Object.keys(routing.people),
    ...Object.values(routing.pools).flatMap((pool) => membersOf(pool).map(({ rep }) => rep)),
    ...routing.namedAccounts.flatMap(({ rep, backup }) => [rep, backup]),
    ...routing.coverage.managers,
  ];
  const strangers = [...new Set(named)].filter((id) => known.every((each) => each.id !== id));
  const all = [...known, ...strangers.map((id) => ({ id, name: id, active: false, inCrm: false }))];
  return all.toSorted((one, other) => Number(other.active) - Number(one.active) || one.name.localeCompare(other.name));
}

/** The people to choose from, and how each is called. */
export function usePeople(): {
  all: Known[];
  nameOf: (id: string) => string;
  choices: { label: string; value: string }[];
} {
  const { people, model } = useEditing();
  const all = everybody(people, model);
  return {
    all,
    nameOf: (id) => all.find((each) => each.id === id)?.name ?? id,
    choices: all.map(({ id, name }) => ({ label: name, value: id })),
  };
}

/** Who is named one by one; a pool of everyone names nobody. */
export function membersOf({ members }: Pool): PoolMember[] {
  return members === 'everyone' ? [] : members;
}

/** "Ann Ames, Ben Bell (weight 2)". */
export function membersInWords(members: Pool['members'] | undefined, nameOf: (id: string) => string): string {
  if (members === undefined) return 'nobody';
  if (members === 'everyone') return 'everyone';
  if (members.length === 0) return 'nobody';
  return members.map(({ rep, weight }) => nameOf(rep) + (weight === 1 ? '' : ` (weight ${weight})`)).join(', ');
}
