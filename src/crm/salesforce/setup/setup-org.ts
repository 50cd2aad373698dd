import type { Org } from '../org.ts';
import { packageOf, type Package, fingerprint } from './package.ts';
import { sourceFiles, type SourceFile } from './source-tree.ts';

/** An org to set up. */
export type SetupOrg = {
  org: Org;
  orgId: string;
  /** Where people open it. */
  instanceUrl: string;
  now: () => number;
  /** Calls of the last 24 hours of all apps, once an answer told of them. */
  calls: () => { used: number; limit: number } | undefined;
  /** Told how far a long step is. */
  tell: (line: string) => void;
  /** Between two looks at a deployment; as `deploy` has it when left out. */
  pollMs?: number;
};

export type SetupOptions = {
  /** Give the permission set of reps to every active user. */
  reps?: boolean;
  /** Write into fields that were there before us, where their types allow it. */
  useFields?: boolean;
};

/** What is to be in an org: the source tree, as a package, and the word for exactly these files. */
export type Shipped = { sources: readonly SourceFile[]; parts: Package; word: string };

export function shippedFrom(sources: readonly SourceFile[] = sourceFiles()): Shipped {
  return { sources, parts: packageOf(sources), word: fingerprint(sources) };
}
