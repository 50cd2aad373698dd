import type { Manifest } from '@slack/web-api/dist/types/request/manifest.js';

type Scopes = NonNullable<NonNullable<Manifest['oauth_config']>['scopes']>;

/** What the bot must be allowed to do; no history of any conversation is ever read. */
export const SCOPES = [
  'chat:write',
  'chat:write.public',
  'commands',
  'im:write',
  'users:read',
  'users:read.email',
  'users.profile:read',
] as const satisfies Scopes['bot'];

/** What an admin may refuse: then a pause of notifications is not seen. */
export const OPTIONAL_SCOPES = ['dnd:read'] as const satisfies Scopes['bot_optional'];
