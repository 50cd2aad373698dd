import { parseArgs } from 'node:util';
import { dateInWords } from '../domain/explain/whenInWords.ts';
import { system } from '../main.ts';
import { readerClock } from '../pipeline/readerClock.ts';
import { STATUSES_READ } from '../pipeline/statuses.ts';
import { type ChatPerson, chatPeople } from '../store/chat.ts';
import type { Db, Tx } from '../store/db.ts';
import { readCursor } from '../store/deliveries.ts';
import { openStore } from '../store/store.ts';
import { workspaceFor } from './databaseFor.ts';
import type { Env, Io } from './model.ts';
import { CRMS, timeZoneFrom } from './repsKnown.ts';
import { repsNow } from './repsNow.ts';
import { repMeant } from './repsSay.ts';

/** What people wrote in a CRM must not steer a terminal. */
const UNPRINTED = /[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu;

/** `hot-lead slack reps`: who is who in Slack, first those who are not found there. Throws sentences for people. */
export async function slackRepsCommand(args: string[], io: Io, env: Env = system.env): Promise<number> {
  const { json } = parseArgs({ args, options: { json: { type: 'boolean' } } }).values;
  await using running = new AsyncDisposableStack();
  const { db, workspace } = await workspaceFor(env, running, io.now());
  const { people, readAt } = await db.inWorkspace(workspace, (tx) => known(tx, workspace));
  if (json === true) io.out(JSON.stringify({ readAt: isoOf(readAt), reps: people.map(asJson) }, undefined, 2));
  else for (const line of inWords(people, readAt, timeZoneFrom(env))) io.out(line.replace(UNPRINTED, ' '));
  return 0;
}

/** `hot-lead slack link`: says who a rep is in Slack, or that their e-mail says it again. Throws sentences for people. */
export async function slackLinkCommand(args: string[], io: Io, env: Env = system.env): Promise<number> {
  const { who, chatId } = linkIn(args);
  await using running = new AsyncDisposableStack();
  const { db, workspace } = await workspaceFor(env, running, io.now());
  const rep = repMeant(who, (await repsNow(db, workspace, io.now(), timeZoneFrom(env))).reps);
  await keepLink(db, workspace, { rep: rep.id, chatId, now: io.now() });
  const is = chatId === undefined ? 'is found in Slack by e-mail again' : `is ${chatId} in Slack from now on`;
  io.out(`${rep.name} ${is}`.replace(UNPRINTED, ' '));
  return 0;
}

function linkIn(args: string[]): { who: string; chatId: string | undefined } {
  const options = { clear: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [who, chatId, ...more] = positionals;
  const isClear = values.clear === true;
  if (who === undefined || more.length > 0 || isClear === (chatId !== undefined))
    throw new Error('link: say one rep by e-mail, and their Slack id or --clear');
  if (chatId !== undefined && !/^[UW][A-Z0-9]{2,}$/.test(chatId))
    throw new Error(
      `link: ${JSON.stringify(chatId)} is no Slack id of a person, such as U0123456789: open their profile in Slack, and copy the member ID`,
    );
  return { who, chatId };
}

/** Their status is read at the next look, which is now. */
async function keepLink(
  db: Db,
  workspace: string,
  { rep, chatId, now }: { rep: string; chatId: string | undefined; now: number },
): Promise<void> {
  const { people } = await db.inWorkspace(workspace, (tx) => known(tx, workspace));
  const other = people.find((one) => chatId !== undefined && one.chatId === chatId && one.rep !== rep);
  if (other) throw new Error(`link: ${chatId} is ${other.name} already: clear that link first, or correct the id`);
  await openStore(db).together(workspace, async (rows) => {
    await rows.linkChat(rep, chatId);
    await rows.rearm([STATUSES_READ], now);
  });
}

async function known(tx: Tx, workspace: string): Promise<{ people: ChatPerson[]; readAt: number | undefined }> {
  const found = new Map<string, ChatPerson>();
  for (const crm of CRMS) for (const one of await chatPeople(tx, workspace, crm)) found.set(one.rep, one);
  const active = [...found.values()].filter((one) => one.active);
  const missing = (one: ChatPerson) => Number(one.chatId === undefined);
  const readAt = await readCursor(tx, workspace, STATUSES_READ);
  return {
    people: active.toSorted((a, b) => missing(b) - missing(a) || a.name.localeCompare(b.name)),
    readAt: readAt === undefined ? undefined : Number(readAt),
  };
}

function inWords(people: ChatPerson[], readAt: number | undefined, timeZone: string): string[] {
  if (people.length === 0) return ['no reps are known yet: start the product once (hot-lead start)'];
  const missing = people.filter(({ chatId }) => chatId === undefined).length;
  const rows = people.map((one) => [one.name, one.email ?? '-', inSlack(one)]);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return [
    missing === 0 ? 'everyone is found in Slack' : `${missing} of ${people.length} reps are not found in Slack`,
    '',
    ...rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')),
    '',
    readAt === undefined
      ? 'Slack has not been asked yet'
      : `their statuses were read last at ${dateInWords(readAt, readerClock(timeZone))}`,
    ...(missing === 0 ? [] : ['say who somebody is with: hot-lead slack link <e-mail> <Slack id>']),
  ];
}

function inSlack({ chatId, by, trouble }: ChatPerson): string {
  if (chatId === undefined) return `not found: ${trouble ?? 'not looked for yet'}`;
  return by === 'hand' ? `${chatId}, linked by hand` : chatId;
}

function asJson({ name, email, chatId, by, trouble }: ChatPerson): object {
  return { name, email, slackId: chatId, linkedBy: by, problem: trouble };
}

function isoOf(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString();
}
