import type { Reply, SandboxRequest } from '../server.ts';

/** What an answer is given: the session's user, and the body when it was JSON (an empty object otherwise). */
export type Asked = { request: SandboxRequest; userId: string; body: Record<string, unknown> };

/**
 * One path of the org. `:name` is one segment; API paths begin `/services/data/:version/`, and only versions the org knows
 * come through. `open` routes need no session and are not counted; their `userId` is empty.
 */
export type Route = {
  method: string;
  path: string;
  access: 'open' | 'session';
  answer: (asked: Asked) => Reply | Promise<Reply>;
};
