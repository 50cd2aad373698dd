import { z } from 'zod';

/** Epoch milliseconds of a HubSpot date-time, which is ISO text or milliseconds as text; NaN for anything else. */
export function momentOf(text: string): number {
  return /^\d{12,14}$/.test(text) ? Number(text) : Date.parse(text);
}

/** The same at a border: an unreadable date is refused. */
export const moment = z.union([z.number(), z.string().transform(momentOf).pipe(z.number())]);
