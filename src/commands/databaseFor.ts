import { type Config, readConfig } from '../config.ts';
import { storedWorkspaces } from '../main.ts';
import { ensureDatabase } from '../store/database.ts';
import { type Db, openDb } from '../store/db.ts';
import { startEmbedded } from '../store/embedded.ts';
import { migrate } from '../store/migrate.ts';
import { currentModel } from '../store/models.ts';

/** The demo has a database of its own and never touches another. */
export const DEMO = { workspace: 'demo', database: 'hotlead_demo' };
export const PRODUCT = { workspace: 'default' };

/**
 * The URL of the configured database, or of the embedded server's, which runs until `running` is disposed and is shared with
 * a product that runs on it. Throws a sentence for people when nothing answers.
 */
export async function serverFor(
  config: Config,
  running: AsyncDisposableStack,
  say: (line: string) => void,
): Promise<string> {
  if (config.databaseUrl !== undefined) return ensureDatabase(config.databaseUrl.reveal());
  const embedded = await startEmbedded({ dataDir: config.dataDir, log: say });
  running.use(embedded);
  return embedded.url;
}

/**
 * The workspace that `hot-lead start` works on with these variables, migrated and with a model; of a database that holds the
 * product that one, also without HUBSPOT_TOKEN. Open until `running` is disposed. Throws sentences for people.
 */
export async function workspaceFor(
  env: Record<string, string | undefined>,
  running: AsyncDisposableStack,
  now: number,
): Promise<{ db: Db; workspace: string }> {
  const read = readConfig(env);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  const server = await serverFor(read.config, running, () => {});
  const stored = await storedWorkspaces(server);
  if (stored.includes(PRODUCT.workspace)) return openWorkspace(server, PRODUCT.workspace, running, now);
  if (!isDemo(read.config) || stored.length > 0) throw new Error(notStarted('this database'));
  const demo = await ensureDatabase(server, DEMO.database);
  return openWorkspace(demo, DEMO.workspace, running, now);
}

async function openWorkspace(
  url: string,
  workspace: string,
  running: AsyncDisposableStack,
  now: number,
): Promise<{ db: Db; workspace: string }> {
  const { role } = await migrate(url, now);
  const db = openDb(url, { max: 2, ...(role !== undefined && { role }) });
  running.defer(() => db.close());
  if ((await db.inWorkspace(workspace, (tx) => currentModel(tx, workspace))) === undefined)
    throw new Error(notStarted(workspace === DEMO.workspace ? "the demo's database" : 'this database'));
  return { db, workspace };
}

function notStarted(place: string): string {
  return `${place} holds no workspace yet: start the product once first (hot-lead start), or correct DATABASE_URL or DATA_DIR`;
}

/** Nothing is configured that leads could come from: then the demo is meant. */
export function isDemo({ hubspot, salesforce }: Pick<Config, 'hubspot' | 'salesforce'>): boolean {
  return hubspot === undefined && salesforce === undefined;
}
