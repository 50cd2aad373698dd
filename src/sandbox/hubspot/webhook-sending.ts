import type { Portal } from './portal.ts';
import { signatureHeaders } from './signing.ts';
import type { WebhookEvent } from './webhook-events.ts';

/** One POST to the app. `status` is undefined when nobody answered in five seconds. */
export type Delivery = { url: string; events: WebhookEvent[]; status: number | undefined };

/** How to send it wrongly; without these every delivery is good. */
export type Sending = {
  /** Signs with another secret. */
  secret?: string;
  /** Claims to be sent at this time (epoch ms): older than five minutes is stale. */
  at?: number;
  /** The public address when the app is behind a proxy: what is signed. */
  signedUrl?: string;
  /** Replaces the JSON, for bodies that are none; it is signed as it is. */
  rawBody?: string;
};

/** At most this many events a delivery (dossier 3.14). */
const BATCH = 100;

/** The webhook sender of one portal. */
export function webhookSender(portal: Portal, clientSecret: string) {
  let sent: Delivery[] = [];

  async function deliver(url: string, events: WebhookEvent[], sending: Sending): Promise<Delivery> {
    const body = sending.rawBody ?? JSON.stringify(events);
    const timestamp = String(sending.at ?? portal.now());
    const secret = sending.secret ?? clientSecret;
    const signed = { secret, method: 'POST', url: sending.signedUrl ?? url, body, timestamp };
    const delivery: Delivery = { url, events, status: await post(url, body, signatureHeaders('v3', signed)) };
    sent.push(delivery);
    if (sent.length > 1_000) sent = sent.slice(-500);
    return delivery;
  }

  return {
    /** Sends what is queued, oldest first. What fails is not queued again: see `redeliver`. */
    async send(url: string, sending: Sending = {}): Promise<Delivery[]> {
      const deliveries: Delivery[] = [];
      while (portal.unsent.length > 0) {
        deliveries.push(await deliver(url, portal.unsent.splice(0, BATCH), sending));
      }
      return deliveries;
    },
    /** Sends again what was not answered with 2xx, or (`all`) everything once more, as HubSpot may. */
    async redeliver(which: 'failed' | 'all' = 'failed', sending: Sending = {}): Promise<Delivery[]> {
      const again = sent.filter((delivery) => which === 'all' || !isAccepted(delivery.status));
      sent = sent.filter((delivery) => !again.includes(delivery));
      const deliveries: Delivery[] = [];
      for (const { url, events } of again) {
        const retried = events.map((event) => ({ ...event, attemptNumber: event.attemptNumber + 1 }));
        deliveries.push(await deliver(url, retried, sending));
      }
      return deliveries;
    },
  };
}

function isAccepted(status: number | undefined): boolean {
  return status !== undefined && status >= 200 && status < 300;
}

async function post(url: string, body: string, signature: Record<string, string>): Promise<number | undefined> {
  const headers = { 'Content-Type': 'application/json', ...signature };
  try {
    // HubSpot gives up after five seconds (dossier 3.14).
    const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(5_000) });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return undefined;
  }
}
