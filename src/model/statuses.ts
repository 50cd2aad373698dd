import { listed, type Path, valueAt } from './places.ts';
import type { Problem } from './problems.ts';

/** Whatever a CRM writes between the words, and however long. */
const HOT = /^hot\W*lead\W*immediate\W*action\W*required$/;

/** Statuses that disqualify a lead and that the product itself gives: it would close its own hot leads. */
export function wrongStatuses(model: unknown): Problem[] {
  return listed(model, ['suppression', 'disqualifiedStatuses']).flatMap((path) => [
    ...wrongAt(model, path, 'the hot Lead Status', (status) => HOT.test(status.replaceAll('_', ' '))),
    ...wrongAt(model, path, 'sla.statusAfterContact', (status) => status === wordAt(model, AFTER_CONTACT)),
  ]);
}

const AFTER_CONTACT: Path = ['sla', 'statusAfterContact'];

function wrongAt(model: unknown, path: Path, whose: string, isOurs: (status: string) => boolean): Problem[] {
  const status = wordAt(model, path);
  if (status === undefined || !isOurs(status)) return [];
  return [{ path, message: `must not be ${whose}: leads that have it are worked on`, input: valueAt(model, path) }];
}

function wordAt(model: unknown, path: Path): string | undefined {
  const value = valueAt(model, path);
  return typeof value === 'string' ? value.trim().toLowerCase() : undefined;
}
