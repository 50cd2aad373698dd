import { type Config, readConfig } from '../config.ts';
import { type HubspotPortals, hubspotPortals, type PortalSettings } from '../hubspotPortals.ts';
import { type Db, openDb } from '../store/db.ts';
import { migrate } from '../store/migrate.ts';
import { PRODUCT, serverFor } from './databaseFor.ts';
import type { Env, Io } from './model.ts';

/** What is configured of connecting HubSpot accounts by a link. Throws a sentence for people when it is not. */
export function portalSettingsFrom(env: Env): {
  config: Config;
  settings: PortalSettings & { publicUrl: string; secretKey: string };
} {
  const read = readConfig(env);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  const { publicUrl, secretKey, hubspot } = read.config;
  if (hubspot?.oauth === undefined || publicUrl === undefined || secretKey === undefined)
    throw new Error(
      'connecting accounts by a link needs HUBSPOT_CLIENT_ID, HUBSPOT_CLIENT_SECRET, SECRET_KEY and PUBLIC_URL; with HUBSPOT_TOKEN the account is connected already, and is removed by removing the token',
    );
  const { clientId, clientSecret } = hubspot.oauth;
  return {
    config: read.config,
    settings: {
      publicUrl,
      secretKey: secretKey.reveal(),
      workspace: { id: PRODUCT.workspace },
      hubspot: { oauth: { clientId, clientSecret: clientSecret.reveal() }, apiUrl: hubspot.apiUrl },
      tell: () => {},
    },
  };
}

/** The connected accounts, and the database that keeps them, open until `running` is disposed. Throws sentences for people. */
export async function portalsFor(
  env: Env,
  io: Io,
  running: AsyncDisposableStack,
): Promise<{ db: Db; portals: HubspotPortals }> {
  const { config, settings } = portalSettingsFrom(env);
  const url = await serverFor(config, running, () => {});
  const { role } = await migrate(url, io.now());
  const db = openDb(url, { max: 2, ...(role !== undefined && { role }) });
  running.defer(() => db.close());
  return { db, portals: hubspotPortals(settings, db, () => io.now()) };
}
