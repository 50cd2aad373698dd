import { randomBytes } from 'node:crypto';

/** A new secret of a subscription, as Standard Webhooks writes them. */
export function newHookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** Whose secret it is, for sealing it: no other workspace's database row opens it. */
export function hookSecretOf(workspace: string): string {
  return `the webhook secrets of ${workspace}`;
}
