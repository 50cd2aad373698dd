import { orgOf } from './org.ts';
import type { Project } from './project.ts';
import { dashboardProblems } from './references/dashboards.ts';
import { fieldProblems } from './references/fields.ts';
import { flowProblems } from './references/flows.ts';
import { permissionProblems } from './references/permissions.ts';
import { reportProblems, reportTypeProblems } from './references/reports.ts';
import { screenProblems } from './references/screens.ts';

/** Where the metadata files of a project name what neither they nor a bare org have, one line each. */
export function referenceProblems(project: Project): string[] {
  const org = orgOf(project);
  return [
    ...fieldProblems(project, org),
    ...reportTypeProblems(project, org),
    ...reportProblems(project, org),
    ...dashboardProblems(project),
    ...permissionProblems(project, org),
    ...screenProblems(project, org),
    ...flowProblems(project, org),
  ];
}
