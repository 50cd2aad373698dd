import { z } from 'zod';
import { entities, type Entity } from './crm/salesforce/pubsub-events.ts';
import { type Db, timestamp } from './store/db.ts';

/** Who was killed holds up the others for so long. */
export const LEASE_MS = 30_000;

/** Who follows an org's change events, and which objects' they hear: one row an org, which all processes look at. */
type Lease = {
  /** Takes or renews it, where nobody else has it, and says what we follow; answers who has it, and what they follow. */
  hold(follows: Entity[]): Promise<{ isOurs: boolean; follows: Entity[] }>;
  /** Lets somebody else take it at once. */
  release(): Promise<void>;
};

const row = z.object({ holder: z.string(), follows: z.array(z.enum(entities)).catch([]) });

/** `holder` names this process. */
export function newsLease(
  db: Db,
  { workspace, org }: { workspace: string; org: string },
  { holder, now }: { holder: string; now: () => number },
): Lease {
  const id = `salesforce:news:${org}`;
  return {
    hold: (follows) =>
      db.inWorkspace(workspace, async (tx) => {
        const at = now();
        // A lease from far ahead was taken by a process whose clock was wrong, and is none.
        const taken = await tx.query(
          `insert into cursors as c values ($1, $2, $3, $4)
           on conflict (workspace, id) do update set value = excluded.value, updated_at = excluded.updated_at
           where c.value::jsonb ->> 'holder' = $5 or c.updated_at not between $6 and $7 returning id`,
          [
            workspace,
            id,
            JSON.stringify({ holder, follows }),
            timestamp(at),
            holder,
            timestamp(at - LEASE_MS),
            timestamp(at + LEASE_MS),
          ],
        );
        if (taken.length > 0) return { isOurs: true, follows };
        const [theirs] = await tx.query<{ value: string }>(
          'select value from cursors where workspace = $1 and id = $2',
          [workspace, id],
        );
        return { isOurs: false, follows: theirs === undefined ? [] : row.parse(JSON.parse(theirs.value)).follows };
      }),
    release: () =>
      db.inWorkspace(workspace, async (tx) => {
        await tx.query(`delete from cursors where workspace = $1 and id = $2 and value::jsonb ->> 'holder' = $3`, [
          workspace,
          id,
          holder,
        ]);
      }),
  };
}
