/** Who may see and change what was added to the org, by permission sets. */
export type Access = ReturnType<typeof newAccess>;

type Grants = { read: Set<string>; edit: Set<string>; permissions: Set<string> };

/**
 * Names are `Lead.Lead_Score__c` for a field and `Hot_Lead__c` for an object. `held` gives the ids of the permission sets that a
 * user has.
 */
export function newAccess(held: (userId: string) => readonly string[]) {
  const sets = new Map<string, Grants>();
  const grantsOf = (setId: string): Grants => {
    const found = sets.get(setId) ?? { read: new Set(), edit: new Set(), permissions: new Set() };
    sets.set(setId, found);
    return found;
  };
  const some = (userId: string, has: (grants: Grants) => boolean): boolean =>
    held(userId).some((id) => has(grantsOf(id)));
  return {
    /** Editing includes reading. Safe twice. */
    grant(setId: string, name: string, to: 'read' | 'edit'): void {
      const key = name.toLowerCase();
      grantsOf(setId).read.add(key);
      if (to === 'edit') grantsOf(setId).edit.add(key);
    },
    /** Takes away whatever the set gave, as a deploy that replaces it does first. */
    clear: (setId: string): void => void sets.delete(setId),
    /** Gives a permission of a user, such as `ViewEditConvertedLeads`, under its API name. */
    permit: (setId: string, permission: string): void => void grantsOf(setId).permissions.add(permission.toLowerCase()),
    can: (userId: string, name: string, what: 'read' | 'edit'): boolean =>
      some(userId, (grants) => grants[what].has(name.toLowerCase())),
    permitted: (userId: string, permission: string): boolean =>
      some(userId, (grants) => grants.permissions.has(permission.toLowerCase())),
  };
}
