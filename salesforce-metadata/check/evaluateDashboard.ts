import { evaluateReport } from './evaluateReport.ts';
import type { Figures } from './evaluateReport.ts';
import { ofKind } from './project.ts';
import type { Project } from './project.ts';
import { reportFrom } from './report.ts';
import { objectOf } from './reportRows.ts';
import type { Row } from './reportRows.ts';
import { everyElement, one, textOf } from './xml.ts';
import type { Element } from './xml.ts';

/** What a component shows: one figure, and the same by group for those that draw a line. `colour`: the target's, where it has one. */
export type Shown = {
  header: string;
  report: string;
  figure: number | undefined;
  byGroup: { key: string[]; figure: number | undefined }[];
  colour?: string;
};

/**
 * What the components of a dashboard show over these records, by object, in the order of its file. What colour a figure has that is
 * exactly a breakpoint Salesforce does not say: here it is the higher one's.
 */
export function evaluateDashboard(
  name: string,
  { project, rows, now, zone = 'UTC' }: { project: Project; rows: Record<string, Row[]>; now: Date; zone?: string },
): Shown[] {
  const root = ofKind(project, 'Dashboard').get(name);
  if (root === undefined) throw new Error(`dashboard: no ${name}`);
  const components = everyElement(root).filter((it) => it.name === 'dashboardComponent');
  return components.map((component) => {
    const report = textOf(component, 'report') ?? '';
    const file = ofKind(project, 'Report').get(report);
    if (file === undefined) throw new Error(`dashboard: no report ${report}`);
    const read = reportFrom(file);
    const its = { project, rows: rows[objectOf(read, project)] ?? [], now, zone };
    const { total, groups } = evaluateReport(read, its);
    const figure = figureOf(component, total);
    const byGroup = groups.map(({ key, figures }) => ({ key, figure: figureOf(component, figures) }));
    return { header: textOf(component, 'header') ?? '', report, figure, byGroup, ...colourOf(component, figure) };
  });
}

function figureOf(component: Element, figures: Figures): number | undefined {
  const summary = one(component, 'chartSummary');
  const column = (summary && textOf(summary, 'column')) ?? '';
  const aggregate = summary && textOf(summary, 'aggregate');
  return figures[aggregate === undefined ? column : `${aggregate} of ${column}`];
}

function colourOf(component: Element, figure: number | undefined): { colour?: string } {
  const [low, high] = ['indicatorBreakpoint1', 'indicatorBreakpoint2'].map((name) => textOf(component, name));
  if (figure === undefined || low === undefined || high === undefined) return {};
  const name = figure < Number(low) ? 'Low' : figure < Number(high) ? 'Middle' : 'High';
  const colour = textOf(component, `indicator${name}Color`);
  return colour === undefined ? {} : { colour };
}
