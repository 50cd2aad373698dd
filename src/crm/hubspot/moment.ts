import { z } from 'zod';

/** Epoch milliseconds of a HubSpot date-time, which is ISO text or milliseconds as text; NaN for anything else. */
export function momentOf(text: string): number {
  return /^\d{12,14}$/.test(text) ? Number(text) : Date.parse(text);
}

// From 1970 to 9999: beyond, neither every Date nor every timestamp of PostgreSQL can follow.
const epochMs = z.number().min(0).max(253_402_300_799_999);

/** The same at a border: a date that is unreadable, or beyond reason, is refused. */
export const moment = z.union([epochMs, z.string().transform(momentOf).pipe(epochMs)]);
