import { evaluate } from './formula.ts';
import type { Value } from './formula.ts';
import { ofKind } from './project.ts';
import type { Project } from './project.ts';
import type { Report } from './report.ts';
import { standardReportTypes } from './standard.ts';
import { textOf } from './xml.ts';

/** One record by the API names of its fields; formula fields are worked out, never given. Absent: blank. */
export type Row = Record<string, Value>;

/** The object whose records a report lists. Throws where the project has no such report type. */
export function objectOf(report: Report, project: Project): string {
  const standard = standardReportTypes[report.type]?.object;
  const custom = ofKind(project, 'ReportType').get(report.type.replace(/__c$/, ''));
  const object = standard ?? (custom && textOf(custom, 'baseObject'));
  if (object === undefined) throw new Error(`report: no report type ${report.type}`);
  return object;
}

/** The field behind a report's column. */
export function fieldOf(column: string, report: Report): string {
  return standardReportTypes[report.type]?.columns[column]?.field ?? column.replace(/^\w+?[$.]/, '');
}

/** The rows with the formula fields of their object worked out. */
export function withFormulas(rows: Row[], object: string, project: Project): Row[] {
  const fields = [...ofKind(project, 'CustomField')].filter(([name]) => name.startsWith(`${object}.`));
  const formulas = fields.flatMap(([name, root]) => {
    const formula = textOf(root, 'formula');
    if (formula === undefined) return [];
    const blanks = textOf(root, 'formulaTreatBlanksAs');
    if (blanks !== 'BlankAsBlank') throw new Error(`${name}: ${blanks ?? 'nothing'} is not known to its evaluation`);
    return [{ field: name.slice(object.length + 1), formula }];
  });
  const blank = Object.fromEntries(fields.map(([name]) => [name.slice(object.length + 1), undefined]));
  return rows.map((row) => {
    const full = { ...blank, ...STANDARD_BLANKS[object], ...row };
    return { ...full, ...Object.fromEntries(formulas.map(({ field, formula }) => [field, evaluate(formula, full)])) };
  });
}

const STANDARD_BLANKS: Record<string, Row> = { Opportunity: { Amount: undefined } };

/**
 * Whether a row passes a report's filters and what its report type asks besides. The probability that reports on opportunities ask for
 * is read as it is written, `>0`: what an org does with an open deal of 0 percent is not documented.
 */
export function passes(row: Row, report: Report): boolean {
  if (report.type === 'Opportunity' && !isAskedFor(row, report.params)) return false;
  const answers = report.filters.map((it) => compare(row[fieldOf(it.column, report)], it.operator, it.value));
  if (report.filterLogic === undefined) return answers.every(Boolean);
  const logic = report.filterLogic
    .replaceAll(/\bAND\b/gi, '&&')
    .replaceAll(/\bOR\b/gi, '||')
    .replaceAll(/\bNOT\b/gi, '!')
    .replaceAll(/\d+/g, 'filter$&');
  return evaluate(logic, Object.fromEntries(answers.map((answer, at) => [`filter${String(at + 1)}`, answer]))) === true;
}

function isAskedFor(row: Row, { open, probability = '>0' }: Report['params']): boolean {
  if (probability !== '>0') throw new Error(`report: a probability of ${probability} is not known to its evaluation`);
  return !(open === 'open' && row['IsClosed'] === true) && row['Probability'] !== 0;
}

function compare(value: Value, operator: string, wanted: string): boolean {
  if (operator === 'notEqual') return !compare(value, 'equals', wanted);
  if (operator === 'notContain') return !compare(value, 'contains', wanted);
  const text = value === undefined ? '' : String(value).toLowerCase();
  const parts = wanted
    .toLowerCase()
    .split(',')
    .map((part) => part.trim());
  if (operator === 'equals') return parts.some((part) => same(value, text, part));
  if (operator === 'contains') return parts.some((part) => part !== '' && text.includes(part));
  if (operator === 'startsWith') return parts.some((part) => part !== '' && text.startsWith(part));
  return ordered(value, operator, wanted);
}

function same(value: Value, text: string, part: string): boolean {
  if (value instanceof Date && part !== '')
    throw new Error('report: a date and time equals a day, which is not known to its evaluation');
  return typeof value === 'number' && part !== '' ? value === Number(part) : text === part;
}

/** A blank is neither more nor less than anything. */
function ordered(value: Value, operator: string, wanted: string): boolean {
  if (typeof value !== 'number' && value !== undefined)
    throw new Error(`report: ${operator} of ${typeof value} is not known to its evaluation`);
  if (value === undefined) return false;
  if (operator === 'lessThan') return value < Number(wanted);
  if (operator === 'greaterThan') return value > Number(wanted);
  if (operator === 'lessOrEqual') return value <= Number(wanted);
  if (operator === 'greaterOrEqual') return value >= Number(wanted);
  throw new Error(`report: ${operator} is not known to its evaluation`);
}
