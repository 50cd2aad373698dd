import { parseArgs } from 'node:util';
import { localDate } from '../calendar/wallTime.ts';
import { keyHash, newApiKey } from '../http/apiKey.ts';
import { system } from '../main.ts';
import { addApiKey, type ApiKey, apiKeysOf, revokeApiKey } from '../store/apiKeys.ts';
import type { Db } from '../store/db.ts';
import { workspaceFor } from './databaseFor.ts';
import { helpAsked } from './helpAsked.ts';
import type { Env, Io } from './model.ts';
import { timeZoneFrom } from './repsKnown.ts';

const USAGE = [
  'usage: hot-lead keys [list] [--json]',
  '       hot-lead keys add <name, such as Zapier>',
  '       hot-lead keys revoke <id>',
].join('\n');
const LONGEST_NAME = 100;

/**
 * `hot-lead keys`: what programs of the customer prove themselves with. A key is printed once, when it is made, and kept nowhere.
 * Returns the exit code: 1 after anything wrong, and then nothing was changed.
 */
export async function keysCommand(args: string[], io: Io, env: Env = system.env): Promise<number> {
  if (helpAsked(args, USAGE, io)) return 0;
  try {
    const options = { json: { type: 'boolean' } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [verb = 'list', subject, ...more] = positionals;
    const isList = verb === 'list';
    if (!isList && !['add', 'revoke'].includes(verb)) throw new Error(`there is no ${JSON.stringify(verb)}\n${USAGE}`);
    if (more.length > 0 || (subject === undefined) !== isList) throw new Error(USAGE);
    await using running = new AsyncDisposableStack();
    const { db, workspace } = await workspaceFor(env, running, io.now());
    const shown = { json: values.json === true, timeZone: timeZoneFrom(env) };
    if (subject === undefined) await list(db, workspace, shown, io);
    else if (verb === 'add') await add(db, workspace, subject, io);
    else await revoke(db, workspace, subject, io);
    return 0;
  } catch (error) {
    for (const line of (error as Error).message.split('\n')) io.err(`keys: ${line}`);
    return 1;
  }
}

async function add(db: Db, workspace: string, given: string, io: Io): Promise<void> {
  const name = given.replace(/\p{Cc}+/gu, ' ').trim();
  if (name === '' || name.length > LONGEST_NAME) throw new Error(`a name has 1 to ${LONGEST_NAME} characters`);
  const key = newApiKey();
  await db.inWorkspace(workspace, (tx) => addApiKey(tx, workspace, { name, hash: keyHash(key) }, io.now()));
  io.out(key);
  io.err('It is shown this once, and lets in whoever has it: keep it where secrets are kept.');
}

async function list(
  db: Db,
  workspace: string,
  { json, timeZone }: { json: boolean; timeZone: string },
  io: Io,
): Promise<void> {
  const keys = await db.inWorkspace(workspace, (tx) => apiKeysOf(tx, workspace));
  if (json) return io.out(JSON.stringify(keys.map(dated), undefined, 2));
  if (keys.length === 0) io.out('there is no key yet: `hot-lead keys add <name>` makes one');
  const day = (at: number) => localDate(timeZone, at);
  for (const { id, name, createdAt, revokedAt } of keys)
    io.out(`${id}  ${name}  made ${day(createdAt)}${revokedAt === undefined ? '' : `, revoked ${day(revokedAt)}`}`);
}

function dated({ id, name, createdAt, revokedAt }: ApiKey) {
  const revoked = revokedAt === undefined ? {} : { revokedAt: new Date(revokedAt).toISOString() };
  return { id, name, createdAt: new Date(createdAt).toISOString(), revokedAt: undefined, ...revoked };
}

async function revoke(db: Db, workspace: string, id: string, io: Io): Promise<void> {
  const known = await db.inWorkspace(workspace, (tx) => revokeApiKey(tx, workspace, id, io.now()));
  if (!known) throw new Error(`there is no key ${JSON.stringify(id)}: \`hot-lead keys list\` shows all`);
  io.out(`${id} lets nobody in any more`);
}
