import { all, one, textOf, textsOf } from './xml.ts';
import type { Element } from './xml.ts';

/** A report as its file says it, in our words. */
export type Report = {
  type: string;
  columns: { field: string; aggregates: string[] }[];
  groupings: { field: string; granularity: string }[];
  filters: { column: string; operator: string; value: string }[];
  /** How the filters join, by their numbers from 1; all of them must hold where absent. */
  filterLogic?: string;
  summaries: { name: string; label: string; formula: string; scale: number }[];
  timeFrame?: { column: string; interval: string };
  params: Record<string, string>;
};

/** The report in the root element of its file. */
export function reportFrom(root: Element): Report {
  const filter = one(root, 'filter');
  const logic = filter && textOf(filter, 'booleanFilter');
  const frame = one(root, 'timeFrameFilter');
  return {
    type: textOf(root, 'reportType') ?? '',
    columns: all(root, 'columns').map((it) => ({
      field: said(it, 'field'),
      aggregates: textsOf(it, 'aggregateTypes'),
    })),
    groupings: [...all(root, 'groupingsDown'), ...all(root, 'groupingsAcross')].map((it) => ({
      field: said(it, 'field'),
      granularity: textOf(it, 'dateGranularity') ?? 'Day',
    })),
    filters: (filter ? all(filter, 'criteriaItems') : []).map((it) => ({
      column: said(it, 'column'),
      operator: said(it, 'operator'),
      value: said(it, 'value'),
    })),
    ...(logic !== undefined && { filterLogic: logic }),
    summaries: all(root, 'aggregates').map(summaryFrom),
    ...(frame && { timeFrame: { column: said(frame, 'dateColumn'), interval: said(frame, 'interval') } }),
    params: Object.fromEntries(all(root, 'params').map((it) => [said(it, 'name'), said(it, 'value')])),
  };
}

function summaryFrom(element: Element): Report['summaries'][number] {
  return {
    name: said(element, 'developerName'),
    label: said(element, 'masterLabel'),
    formula: said(element, 'calculatedFormula'),
    scale: Number(textOf(element, 'scale') ?? 0),
  };
}

/** Summaries of columns that a summary formula reads: `Hot_Lead__c.Converted_Count__c:SUM`. */
export const SUMMED = /([A-Za-z][\w.]*):(SUM|AVG|MIN|MAX)\b/g;

/** A column's name in its report and its name in a summary formula differ by one sign in custom report types. */
export function dotted(column: string): string {
  return column.replace('$', '.');
}

function said(element: Element, name: string): string {
  return textOf(element, name) ?? '';
}
