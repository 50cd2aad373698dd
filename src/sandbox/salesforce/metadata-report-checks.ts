import { fieldAt, tablesOf, type View } from './metadata-view.ts';
import { allBelow, childOf, childrenOf, textOf, type Element } from './metadata-xml.ts';
import type { Component } from './package-components.ts';

/** A report type's base and every column must be there. */
export function brokenReportType({ element }: Component, view: View): string[] {
  const base = textOf(element, 'baseObject') ?? '';
  if (!view.hasObject(base)) return [`In field: baseObject - no CustomObject named ${base} found`];
  return tablesOf(element)
    .filter(({ table, field }) => !fieldAt(view, objectOf(table), field))
    .map(({ table, field }) => `Could not find field ${table}.${field} of the report type`);
}

/** A table may be a path of child relations; what comes last is taken as the object's own name when it is one. */
function objectOf(table: string): string {
  return table.split('.').at(-1) ?? table;
}

/** Columns of custom fields must exist; the tokens of standard ones are not known (dossier 2.1), and are let through. */
export function brokenReport({ element, fullName }: Component, view: View): string[] {
  if (element.name === 'ReportFolder') return [];
  return [
    ...missingFolder('Report', fullName, view),
    ...brokenFormat(element),
    ...columnsOf(element)
      .filter((column) => !isColumn(column, element, view))
      .map((column) => `Invalid value specified: ${column}`),
    ...fieldsInFormulas(element)
      .filter(([object, field]) => !view.field(object, field))
      .map(([object, field]) => `Invalid summary formula: field ${object}.${field} does not exist`),
  ];
}

function missingFolder(type: string, fullName: string, view: View): string[] {
  const folder = fullName.split('/').slice(0, -1).join('/');
  const isThere = ['unfiled$public', ''].includes(folder) || view.component(type, folder);
  return isThere ? [] : [`Cannot find folder:${folder}`];
}

/** A summary needs a grouping, and columns repeated in a grouping are refused by the server; intervals have their own names. */
function brokenFormat(element: Element): string[] {
  const format = textOf(element, 'format') ?? '';
  const frame = childOf(element, 'timeFrameFilter');
  const interval = (frame && textOf(frame, 'interval')) ?? 'INTERVAL_CUSTOM';
  return [
    ...(['Tabular', 'Summary', 'Matrix', 'MultiBlock'].includes(format) ? [] : [notInEnum(format, 'ReportFormat')]),
    ...(format === 'Summary' && !childOf(element, 'groupingsDown') ? ['A summary report needs a grouping'] : []),
    ...(interval.startsWith('INTERVAL_') ? [] : [notInEnum(interval, 'UserDateInterval')]),
  ];
}

function notInEnum(value: string, type: string): string {
  return `'${value}' is not a valid value for the enum '${type}'`;
}

function columnsOf(element: Element): string[] {
  const frame = childOf(element, 'timeFrameFilter');
  const filter = childOf(element, 'filter');
  return [
    ...childrenOf(element, 'columns').map((column) => textOf(column, 'field') ?? ''),
    ...[...childrenOf(element, 'groupingsDown'), ...childrenOf(element, 'groupingsAcross')].map(
      (grouping) => textOf(grouping, 'field') ?? '',
    ),
    ...(filter ? allBelow(filter, 'column').map(({ text }) => text) : []),
    ...(frame ? [textOf(frame, 'dateColumn') ?? ''] : []),
  ].filter((column) => column !== '');
}

function isColumn(column: string, report: Element, view: View): boolean {
  const [table = '', path = ''] = column.split('$');
  if (path !== '') return isOffered(table, path, report, view);
  const [object = '', field = ''] = column.split('.');
  return field.endsWith('__c') ? view.field(object, field) !== undefined : true;
}

/** A report on a custom report type may use only what that offers. */
function isOffered(table: string, path: string, report: Element, view: View): boolean {
  const type = view.component('ReportType', (textOf(report, 'reportType') ?? '').replace(/__c$/, ''));
  if (!type) return false;
  return tablesOf(type).some((one) => one.table === table && one.field === path);
}

/** `Hot_Lead__c.Converted_Count__c:SUM` in a formula names a field of the object. */
function fieldsInFormulas(element: Element): [string, string][] {
  const formulas = childrenOf(element, 'aggregates').map((one) => textOf(one, 'calculatedFormula') ?? '');
  return formulas.flatMap((formula) =>
    [...formula.matchAll(/(\w+)\.(\w+__c):[A-Z]+/g)].map(([, object = '', field = '']): [string, string] => [
      object,
      field,
    ]),
  );
}

/** Every report must be there, and what is drawn must be a column or a formula of it. */
export function brokenDashboard({ element, fullName }: Component, view: View): string[] {
  if (element.name === 'DashboardFolder') return [];
  const parts = allBelow(element, 'dashboardComponent');
  return [...missingFolder('Dashboard', fullName, view), ...parts.flatMap((part) => brokenPart(part, view))];
}

function brokenPart(part: Element, view: View): string[] {
  const name = textOf(part, 'report');
  if (name === undefined) return [];
  const report = view.component('Report', name);
  if (!report) return [`Cannot find a report that matches ${name}`];
  const offered = new Set([
    'RowCount',
    ...columnsOf(report),
    ...childrenOf(report, 'aggregates').map((one) => textOf(one, 'developerName') ?? ''),
  ]);
  const drawn = [
    ...childrenOf(part, 'chartSummary').map((one) => textOf(one, 'column') ?? ''),
    ...childrenOf(part, 'groupingColumn').map(({ text }) => text),
  ];
  return drawn.filter((column) => !offered.has(column)).map((column) => `Invalid value specified: ${column}`);
}
