import type { Preferences } from '../domain/telling/preferences.ts';
import { type Tx, withoutNulls } from './db.ts';
import { preferencesFrom } from './preferences.ts';

/** A rep as somebody who is told something. */
export type Reader = {
  id: string;
  name: string;
  email: string;
  timeZone?: string;
  /** Who they are in the chat, where that is known. */
  chatId?: string;
  preferences: Preferences;
};

/** The reps with these e-mails, whatever their case, by lower-case e-mail. */
export async function readersOf(tx: Tx, workspace: string, emails: string[]): Promise<Map<string, Reader>> {
  if (emails.length === 0) return new Map();
  const rows = await tx.query<Record<string, unknown>>(
    `select id, name, lower(email) as email, time_zone as "timeZone", chat_id as "chatId", preferences from reps
     where workspace = $1 and lower(email) = any($2) order by active, id`,
    [workspace, emails.map((email) => email.toLowerCase())],
  );
  return new Map(
    rows.map((row) => {
      const preferences = preferencesFrom(row['preferences']);
      return [row['email'] as string, { ...withoutNulls(row), preferences } as Reader];
    }),
  );
}
