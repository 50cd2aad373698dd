import type { Source } from '../crm/crm.ts';
import { givenBack } from '../domain/authority.ts';
import type { Gap, SourceState } from '../store/sources.ts';
import type { NewStep } from '../store/steps.ts';
import type { Rows } from '../store/store.ts';
import { type Parts, wake, type Workspace } from './parts.ts';
import { sourceKey, stateIn, untold } from './tellers.ts';

/** Gaps that are looked at together. */
const GAPS = 500;

/** Gaps that the source closed meanwhile are; what it turned out not to know is told by the records, which are read again. */
export async function settleGaps(
  rows: Rows,
  ws: Workspace,
  { source, before, now }: { source: Source; before: number; now: number },
): Promise<string[]> {
  const key = sourceKey(ws.crm.kind, source.id);
  const open = await rows.openGaps(key, GAPS);
  const left = await untold(
    rows,
    ws,
    open.map((gap) => ({ ...gap, source: source.id })),
  );
  const isLeft = new Set(left.map(({ record, at }) => `${record}\n${at}`));
  await rows.closeGaps(open.filter(({ record, at }) => !isLeft.has(`${record}\n${at}`)));
  const given = left.filter(({ at }) => at < before).map((gap) => ({ ...gap, source: key, given: true }));
  await rows.noteGaps(given, now);
  return rows.addSteps(given.map(readAgain(now)), now);
}

function readAgain(dueAt: number): (gap: Gap) => NewStep {
  return ({ source, record, at }) => ({
    kind: 'catchup',
    key: `read:gap:${source}:${record}:${at}`,
    subject: record,
    dueAt,
  });
}

/** The histories tell from where the source ended; whoever had something to tell of meanwhile is read again. */
export async function giveBack(
  { store, now, ...parts }: Parts,
  ws: Workspace,
  { id, cursor }: SourceState,
  why: { absent?: string },
): Promise<void> {
  const added = await store.together(ws.id, async (rows) => {
    const { absent: _, ...current } = stateIn(await rows.sourceStates([id], true), id);
    if (current.cursor !== cursor) return [];
    const stretches = givenBack(current.stretches, current.toldTo ?? -Infinity);
    await rows.saveSource({ ...current, stretches, ...why });
    const steps: string[] = [];
    for (let open = await rows.openGaps(id, GAPS); open.length > 0; open = await rows.openGaps(id, GAPS)) {
      const name = id.slice(id.lastIndexOf(':') + 1);
      const left = await untold(
        rows,
        ws,
        open.map((gap) => ({ ...gap, source: name })),
      );
      const gaps = left.map((gap) => ({ ...gap, source: id, given: true }));
      await rows.noteGaps(gaps, now());
      await rows.closeGaps(open);
      steps.push(...(await rows.addSteps(gaps.map(readAgain(now())), now())));
    }
    return steps;
  });
  await wake({ store, now, ...parts }, ws.id, 'catchup', added);
}
