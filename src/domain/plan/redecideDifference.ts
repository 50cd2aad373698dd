/** Where two things differ, and how. A path names keys and places, such as `outcome.because.0`. */
export type Difference = { path: string; was: unknown; is: unknown };

/** The first difference of two plain values, by the order of the keys of `is`; absent and undefined are the same. */
export function firstDifference(was: unknown, is: unknown, path = ''): Difference | undefined {
  if (!isBranch(was) || !isBranch(is) || Array.isArray(was) !== Array.isArray(is)) {
    return was === is ? undefined : { path, was, is };
  }
  for (const key of new Set([...Object.keys(is), ...Object.keys(was)])) {
    const found = firstDifference(was[key], is[key], path === '' ? key : `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isBranch(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
