import type { Model } from '../model.ts';
import { route } from '../routing/route.ts';
import { climb } from '../sla/ladder.ts';
import type { RouteRow, SlaRow } from './redecideRow.ts';

/** What routing and the ladder answer again to what they were asked: all they knew is kept with the decision. */
export function outsideAgain(row: RouteRow | SlaRow, model: Model): { outcome: Record<string, unknown> } {
  return { outcome: asKept(row.kind === 'route' ? routedAgain(row, model) : climbedAgain(row)) };
}

/** The accounts of a pool after a turn are the pool's to keep, not the log's. */
function routedAgain({ inputs }: RouteRow, { routing }: Model): object {
  const { members: _kept, ...told } = route(inputs.routing, routing);
  return { route: told };
}

function climbedAgain({ inputs, at }: SlaRow): object {
  return { climb: climb(inputs.ladder, inputs.facts, at) };
}

/** What has no value in JSON is not in the log either. */
function asKept(outcome: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(outcome)) as Record<string, unknown>;
}
