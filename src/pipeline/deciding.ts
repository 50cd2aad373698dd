import type { Model } from '../domain/model.ts';
import type { Rows } from '../store/store.ts';

/** The settings that decide, and what decisions record of them. */
export type Deciding = { model: Model; version: number; hash: string };

/**
 * Asks a workspace's rows which settings decide now: what was published a moment ago holds for the next batch, in every
 * process. A version is read and understood once, since a published one never changes.
 */
export function decidingBy(read: (settings: unknown) => Model): (rows: Rows) => Promise<Deciding> {
  let known: Deciding | undefined;
  return async (rows) => {
    const version = await rows.currentVersion();
    if (known !== undefined && version === known.version) return known;
    const published = await rows.currentModel();
    if (published === undefined) throw new Error('no model is published: start the product once');
    known = { model: read(published.settings), version: published.version, hash: published.hash };
    return known;
  };
}
