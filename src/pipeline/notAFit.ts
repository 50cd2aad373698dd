import type { Rows } from '../store/store.ts';
import { finishStep } from './finished.ts';
import type { Round } from './timers.ts';

/** `because` is kept; `by` is the rep who said it. */
type Dismissal = { episode: Round; because: string; by?: string };

/** Closes episodes of whoever was no lead after all: their tasks are done, and whatever was still to be told is not. Safe twice. */
export async function closeNotAFit(rows: Rows, dismissals: Dismissal[], now: number): Promise<void> {
  const as = 'not_a_fit' as const;
  await rows.closeByHand(dismissals.map(({ episode: { id }, ...said }) => ({ id, at: now, as, ...said })));
  await rows.closeRounds(dismissals.map(({ episode: { id } }) => ({ id, closedAt: now, closedAs: as })));
  await rows.addSteps(
    dismissals.map(({ episode }) => finishStep(episode, now)),
    now,
  );
  for (const { episode } of dismissals)
    await rows.endSteps(
      { subject: episode.id, kinds: ['route', 'sla', 'alert', 'post', 'brief', 'sequence'] },
      'not a fit',
      now,
    );
}
