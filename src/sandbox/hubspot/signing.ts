import { createHash, createHmac } from 'node:crypto';

/** What is signed. `url` is the public one, as whoever is called knows it; `timestamp` is in milliseconds. */
export type Signed = { secret: string; method: string; url: string; body: string; timestamp: string };

/** Only these escapes are undone before signing: "Validating requests", v3 (dossier 3.14). */
const unescaped: Record<string, string> = {
  '%3A': ':',
  '%2F': '/',
  '%3F': '?',
  '%40': '@',
  '%21': '!',
  '%24': '$',
  '%27': "'",
  '%28': '(',
  '%29': ')',
  '%2A': '*',
  '%2C': ',',
  '%3B': ';',
};

/** Base64 HMAC-SHA256 of method, URL, body and timestamp (ms), as HubSpot signs every request to an app. */
export function signatureV3(signed: Signed): string {
  const url = signed.url.replace(
    /%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi,
    (escape) => unescaped[escape.toUpperCase()] ?? escape,
  );
  return createHmac('sha256', signed.secret)
    .update(`${signed.method}${url}${signed.body}${signed.timestamp}`)
    .digest('base64');
}

/** The headers of a request signed so. Version 2 is plain and has no time (dossier 3.12). */
export function signatureHeaders(version: 'v2' | 'v3', signed: Signed): Record<string, string> {
  if (version === 'v3')
    return { 'X-HubSpot-Signature-v3': signatureV3(signed), 'X-HubSpot-Request-Timestamp': signed.timestamp };
  const { secret, method, url, body } = signed;
  const signature = createHash('sha256').update(`${secret}${method}${url}${body}`).digest('hex');
  return { 'X-HubSpot-Signature': signature, 'X-HubSpot-Signature-Version': 'v2' };
}

/** The URL with another origin: what an app behind a proxy is called by, and what is signed. */
export function atOrigin(url: string, origin: string | undefined): string {
  return origin === undefined ? url : url.replace(/^https?:\/\/[^/]+/, origin.replace(/\/+$/, ''));
}
