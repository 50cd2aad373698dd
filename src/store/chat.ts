import type { Chat } from '../domain/hours/availability.ts';
import { json, type Tx, withoutNulls } from './db.ts';

/** Who a rep is in the team's chat, or why nobody knows. */
export type ChatPerson = {
  /** Our id. */
  rep: string;
  name: string;
  active: boolean;
  email?: string;
  chatId?: string;
  /** How that is known: by their e-mail, or a person said so. */
  by?: 'email' | 'hand';
  /** Why they cannot be told in the chat, in words. */
  trouble?: string;
  chat?: Chat;
};

/** What was found by a rep's e-mail: somebody, or why nobody. */
export type ChatLink = { rep: string } & ({ chatId: string } | { trouble: string });

/** The reps of this CRM, in the order of their names. */
export async function chatPeople(tx: Tx, workspace: string, crm: string): Promise<ChatPerson[]> {
  const rows = await tx.query<Record<string, unknown>>(
    `select r.id as rep, r.name, r.active, r.email, r.chat_id as "chatId", r.chat_by as by, r.chat_trouble as trouble, r.chat
     from reps r where r.workspace = $1
       and exists (select 1 from identities i where i.workspace = $1 and i.id = r.id and i.kind = $2)
     order by r.name, r.id`,
    [workspace, `${crm}:owner`],
  );
  return rows.map((row) => withoutNulls(row) as ChatPerson);
}

/** Keeps who was found by e-mail. What a person said stands. Safe twice. */
export async function saveChatLinks(tx: Tx, workspace: string, links: ChatLink[]): Promise<void> {
  if (links.length === 0) return;
  await lockReps(tx, workspace);
  await tx.query(
    `update reps r set chat_id = l."chatId", chat_by = case when l."chatId" is not null then 'email' end,
       chat_trouble = l.trouble, chat = case when l."chatId" = r.chat_id then r.chat end
     from jsonb_to_recordset($2::jsonb) as l(rep uuid, "chatId" text, trouble text)
     where r.workspace = $1 and r.id = l.rep and r.chat_by is distinct from 'hand'
       and (r.chat_id, r.chat_trouble) is distinct from (l."chatId", l.trouble)`,
    [workspace, json(links)],
  );
}

/** Keeps what the chat shows of these reps; without `chat` it shows nothing. Whoever is somebody else there by now is left out. */
export async function saveChats(
  tx: Tx,
  workspace: string,
  chats: { rep: string; chatId: string; chat?: Chat }[],
): Promise<void> {
  if (chats.length === 0) return;
  await lockReps(tx, workspace);
  await tx.query(
    `update reps r set chat = c.chat from jsonb_to_recordset($2::jsonb) as c(rep uuid, "chatId" text, chat jsonb)
     where r.workspace = $1 and r.id = c.rep and r.chat_id = c."chatId"`,
    [workspace, json(chats)],
  );
}

/** A person says who the rep is in the chat; without an id that is found by e-mail again. */
export async function linkChat(tx: Tx, workspace: string, rep: string, chatId: string | undefined): Promise<void> {
  await tx.query(
    `update reps set chat_id = $3::text, chat_by = case when $3::text is not null then 'hand' end, chat_trouble = null,
       chat = case when chat_id = $3::text then chat end
     where workspace = $1 and id = $2`,
    [workspace, rep, chatId ?? null],
  );
}

/** One writer of many reps at a time: those who read them from the CRM wait at the workspace, too. */
async function lockReps(tx: Tx, workspace: string): Promise<void> {
  await tx.query('select 1 from workspaces where workspace = $1 for no key update', [workspace]);
}
