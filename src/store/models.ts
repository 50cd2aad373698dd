import type { Model } from '../domain/model.ts';
import { json, type Tx, timestamp, withoutNulls } from './db.ts';

/** Settings as they decide: `settings.version` is the version of this publication, `hash` that of the settings without it. */
export type PublishedModel = { version: number; hash: string; settings: Model };

/** One line of the history. `publishedAt` is epoch ms. */
export type Publication = { version: number; hash: string; publishedAt: number; note?: string };

const LOOK_BACK_MS = 60 * 86_400_000;

const published = `select p.version, p.model as hash, m.settings || jsonb_build_object('version', p.version) as settings
  from publications p join models m on m.workspace = p.workspace and m.id = p.model where p.workspace = $1`;

/**
 * The settings that decide now, as they are stored (read them with `modelFromStored`); undefined before the first start.
 * Whoever decides about leads reads this AFTER locking them: a model read before may be replaced in between, and then the look
 * that the publication asked for would be taken with the old one.
 */
export async function currentModel(tx: Tx, workspace: string): Promise<PublishedModel | undefined> {
  const [row] = await tx.query<PublishedModel>(`${published} order by p.version desc limit 1`, [workspace]);
  return row;
}

/** The version that decides now, without its settings: asked for every batch. */
export async function currentVersion(tx: Tx, workspace: string): Promise<number | undefined> {
  const [row] = await tx.query<{ version: number | null }>(
    'select max(version) as version from publications where workspace = $1',
    [workspace],
  );
  return row?.version ?? undefined;
}

/** Publishes these settings where none are. Safe at every start. */
export async function publishFirst(
  tx: Tx,
  workspace: string,
  model: { hash: string; settings: Model },
  now: number,
): Promise<void> {
  if ((await currentVersion(tx, workspace)) === undefined) await publishModel(tx, workspace, model, now);
}

/** One version as it was published. */
export async function modelVersion(tx: Tx, workspace: string, version: number): Promise<PublishedModel | undefined> {
  const [row] = await tx.query<PublishedModel>(`${published} and p.version = $2`, [workspace, version]);
  return row;
}

/** All settings that ever decided, by their hash: past decisions name it. */
export async function modelsByHash(tx: Tx, workspace: string): Promise<Map<string, unknown>> {
  const rows = await tx.query<{ id: string; settings: unknown }>(
    'select id, settings from models where workspace = $1',
    [workspace],
  );
  return new Map(rows.map(({ id, settings }) => [id, settings]));
}

/** Every publication, the newest first. */
export async function modelVersions(tx: Tx, workspace: string): Promise<Publication[]> {
  const rows = await tx.query<Record<string, unknown>>(
    `select version, model as hash, published_at as "publishedAt", note from publications where workspace = $1
     order by version desc`,
    [workspace],
  );
  return rows.map((row) => withoutNulls(row) as Publication);
}

/**
 * Makes these settings decide from the commit on, as the next version; the first is 1. Publications of one workspace wait for
 * each other, so that at once they get different versions. What decides already is not published again: then `published` is
 * false, and so it is safe twice. Leads notice it at their next look: see `lookAgain`.
 */
export async function publishModel(
  tx: Tx,
  workspace: string,
  model: { hash: string; settings: Model; note?: string },
  now: number,
): Promise<{ version: number; published: boolean }> {
  await lockPublications(tx, workspace);
  const settings = json(model.settings);
  const current = await newestVersion(tx, workspace, model.hash, settings);
  if (current.same) return { version: current.version, published: false };
  const version = current.version + 1;
  await tx.query('insert into models values ($1, $2, $3, $4, $5) on conflict do nothing', [
    workspace,
    model.hash,
    version,
    settings,
    timestamp(now),
  ]);
  await tx.query('insert into publications values ($1, $2, $3, $4, $5)', [
    workspace,
    version,
    model.hash,
    timestamp(now),
    model.note ?? null,
  ]);
  return { version, published: true };
}

/** `no key`: rows that refer to the workspace, such as new leads, are added meanwhile. */
async function lockPublications(tx: Tx, workspace: string): Promise<void> {
  const rows = await tx.query('select 1 from workspaces where workspace = $1 for no key update', [workspace]);
  if (rows.length === 0) throw new Error(`models: there is no workspace ${workspace}: start the product once first`);
}

/** Settings are compared too: hashes of the first release were made with the version. */
async function newestVersion(
  tx: Tx,
  workspace: string,
  hash: string,
  settings: string,
): Promise<{ version: number; same: boolean }> {
  const [row] = await tx.query<{ version: number; same: boolean }>(
    `select p.version, p.model = $2 or m.settings - 'version' = $3::jsonb - 'version' as same
     from publications p join models m on m.workspace = p.workspace and m.id = p.model
     where p.workspace = $1 order by p.version desc limit 1`,
    [workspace, hash, settings],
  );
  return row ?? { version: 0, same: false };
}

/**
 * Makes a look due now for every lead that other settings may judge otherwise: whoever waits for a look, has a score, or has a
 * signal of the last 60 days. Leads whose CRM record is gone stay at rest. Waits for looks that are under way. Answers how many.
 */
export async function lookAgain(tx: Tx, workspace: string, now: number): Promise<number> {
  // In the order in which receipts lock leads: else two of them could wait for each other.
  const [row] = await tx.query<{ count: number }>(
    `with lately as (
       select lead as id from signals where workspace = $1 and at > $3 and lead is not null
       union select l.id from signals s join leads l on l.workspace = $1 and l.account = s.account
         where s.workspace = $1 and s.at > $3),
     kinds as (select kind || ':contact' as kind from connections where workspace = $1),
     due as (
       select l.id from leads l left join lately on lately.id = l.id
       where l.workspace = $1 and (l.look_at is not null or ((l.score > 0 or lately.id is not null) and exists (
         select 1 from identities i where i.workspace = $1 and i.id = l.id and i.kind in (select kind from kinds))))
       order by l.id for update of l),
     looks as (update leads l set look_at = least(l.look_at, $2) from due
       where l.workspace = $1 and l.id = due.id returning 1)
     select count(*) as count from looks`,
    [workspace, timestamp(now), timestamp(now - LOOK_BACK_MS)],
  );
  return row?.count ?? 0;
}
