import type { z } from 'zod';

/** A cursor as it was written; undefined for none, or one that cannot be read: the reading starts over, which repeats and loses nothing. */
export function cursorFrom<T>(cursor: string | undefined, shape: z.ZodType<T>): T | undefined {
  if (cursor === undefined) return undefined;
  try {
    return shape.safeParse(JSON.parse(cursor)).data;
  } catch {
    return undefined;
  }
}
