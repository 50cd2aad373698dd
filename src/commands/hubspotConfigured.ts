import { readConfig } from '../config.ts';
import { type Db, openDb } from '../store/db.ts';
import { migrate } from '../store/migrate.ts';
import { connectedSince } from '../store/workspaces.ts';
import { PRODUCT, serverFor } from './databaseFor.ts';
import type { Env, Io } from './model.ts';

/** The account of HUBSPOT_TOKEN, and the database that knows more of it. */
export type Configured = { db: Db; workspace: string; portal: string };

/**
 * The account that HUBSPOT_TOKEN and HUBSPOT_PORTAL_ID name, with its database open until `running` is disposed; undefined where
 * accounts are connected by a link. Throws sentences for people.
 */
export async function configuredAccount(
  env: Env,
  io: Io,
  running: AsyncDisposableStack,
): Promise<Configured | undefined> {
  const read = readConfig(env);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  const { token, portalId } = read.config.hubspot ?? {};
  if (token === undefined || portalId === undefined) return undefined;
  const url = await serverFor(read.config, running, () => {});
  const { role } = await migrate(url, io.now());
  const db = openDb(url, { max: 2, ...(role !== undefined && { role }) });
  running.defer(() => db.close());
  return { db, workspace: PRODUCT.workspace, portal: portalId };
}

/** When the product first worked with this account; undefined before. */
export async function workedSince({ db, workspace, portal }: Configured): Promise<number | undefined> {
  const kept = await db.inWorkspace(workspace, (tx) => connectedSince(tx, workspace, 'hubspot'));
  return kept?.account === portal ? kept.since : undefined;
}
