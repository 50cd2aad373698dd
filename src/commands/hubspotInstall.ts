import { parseArgs } from 'node:util';
import { installLink } from '../installLink.ts';
import { isWorkspaceName } from '../workspaceName.ts';
import { portalSettingsFrom } from './hubspotLinked.ts';
import type { Env, Io } from './model.ts';

/** `hot-lead hubspot install`: prints the link by which a HubSpot account installs the app. Throws a sentence for people. */
export async function hubspotInstallCommand(args: string[], io: Io, env: Env): Promise<number> {
  const options = { workspace: { type: 'string' } } as const;
  const { settings } = portalSettingsFrom(env);
  const { workspace = settings.workspace.id } = parseArgs({ args, options }).values;
  if (!isWorkspaceName(workspace))
    throw new Error(
      `--workspace: ${JSON.stringify(workspace)} is no name for one: small letters, digits and dashes, 40 at most, and not demo`,
    );
  io.out(installLink('hubspot', settings, workspace, io.now()));
  io.err(
    'Open it within an hour, while the product runs, in a browser that is signed in to HubSpot as a super admin. Whoever has it can install.',
  );
  return 0;
}
