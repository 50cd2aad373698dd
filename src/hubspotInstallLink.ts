import { z } from 'zod';
import { HUBSPOT_INSTALL } from './secretPurposes.ts';
import { signing } from './sealing.ts';

const HOUR_MS = 3_600_000;
/** As the database names workspaces, short enough to be read. The demo has a database of its own. */
const workspaceShape = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
  .refine((name) => name !== 'demo');
const shape = z.object({ workspace: workspaceShape });

/** Whether a workspace may be called so; what exists is called so already. */
export function isWorkspaceName(name: string): boolean {
  return workspaceShape.safeParse(name).success;
}

/**
 * The address that lets whoever has it connect a HubSpot account to this workspace, for an hour. Without such a link nobody can:
 * a stranger would bind their own account to it.
 */
export function hubspotInstallLink(
  { publicUrl, secretKey }: { publicUrl: string; secretKey: string },
  workspace: string,
  now: number,
): string {
  return `${publicUrl}/hubspot/install?to=${signing(secretKey, HUBSPOT_INSTALL).sign({ workspace }, now + HOUR_MS)}`;
}

/** The workspace that such a link is for; undefined when it is over or not ours. */
export function workspaceOfHubspotLink(secretKey: string, to: string, now: number): string | undefined {
  return shape.safeParse(signing(secretKey, HUBSPOT_INSTALL).read(to, now)).data?.workspace;
}
