import type { RepFacts } from './facts.ts';
import type { Person, Role } from './settings.ts';

/** The reps, and what the settings say of them. */
export type Staff = {
  reps: readonly RepFacts[];
  byId: ReadonlyMap<string, RepFacts>;
  people: Readonly<Record<string, Person>>;
};

export function staffOf(reps: readonly RepFacts[], people: Readonly<Record<string, Person>>): Staff {
  const byId = new Map<string, RepFacts>();
  for (const rep of reps) byId.set(rep.id, rep);
  return { reps, byId, people };
}

/** Whose e-mail this is. A CRM keeps who left beside the same person's new account: the active one is meant. */
export function repByEmail(email: string, { reps }: Staff): RepFacts | undefined {
  return reps.find((rep) => rep.active && rep.email === email) ?? reps.find((rep) => rep.email === email);
}

/** What the settings say somebody does; undefined for those they do not name. */
export function roleOf(rep: RepFacts, { people }: Pick<Staff, 'people'>): Role | undefined {
  return personOf(rep, people)?.role;
}

/** Whether somebody is one to be asked where this role is; who has no role in the settings is, and everyone where none is asked. */
export function fitsRole(rep: RepFacts, role: Role | undefined, staff: Pick<Staff, 'people'>): boolean {
  const does = roleOf(rep, staff);
  return role === undefined || does === undefined || does === role;
}

/** "an AE". */
export function aRole(role: Role): string {
  return { bdr: 'a BDR', ae: 'an AE', csm: 'a CSM' }[role];
}

/** The active rep of this id; undefined for an id that nobody has, and for whoever has left. */
export function activeRep(id: string | undefined, { byId }: Staff): RepFacts | undefined {
  const rep = id === undefined ? undefined : byId.get(id);
  return rep?.active === true ? rep : undefined;
}

/** Why an id is nobody who can have a lead, in words; for ids that `activeRep` does not find. */
export function whyNobody(id: string, { byId }: Staff): string {
  const rep = byId.get(id);
  return rep === undefined ? `${id} is no rep anybody knows` : `${rep.name} has left`;
}

/**
 * Who covers for somebody, the nearest first: `firstAsked` and the backups of that one, then the own backup and on.
 * A chain goes on beyond who has left, each rep is in it once, and the one covered for never.
 */
export function backupsOf(rep: RepFacts, staff: Staff, firstAsked?: RepFacts): RepFacts[] {
  const backups = new Set<RepFacts>();
  for (const start of [firstAsked, backupOf(rep, staff)])
    for (let next = start; next !== undefined && next.id !== rep.id && !backups.has(next); next = backupOf(next, staff))
      backups.add(next);
  return [...backups].filter(({ active }) => active);
}

function backupOf(rep: RepFacts, staff: Staff): RepFacts | undefined {
  const backup = personOf(rep, staff.people)?.backup;
  return backup === undefined ? undefined : repByEmail(backup, staff);
}

function personOf({ email }: RepFacts, people: Readonly<Record<string, Person>>): Person | undefined {
  return email !== undefined && Object.hasOwn(people, email) ? people[email] : undefined;
}
