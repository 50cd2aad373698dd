import type { Crm, Preparation } from '../crm.ts';
import { Failure } from '../../failure.ts';
import { type Both, SIDES } from './both.ts';
import type { Side } from './naming.ts';

/**
 * `Crm.prepare` of two CRMs, with whose words they are. One that cannot be prepared keeps nothing from the other; throws where none
 * can. What came up meanwhile (`troubles`) is told once.
 */
export function prepareBoth(both: Both, troubles: Set<string>): Crm['prepare'] {
  return async () => {
    const prepared = await Promise.all(SIDES.map((side) => prepareOne(both, side)));
    const failures = prepared.flatMap((one) => ('failure' in one ? one.failure : []));
    if (failures[0] !== undefined && failures.length === SIDES.length) throw failures[0];
    const told = prepared.flatMap((one) => ('failure' in one ? [] : one));
    const [first, second] = prepared.map((one) => ('failure' in one ? undefined : one.timeZone));
    const failed = failures.map(({ message }) => message);
    const problems = new Set([...told.flatMap((one) => one.problems), ...failed, ...troubles]);
    troubles.clear();
    return {
      done: told.flatMap(({ done }) => done),
      problems: [...problems],
      ...(first !== undefined && { timeZone: first }),
      ...(second !== undefined && { otherZones: { [both.second.kind]: second } }),
    };
  };
}

async function prepareOne(both: Both, side: Side): Promise<Preparation | { failure: Failure }> {
  const { kind } = both[side];
  const by = (text: string) => (text.startsWith(`${kind}:`) ? text : `${kind}: ${text}`);
  try {
    const { done, problems, ...rest } = await both[side].prepare();
    return { ...rest, done: done.map(by), problems: problems.map(by) };
  } catch (error) {
    return { failure: Failure.from(error) };
  }
}
