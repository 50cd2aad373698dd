import type { AlertWish } from '../domain/assignmentAlerts.ts';
import type { AlertSubject } from '../store/deliveries.ts';
import type { NewStep, Step } from '../store/steps.ts';
import type { Known } from './known.ts';
import type { Parts, Workspace } from './parts.ts';
import { done } from './settling.ts';
import { alertStep, payloadOf, type Told } from './told.ts';

/** Nobody is told, and nobody needs to be. */
export function nobody(step: Step, because: string): Told {
  return { settlement: done(step, { told: `nobody: ${because}` }) };
}

/** Nobody is told who should be: the log says so, and so does /healthz. */
export function givenUp({ tell }: Parts, step: Step, because: string): Told {
  const error = `alert: nobody is told: ${because}`;
  tell('failed', error, { step: step.id });
  return { settlement: { id: step.id, kind: 'failed', error } };
}

/** There is no place that all look at: what nobody has, or whoever has it was not told of, goes to the managers by themselves. */
export function withoutPlace(parts: Parts, ws: Workspace, step: Step, subject: AlertSubject, known: Known): Told {
  const { to, note } = payloadOf(step);
  const isOnlyToRead = to !== 'shared' && note === undefined;
  // A choice of whoever runs this, and no failure.
  if (ws.channels.length === 0) return nobody(step, 'no channel is connected');
  if (isOnlyToRead || !isNobodys(step, subject)) return nobody(step, 'no channel has such a place');
  const next = managersOf(step, subject, known.managers, parts.now());
  if (next.length > 0) return { settlement: done(step, { told: 'the managers: no channel has such a place' }), next };
  return givenUp(parts, step, 'no channel has a shared place, and routing.coverage names no managers');
}

/** Whoever watches over coverage, once for each round and reason, of what nobody has or knows of. */
export function managersOf(step: Step, subject: AlertSubject, emails: readonly string[], now: number): NewStep[] {
  if (!isNobodys(step, subject)) return [];
  const { episode, round } = subject;
  const { note } = payloadOf(step);
  return emails.map((said) => {
    const email = said.toLowerCase();
    const to: AlertWish['to'] = { email };
    return alertStep(
      episode,
      { which: `${round}:manager:${email}:${note ?? ''}`, to, ...(note !== undefined && { note }) },
      now,
    );
  });
}

function isNobodys(step: Step, { assigneeId }: AlertSubject): boolean {
  return assigneeId === undefined || payloadOf(step).unreached === true;
}
