import type { RouteReason } from '../domain/assignment.ts';
import type { NewStep } from '../store/steps.ts';

export type Round = { id: string; round: number };

/** `from`: who was silent; somebody else may have it meanwhile. */
export type RoutePayload = { round: number; why: RouteReason; from?: string };

/** What finds the first one for a round. */
export function routeKey({ id, round }: Round): string {
  return `route:${id}:${round}`;
}

/** The step that finds somebody for an episode's round; `which` tells one reassignment from the next. */
export function routeStep(
  episode: Round & { assignee?: string },
  why: RouteReason,
  dueAt: number,
  which = '',
): NewStep {
  const { assignee: from } = episode;
  const payload: RoutePayload = { round: episode.round, why, ...(from !== undefined && { from }) };
  return { kind: 'route', key: `${routeKey(episode)}${which}`, subject: episode.id, payload, dueAt };
}

/** A round has one ladder, and that has one timer. */
export function ladderKey({ id, round }: Round): string {
  return `sla:${id}:${round}`;
}

/** The timer of a round's ladder. */
export function ladderStep(episode: Round, dueAt: number): NewStep {
  return { kind: 'sla', key: ladderKey(episode), subject: episode.id, payload: { round: episode.round }, dueAt };
}

/** What makes a round's task. */
export function taskKey({ id, round }: Round): string {
  return `task:${id}-${round}`;
}
