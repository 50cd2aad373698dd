import { flows } from './salesforceVariables.ts';

export type Flow = (typeof flows)[number];

/** What was asked for; else by key where there is one, else by a link. */
export function flowOf(asked: string | undefined, hasKey: boolean): Flow {
  return flows.find((flow) => flow === asked) ?? (hasKey ? 'jwt' : 'link');
}
