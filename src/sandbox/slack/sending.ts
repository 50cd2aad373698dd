import { createHmac } from 'node:crypto';

/** Where an app is reached: its address, or `socket` for whoever is connected in socket mode. */
export type Target = string;

/** Overrides for a test of bad deliveries: another secret, or a time other than now (epoch ms). */
export type Forged = { secret?: string; at?: number };

/** What the app under test answered. */
export type Answer = { status: number; body: string };

/** One thing that Slack tells an app, in socket mode's words. */
export type Delivery =
  | { type: 'interactive'; payload: Record<string, unknown> }
  | { type: 'slash_commands'; payload: Record<string, string> }
  | { type: 'events_api'; payload: Record<string, unknown>; retry?: Retry };

/** `num` from 1, as in `X-Slack-Retry-Num`; `reason` such as `http_timeout`. */
export type Retry = { num: number; reason: string };

/** Brings a delivery to an app. */
export type Send = (target: Target, delivery: Delivery, forged?: Forged) => Promise<Answer>;

/** Signs and posts deliveries of every team of the app; `bySocket` takes those to `socket`. */
export function sending(
  now: () => number,
  signingSecret: string,
  bySocket: (delivery: Delivery) => Promise<Answer>,
): Send {
  return async (target, delivery, forged = {}) => {
    if (target === 'socket') return bySocket(delivery);
    const body = bodyOf(delivery);
    const seconds = String(Math.floor((forged.at ?? now()) / 1000));
    const mac = createHmac('sha256', forged.secret ?? signingSecret)
      .update(`v0:${seconds}:${body}`)
      .digest('hex');
    const headers = {
      ...headersOf(delivery),
      'X-Slack-Signature': `v0=${mac}`,
      'X-Slack-Request-Timestamp': seconds,
    };
    const response = await fetch(target, { method: 'POST', headers, body });
    return { status: response.status, body: await response.text() };
  };
}

function bodyOf({ type, payload }: Delivery): string {
  if (type === 'events_api') return JSON.stringify(payload);
  const form = type === 'interactive' ? { payload: JSON.stringify(payload) } : payload;
  return new URLSearchParams(form).toString();
}

function headersOf(delivery: Delivery): Record<string, string> {
  // Exactly this for forms: Slack sends no charset, and Bolt refuses one.
  if (delivery.type !== 'events_api') return { 'Content-Type': 'application/x-www-form-urlencoded' };
  const { retry } = delivery;
  const again = retry && { 'X-Slack-Retry-Num': String(retry.num), 'X-Slack-Retry-Reason': retry.reason };
  return { 'Content-Type': 'application/json', ...again };
}
