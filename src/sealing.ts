import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** Keeps texts unreadable for whoever has the database and not the key. */
export type Sealing = {
  /** Encrypts; the same text is another seal every time. `about` says whose it is, and must be the same on opening. */
  seal: (text: string, about: string) => string;
  /** Throws when it was sealed with another key, about something else, or was changed. */
  open: (sealed: string, about: string) => string;
};

/** Makes texts that only we can have made, for addresses. Everyone can read what is in them. */
export type Signing = {
  /** Good until `expiresAt`, in epoch ms. URL-safe. */
  sign: (payload: object, expiresAt: number) => string;
  /** What was signed; undefined when it is over, was changed, or was signed for something else. */
  read: (token: string, now: number) => unknown;
};

const VERSION = 's1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM under a key of its own, derived from `secretKey`. */
export function sealing(secretKey: string): Sealing {
  const key = derived(secretKey, 'sealing');
  return {
    seal(text, about) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about));
      const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `${VERSION}.${Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString('base64url')}`;
    },
    open(sealed, about) {
      try {
        return opened(sealed, about, key);
      } catch (cause) {
        throw new Error(
          `sealing: what is kept of ${about} cannot be opened: SECRET_KEY is not the one that it was sealed with, or it was changed`,
          { cause },
        );
      }
    },
  };
}

function opened(sealed: string, about: string, key: Buffer): string {
  const [version, content] = sealed.split('.');
  if (version !== VERSION || content === undefined) throw new Error('not sealed by us');
  const bytes = Buffer.from(content, 'base64url');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new Error('cut short');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(about))
    .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
}

/** HMAC-SHA256 under a key for this `purpose` alone: what is signed for one is nothing for another. */
export function signing(secretKey: string, purpose: string): Signing {
  const key = derived(secretKey, `signing ${purpose}`);
  const macOf = (body: string) => createHmac('sha256', key).update(body).digest();
  return {
    sign(payload, expiresAt) {
      const body = Buffer.from(JSON.stringify({ until: expiresAt, payload })).toString('base64url');
      return `${body}.${macOf(body).toString('base64url')}`;
    },
    read(token, now) {
      const [body = '', mac = '', ...more] = token.split('.');
      const given = Buffer.from(mac, 'base64url');
      const right = macOf(body);
      if (more.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
      const { until, payload } = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as {
        until: number;
        payload: unknown;
      };
      return now < until ? payload : undefined;
    },
  };
}

function derived(secretKey: string, purpose: string): Buffer {
  // The key is random and 32 characters or longer (see SECRET_KEY in config.ts), so that it needs no salt and no stretching.
  return Buffer.from(hkdfSync('sha256', secretKey, '', `hot-lead ${purpose}`, 32));
}
