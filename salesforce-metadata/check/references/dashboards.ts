import { ofKind } from '../project.ts';
import type { Project } from '../project.ts';
import { reportFrom } from '../report.ts';
import { all, one, textOf, textsOf } from '../xml.ts';
import type { Element } from '../xml.ts';
import { summarized } from './reports.ts';

type Box = { left: number; top: number; right: number; bottom: number; name: string };

/** Dashboards in no folder, that run as a named user, whose components show what no report has, or lie over each other. */
export function dashboardProblems(project: Project): string[] {
  const folders = ofKind(project, 'DashboardFolder');
  const reports = ofKind(project, 'Report');
  return [...ofKind(project, 'Dashboard')].flatMap(([name, root]) => {
    const say = (problem: string): string => `dashboard ${name}: ${problem}`;
    const grid = one(root, 'dashboardGridLayout');
    const places = grid ? all(grid, 'dashboardGridComponents') : [];
    const components = places.flatMap((place) => all(place, 'dashboardComponent'));
    return [
      ...(folders.has(name.split('/')[0] ?? '') ? [] : [say('it is in no folder')]),
      // A user's name of one org is refused by every other.
      ...(textOf(root, 'runningUser') === undefined ? [] : [say('it names a running user')]),
      ...components.flatMap((component) => componentProblems(component, reports)).map(say),
      ...placeProblems(places, grid).map(say),
    ];
  });
}

function componentProblems(component: Element, reports: Map<string, Element>): string[] {
  const header = textOf(component, 'header') ?? '';
  const say = (problem: string): string => `${header}: ${problem}`;
  const found = reports.get(textOf(component, 'report') ?? '');
  if (found === undefined) return [say(`no report ${textOf(component, 'report') ?? ''}`)];
  const report = reportFrom(found);
  const shown = all(component, 'chartSummary')
    .map((it) => summarized(it, report))
    .filter((it) => it !== undefined);
  const groups = textsOf(component, 'groupingColumn').filter(
    (field) => !report.groupings.some((it) => it.field === field),
  );
  return [
    ...shown.map((it) => say(`it shows ${it}`)),
    ...groups.map((field) => say(`it groups by ${field}, and its report does not`)),
    ...(rising(component) ? [] : [say('its breakpoints do not rise')]),
  ];
}

function rising(component: Element): boolean {
  const marks = ['gaugeMin', 'indicatorBreakpoint1', 'indicatorBreakpoint2', 'gaugeMax'].map((name) =>
    textOf(component, name),
  );
  const numbers = marks.filter((mark) => mark !== undefined).map(Number);
  return numbers.every((number, at) => at === 0 || number > (numbers[at - 1] as number));
}

function placeProblems(places: Element[], grid: Element | undefined): string[] {
  const boxes = places.map(boxOf);
  const width = Number(grid && textOf(grid, 'numberOfColumns'));
  const over = boxes.flatMap((box, at) =>
    boxes
      .slice(0, at)
      .filter((other) => overlap(box, other))
      .map((other) => [other, box]),
  );
  return [
    ...boxes.filter((box) => box.right > width).map((box) => `${box.name} is wider than the grid`),
    ...over.map(([first, second]) => `${first?.name ?? ''} and ${second?.name ?? ''} lie over each other`),
  ];
}

function boxOf(place: Element): Box {
  const at = (name: string): number => Number(textOf(place, name));
  const component = one(place, 'dashboardComponent');
  const [left, top] = [at('columnIndex'), at('rowIndex')];
  return {
    left,
    top,
    right: left + at('colSpan'),
    bottom: top + at('rowSpan'),
    name: (component && textOf(component, 'header')) ?? '',
  };
}

function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
