import { z } from 'zod';
import { HUBSPOT_INSTALL, SALESFORCE_INSTALL, SLACK_INSTALL } from './secretPurposes.ts';
import { signing } from './sealing.ts';

/** What others install by a link of ours. */
export type Installable = 'slack' | 'hubspot' | 'salesforce';

const HOUR_MS = 3_600_000;
const PURPOSES: Record<Installable, string> = {
  slack: SLACK_INSTALL,
  hubspot: HUBSPOT_INSTALL,
  salesforce: SALESFORCE_INSTALL,
};
const shape = z.object({ workspace: z.string().min(1) });

/**
 * The address that lets whoever has it install the app for this workspace, for an hour. Without such a link nobody can: a stranger
 * would bind their own Slack, or their own account, to it.
 */
export function installLink(
  app: Installable,
  { publicUrl, secretKey }: { publicUrl: string; secretKey: string },
  workspace: string,
  now: number,
): string {
  return `${publicUrl}/${app}/install?to=${signing(secretKey, PURPOSES[app]).sign({ workspace }, now + HOUR_MS)}`;
}

/** The workspace that such a link is for; undefined when it is over, not ours, or for another app. */
export function workspaceOfLink(app: Installable, secretKey: string, to: string, now: number): string | undefined {
  return shape.safeParse(signing(secretKey, PURPOSES[app]).read(to, now)).data?.workspace;
}
