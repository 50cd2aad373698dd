import type { RepTime } from './availability.ts';

/**
 * A rep's time with since when they are away in the CRM, or have left: the days before were worked all the same. Of somebody who
 * is there it says nothing.
 */
export function withSince(time: RepTime, rep: { awaySince?: number; leftSince?: number }): RepTime {
  const { awaySince, leftSince } = rep;
  return {
    ...time,
    ...(awaySince !== undefined && { awaySince }),
    ...(leftSince !== undefined && { leftSince }),
  };
}
