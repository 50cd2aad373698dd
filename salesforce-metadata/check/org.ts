import { ofKind } from './project.ts';
import type { Project } from './project.ts';
import { fieldsOfEveryCustomObject, standardFields, standardReportTypes } from './standard.ts';
import type { ColumnKind } from './standard.ts';
import { all, textOf } from './xml.ts';
import type { Element } from './xml.ts';

/** What an org has once the project is in it: its own objects and fields, and ours. */
export type Org = {
  objects: Set<string>;
  /** The files of our own fields, by `Object.Field__c`. */
  fields: Map<string, Element>;
  hasField(object: string, field: string): boolean;
  /** undefined where the report type offers no such column. */
  columnKind(reportType: string, column: string): ColumnKind | undefined;
};

/** The org of a project alone, without anything its owner made. */
export function orgOf(project: Project): Org {
  const fields = ofKind(project, 'CustomField');
  const own = [...ofKind(project, 'CustomObject').keys()];
  const names = new Map(
    own.map((file) => file.split('.')[0] as string).map((name) => [name, fieldsOfEveryCustomObject]),
  );
  const standard = new Map([...Object.entries(standardFields), ...names]);
  const hasField = (object: string, field: string): boolean =>
    standard.get(object)?.includes(field) === true || fields.has(`${home(object, fields, field)}.${field}`);
  return {
    objects: new Set(standard.keys()),
    fields,
    hasField,
    columnKind: (type, column) => columnKind({ project, fields, type, column }),
  };
}

/** Fields of our own on tasks and events are kept on Activity. */
export function home(object: string, fields: Map<string, Element>, field: string): string {
  const activity = (object === 'Task' || object === 'Event') && fields.has(`Activity.${field}`);
  return activity ? 'Activity' : object;
}

type Question = { project: Project; fields: Map<string, Element>; type: string; column: string };

function columnKind({ project, fields, type, column }: Question): ColumnKind | undefined {
  const standard = standardReportTypes[type];
  if (standard !== undefined) {
    const field = fields.get(column);
    return (
      standard.columns[column]?.kind ??
      (field && column.startsWith(`${standard.object}.`) ? fieldKind(field) : undefined)
    );
  }
  const custom = ofKind(project, 'ReportType').get(type.replace(/__c$/, ''));
  const listed = custom && columnsOf(custom).find((one) => `${one.table}$${one.field}` === column);
  if (listed === undefined) return undefined;
  const field = fields.get(`${listed.table}.${listed.field}`);
  if (field !== undefined) return fieldKind(field);
  return listed.field.endsWith('Date') ? 'date' : 'text';
}

/** The columns that a custom report type offers. */
export function columnsOf(reportType: Element): { field: string; table: string }[] {
  return all(reportType, 'sections')
    .flatMap((section) => all(section, 'columns'))
    .map((column) => ({ field: textOf(column, 'field') ?? '', table: textOf(column, 'table') ?? '' }));
}

const KINDS: Record<string, ColumnKind> = {
  Number: 'number',
  Currency: 'number',
  Percent: 'number',
  Date: 'date',
  DateTime: 'date',
};

/** What reports can do with a field: numbers are summed, dates are grouped by day, week or month. */
function fieldKind(field: Element): ColumnKind {
  return KINDS[textOf(field, 'type') ?? ''] ?? 'text';
}
