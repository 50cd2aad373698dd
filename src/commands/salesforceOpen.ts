import { type Config, readConfig } from '../config.ts';
import { type Org, type OrgOptions, salesforceOrg } from '../crm/salesforce/org.ts';
import { type OrgSettings, type SalesforceOrgs, salesforceOrgs } from '../salesforceOrgs.ts';
import { salesforceTurns } from '../salesforceTurns.ts';
import { type Db, openDb } from '../store/db.ts';
import { migrate } from '../store/migrate.ts';
import { connectedSince } from '../store/workspaces.ts';
import { PRODUCT, serverFor } from './databaseFor.ts';
import type { Env, Io } from './model.ts';
import { salesforceSettings } from './salesforceSettings.ts';

/** What is configured of Salesforce. Throws a sentence for people when nothing is. */
export function orgSettingsFrom(env: Env): { config: Config; settings: OrgSettings } {
  const read = readConfig(env);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  const { publicUrl, secretKey, salesforce } = read.config;
  if (salesforce === undefined)
    throw new Error(
      'Salesforce is not configured: set SALESFORCE_CLIENT_ID, and what belongs to it (.env.example says what); docs/salesforce.md says how to make the app',
    );
  return {
    config: read.config,
    settings: {
      workspace: { id: PRODUCT.workspace },
      salesforce: salesforceSettings(salesforce),
      ...(publicUrl !== undefined && { publicUrl }),
      ...(secretKey !== undefined && { secretKey: secretKey.reveal() }),
      tell: () => {},
    },
  };
}

/** The orgs, and the database that knows them, open until `running` is disposed. Throws sentences for people. */
export async function orgsFor(
  env: Env,
  io: Io,
  running: AsyncDisposableStack,
): Promise<{ db: Db; orgs: SalesforceOrgs; settings: OrgSettings; timeZone: string }> {
  const { config, settings } = orgSettingsFrom(env);
  const url = await serverFor(config, running, () => {});
  const { role } = await migrate(url, io.now());
  const db = openDb(url, { max: 2, ...(role !== undefined && { role }) });
  running.defer(() => db.close());
  return { db, orgs: salesforceOrgs(settings, db, () => io.now()), settings, timeZone: config.defaultTimeZone };
}

/** An org for a command that asks it a few things; `keepDaily` hears how many calls are used. */
export async function openOrg(
  { db, orgs, io }: { db: Db; orgs: SalesforceOrgs; io: Pick<Io, 'now'> },
  { workspace, org }: { workspace: string; org: string },
  keepDaily: NonNullable<OrgOptions['keepDaily']> = () => {},
): Promise<Org> {
  const now = () => io.now();
  const turns = salesforceTurns(db, workspace, { now });
  // Before the product ever worked with it there is nothing to keep turns in, and nobody to share them with.
  const isShared = (await db.inWorkspace(workspace, (tx) => connectedSince(tx, workspace, 'salesforce'))) !== undefined;
  return salesforceOrg({
    session: orgs.sessionOf(workspace, org),
    // Whoever runs a command can wait: the leads of a running product go first.
    takeTurn: async () => (isShared ? turns('import') : undefined),
    now,
    keepDaily,
  });
}
