import { createHash } from 'node:crypto';
import type { Model } from '../domain/model.ts';

/**
 * Equal settings have equal hashes, whatever the order they were written in. The version is left out: it counts publications,
 * and a rollback publishes the same settings under another one.
 */
export function modelHash({ version: _counted, ...settings }: Model): string {
  const ordered = JSON.stringify(settings, (_key, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash('sha256').update(ordered).digest('hex').slice(0, 16);
}
