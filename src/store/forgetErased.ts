import type { Tx } from './db.ts';
import type { Erasing } from './erasing.ts';

/** Once its messages are changed: forgets where they are, and gives what is only counted ids of which nobody knows whose they were. */
export async function forgetErased(
  tx: Tx,
  workspace: string,
  { leads, episodes }: Pick<Erasing, 'leads' | 'episodes'>,
  step: string,
): Promise<void> {
  await tx.query('delete from deliveries where workspace = $1 and episode = any($2)', [workspace, episodes]);
  await tx.query("delete from steps where workspace = $1 and kind = 'card' and subject = any($2)", [
    workspace,
    episodes,
  ]);
  await tx.query('delete from steps where workspace = $1 and id = $2', [workspace, step]);
  for (const lead of leads) await renameLead(tx, workspace, lead, episodes);
  for (const episode of episodes) await renameEpisode(tx, workspace, episode);
}

async function renameLead(tx: Tx, workspace: string, lead: string, episodes: string[]): Promise<void> {
  await tx.query(
    `with other as (select gen_random_uuid() as id),
       r as (update rounds set lead = (select id from other) where workspace = $1 and episode = any($3) and lead = $2),
       c as (update crossings set lead = (select id from other) where workspace = $1 and lead = $2)
     update episodes set lead = (select id from other), reasons = '[]', facts = '{}', routing_note = '',
       waiting_because = null, tried = '[]', claimable_by = null, line = null, turn = null, task = null,
       status_before = null, escalated = null, closed_because = null
     where workspace = $1 and lead = $2`,
    [workspace, lead, episodes],
  );
}

async function renameEpisode(tx: Tx, workspace: string, episode: string): Promise<void> {
  await tx.query(
    `with other as (select gen_random_uuid() as id),
       r as (update rounds set episode = (select id from other) where workspace = $1 and episode = $2),
       h as (update holdings set episode = (select id from other) where workspace = $1 and episode = $2)
     update episodes set id = (select id from other) where workspace = $1 and id = $2`,
    [workspace, episode],
  );
}
