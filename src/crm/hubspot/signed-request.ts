import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { RawDelivery } from '../crm.ts';

const windowMs = 5 * 60_000;

export type SigningOptions = {
  clientSecret: string;
  /** Scheme, host and any path a proxy takes away, as HubSpot sees it; the delivery's own path and query follow it. */
  publicUrl: string;
};

/** `orV2`: the older signature, which tells no time, is taken where there is none of version 3. Workflow actions still send it. */
export type SignedBy = { what: string; orV2?: boolean };

/**
 * Why a request is not HubSpot's, in a sentence for the admin; undefined when it is. Signed more than 5 minutes from now, either
 * way, is refused. It never quotes what was sent.
 */
export type VerifySigned = (delivery: RawDelivery, now: number, by: SignedBy) => string | undefined;

/** Verifies what HubSpot sends to us, by the app's client secret. */
export function signedRequests(options: SigningOptions): VerifySigned {
  return (delivery, now, by) => whyUnsigned(options, delivery, now, by);
}

/** See `VerifySigned`. */
export function whyUnsigned(
  options: SigningOptions,
  delivery: RawDelivery,
  now: number,
  { what, orV2 = false }: SignedBy,
): string | undefined {
  const signature = delivery.headers['x-hubspot-signature-v3'];
  const timestamp = delivery.headers['x-hubspot-request-timestamp'];
  if (signature === undefined && orV2) return whyUnsignedV2(options, delivery, what);
  if (!signature || !timestamp) return `hubspot ${what}: no v3 signature: is something else calling this address?`;
  if (!isSigned(options, delivery, signature, timestamp)) return `hubspot ${what}: ${WRONG}`;
  if (!/^\d{1,15}$/.test(timestamp) || Math.abs(now - Number(timestamp)) > windowMs)
    return `hubspot ${what}: signed more than 5 minutes from now: check the clock`;
  return undefined;
}

const WRONG = 'wrong signature: check the client secret and the public URL';

// https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation, read 2026-11-21
function isSigned(options: SigningOptions, delivery: RawDelivery, signature: string, timestamp: string): boolean {
  const signed = Buffer.concat([
    Buffer.from(delivery.method.toUpperCase() + decoded(addressOf(options, delivery))),
    delivery.body,
    Buffer.from(timestamp),
  ]);
  const expected = createHmac('sha256', options.clientSecret).update(signed).digest();
  return isSame(Buffer.from(signature, 'base64'), expected);
}

function whyUnsignedV2(options: SigningOptions, delivery: RawDelivery, what: string): string | undefined {
  const signature = delivery.headers['x-hubspot-signature'];
  if (!signature || delivery.headers['x-hubspot-signature-version'] !== 'v2')
    return `hubspot ${what}: no signature of version 3 or 2: is something else calling this address?`;
  const source = options.clientSecret + delivery.method.toUpperCase() + addressOf(options, delivery);
  const expected = createHash('sha256').update(source).update(delivery.body).digest();
  return isSame(Buffer.from(signature, 'hex'), expected) ? undefined : `hubspot ${what}: ${WRONG}`;
}

function addressOf({ publicUrl }: SigningOptions, { url }: RawDelivery): string {
  return publicUrl.replace(/\/+$/, '') + url;
}

function isSame(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Decodes the twelve escapes HubSpot decodes before it signs, and no other. */
function decoded(uri: string): string {
  return uri.replaceAll(/%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi, (escape) => decodeURIComponent(escape));
}
