import type { Org } from './org.ts';

/**
 * What a question of this object says beside, so that no person account is in its answer: those are contacts to Salesforce, and no
 * leads of ours. Nothing where the org has none, since it has no such field then.
 */
export async function noPersonAccounts(org: Pick<Org, 'describe'>, object: string): Promise<string[]> {
  const described = object === 'Contact' ? await org.describe(object) : undefined;
  return described?.fields.has('IsPersonAccount') ? ['IsPersonAccount = false'] : [];
}
