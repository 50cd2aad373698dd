import { DISCONNECTED, REFUSED_TOKEN } from './crm/hubspot/oauth-failure.ts';
import type { PortalGrants, PortalRef } from './crm/hubspot/oauth-grants.ts';
import type { HubspotOauth } from './crm/hubspot/oauth.ts';
import { Failure } from './failure.ts';

/**
 * Removes the app from an account; throws what may pass, and then nothing is to be forgotten. `unreadable`: nobody knows its tokens.
 * Safe to repeat: whoever was stopped before forgetting them finds the account gone.
 */
export async function removePortal(
  portal: PortalRef,
  { oauth, token, grants }: { oauth: HubspotOauth; token: (refused?: string) => Promise<string>; grants: PortalGrants },
): Promise<'removed' | 'wasGone' | 'unreadable'> {
  try {
    const accessToken = await token();
    const left = await grants.of(portal);
    await oauth.uninstall(accessToken);
    // Of no use any more to us, nor to whoever has a copy of the database.
    if (left !== undefined) await oauth.revoke(left.grant.refreshToken).catch(() => {});
    return 'removed';
  } catch (error) {
    const code = error instanceof Failure ? error.code : undefined;
    if (code === REFUSED_TOKEN || code === DISCONNECTED) return 'wasGone';
    if (code !== 'not_installed') throw error;
    const readable = await grants.of(portal).then(
      () => true,
      () => false,
    );
    return readable ? 'wasGone' : 'unreadable';
  }
}
