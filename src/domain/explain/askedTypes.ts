import type { Model } from '../model.ts';

/** Types that only say that somebody else asked for the lead to be routed: no interest of its own, so never a reason beside one. */
export function askedTypes({ lanes }: Pick<Model, 'lanes'>): Set<string> {
  return new Set(Object.values(lanes).flatMap(({ asked, type }) => (asked === true ? type : [])));
}
