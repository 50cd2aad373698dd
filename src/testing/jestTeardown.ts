/** After all tests: waits until the run's PostgreSQL is stopped and its folder is gone. */
export default async function jestTeardown(): Promise<void> {
  await globalThis.hotLeadTestPostgres?.stop();
}
