import { asObject, objects, text, type Json } from './input.ts';
import { invalid } from './refusal.ts';

/** What a contact's property filters may be on, by name: its type. */
export type KnownProperties = Map<string, { type: string; archived: boolean }>;

// Which operations a property of a type takes, and those every property takes: "List filters overview" of HubSpot's documentation.
const operationsOf: Record<string, string[]> = {
  number: ['NUMBER', 'NUMBER_RANGED'],
  string: ['STRING', 'MULTISTRING'],
  enumeration: ['ENUMERATION'],
  datetime: ['TIME_POINT', 'TIME_RANGED'],
  bool: ['BOOL'],
};
const pageViewOperators = [
  'HAS_PAGEVIEW_EQ',
  'HAS_PAGEVIEW_CONTAINS',
  'HAS_PAGEVIEW_MATCHES_REGEX',
  'NOT_HAS_PAGEVIEW_EQ',
  'NOT_HAS_PAGEVIEW_CONTAINS',
];

/** 400 unless it is an OR of one or more ANDs, as HubSpot wants the root of every filter. */
export function refuseBadRoot(branch: Json, known: KnownProperties): void {
  if (branch['filterBranchType'] !== 'OR') throw invalid('The root filter branch must be of type OR');
  if (objects(branch, 'filters').length > 0) throw invalid('An OR filter branch cannot have filters');
  const branches = objects(branch, 'filterBranches', 'required');
  if (branches.length === 0) throw invalid('An OR filter branch must have at least one AND filter branch');
  for (const one of branches) refuseBadAnd(one, known);
}

/** 400 unless it is an AND of filters on properties that the account has. */
export function refuseBadAnd(branch: Json, known: KnownProperties): void {
  if (branch['filterBranchType'] !== 'AND') throw invalid('A nested filter branch must be of type AND');
  for (const nested of objects(branch, 'filterBranches')) text(nested, 'filterBranchType');
  for (const filter of objects(branch, 'filters', 'required')) refuseBadFilter(filter, known);
}

function refuseBadFilter(filter: Json, known: KnownProperties): void {
  const refinements = ['pruningRefineBy', 'coalescingRefineBy'].filter((name) => filter[name] !== undefined);
  if (refinements.length > 1) throw invalid('Filters only support up to one refine by operation at a time');
  const type = text(filter, 'filterType');
  if (type === 'PROPERTY') refuseBadProperty(filter, known);
  if (type === 'PAGE_VIEW') refuseBadPageView(filter);
}

/** A changed property, as a re-enrolment trigger names it, is told by these two. */
const ofChanges = new Set(['hs_name', 'hs_value']);

function refuseBadProperty(filter: Json, known: KnownProperties): void {
  const name = text(filter, 'property');
  const operation = asObject(filter['operation'], 'operation');
  const kind = text(operation, 'operationType');
  text(operation, 'operator');
  if (ofChanges.has(name)) return;
  const property = known.get(name);
  if (property === undefined || property.archived) throw invalid(`Property ${name} does not exist`);
  const allowed = operationsOf[property.type] ?? [];
  if (kind !== 'ALL_PROPERTY' && !allowed.includes(kind))
    throw invalid(`Operation ${kind} is not for ${name}, which is of type ${property.type}`);
}

function refuseBadPageView(filter: Json): void {
  text(filter, 'pageUrl');
  if (!pageViewOperators.includes(text(filter, 'operator')))
    throw invalid(`${String(filter['operator'])} is no operator of page views`);
}
