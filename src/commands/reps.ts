import { parseArgs } from 'node:util';
import { system } from '../main.ts';
import { keepWord } from '../pipeline/presence.ts';
import type { Db } from '../store/db.ts';
import { openStore } from '../store/store.ts';
import { workspaceFor } from './databaseFor.ts';
import { helpAsked } from './helpAsked.ts';
import type { Env, Io } from './model.ts';
import { repAsJson, repsAsJson } from './repsJson.ts';
import { timeZoneFrom } from './repsKnown.ts';
import { repsNow } from './repsNow.ts';
import { type Options, repMeant, type Verb, verbs, wordOf } from './repsSay.ts';
import { repInWords, repsInWords } from './repsWords.ts';

const USAGE = [
  'usage: hot-lead reps [--json]',
  '       hot-lead reps away    <e-mail> [--until 16:00|2h|3d|2026-12-24|2026-12-24T16:00] [--because text]',
  '       hot-lead reps present <e-mail> [--until ...] [--because text]',
  '       hot-lead reps back    <e-mail>',
  '       hot-lead reps off     <e-mail> --from 2026-12-24 [--until 2026-12-27] [--because text]',
];

/** What people wrote in a CRM must not steer a terminal. */
const UNPRINTED = /[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu;

type Asked = { json: boolean; say?: { verb: Verb; who: string; options: Options } };

/**
 * `hot-lead reps`: who is there, and for how long; with a verb it keeps what somebody says of their own time, and leads that
 * wait are routed again at once. Exit code 1 after anything wrong, and then nothing was changed.
 */
export async function repsCommand(args: string[], io: Io, env: Env = system.env): Promise<number> {
  if (helpAsked(args, USAGE.join('\n'), io)) return 0;
  try {
    const asked = askedIn(args);
    await using running = new AsyncDisposableStack();
    const { db, workspace } = await workspaceFor(env, running, io.now());
    const lines = await answered(asked, db, { workspace, now: io.now(), timeZone: timeZoneFrom(env) });
    for (const line of lines) io.out(asked.json ? line : line.replace(UNPRINTED, ' '));
    return 0;
  } catch (error) {
    for (const line of (error as Error).message.split('\n')) io.err(`reps: ${line.replace(UNPRINTED, ' ')}`);
    if ((error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS')) for (const line of USAGE) io.err(line);
    return 1;
  }
}

function askedIn(args: string[]): Asked {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args,
    options: { json: { type: 'boolean' }, from: text, until: text, because: text },
    allowPositionals: true,
  });
  const { json = false, ...options } = values;
  const [verb, who, ...more] = positionals;
  if (verb !== undefined && !isVerb(verb))
    throw new Error(
      `there is no ${JSON.stringify(verb)}: use one of ${Object.keys(verbs).join(', ')}\n${USAGE.join('\n')}`,
    );
  const allowed: readonly string[] = verb === undefined ? [] : verbs[verb];
  const wrong = Object.keys(options).find((name) => !allowed.includes(name));
  if (wrong !== undefined)
    throw new Error(
      `--${wrong} says nothing ${verb === undefined ? 'without a verb' : `with ${verb}`}\n${USAGE.join('\n')}`,
    );
  if (verb === undefined) return { json };
  if (who === undefined || more.length > 0) throw new Error(`${verb}: say one person by e-mail\n${USAGE.join('\n')}`);
  return { json, say: { verb, who, options } };
}

function isVerb(text: string): text is Verb {
  return Object.hasOwn(verbs, text);
}

type Place = { workspace: string; now: number; timeZone: string };

async function answered({ json, say }: Asked, db: Db, { workspace, now, timeZone }: Place): Promise<string[]> {
  const before = await repsNow(db, workspace, now, timeZone);
  if (say === undefined) return json ? [asText(repsAsJson(before))] : repsInWords(before);
  const { id, zone } = repMeant(say.who, before.reps);
  const word = wordOf(say.verb, say.options, { rep: id, now, clocks: { reader: timeZone, rep: zone } });
  await openStore(db).together(workspace, (rows) => keepWord(rows, { rep: id, word, now }));
  const after = (await repsNow(db, workspace, now, timeZone)).reps.filter((rep) => rep.id === id);
  return after.flatMap((rep) => (json ? [asText(repAsJson(rep))] : repInWords(rep, now, timeZone)));
}

function asText(answer: object): string {
  return JSON.stringify(answer, undefined, 2);
}
