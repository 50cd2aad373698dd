import { migrateQueue } from '../queue/migrate.ts';
import { migrate } from '../store/migrate.ts';

/** All tables of this version, the queue's too. Twice changes nothing. */
export async function addTables(url: string): Promise<void> {
  await migrate(url, Date.now());
  await migrateQueue(url);
}
