import { defaultModel, type Model } from '../../../src/domain/model.ts';
import { modelHash } from '../../../src/model/hash.ts';
import { type Db, openDb } from '../../../src/store/db.ts';
import { migrate } from '../../../src/store/migrate.ts';
import { publishFirst } from '../../../src/store/models.ts';
import { ensureWorkspace } from '../../../src/store/workspaces.ts';

/** A database with one workspace that decides by this model since `at`. Let go of by `stack`. */
export async function begunWorkspace(
  stack: AsyncDisposableStack,
  databaseUrl: string,
  workspace: string,
  at: number,
  model: Model = defaultModel,
): Promise<{ db: Db; own: { role?: string } }> {
  const { role } = await migrate(databaseUrl, at);
  const own = role === undefined ? {} : { role };
  const db = openDb(databaseUrl, { max: 6, ...own });
  stack.defer(() => db.close());
  await db.inWorkspace(workspace, async (tx) => {
    await ensureWorkspace(tx, { id: workspace, name: 'Bench', demo: false, connections: [] }, at);
    await publishFirst(tx, workspace, { hash: modelHash(model), settings: model }, at);
  });
  return { db, own };
}
