import { createHash, randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';

/** A new key for a customer's program: nobody can guess it, so its hash needs no salt. */
export function newApiKey(): string {
  return `hl_${randomBytes(32).toString('base64url')}`;
}

/** What is kept of a key. */
export function keyHash(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

const KEY = /^hl_[A-Za-z0-9_-]{43}$/;

/**
 * Lets in who proves themselves with a key, as `Authorization: Bearer hl_...` or as the user name of Basic; `workspaceOf` then says
 * whose it is. The key is looked up by its hash, so that the time an answer takes says nothing about a key.
 */
export function apiKeyRequired(workspaceOfKey: (hash: Buffer) => Promise<string | undefined>): RequestHandler {
  return async (request, response, next) => {
    const key = keyIn(request.headers.authorization);
    const workspace = key === undefined ? undefined : await workspaceOfKey(keyHash(key));
    if (workspace === undefined) {
      const error =
        key === undefined ? HOW : 'this key is unknown or revoked: make one with `hot-lead keys add <name>`';
      response.status(401).set('WWW-Authenticate', 'Bearer realm="Hot Lead Signal"').json({ error });
      return;
    }
    response.locals['workspace'] = workspace;
    next();
  };
}

const HOW =
  'send a key as `Authorization: Bearer hl_...`, or as the user name of Basic; `hot-lead keys add <name>` makes one';

function keyIn(header: string | undefined): string | undefined {
  const [, scheme = '', value = ''] = /^(bearer|basic) +(\S+)$/i.exec(header?.trim() ?? '') ?? [];
  const key = scheme.toLowerCase() === 'basic' ? userIn(value) : value;
  return key !== undefined && KEY.test(key) ? key : undefined;
}

function userIn(basic: string): string | undefined {
  return Buffer.from(basic, 'base64').toString('utf8').split(':')[0];
}
