import { evaluate } from './formula.ts';
import type { Value } from './formula.ts';
import type { Project } from './project.ts';
import { SUMMED, dotted } from './report.ts';
import type { Report } from './report.ts';
import { fieldOf, objectOf, passes, withFormulas } from './reportRows.ts';
import type { Row } from './reportRows.ts';
import { groupOf, holds } from './reportTime.ts';

/**
 * The figures of a report or of one group of it: `RowCount`, `FORMULA1`, `Average of Hot_Lead__c$Response_Minutes__c`. Nothing is
 * rounded. Absent: nothing to reckon with.
 */
export type Figures = Record<string, number | undefined>;
export type Evaluated = { total: Figures; groups: { key: string[]; figures: Figures }[] };

/**
 * What a report shows over these records of its object: its interval, filters, groups, summaries of columns and summary formulas, read
 * from the report's own file, with the object's own formula fields. `zone` is that of the user whom the report runs as. Throws at what
 * no report here uses, instead of guessing.
 */
export function evaluateReport(
  report: Report,
  { project, rows, now, zone = 'UTC' }: { project: Project; rows: Row[]; now: Date; zone?: string },
): Evaluated {
  const shown = withFormulas(rows, objectOf(report, project), project)
    .filter((row) => inTime(row, report, { now, zone }))
    .filter((row) => passes(row, report));
  const groups = Map.groupBy(shown, (row) => JSON.stringify(keyOf(row, report, zone)));
  return {
    total: figuresOf(shown, report),
    groups: [...groups]
      .map(([key, members]) => ({ key: JSON.parse(key) as string[], figures: figuresOf(members, report) }))
      .toSorted((one, other) => (one.key.join('\n') < other.key.join('\n') ? -1 : 1)),
  };
}

function inTime(row: Row, report: Report, when: { now: Date; zone: string }): boolean {
  if (report.timeFrame === undefined) return true;
  const at = row[fieldOf(report.timeFrame.column, report)];
  return holds(report.timeFrame.interval, at instanceof Date ? at : undefined, when);
}

function keyOf(row: Row, report: Report, zone: string): string[] {
  return report.groupings.map(({ field, granularity }) => {
    const value = row[fieldOf(field, report)];
    if (value instanceof Date) return groupOf(granularity, value, zone);
    return value === undefined ? '-' : String(value);
  });
}

function figuresOf(rows: Row[], report: Report): Figures {
  const columns = report.columns.flatMap(({ field, aggregates }) =>
    aggregates.map((aggregate) => [`${aggregate} of ${field}`, summarize(aggregate, valuesOf(rows, field, report))]),
  );
  const formulas = report.summaries.map(({ name, formula }) => [name, summaryFormula(formula, rows, report)]);
  return { RowCount: rows.length, ...Object.fromEntries([...columns, ...formulas]) } as Figures;
}

const NAMES: Record<string, string> = { SUM: 'Sum', AVG: 'Average', MIN: 'Minimum', MAX: 'Maximum' };

function summaryFormula(formula: string, rows: Row[], report: Report): number | undefined {
  const values: Record<string, Value> = { RowCount: rows.length };
  const text = formula.replaceAll(SUMMED, (_, column: string, summary: string) => {
    const name = `summary${String(Object.keys(values).length)}`;
    const field = report.columns.find((it) => dotted(it.field) === column)?.field ?? column;
    values[name] = summarize(NAMES[summary] ?? summary, valuesOf(rows, field, report));
    return name;
  });
  const answer = evaluate(text, values);
  return typeof answer === 'number' ? answer : undefined;
}

function valuesOf(rows: Row[], column: string, report: Report): Value[] {
  return rows.map((row) => row[fieldOf(column, report)]).filter((value) => value !== undefined);
}

/** Blanks are not there: an average leaves them out. */
function summarize(aggregate: string, values: Value[]): number | undefined {
  if (aggregate === 'Unique') return new Set(values.map(String)).size;
  const numbers = values.filter((value) => typeof value === 'number').toSorted((one, other) => one - other);
  const sum = numbers.reduce((total, number) => total + number, 0);
  if (aggregate === 'Sum') return sum;
  if (numbers.length === 0) return undefined;
  if (aggregate === 'Average') return sum / numbers.length;
  if (aggregate === 'Minimum') return numbers[0];
  if (aggregate === 'Maximum') return numbers.at(-1);
  if (aggregate === 'Median') return median(numbers);
  throw new Error(`report: ${aggregate} is not known to its evaluation`);
}

function median(numbers: number[]): number {
  const middle = (numbers.length - 1) / 2;
  return ((numbers[Math.floor(middle)] ?? 0) + (numbers[Math.ceil(middle)] ?? 0)) / 2;
}
