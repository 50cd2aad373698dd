import { z } from 'zod';
import { SLACK_INSTALL } from './secretPurposes.ts';
import { signing } from './sealing.ts';

const HOUR_MS = 3_600_000;
const shape = z.object({ workspace: z.string().min(1) });

/**
 * The address that lets whoever has it install the Slack app for this workspace, for an hour. Without such a link nobody can:
 * a stranger would bind their own Slack to it.
 */
export function slackInstallLink(
  { publicUrl, secretKey }: { publicUrl: string; secretKey: string },
  workspace: string,
  now: number,
): string {
  return `${publicUrl}/slack/install?to=${signing(secretKey, SLACK_INSTALL).sign({ workspace }, now + HOUR_MS)}`;
}

/** The workspace that such a link is for; undefined when it is over or not ours. */
export function workspaceOfLink(secretKey: string, to: string, now: number): string | undefined {
  return shape.safeParse(signing(secretKey, SLACK_INSTALL).read(to, now)).data?.workspace;
}
