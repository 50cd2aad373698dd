import type { Model } from './model.ts';

// Somebody else asks for a lead to be routed: no interest of its own, so never a reason beside one.

/** Types that only say that somebody asked. */
export function askedTypes({ lanes }: Pick<Model, 'lanes'>): Set<string> {
  return new Set(Object.values(lanes).flatMap(({ asked, type }) => (asked === true ? type : [])));
}

/** Those of these lanes that hold by what the lead itself did. */
export function ownLanes(lanes: readonly string[], model: Model): string[] {
  return lanes.filter((id) => model.lanes[id]?.asked !== true);
}

/** The model that knows no lane but those. */
export function withoutAsked(model: Model): Model {
  const lanes = Object.fromEntries(Object.entries(model.lanes).filter(([, lane]) => lane.asked !== true));
  return { ...model, lanes };
}
