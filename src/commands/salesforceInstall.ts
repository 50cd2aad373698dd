import { parseArgs } from 'node:util';
import { installLink } from '../installLink.ts';
import { isWorkspaceName } from '../workspaceName.ts';
import type { Env, Io } from './model.ts';
import { orgSettingsFrom } from './salesforceOpen.ts';

/** `hot-lead salesforce install`: prints the link by which somebody connects a Salesforce org. Throws a sentence for people. */
export async function salesforceInstallCommand(args: string[], io: Io, env: Env): Promise<number> {
  const { publicUrl, secretKey, ...settings } = orgSettingsFrom(env).settings;
  const options = { workspace: { type: 'string' } } as const;
  const { workspace = settings.workspace.id } = parseArgs({ args, options }).values;
  const { by } = settings.salesforce.login;
  if (by !== 'link' || publicUrl === undefined || secretKey === undefined)
    throw new Error(
      `the org is connected by the configuration already (SALESFORCE_FLOW is ${by}): nobody has to open a link; \`hot-lead salesforce status\` says whether it works`,
    );
  if (!isWorkspaceName(workspace))
    throw new Error(
      `--workspace: ${JSON.stringify(workspace)} is no name for one: small letters, digits and dashes, 40 at most, and not demo`,
    );
  io.out(installLink('salesforce', { publicUrl, secretKey }, workspace, io.now()));
  io.err(
    'Open it within an hour, while the product runs, in a browser that is signed in to Salesforce as the user we are to work as. Whoever has it can connect.',
  );
  return 0;
}
