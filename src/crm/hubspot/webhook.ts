import { z } from 'zod';
import type { WebhookIntake } from '../crm.ts';
import { type SigningOptions, whyUnsigned } from './signed-request.ts';
import { changesOf } from './webhook-events.ts';

export type HubspotWebhookOptions = SigningOptions & {
  /** Our app, to know our own writes by; without it the event's own `appId`, which is the app that subscribed. */
  appId?: string;
};

/**
 * HubSpot's webhook deliveries, contacts only. A delivery with a wrong or stale signature (5 minutes either way) is refused; a
 * single bad event is counted in `ignored` and the rest is accepted. A deleted contact is one to look at again, and to find gone.
 */
export function hubspotWebhook(options: HubspotWebhookOptions): WebhookIntake {
  return (delivery, now) => {
    const refusal = whyUnsigned(options, delivery, now, { what: 'webhook' });
    if (refusal !== undefined) return { kind: 'refused', status: 401, reason: refusal };
    const events = eventsIn(delivery.body);
    if (events === undefined)
      return { kind: 'refused', status: 400, reason: 'hubspot webhook: the body is not a JSON list' };
    return changesOf(events, options.appId);
  };
}

function eventsIn(body: Buffer): unknown[] | undefined {
  try {
    return z.array(z.unknown()).safeParse(JSON.parse(body.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}
