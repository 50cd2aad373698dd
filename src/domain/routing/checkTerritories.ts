import { type Cell, cellsOf } from './checkCells.ts';
import { exampleLead, type Finding, listInWords } from './checkFindings.ts';
import type { LeadFacts } from './facts.ts';
import type { RoutingSettings, Territory } from './settings.ts';
import { hasLead, territoryOf } from './territories.ts';

/** More ways in which leads can differ than this are not looked at one by one. */
const MOST_CELLS = 200_000;

/** One lead of each territory that gets any, and one that none has, where there is such a lead. */
type TerritoryLeads = { examples: Cell[]; findings: Finding[] };

/**
 * The territories that no lead can reach, and what each other one gets. Exact: every lead is like one of those that are asked. Of
 * settings with too many to ask, it says so, and the examples are what the territories themselves name.
 */
export function checkTerritories({ territories }: Pick<RoutingSettings, 'territories'>): TerritoryLeads {
  const { count, cells } = cellsOf(territories);
  if (count > MOST_CELLS) return { examples: [...territories.map(cellOf), {}], findings: [tooMany(count)] };
  const reached = new Map<Territory | undefined, Cell>();
  for (const cell of cells) {
    const territory = territoryOf(exampleLead(cell), territories);
    if (!reached.has(territory)) reached.set(territory, cell);
  }
  const idle = territories.filter((territory) => !reached.has(territory));
  return { examples: [...reached.values()], findings: idle.map((territory) => idleFinding(territory, territories)) };
}

function idleFinding(territory: Territory, territories: readonly Territory[]): Finding {
  const path = `routing.territories[${territories.indexOf(territory)}]`;
  const takers = new Map<Territory, LeadFacts>();
  for (const cell of cellsOf(territories).cells) {
    const lead = exampleLead(cell);
    const taker = hasLead(territory, lead) ? territoryOf(lead, territories) : undefined;
    if (taker !== undefined && !takers.has(taker)) takers.set(taker, lead);
  }
  const [example] = takers.values();
  if (example === undefined) {
    const says = `no lead can be in territory ${territory.name}: ${whyNone(territory)}`;
    return { level: 'error', what: 'territory without leads', path, says };
  }
  const names = [...takers.keys()].map((taker) => `${taker.name} (territories[${territories.indexOf(taker)}])`);
  const says = `territory ${territory.name} gets no lead: ${listInWords(names)} before it ${names.length === 1 ? 'has' : 'have'} them all`;
  return { level: 'error', what: 'unreachable territory', path, says, example };
}

function whyNone({ countries, industries, sources, size }: Territory): string {
  if (size?.atLeast !== undefined && size.atMost !== undefined && size.atLeast > size.atMost)
    return `nothing is at least ${size.atLeast} and at most ${size.atMost} people`;
  const empty = Object.entries({ countries, industries, sources }).filter(([, list]) => list?.length === 0);
  return empty.length > 0
    ? `its list of ${listInWords(empty.map(([list]) => list))} is empty`
    : 'its tests contradict each other';
}

/** A lead that the territory would have, were it alone. */
function cellOf({ countries, industries, sources, size }: Territory): Cell {
  const [country, industry, source] = [countries, industries, sources].map((list) =>
    list?.find((fact) => fact !== '?'),
  );
  const people = size === undefined ? undefined : (size.atLeast ?? 0);
  return {
    ...(country !== undefined && { country }),
    ...(industry !== undefined && { industry }),
    ...(source !== undefined && { source }),
    ...(people !== undefined && { companySize: String(people) }),
  };
}

function tooMany(count: number): Finding {
  const says = `whether every territory gets leads was not checked: they tell ${count} kinds of leads apart, more than ${MOST_CELLS}`;
  return { level: 'warning', what: 'not checked', path: 'routing.territories', says };
}
