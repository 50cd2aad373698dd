/** Who may see and change what was added to the org, by permission sets. */
export type Access = ReturnType<typeof newAccess>;

type Grants = {
  read: Set<string>;
  edit: Set<string>;
  viewAll: Set<string>;
  modifyAll: Set<string>;
  permissions: Set<string>;
};
export type Right = Exclude<keyof Grants, 'permissions'>;

/**
 * Names are `Lead.Lead_Score__c` for a field and `Hot_Lead__c` for an object. `held` gives the ids of the permission sets that a
 * user has.
 */
export function newAccess(held: (userId: string) => readonly string[]) {
  const sets = new Map<string, Grants>();
  const grantsOf = (setId: string): Grants => {
    const found = sets.get(setId) ?? newGrants();
    sets.set(setId, found);
    return found;
  };
  const some = (userId: string, has: (grants: Grants) => boolean): boolean =>
    held(userId).some((id) => has(grantsOf(id)));
  return {
    /** Editing includes reading; `viewAll` and `modifyAll` are of objects: their records whoever owns them. Safe twice. */
    grant(setId: string, name: string, to: Right): void {
      const key = name.toLowerCase();
      grantsOf(setId).read.add(key);
      grantsOf(setId)[to].add(key);
    },
    /** Takes away whatever the set gave, as a deploy that replaces it does first. */
    clear: (setId: string): void => void sets.delete(setId),
    /** Gives a permission of a user, such as `ViewEditConvertedLeads`, under its API name. */
    permit: (setId: string, permission: string): void => void grantsOf(setId).permissions.add(permission.toLowerCase()),
    can: (userId: string, name: string, what: Right): boolean =>
      some(userId, (grants) => grants[what].has(name.toLowerCase())),
    permitted: (userId: string, permission: string): boolean =>
      some(userId, (grants) => grants.permissions.has(permission.toLowerCase())),
  };
}

function newGrants(): Grants {
  return { read: new Set(), edit: new Set(), viewAll: new Set(), modifyAll: new Set(), permissions: new Set() };
}
