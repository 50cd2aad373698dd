import type { Channel, ChatStatus } from '../channels/channel.ts';
import { chatSeen, sameAbsence } from '../domain/hours/chatSeen.ts';
import { Failure } from '../failure.ts';
import type { ChatLink, ChatPerson } from '../store/chat.ts';
import type { Step } from '../store/steps.ts';
import type { Rows } from '../store/store.ts';
import type { Parts, Workspace } from './parts.ts';
import { again } from './settling.ts';

const EVERY_MS = 60_000;
/** The cursor that says when the statuses were read last: epoch ms. */
export const STATUSES_READ = 'statuses';

type Chatting = Channel & Required<Pick<Channel, 'readStatuses'>>;

/**
 * Who of the reps is who in the chat, and who is away by it. Whoever waits for somebody is asked again when that changed. While
 * the chat cannot be asked at all, what it last showed counts no more: somebody who is back could not say so.
 */
export async function readStatuses(parts: Parts, ws: Workspace, step: Step): Promise<void> {
  const chat = chatOf(ws);
  if (chat) await readAll(parts, ws, chat).catch((error: unknown) => unread(parts, ws, Failure.from(error)));
  await parts.store.together(ws.id, (rows) => rows.settleSteps([again(step, parts.now() + EVERY_MS)], parts.now()));
}

/** Something changed in the chat for this person; nothing happens when they are no rep. Never throws: it is read again within a minute. */
export async function statusOf(parts: Parts, ws: Workspace, chatId: string): Promise<void> {
  const chat = chatOf(ws);
  const people = await parts.store.together(ws.id, (rows) => rows.chatPeople(ws.crm.kind));
  const known = people.some((one) => one.active && one.chatId === chatId);
  if (chat === undefined || !known) return;
  try {
    const shown = await chat.readStatuses([chatId]);
    await parts.store.together(ws.id, (rows) => keepShown(parts, ws, rows, { asked: [chatId], shown }));
  } catch (error) {
    parts.tell('failed', `statuses: ${Failure.from(error).message}`);
  }
}

function chatOf({ channels }: Workspace): Chatting | undefined {
  return channels.find((channel): channel is Chatting => channel.readStatuses !== undefined);
}

async function readAll(parts: Parts, ws: Workspace, chat: Chatting): Promise<void> {
  const people = await parts.store.together(ws.id, (rows) => rows.chatPeople(ws.crm.kind));
  const { links, failure } = await findEach(chat, people);
  if (failure?.code === 'not_installed') throw failure;
  const after = await parts.store.together(ws.id, async (rows) => {
    await rows.saveChatLinks(links);
    return rows.chatPeople(ws.crm.kind);
  });
  const asked = after.flatMap(({ active, chatId }) => (active && chatId !== undefined ? [chatId] : []));
  const shown = await chat.readStatuses(asked);
  await parts.store.together(ws.id, async (rows) => {
    await keepShown(parts, ws, rows, { asked, shown });
    await rows.saveCursor(STATUSES_READ, String(parts.now()), parts.now());
  });
  if (failure) parts.tell('failed', `statuses: ${failure.message}`);
}

/** Everybody whom no hand has linked, by e-mail. After the first failure the others stay as they are. */
async function findEach(chat: Chatting, people: ChatPerson[]): Promise<{ links: ChatLink[]; failure?: Failure }> {
  const sought = people.filter(({ active, by }) => active && by !== 'hand');
  const links: ChatLink[] = [];
  try {
    await chat.meet(sought.flatMap(({ email }) => email ?? []));
    for (const { rep, email } of sought) links.push({ rep, ...(await findOne(chat, email)) });
    return { links };
  } catch (error) {
    return { links, failure: Failure.from(error) };
  }
}

async function findOne(chat: Chatting, email: string | undefined): Promise<{ chatId: string } | { trouble: string }> {
  if (email === undefined) return { trouble: 'they have no e-mail address in the CRM' };
  const chatId = await chat.findPerson(email);
  return chatId === undefined ? { trouble: chat.whyUnknown?.(email) ?? 'the chat does not know them' } : { chatId };
}

/** Keeps what is shown of those who were asked for, where it is news; who was not read stays as they were. */
async function keepShown(
  parts: Parts,
  ws: Workspace,
  rows: Rows,
  { asked, shown }: { asked: string[]; shown: Map<string, ChatStatus | 'unread'> },
): Promise<void> {
  const now = parts.now();
  const wanted = new Set(asked);
  const news = (await rows.chatPeople(ws.crm.kind)).flatMap(({ rep, chatId, chat: before }) => {
    if (chatId === undefined || !wanted.has(chatId)) return [];
    const status = shown.get(chatId);
    if (status === 'unread') return [];
    const chat = status && chatSeen(status, before, now);
    const isNews = !sameAbsence(before, chat) || before?.active !== chat?.active || (before === undefined) !== !chat;
    return isNews ? [{ rep, chatId, ...(chat && { chat }), moved: !sameAbsence(before, chat) }] : [];
  });
  await rows.saveChats(news.map(({ moved: _moved, ...each }) => each));
  if (news.some(({ moved }) => moved)) await rows.wakeWaiting('route', now);
}

async function unread(parts: Parts, ws: Workspace, failure: Failure): Promise<void> {
  if (failure.code !== 'not_installed') parts.tell('failed', `statuses: ${failure.message}`, { kind: failure.kind });
  if (failure.kind !== 'blocked') return;
  await parts.store.together(ws.id, async (rows) => {
    const known = (await rows.chatPeople(ws.crm.kind)).flatMap(({ chatId, chat }) => (chat && chatId ? [chatId] : []));
    if (known.length > 0) await keepShown(parts, ws, rows, { asked: known, shown: new Map() });
  });
}
