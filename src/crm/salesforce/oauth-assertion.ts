import { sign } from 'node:crypto';

/** Salesforce takes assertions of up to five minutes: dossier 4.1. */
const LIVES_S = 180;

/**
 * The assertion of the JWT bearer flow: that the app `clientId` may act as `username`, signed by RS256 with its private key (PEM).
 * `audience`: https://login.salesforce.com, https://test.salesforce.com or the org's My Domain.
 */
export function assertionOf(
  { clientId, username, audience, privateKey }: Claims & { privateKey: string },
  now: number,
): string {
  const claims = { iss: clientId, sub: username, aud: audience, exp: Math.floor(now / 1_000) + LIVES_S };
  const body = [{ alg: 'RS256', typ: 'JWT' }, claims].map((part) => base64url(JSON.stringify(part))).join('.');
  return `${body}.${sign('sha256', Buffer.from(body), privateKey).toString('base64url')}`;
}

type Claims = { clientId: string; username: string; audience: string };

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url');
}
