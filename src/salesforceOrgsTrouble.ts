import type { Ending } from './crm/grants.ts';
import type { ShownOrg } from './keptOrgs.ts';

const ENDED: Record<Ending, string> = {
  disconnected: 'its access was revoked in Salesforce, or has expired',
  uninstalled: 'it was disconnected by `hot-lead salesforce uninstall`',
  moved: 'another workspace has it now',
  refused: 'it refuses our session: the user may be inactive, or this network not allowed',
};

/**
 * Why nothing goes to and comes from a workspace's org, in a sentence that says how to come back; undefined while it does.
 * `usual`: the workspace that commands mean without a name.
 */
export function orgTrouble(
  [newest]: readonly ShownOrg[],
  { workspace, usual, hasAnotherCrm = false }: { workspace: string; usual: string; hasAnotherCrm?: boolean },
): string | undefined {
  const named = workspace === usual ? '' : ` --workspace ${workspace}`;
  const link = `open the link of \`hot-lead salesforce install${named}\``;
  if (newest === undefined) return hasAnotherCrm ? undefined : `salesforce: no org is connected: ${link}`;
  const { org, ended, unreadable } = newest;
  if (ended?.because === 'uninstalled' && hasAnotherCrm) return undefined;
  if (ended === undefined) return unreadable;
  const back = ended.because === 'refused' ? `it is tried again by itself; or ${link}` : `to go on ${link}`;
  return `salesforce: org ${org} is connected no more (${ENDED[ended.because]}): everything waits, and nothing kept is lost; ${back}`;
}
