import { randomBytes } from 'node:crypto';
import { Refusal } from './refusal.ts';

/** The access tokens that are good now, and whose they are. */
export type Sessions = ReturnType<typeof newSessions>;

/** Tokens as Salesforce writes them: the org's id, `!`, and something secret. */
export function newSessions(orgId: string) {
  const open = new Map<string, string>();
  return {
    open(userId: string): string {
      const token = `${orgId.slice(0, 15)}!${randomBytes(48).toString('base64url')}`;
      open.set(token, userId);
      return token;
    },
    /** Gives a token of the test's own choice. */
    give: (token: string, userId: string): void => void open.set(token, userId),
    end: (token: string): void => void open.delete(token),
    /** Ends all sessions of a user. */
    endAllOf(userId: string): void {
      for (const [token, holder] of open) if (holder === userId) open.delete(token);
    },
    userOf: (token: string): string | undefined => open.get(token),
  };
}

/** The user of `Authorization: Bearer …`; 401 as Salesforce says it. */
export function sessionUser(sessions: Sessions, authorization: string | undefined): string {
  const [, token = ''] = /^(?:Bearer|OAuth) (.+)$/.exec(authorization ?? '') ?? [];
  const user = sessions.userOf(token);
  if (user === undefined) throw new Refusal(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
  return user;
}
