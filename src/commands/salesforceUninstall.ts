import { parseArgs } from 'node:util';
import type { Disconnected } from '../salesforceOrgs.ts';
import { PRODUCT } from './databaseFor.ts';
import type { Env, Io } from './model.ts';
import { orgsFor } from './salesforceOpen.ts';

/**
 * `hot-lead salesforce uninstall`: revokes our access to a workspace's org and forgets its tokens; leads and history stay. Safe to
 * repeat. Throws a sentence for people, and then nothing was forgotten.
 */
export async function salesforceUninstallCommand(args: string[], io: Io, env: Env): Promise<number> {
  const { workspace = PRODUCT.workspace } = parseArgs({ args, options: { workspace: { type: 'string' } } }).values;
  await using running = new AsyncDisposableStack();
  const { orgs } = await orgsFor(env, io, running);
  const done = await orgs.disconnect(workspace);
  io.out(saying(done, workspace));
  return done.kind === 'unreadable' || done.kind === 'configured' ? 1 : 0;
}

function saying(done: Disconnected, workspace: string): string {
  if (done.kind === 'none') return `workspace ${workspace} has no Salesforce org that somebody connected`;
  if (done.kind === 'configured')
    return 'the org is connected by the configuration: remove SALESFORCE_CLIENT_ID and what belongs to it, start again, and block the app in Salesforce, Setup > Connected Apps OAuth Usage; leads and history stay';
  const forgotten =
    'its tokens are forgotten; leads and history stay, and a new connection goes on with them; fields and dashboard stay in the org';
  if (done.kind === 'disconnected') return `our access to Salesforce org ${done.org} is revoked: ${forgotten}`;
  if (done.kind === 'wasOver') return `Salesforce org ${done.org} had ended our access already: ${forgotten}`;
  return `Salesforce org ${done.org}: its tokens could not be read (SECRET_KEY was changed) and are forgotten; revoke the app yourself: Salesforce, Setup > Connected Apps OAuth Usage`;
}
