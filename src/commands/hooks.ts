import { parseArgs } from 'node:util';
import { addressProblem } from '../channels/webhook/address.ts';
import { hookSecretOf, newHookSecret } from '../channels/webhook/secret.ts';
import { readConfig } from '../config.ts';
import { hookTypes } from '../domain/telling/hookTypes.ts';
import { system } from '../main.ts';
import { type HookDesk, hookDesk, type ShownHook } from '../pipeline/hookDesk.ts';
import { sealing } from '../sealing.ts';
import type { Db } from '../store/db.ts';
import { openStore } from '../store/store.ts';
import { workspaceFor } from './databaseFor.ts';
import { helpAsked } from './helpAsked.ts';
import { minuteIn } from './minuteIn.ts';
import type { Env, Io } from './model.ts';
import { timeZoneFrom } from './repsKnown.ts';

const USAGE = [
  'usage: hot-lead hooks [list] [--json]',
  '       hot-lead hooks add <https://...> --event <event> [--event ...] [--secret whsec_...]',
  '       hot-lead hooks remove <id>',
  '       hot-lead hooks replay <id> [--since 2026-11-22T09:00:00Z]   what was given up, in the last day by default',
  'events:',
  ...Object.entries(hookTypes).map(([event, says]) => `  ${event.padEnd(17)} ${says}`),
].join('\n');
const DAY_MS = 86_400_000;

const options = {
  json: { type: 'boolean' },
  event: { type: 'string', multiple: true },
  secret: { type: 'string' },
  since: { type: 'string' },
} as const;
type Values = { json?: boolean; event?: string[]; secret?: string; since?: string };
type Work = { desk: HookDesk; workspace: string; io: Io; timeZone: string };

/** What may stand with each verb; what else is said is a mistake. */
const verbs: Record<string, (keyof Values)[]> = {
  list: ['json'],
  add: ['event', 'secret'],
  remove: [],
  replay: ['since'],
};

/**
 * `hot-lead hooks`: who is told what happens, as by the API. A product that runs on the same database delivers. Returns the exit
 * code: 1 after anything wrong, and then nothing was changed.
 */
export async function hooksCommand(args: string[], io: Io, env: Env = system.env): Promise<number> {
  if (helpAsked(args, USAGE, io)) return 0;
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [verb = 'list', subject = '', ...more] = positionals;
    const allowed = verbs[verb];
    if (allowed === undefined) throw new Error(`there is no ${JSON.stringify(verb)}\n${USAGE}`);
    const strange = Object.keys(values).find((name) => !allowed.includes(name as keyof Values));
    if (strange !== undefined) throw new Error(`--${strange} says nothing with ${verb}\n${USAGE}`);
    if (more.length > 0 || (subject === '') !== (verb === 'list')) throw new Error(USAGE);
    await using running = new AsyncDisposableStack();
    const { db, workspace } = await workspaceFor(env, running, io.now());
    await run(verb, subject, values, { desk: deskOn(db, env, io), workspace, io, timeZone: timeZoneFrom(env) });
    return 0;
  } catch (error) {
    for (const line of (error as Error).message.split('\n')) io.err(`hooks: ${line}`);
    return 1;
  }
}

/** Nobody has to be woken: a running product looks for what is due by itself. */
function deskOn(db: Db, env: Env, io: Io): HookDesk {
  const read = readConfig(env);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  const { secretKey, hooksToPrivate } = read.config;
  const sealed = secretKey && sealing(secretKey.reveal());
  return hookDesk({
    store: openStore(db),
    seal: sealed && ((workspace, secret) => sealed.seal(secret, hookSecretOf(workspace))),
    newSecret: newHookSecret,
    addressProblem: (url) => addressProblem(url, { allowPrivate: hooksToPrivate }),
    wake: async () => undefined,
    now: () => io.now(),
  });
}

async function run(verb: string, subject: string, values: Values, work: Work): Promise<void> {
  if (verb === 'list') return list(work, values.json === true);
  if (verb === 'add') return add(work, subject, values);
  const { desk, workspace, io } = work;
  if (verb === 'remove') {
    if (!(await desk.remove(workspace, subject))) throw unknown(subject);
    return io.out(`${subject} is told nothing any more`);
  }
  const again = await desk.replay(workspace, subject, sinceIn(values.since, io.now()));
  if (again === undefined) throw unknown(subject);
  return io.out(`${again} of what was given up ${again === 1 ? 'is' : 'are'} delivered again`);
}

async function add({ desk, workspace, io }: Work, url: string, { event = [], secret }: Values): Promise<void> {
  const made = await desk.subscribe(workspace, { url, events: event, ...(secret !== undefined && { secret }) });
  io.out(`${made.id} is told of ${made.events.join(', ')}`);
  io.out(`its secret, shown this once: ${made.secret}`);
}

async function list({ desk, workspace, io, timeZone }: Work, json: boolean): Promise<void> {
  const hooks = await desk.list(workspace);
  if (json) return io.out(JSON.stringify(hooks.map(dated), undefined, 2));
  if (hooks.length === 0) io.out('nobody has subscribed yet: `hot-lead hooks --help` says how');
  const minute = minuteIn(timeZone);
  for (const hook of hooks) io.out(`${hook.id}  ${hook.url}  ${hook.events.join(', ')}  ${stateOf(hook, minute)}`);
}

function dated({ createdAt, failingSince, disabledAt, ...hook }: ShownHook) {
  const iso = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString());
  return { ...hook, createdAt: iso(createdAt), failingSince: iso(failingSince), disabledAt: iso(disabledAt) };
}

function stateOf({ failingSince, disabledAt, disabledBecause }: ShownHook, minute: (at: number) => string): string {
  if (disabledAt !== undefined) return `over since ${minute(disabledAt)}: ${disabledBecause ?? 'no reason kept'}`;
  return failingSince === undefined ? 'works' : `has failed since ${minute(failingSince)}`;
}

function sinceIn(text: string | undefined, now: number): number {
  const at = text === undefined ? now - DAY_MS : Date.parse(text);
  if (Number.isNaN(at)) throw new Error(`--since: ${JSON.stringify(text)} is no date; say 2026-11-22T09:00:00Z`);
  return at;
}

function unknown(id: string): Error {
  return new Error(`there is no subscription ${JSON.stringify(id)}: \`hot-lead hooks list\` shows all`);
}
