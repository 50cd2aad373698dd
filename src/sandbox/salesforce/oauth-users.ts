import type { Ground } from './ground.ts';
import type { OauthUser } from './oauth-grants.ts';
import type { Row } from './records.ts';

/** The user with this username, in any case. */
export function userNamed(ground: Ground, username: string): OauthUser | undefined {
  const [row] = ground.records.having(ground.schema.object('User'), 'Username', username);
  return row && userOf(row);
}

/** The user with this id. */
export function userWith(ground: Ground, id: string): OauthUser | undefined {
  const row = ground.records.get(ground.schema.object('User'), id);
  return row && userOf(row);
}

/** Usernames of those who can log in. */
export function usernames(ground: Ground): string[] {
  const users = [...ground.records.all(ground.schema.object('User'))].map(userOf);
  return users.filter(({ isActive }) => isActive).map(({ username }) => username);
}

function userOf(row: Row): OauthUser {
  return { id: String(row['Id']), username: String(row['Username']), isActive: row['IsActive'] === true };
}

/** What `/userinfo` and the identity URL say of a user. */
export function identityOf(ground: Ground, userId: string): Record<string, unknown> {
  const row = ground.records.get(ground.schema.object('User'), userId);
  if (!row) throw new Error(`a session of the sandbox is of ${userId}, who is no user`);
  const url = `${ground.instanceUrl()}/id/${ground.orgId}/${userId}`;
  return {
    id: url,
    sub: url,
    user_id: userId,
    organization_id: ground.orgId,
    username: row['Username'],
    preferred_username: row['Username'],
    name: row['Name'],
    display_name: row['Name'],
    email: row['Email'],
    email_verified: true,
    zoneinfo: row['TimeZoneSidKey'],
    timezone: row['TimeZoneSidKey'],
    active: row['IsActive'],
    is_app_installed: true,
  };
}
