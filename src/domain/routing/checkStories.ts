import type { Cell } from './checkCells.ts';
import { exampleLead } from './checkFindings.ts';
import type { DealFacts, LeadFacts } from './facts.ts';
import type { RoutingSettings } from './settings.ts';

/** More leads than this are not asked: then stages and tags are asked with one lead, not with those of each territory. */
const MOST_LEADS = 20_000;

/**
 * Leads whom nobody of their own has, one of each kind that the settings tell apart; `cells` are those that territories tell
 * apart. The plainest come first: they are the better examples.
 */
export function leadsToAsk(settings: RoutingSettings, cells: readonly Cell[]): LeadFacts[] {
  const stories = storiesOf(settings);
  const [one = {}] = cells;
  const asked = stories.length * cells.length > MOST_LEADS ? [one] : cells;
  return [
    ...cells.map((cell) => exampleLead(cell)),
    ...stories.flatMap((story) => asked.map((cell) => exampleLead({ ...cell, ...story }))),
  ];
}

function storiesOf({ stages, tags }: RoutingSettings): Partial<LeadFacts>[] {
  const deal = (facts: Partial<DealFacts>) => ({ deals: [{ id: '1', state: 'open' as const, ...facts }] });
  const stations: Partial<LeadFacts>[] = [
    {},
    deal({}),
    deal({ state: 'won' }),
    ...Object.keys(stages).map((stageLabel) => deal({ stageLabel })),
    ...Object.keys(tags).map((tag) => ({ tag })),
  ];
  const kinds: Partial<LeadFacts>[] = [{}, { isCustomer: true }, { poorFit: true, fastLane: true }];
  const uses: Partial<LeadFacts>[] = [{}, { isTrial: true, usesProduct: true }];
  return stations.flatMap((station) => kinds.flatMap((kind) => uses.map((use) => ({ ...station, ...kind, ...use }))));
}
