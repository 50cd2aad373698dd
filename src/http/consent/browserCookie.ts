import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Where a cookie is known: by its name, at `path` of ours and below it, for so long. */
type Cookie = { publicUrl: string; name: string; path: string; livesMs: number };

/** A name for whoever starts a connection, and the header by which only their browser can show that it is theirs. */
export function newBrowser({ publicUrl, name, path, livesMs }: Cookie): { browser: string; cookie: string } {
  const nonce = randomBytes(24).toString('base64url');
  const { protocol, pathname } = new URL(publicUrl);
  const secure = protocol === 'https:' ? '; Secure' : '';
  const whole = `${pathname.replace(/\/+$/, '')}${path}`;
  return {
    browser: hashOf(nonce).toString('base64url'),
    // Lax: the CRM's redirect is a navigation from another site.
    cookie: `${name}=${nonce}; Path=${whole}; Max-Age=${livesMs / 1_000}; HttpOnly; SameSite=Lax${secure}`,
  };
}

/** Whether these cookies, of which ours has this name, are of that browser. */
export function isFrom(browser: string, name: string, cookies = ''): boolean {
  const each = cookies.split(';').map((cookie) => cookie.trim());
  const nonce = each.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1);
  if (nonce === undefined) return false;
  const right = Buffer.from(browser, 'base64url');
  const given = hashOf(nonce);
  return right.length === given.length && timingSafeEqual(right, given);
}

// The browser's name is seen by the CRM and stands in addresses; what the browser keeps is not to be read from it.
function hashOf(nonce: string): Buffer {
  return createHash('sha256').update(nonce).digest();
}
