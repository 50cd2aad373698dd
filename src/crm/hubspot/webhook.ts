import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { RawDelivery, WebhookIntake } from '../crm.ts';
import { changesOf } from './webhook-events.ts';

const windowMs = 5 * 60_000;

export type HubspotWebhookOptions = {
  clientSecret: string;
  /** Scheme, host and any path a proxy takes away, as HubSpot sees it; the delivery's own path and query follow it. */
  publicUrl: string;
  /** Our app, to know our own writes by; without it the event's own `appId`, which is the app that subscribed. */
  appId?: string;
};

/**
 * HubSpot's webhook deliveries, contacts only. A delivery with a wrong or stale signature (5 minutes either way) is refused; a
 * single bad event is counted in `ignored` and the rest is accepted. A deleted contact is one to look at again, and to find gone.
 */
export function hubspotWebhook(options: HubspotWebhookOptions): WebhookIntake {
  return (delivery, now) => {
    const refusal = refusalOf(options, delivery, now);
    if (refusal !== undefined) return { kind: 'refused', status: 401, reason: refusal };
    const events = eventsIn(delivery.body);
    if (events === undefined)
      return { kind: 'refused', status: 400, reason: 'hubspot webhook: the body is not a JSON list' };
    return changesOf(events, options.appId);
  };
}

function refusalOf(options: HubspotWebhookOptions, delivery: RawDelivery, now: number): string | undefined {
  const signature = delivery.headers['x-hubspot-signature-v3'];
  const timestamp = delivery.headers['x-hubspot-request-timestamp'];
  if (!signature || !timestamp) return 'hubspot webhook: no v3 signature: is something else calling this address?';
  if (!isSigned(options, delivery, signature, timestamp)) {
    return 'hubspot webhook: wrong signature: check the client secret and the public URL';
  }
  if (!/^\d{1,15}$/.test(timestamp) || Math.abs(now - Number(timestamp)) > windowMs) {
    return 'hubspot webhook: signed more than 5 minutes from now: check the clock';
  }
  return undefined;
}

// https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation, read 2026-11-21
function isSigned(
  options: HubspotWebhookOptions,
  delivery: RawDelivery,
  signature: string,
  timestamp: string,
): boolean {
  const uri = decoded(options.publicUrl.replace(/\/+$/, '') + delivery.url);
  const signed = Buffer.concat([
    Buffer.from(delivery.method.toUpperCase() + uri),
    delivery.body,
    Buffer.from(timestamp),
  ]);
  const expected = createHmac('sha256', options.clientSecret).update(signed).digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Decodes the twelve escapes HubSpot decodes before it signs, and no other. */
function decoded(uri: string): string {
  return uri.replaceAll(/%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi, (escape) => decodeURIComponent(escape));
}

function eventsIn(body: Buffer): unknown[] | undefined {
  try {
    return z.array(z.unknown()).safeParse(JSON.parse(body.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}
