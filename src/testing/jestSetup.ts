import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What jestTeardown.ts needs of jestSetup.ts: both run in the same process of one test run. */
export type Kept = { stop(): Promise<void> };
declare global {
  var hotLeadTestPostgres: Kept | undefined;
}

/**
 * Before all tests: a keeper that starts PostgreSQL when the first test asks for a database (see database.ts), so that
 * a run without one does not wait for it. With TEST_DATABASE_URL that server is used and nothing is started.
 */
export default async function jestSetup(): Promise<void> {
  if (process.env['TEST_DATABASE_URL'] !== undefined) return;
  const keeper = spawn(process.execPath, [fileURLToPath(new URL('./keepPostgres.ts', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // Its own session: Ctrl-C must not end it before it has stopped the server.
    detached: true,
  });
  const gone = once(keeper, 'exit');
  const [port] = (await Promise.race([once(keeper.stdout, 'data'), gone])) as [unknown];
  process.env['TEST_DATABASE_PORT'] = String(port).trim();
  globalThis.hotLeadTestPostgres = {
    stop: async () => {
      keeper.stdin.end();
      await gone;
    },
  };
}
