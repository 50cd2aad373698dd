import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { defaultModel, type Model } from '../domain/model.ts';
import { modelHash } from '../model/hash.ts';
import { modelFromStored } from '../model/read.ts';
import { currentModel, modelVersion, modelVersions } from '../store/models.ts';
import { workspaceFor } from './databaseFor.ts';
import type { Env, Io } from './model.ts';
import { type Draft, oneFile, readDraft, wholeNumber } from './modelDraft.ts';

/** `hot-lead model export`: a published model as a file that can be changed and published. It has every section. */
export async function exportModel(args: string[], io: Io, env: Env): Promise<number> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { version: text, out: text, json: { type: 'boolean' } } });
  const version = values.version === undefined ? undefined : wholeNumber(values.version, '--version');
  const model = modelFromStored(await storedModel(version, io, env));
  const written = JSON.stringify(model, undefined, 2);
  if (values.out === undefined) {
    io.out(written);
    return 0;
  }
  const { out } = values;
  await writeFile(out, `${written}\n`).catch((cause: NodeJS.ErrnoException) => {
    throw new Error(`--out ${out}: cannot be written (${cause.code}): give a path in a folder that is there`, {
      cause,
    });
  });
  io.out(values.json ? JSON.stringify({ version: model.version, file: out }) : `version ${model.version} is in ${out}`);
  return 0;
}

async function storedModel(version: number | undefined, io: Io, env: Env): Promise<unknown> {
  await using running = new AsyncDisposableStack();
  const { db, workspace } = await workspaceFor(env, running, io.now());
  return await db.inWorkspace(workspace, async (tx) => {
    const found = await (version === undefined ? currentModel(tx, workspace) : modelVersion(tx, workspace, version));
    if (found !== undefined) return found.settings;
    const [newest] = await modelVersions(tx, workspace);
    throw new Error(`--version ${version}: there is none: versions are 1 to ${newest?.version}`);
  });
}

/** `hot-lead model validate`: needs no database; a part is laid over the default. Every problem is a line of its own. */
export async function validateModel(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: { json: { type: 'boolean' } }, allowPositionals: true });
  const file = oneFile(positionals);
  const draft = await readDraft(file, defaultModel);
  if (values.json) io.out(JSON.stringify(verdictOn(draft)));
  else if (draft.ok) io.out(`valid: ${countsInWords(draft.model)}`);
  else for (const problem of draft.problems) io.err(`${file}: ${problem}`);
  return draft.ok ? 0 : 1;
}

function verdictOn(draft: Draft): object {
  if (!draft.ok) return { valid: false, problems: draft.problems };
  return { valid: true, ...countsOf(draft.model), hash: modelHash(draft.model) };
}

function countsOf({ catalogue, recipes, lanes }: Model): Record<string, number> {
  const sections = Object.entries({ types: catalogue, recipes, lanes });
  return Object.fromEntries(sections.map(([what, of]) => [what, Object.keys(of).length]));
}

function countsInWords(model: Model): string {
  const counts = Object.entries(countsOf(model));
  const words = counts.map(([what, count]) => `${count} ${count === 1 ? what.slice(0, -1) : what}`);
  return `${words.join(', ')} (${modelHash(model)})`;
}
