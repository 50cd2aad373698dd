import type { Model } from '../domain/model.ts';
import { json, type Tx, timestamp, withoutNulls } from './db.ts';
import { addSteps, type NewStep } from './steps.ts';

/** Settings as they decide: `settings.version` is the version of this publication, `hash` that of the settings without it. */
export type PublishedModel = { version: number; hash: string; settings: Model };

/** One line of the history. `publishedAt` is epoch ms. */
export type Publication = { version: number; hash: string; publishedAt: number; note?: string };

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
 * false, and so it is safe twice. Leads notice it at their next look: add `relookStep` in the same transaction.
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

/** Publishes them, and asks for a look at everybody whom they may judge otherwise. Safe twice, as `publishModel` is. */
export async function publishAndLook(
  tx: Tx,
  workspace: string,
  model: { hash: string; settings: Model; note?: string },
  now: number,
): Promise<{ version: number; published: boolean }> {
  const { version, published: isNew } = await publishModel(tx, workspace, model, now);
  if (isNew) await addSteps(tx, workspace, [relookStep(version, now)], now);
  return { version, published: isNew };
}

/** When the version that decides now was published, epoch ms. */
export async function publishedAt(tx: Tx, workspace: string): Promise<number | undefined> {
  const [row] = await tx.query<{ at: number | null }>(
    'select max(published_at) as at from publications where workspace = $1',
    [workspace],
  );
  return row?.at ?? undefined;
}

/** Whoever publishes over what decides now reads that after this. `no key`: new leads are added meanwhile. */
export async function lockPublications(tx: Tx, workspace: string): Promise<void> {
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

/** What the looks at everybody need to know: the step of a publication. */
export function relookStep(version: number, now: number): NewStep {
  return { kind: 'relook', key: `relook:${version}`, subject: `${version}`, dueAt: now };
}

/**
 * Makes a look due now for those of the next leads (by id, after `after`) that other settings may judge otherwise: whoever waits
 * for a look, has a score, or a signal later than `since`. Leads whose CRM record is gone stay at rest. Answers where to go on;
 * undefined at the end. To be called after the publication is committed: a lead that came before is seen here, a later one is
 * decided by the new settings anyway.
 */
export async function lookAgain(
  tx: Tx,
  workspace: string,
  { after, since, limit }: { after: string | undefined; since: number; limit: number },
  now: number,
): Promise<string | undefined> {
  // In the order in which receipts lock leads: else two of them could wait for each other.
  const [row] = await tx.query<{ last: string | null }>(
    `with page as (select id, account, score, look_at from leads
       where workspace = $1 and ($3::uuid is null or id > $3) order by id limit $4),
     due as (
       select l.id from leads l join page p on p.id = l.id
       where l.workspace = $1 and (p.look_at is not null or ((p.score > 0
           or exists (select 1 from signals s where s.workspace = $1 and s.lead = p.id and s.at > $5)
           or exists (select 1 from signals s where s.workspace = $1 and s.lead = p.id and s.level is not null)
           or exists (select 1 from signals s where s.workspace = $1 and s.account = p.account and s.at > $5))
         and exists (select 1 from identities i where i.workspace = $1 and i.id = l.id and i.kind like '%:contact')))
       order by l.id for update of l),
     looks as (update leads l set look_at = least(l.look_at, $2) from due where l.workspace = $1 and l.id = due.id)
     select (select id from page order by id desc limit 1) as last`,
    [workspace, timestamp(now), after ?? null, limit, timestamp(since)],
  );
  return row?.last ?? undefined;
}
