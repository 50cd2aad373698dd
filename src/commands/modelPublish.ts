import { parseArgs } from 'node:util';
import type { Model } from '../domain/model.ts';
import { modelHash } from '../model/hash.ts';
import { modelFrom, modelFromStored } from '../model/read.ts';
import type { Tx } from '../store/db.ts';
import {
  currentModel,
  lockPublications,
  modelVersion,
  modelVersions,
  type Publication,
  publishAndLook,
} from '../store/models.ts';
import { workspaceFor } from './databaseFor.ts';
import { minuteIn } from './minuteIn.ts';
import type { Env, Io } from './model.ts';
import { mustRead, oneFile, wholeNumber } from './modelDraft.ts';
import { timeZoneFrom } from './repsKnown.ts';

type Published = { workspace: string; version: number; hash: string; published: boolean };

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

/** `hot-lead model publish`: all of a valid draft decides from the commit on, or nothing of it. Twice is once. */
export async function publishDraft(args: string[], io: Io, env: Env): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: { note: text, json: flag }, allowPositionals: true });
  const file = oneFile(positionals);
  await using running = new AsyncDisposableStack();
  const { db, workspace } = await workspaceFor(env, running, io.now());
  const done = await db.inWorkspace(workspace, async (tx) => {
    await lockPublications(tx, workspace);
    const current = await currentModel(tx, workspace);
    const settings = await mustRead(file, modelFromStored(current?.settings));
    const model = {
      hash: modelHash(settings),
      settings,
      ...(values.note !== undefined && { note: oneLine(values.note) }),
    };
    return publishSettings(tx, workspace, model, io.now());
  });
  tell(done, values.json === true, io);
  return 0;
}

/** `hot-lead model rollback`: publishes an earlier version's settings as the next version. */
export async function rollBack(args: string[], io: Io, env: Env): Promise<number> {
  const { values } = parseArgs({ args, options: { to: text, note: text, json: flag } });
  const wanted = values.to === undefined ? undefined : wholeNumber(values.to, '--to');
  await using running = new AsyncDisposableStack();
  const { db, workspace } = await workspaceFor(env, running, io.now());
  const done = await db.inWorkspace(workspace, async (tx) => {
    await lockPublications(tx, workspace);
    const { hash, settings, version } = await earlier(tx, workspace, wanted);
    // What this release of the product would not take must not come back by this way.
    modelFrom(modelFromStored(settings), `version ${version}`);
    return publishSettings(
      tx,
      workspace,
      { hash, settings, note: oneLine(values.note ?? '') || `back to version ${version}` },
      io.now(),
    );
  });
  tell(done, values.json === true, io);
  return 0;
}

/** What a terminal would not show, the database would not take. */
function oneLine(note: string): string {
  return note.replace(/\p{Cc}+/gu, ' ').trim();
}

async function earlier(tx: Tx, workspace: string, wanted: number | undefined) {
  const newest = (await currentModel(tx, workspace))?.version ?? 0;
  const version = wanted ?? newest - 1;
  if (version < 1) throw new Error(`version ${newest} is the first: there is none before it to go back to`);
  if (version === newest) throw new Error(`--to ${version}: this version decides already: give an earlier one`);
  const found = await modelVersion(tx, workspace, version);
  if (found === undefined) throw new Error(`--to ${version}: there is none: versions are 1 to ${newest}`);
  return found;
}

async function publishSettings(
  tx: Tx,
  workspace: string,
  model: { hash: string; settings: Model; note?: string },
  now: number,
): Promise<Published> {
  const { version, published } = await publishAndLook(tx, workspace, model, now);
  return { workspace, version, hash: model.hash, published };
}

function tell(done: Published, json: boolean, io: Io): void {
  if (json) return io.out(JSON.stringify(done));
  const { workspace, version, hash, published } = done;
  if (!published) return io.out(`nothing to publish: version ${version} of workspace ${workspace} has these settings`);
  io.out(`version ${version} (${hash}) decides in workspace ${workspace} from now on`);
  io.out('every lead that it may change is looked at again');
}

/** `hot-lead model versions`: the newest first; the first line is what decides. */
export async function listVersions(args: string[], io: Io, env: Env): Promise<number> {
  const { values } = parseArgs({ args, options: { json: flag } });
  await using running = new AsyncDisposableStack();
  const { db, workspace } = await workspaceFor(env, running, io.now());
  const versions = await db.inWorkspace(workspace, (tx) => modelVersions(tx, workspace));
  const minute = minuteIn(timeZoneFrom(env));
  const dated = versions.map((version) => ({ ...version, publishedAt: new Date(version.publishedAt).toISOString() }));
  if (values.json) io.out(JSON.stringify(dated, undefined, 2));
  else for (const [index, version] of versions.entries()) io.out(inWords(version, index === 0, minute));
  return 0;
}

function inWords(
  { version, hash, publishedAt, note }: Publication,
  decides: boolean,
  minute: (at: number) => string,
): string {
  const head = `${decides ? '*' : ' '} ${String(version).padStart(3)}  ${minute(publishedAt)}  ${hash.padEnd(16)}`;
  return note === undefined ? head.trimEnd() : `${head}  ${note}`;
}
