/**
 * HubSpot's filter language, as far as our workflows use it. From "List (segment) filters overview" of its documentation, read
 * 2026-11-22, unless a comment says otherwise.
 */
export type Filter = Record<string, unknown> & { filterType: 'PROPERTY' | 'PAGE_VIEW' };

/** A filter tree: the root is an OR of ANDs, as HubSpot wants it. */
export type Branch = {
  filterBranchType: 'OR' | 'AND';
  filterBranchOperator: 'OR' | 'AND';
  filterBranches: Branch[];
  filters: Filter[];
};

/** Met when one of these is. */
export function anyOf(...branches: Branch[]): Branch {
  return { filterBranchType: 'OR', filterBranchOperator: 'OR', filterBranches: branches, filters: [] };
}

/** Met when all of these are. */
export function allOf(...filters: Filter[]): Branch {
  return { filterBranchType: 'AND', filterBranchOperator: 'AND', filterBranches: [], filters };
}

export function atLeast(property: string, value: number): Filter {
  return propertyFilter(property, { operationType: 'NUMBER', operator: 'IS_GREATER_THAN_OR_EQUAL_TO', value });
}

export function contains(property: string, words: string): Filter {
  return propertyFilter(property, { operationType: 'MULTISTRING', operator: 'CONTAINS', values: [words] });
}

export function known(property: string): Filter {
  return propertyFilter(property, { operationType: 'ALL_PROPERTY', operator: 'IS_KNOWN' });
}

/** None of these values; whoever has no value at all is let through. */
export function noneOf(property: string, values: string[]): Filter {
  const operation = {
    operationType: 'ENUMERATION',
    operator: 'IS_NONE_OF',
    values,
    includeObjectsWithNoValueSet: true,
  };
  return propertyFilter(property, operation);
}

/** A page whose address holds these letters was seen so many times at least, whenever that was. */
export function sawOften(letters: string, times: number): Filter {
  return { ...pageView(letters), coalescingRefineBy: { type: 'NUM_OCCURRENCES', minOccurrences: times } };
}

/**
 * A page whose address holds these letters was seen in the last days. Assumed: a day is 24 hours, and the offset is an object
 * (the documentation prints it as a broken list; the vendor's client has it as an object).
 */
export function sawLately(letters: string, days: number): Filter {
  const timeOffset = { amount: days, timeUnit: 'DAYS', offsetDirection: 'PAST' };
  return { ...pageView(letters), pruningRefineBy: { type: 'RELATIVE_COMPARATIVE', comparison: 'AFTER', timeOffset } };
}

/**
 * What enrols somebody again: the property took a value anew. The two names are not documented; they are what HubSpot's own
 * answers hold in public repositories.
 */
export function changed(property: string): Branch {
  const name = propertyFilter('hs_name', { operationType: 'STRING', operator: 'IS_EQUAL_TO', value: property });
  return allOf(name, known('hs_value'));
}

function propertyFilter(property: string, operation: object): Filter {
  return { filterType: 'PROPERTY', property, operation: { includeObjectsWithNoValueSet: false, ...operation } };
}

// The operators are those of the vendor's clients; the documentation names the filter type alone.
function pageView(letters: string): Filter {
  return { filterType: 'PAGE_VIEW', operator: 'HAS_PAGEVIEW_CONTAINS', pageUrl: letters, enableTracking: false };
}
