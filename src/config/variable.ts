import type { z } from 'zod';

export type Variable<T = unknown> = {
  /** What it does; then, where a person has to look for the value, where that is. */
  doc: string;
  where?: string;
  /** Completes "must be". */
  expects: string;
  example: string;
  /** Used when it is not set; an empty value counts as not set. */
  fallback?: string;
  /** Its value is a secret or personal, and is never shown. */
  hidden?: true;
  /** Other names that people try. */
  alias?: string[];
  schema: z.ZodType<T, string>;
};

export const variable = <T>(v: Variable<T>): Variable<T> => v;
