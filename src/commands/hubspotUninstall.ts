import { parseArgs } from 'node:util';
import type { HubspotPortals, Uninstalled } from '../hubspotPortals.ts';
import { portalsFor } from './hubspotLinked.ts';
import { PRODUCT } from './databaseFor.ts';
import type { Env, Io } from './model.ts';

/**
 * `hot-lead hubspot uninstall`: removes the app from a workspace's HubSpot account and forgets its tokens; leads and history stay.
 * Safe to repeat. Throws a sentence for people, and then nothing was forgotten.
 */
export async function hubspotUninstallCommand(args: string[], io: Io, env: Env): Promise<number> {
  const { workspace = PRODUCT.workspace } = parseArgs({ args, options: { workspace: { type: 'string' } } }).values;
  await using running = new AsyncDisposableStack();
  const { portals } = await portalsFor(env, io, running);
  return await uninstall(portals, workspace, io);
}

/** The same, with the accounts open. */
export async function uninstall(portals: HubspotPortals, workspace: string, io: Pick<Io, 'out'>): Promise<number> {
  const done = await portals.uninstall(workspace);
  io.out(saying(done, workspace));
  return done.kind === 'unreadable' ? 1 : 0;
}

function saying(done: Uninstalled, workspace: string): string {
  if (done.kind === 'none') return `workspace ${workspace} has no HubSpot account that installed the app`;
  const forgotten = 'its tokens are forgotten; leads and history stay, and a new installation goes on with them';
  if (done.kind === 'removed') return `the app is removed from HubSpot account ${done.portal}: ${forgotten}`;
  if (done.kind === 'wasGone') return `HubSpot account ${done.portal} had removed the app already: ${forgotten}`;
  return `HubSpot account ${done.portal}: its tokens could not be read (SECRET_KEY was changed) and are forgotten; remove the app there yourself: HubSpot, Settings > Integrations > Connected Apps > Hot Lead Signal > Uninstall`;
}
