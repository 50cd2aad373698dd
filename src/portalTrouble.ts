import type { Ending } from './crm/grants.ts';
import { missingScopes } from './crm/hubspot/oauth-scopes.ts';
import type { ShownPortal } from './keptPortals.ts';

const ENDED: Record<Ending, string> = {
  disconnected: 'the app was removed in HubSpot, or its access was taken back',
  uninstalled: 'the app was removed by `hot-lead hubspot uninstall`',
  moved: 'another workspace has it now',
  refused: 'it refuses our access token',
};

/**
 * Why nothing goes to and comes from a workspace's account, in a sentence that says how to come back; undefined while it does.
 * `usual`: the workspace that commands mean without a name.
 */
export function portalTrouble(
  newest: ShownPortal | undefined,
  { workspace, usual, hasAnotherCrm = false }: { workspace: string; usual: string; hasAnotherCrm?: boolean },
): string | undefined {
  const named = workspace === usual ? '' : ` --workspace ${workspace}`;
  const link = `open the link of \`hot-lead hubspot install${named}\``;
  if (newest === undefined) return hasAnotherCrm ? undefined : `hubspot: no account is connected: ${link}`;
  const { portal, ended, unreadable, scopes } = newest;
  if (ended?.because === 'uninstalled' && hasAnotherCrm) return undefined;
  if (ended !== undefined)
    return `hubspot: account ${portal} is connected no more (${ENDED[ended.because]}): everything waits, and nothing kept is lost; to go on ${link}`;
  if (unreadable !== undefined) return unreadable;
  const missing = scopes === undefined ? [] : missingScopes(scopes);
  return missing.length === 0
    ? undefined
    : `hubspot: account ${portal} does not grant ${missing.join(', ')} any more: ${link}`;
}
