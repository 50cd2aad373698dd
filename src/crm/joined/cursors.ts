import { z } from 'zod';
import type { Side } from './naming.ts';

export type TwoCursors = Partial<Record<Side, string | undefined>>;

const joined = z.object({ joined: z.object({ first: z.string().optional(), second: z.string().optional() }) });

/** Both CRMs' places in one text. One that the first CRM left, when it was alone, is its place. */
export function cursorsOf(cursor: string | undefined): TwoCursors {
  if (cursor === undefined) return {};
  const read = joined.safeParse(parsed(cursor));
  return read.success ? read.data.joined : { first: cursor };
}

export function cursorOf(cursors: TwoCursors): string {
  return JSON.stringify({ joined: cursors });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
