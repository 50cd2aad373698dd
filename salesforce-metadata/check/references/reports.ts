import { columnsOf } from '../org.ts';
import type { Org } from '../org.ts';
import { ofKind } from '../project.ts';
import type { Project } from '../project.ts';
import { SUMMED, dotted, reportFrom } from '../report.ts';
import type { Report } from '../report.ts';
import { standardReportTypes } from '../standard.ts';
import { all, one, textOf, textsOf } from '../xml.ts';
import type { Element } from '../xml.ts';

/** Columns of custom report types that their object has not. */
export function reportTypeProblems(project: Project, org: Org): string[] {
  return [...ofKind(project, 'ReportType')].flatMap(([name, root]) => {
    const base = textOf(root, 'baseObject') ?? '';
    const unknown = columnsOf(root).filter(({ field, table }) => {
      const [lookup = '', far] = field.split('.');
      const to = org.fields.get(`${table}.${lookup}`);
      if (far !== undefined) return to === undefined || !org.hasField(textOf(to, 'referenceTo') ?? '', far);
      return !org.hasField(table, field);
    });
    const bad = org.objects.has(base) ? [] : [`report type ${name}: no object ${base}`];
    return [...bad, ...unknown.map(({ field, table }) => `report type ${name}: ${table} has no ${field}`)];
  });
}

/** Reports in no folder, of no report type, or that name columns which their type does not offer or that do not fit. */
export function reportProblems(project: Project, org: Org): string[] {
  const folders = ofKind(project, 'ReportFolder');
  return [...ofKind(project, 'Report')].flatMap(([name, root]) => {
    const say = (problem: string): string => `report ${name}: ${problem}`;
    const report = reportFrom(root);
    const folder = name.split('/')[0] ?? '';
    if (!hasType(project, report.type)) return [say(`no report type ${report.type}`)];
    return [
      ...(folders.has(folder) ? [] : [say(`no folder ${folder}`)]),
      ...unknownColumns(report, org).map(say),
      ...unfitting(report, org).map(say),
      ...summaryProblems(report, org).map(say),
      ...chartProblems(root, report).map(say),
    ];
  });
}

function hasType(project: Project, type: string): boolean {
  return (
    type in standardReportTypes || (type.endsWith('__c') && ofKind(project, 'ReportType').has(type.replace(/__c$/, '')))
  );
}

function unknownColumns(report: Report, org: Org): string[] {
  const named = [
    ...report.columns.map((column) => column.field),
    ...report.groupings.map((grouping) => grouping.field),
    ...report.filters.map((filter) => filter.column),
    ...(report.timeFrame ? [report.timeFrame.column] : []),
  ];
  return [...new Set(named)]
    .filter((column) => org.columnKind(report.type, column) === undefined)
    .map((column) => `${report.type} offers no column ${column}`);
}

function unfitting(report: Report, org: Org): string[] {
  const kind = (column: string) => org.columnKind(report.type, column) ?? 'number';
  const numbers = report.columns.filter((it) => it.aggregates.length > 0 && kind(it.field) !== 'number');
  const dates = report.groupings.filter((it) => it.granularity !== 'Day' && kind(it.field) !== 'date');
  const values = report.filters.filter(
    (it) => kind(it.column) === 'number' && it.value !== '' && Number.isNaN(Number(it.value)),
  );
  const frame = report.timeFrame && kind(report.timeFrame.column) !== 'date' ? [report.timeFrame.column] : [];
  const grouped = report.groupings.filter((it) => report.columns.some((column) => column.field === it.field));
  return [
    ...numbers.map((it) => `${it.field} is no number to summarize`),
    ...dates.map((it) => `${it.field} is no date to group by ${it.granularity}`),
    ...values.map((it) => `${it.column} is a number, and ${it.value} none`),
    ...frame.map((column) => `${column} is no date to choose by`),
    ...grouped.map((it) => `${it.field} is both a group and a column`),
  ];
}

/** A summary formula reads numbers that the report summarizes; it cannot read a date. */
function summaryProblems(report: Report, org: Org): string[] {
  const known = new Map(report.columns.map((column) => [dotted(column.field), column]));
  return report.summaries.flatMap(({ name, formula }) =>
    [...formula.matchAll(SUMMED)].flatMap(([, field = '']) => {
      const column = known.get(field);
      if (column === undefined) return [`${name} reads ${field}, which is no column of it`];
      return org.columnKind(report.type, column.field) === 'number'
        ? []
        : [`${name} reads ${field}, which is no number`];
    }),
  );
}

function chartProblems(root: Element, report: Report): string[] {
  const chart = one(root, 'chart');
  if (chart === undefined) return [];
  const groups = textsOf(chart, 'groupingColumn').filter((field) => !report.groupings.some((it) => it.field === field));
  const shown = all(chart, 'chartSummaries')
    .map((it) => summarized(it, report))
    .filter((it) => it !== undefined);
  return [
    ...groups.map((field) => `its chart groups by ${field}, and the report does not`),
    ...shown.map((it) => `its chart shows ${it}`),
  ];
}

/** What is wrong with a chart's or a component's figure: the report must have it. */
export function summarized(summary: Element, report: Report): string | undefined {
  const column = textOf(summary, 'column') ?? '';
  const aggregate = textOf(summary, 'aggregate');
  if (column === 'RowCount') return undefined;
  if (report.summaries.some((it) => it.name === column))
    return aggregate && `${column} with ${aggregate}: a formula has none`;
  const found = report.columns.find((it) => it.field === column);
  if (found === undefined) return `${column}, which the report has not`;
  return aggregate && found.aggregates.includes(aggregate)
    ? undefined
    : `${aggregate ?? 'no summary'} of ${column}, which the report has not`;
}
