import { DAY_MS, MINUTE_MS } from '../decay.ts';
import { defaultOpens, gradesAt } from './opens.ts';
import type { Mail, Signal } from '../signals.ts';
import { NOW, signal } from '../signalsForTests.ts';

/** When the message under test was delivered: 20 days before NOW. */
export const DELIVERED = NOW - 20 * DAY_MS;

/** Of the message `offer`, by a device, unless told otherwise. */
export type Told = Partial<Mail> & { of?: string };

export const proxy = { client: 'proxy' } as const;
export const prefetch = { client: 'prefetch' } as const;
export const unknown = { client: 'unknown' } as const;
export const scanner = { client: 'scanner' } as const;

/** An open so long after the delivery of the message. */
export const open = (ms: number, told: Told = {}): Signal => mailed('email_open', ms, told);

export const click = (ms: number, told: Told = {}): Signal => mailed('email_link_click', ms, told);

/** Something else the lead did, so long after the delivery of the message. */
export const deed = (type: string, ms: number, more: Partial<Signal> = {}): Signal =>
  signal(type, NOW - DELIVERED - ms, more);

function mailed(type: string, ms: number, { of = 'offer', ...mail }: Told): Signal {
  const told: Mail = { message: of, client: 'device', deliveredAt: DELIVERED, ...mail };
  const id = `${type} of ${of} ${mail.link ?? ''} by ${told.client} +${ms}`;
  return deed(type, ms, { id, mail: told });
}

/** The same, but nobody told when the message was delivered. */
export function undated(one: Signal): Signal {
  const { deliveredAt: _, ...mail } = one.mail as Mail;
  return { ...one, mail };
}

/** One open or click among others, its tier, and perhaps the reason. */
export type Case = [says: string, one: Signal, others: Signal[], tier: number, because?: string];

/** The tier and the reason, at NOW. */
export function gradeOf(one: Signal, others: Signal[]): (number | string | undefined)[] {
  const grade = gradesAt(NOW, [...others, one], defaultOpens, 5 * MINUTE_MS).get(one.id);
  return [grade?.tier, grade?.because];
}
