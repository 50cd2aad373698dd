import type { Change, CheckRequest, Json } from '../../../hubspot-app/src/app/shared/api.ts';
import type { Model } from '../../domain/model.ts';
import { Failure } from '../../failure.ts';
import { modelFrom, problemsOf } from '../../model/read.ts';
import type { Rows } from '../../store/store.ts';
import type { Deciding } from '../deciding.ts';
import type { Workspace } from '../parts.ts';
import { withChanges } from './changes.ts';

type Problem = { path: string; text: string };

/** The settings with the changes, or everything that is wrong with them. */
export type Draft = { ok: true; model: Model } | { ok: false; problems: Problem[] };

const WHERE = 'the settings';

/** Lays the changes over the settings that decide, and reads them as those of a file would be. */
export function draftOf(current: Model, changes: readonly Change[]): Draft {
  const changed = withChanges(current as unknown as Json, changes);
  if (!changed.ok) return changed;
  try {
    return { ok: true, model: modelFrom(changed.settings, WHERE) };
  } catch (error) {
    return { ok: false, problems: problemsOf(error, WHERE).map(problemFrom) };
  }
}

/** "tiers.one.score: must be 100 or less (got 101)". */
function problemFrom(said: string): Problem {
  const end = said.indexOf(': ');
  return end < 0 ? { path: '', text: said } : { path: said.slice(0, end), text: said.slice(end + 2) };
}

/** What decides now. Throws a permanent Failure `conflict` unless the changes were made to just that. */
export async function mustBeBasedOn(ws: Workspace, rows: Rows, { basedOn }: CheckRequest): Promise<Deciding> {
  const deciding = await ws.deciding(rows);
  if (deciding.version === basedOn) return deciding;
  throw Failure.permanent(
    `Somebody published version ${deciding.version} after you opened these settings (version ${basedOn}): load them again, then decide.`,
    { code: 'conflict' },
  );
}
