import type { Project } from './project.ts';
import { everyElement, textsOf } from './xml.ts';

/** The most characters that Setup's own forms let one type; files are held to the same. By kind of file, then by element. */
const LONGEST: Record<string, Record<string, number>> = {
  CustomField: { fullName: 43, label: 40, description: 1000, inlineHelpText: 510, formula: 3900 },
  CustomObject: { label: 40, pluralLabel: 40, description: 1000 },
  ReportType: { label: 50, description: 255 },
  Report: { name: 40, description: 255, masterLabel: 40, developerName: 40, calculatedFormula: 3900 },
  Dashboard: { title: 80, description: 255, header: 40, footer: 80 },
  PermissionSet: { label: 80, description: 255 },
  ListView: { label: 40 },
  Queue: { name: 40 },
};

/** Texts that are longer than an org takes, one line each. */
export function lengthProblems(project: Project): string[] {
  return project.components.flatMap(({ kind, name, root }) =>
    Object.entries(LONGEST[kind] ?? {}).flatMap(([element, most]) =>
      everyElement(root)
        .flatMap((it) => textsOf(it, element))
        .filter((text) => text.length > most)
        .map((text) => `${kind} ${name}: ${element} has ${String(text.length)} characters, ${String(most)} at most`),
    ),
  );
}
