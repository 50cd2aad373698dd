import { runMigrations } from 'bullmq';
import pg from 'pg';

/** Creates or updates BullMQ's own tables (schema `bullmq`). Safe from many processes at once. */
export async function migrateQueue(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await runMigrations(client as unknown as Parameters<typeof runMigrations>[0]);
  } finally {
    await client.end();
  }
}
