import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { http } from '@hubspot/local-dev-lib/http';
import { parseProjectConfig } from '@hubspot/project-parsing-lib/projects';
import { isTranslationError, translate } from '@hubspot/project-parsing-lib/translate';
import { labelProblems } from './labelProblems.ts';

const folder = new URL('schemas/', import.meta.url);
/** Ours, from the public templates and pages: HubSpot's own cannot be had without an account. By the parser's names: WORKFLOW_ACTION. */
const schemas = Object.fromEntries(
  readdirSync(folder).map((file) => [
    basename(file, '.json').toUpperCase().replaceAll('-', '_'),
    JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as object,
  ]),
);
// The parser asks HubSpot for its schemas, and is given ours; all the rest is its own doing.
Object.assign(http, { get: () => Promise.resolve({ data: schemas }) });

/** Everything that HubSpot's own parser finds wrong with a project, by our schemas: nothing, where it may be uploaded. */
export async function projectProblems(project: string): Promise<string[]> {
  try {
    const { srcDir, platformVersion } = parseProjectConfig(project);
    const context = { projectSourceDir: join(project, srcDir), platformVersion, accountId: 1 };
    const { intermediateRepresentation, skippedHsMetaFiles } = await translate(context, { skipValidation: false });
    const components = Object.values(intermediateRepresentation.intermediateNodesIndexedByUid);
    return [
      ...skippedHsMetaFiles.map((file) => `${file} lies too deep: HubSpot passes over it`),
      ...components.flatMap(({ uid, config }) => labelProblems(config).map((problem) => `${uid}: ${problem}`)),
    ];
  } catch (error) {
    return isTranslationError(error) ? [error.toString()] : [(error as Error).message];
  }
}
