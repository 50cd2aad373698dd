import { type Config, readConfig } from '../config.ts';
import type { TakeTurn } from '../crm/crm.ts';
import { type Ask, hubspotApi } from '../crm/hubspot/api.ts';
import { hubspotTurns } from '../hubspotTurns.ts';
import { PRODUCT } from './databaseFor.ts';
import { portalsFor } from './hubspotLinked.ts';
import type { Env, Io } from './model.ts';

/** A portal to set up. `granted`: the scopes of an installation by a link; undefined with the token of one's own app. */
export type SetupPortal = { ask: Ask; portalId: string; granted: readonly string[] | undefined };

/** Finds the portal that is meant, open until `running` is disposed. Throws a sentence for people. */
export type FindPortal = (
  env: Env,
  wanted: { workspace: string | undefined; io: Io },
  running: AsyncDisposableStack,
) => Promise<SetupPortal>;

/** The portal of HUBSPOT_TOKEN, or without that the one that installed the app in a workspace. */
export const configuredPortal: FindPortal = async (env, { workspace, io }, running) => {
  const read = readConfig(env);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  const { hubspot, defaultTimeZone } = read.config;
  if (hubspot === undefined)
    throw new Error(
      'no HubSpot account is configured: set HUBSPOT_TOKEN and HUBSPOT_PORTAL_ID, or HUBSPOT_CLIENT_ID to install by a link',
    );
  const { token, portalId } = hubspot;
  if (token === undefined || portalId === undefined)
    return installedPortal(env, { hubspot, workspace: workspace ?? PRODUCT.workspace, io }, running);
  if (workspace !== undefined)
    throw new Error('--workspace is for accounts that installed the app by a link: leave it out');
  return { ask: ownAsk(hubspot, token.reveal(), { timeZone: defaultTimeZone, io }), portalId, granted: undefined };
};

type Hubspot = NonNullable<Config['hubspot']>;

/** Fewer than 100 calls, not counted together with a running product's: no database is needed before the first start. */
function ownAsk({ apiUrl: baseUrl }: Hubspot, token: string, { timeZone, io }: { timeZone: string; io: Io }): Ask {
  const usual = { takeTurn: async () => {}, now: () => io.now(), timeZone: () => timeZone };
  return hubspotApi({ token: () => token, baseUrl, ...usual });
}

async function installedPortal(
  env: Env,
  { hubspot, workspace, io }: { hubspot: Hubspot; workspace: string; io: Io },
  running: AsyncDisposableStack,
): Promise<SetupPortal> {
  const { db, portals } = await portalsFor(env, io, running);
  const [installed] = await portals.shown(workspace);
  if (installed === undefined)
    throw new Error(
      `no HubSpot account has installed the app in workspace ${workspace}: \`npx hot-lead hubspot install\` prints the link`,
    );
  const trouble = await portals.trouble(workspace);
  if (trouble !== undefined) throw new Error(trouble);
  const { callsPer10Seconds, apiUrl: baseUrl } = hubspot;
  const now = () => io.now();
  const turns = hubspotTurns(db, workspace, { callsPer10Seconds, now });
  // Whoever sets up can wait: the leads of a running product go first.
  const takeTurn: TakeTurn = (bucket) => turns(bucket, 'import');
  const ask = hubspotApi({ token: portals.tokenOf(workspace, installed.portal), takeTurn, now, baseUrl });
  return { ask, portalId: installed.portal, granted: installed.scopes ?? [] };
}
