import type { Grants } from './crm/grants.ts';

/** Grants, of which this process remembers whose access was refused, as far as it has seen. */
export type DoubtedGrants<Ref, Grant> = {
  grants: Grants<Ref, Grant>;
  /** A call worked: an account that may be over is not. Costs nothing where it never was. */
  worked: (workspace: string) => Promise<void>;
};

export function doubtedGrants<Ref extends { workspace: string }, Grant>(
  kept: Grants<Ref, Grant>,
): DoubtedGrants<Ref, Grant> {
  const doubted = new Map<string, Ref>();
  const grants: Grants<Ref, Grant> = {
    ...kept,
    async of(account) {
      const found = await kept.of(account);
      if (found?.ended === 'refused') doubted.set(account.workspace, account);
      return found;
    },
    async end(account, because) {
      if (because === 'refused') doubted.set(account.workspace, account);
      return kept.end(account, because);
    },
  };
  return {
    grants,
    worked: async (workspace) => {
      const account = doubted.get(workspace);
      if (account === undefined) return;
      doubted.delete(workspace);
      await grants.revive(account);
    },
  };
}
