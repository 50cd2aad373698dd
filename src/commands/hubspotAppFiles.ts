import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the project lies whose copies are uploaded. It cannot be uploaded itself: it names no real server. */
const project = fileURLToPath(new URL('../../hubspot-app/', import.meta.url));
/** What stands for our server's address in the project. */
const placeholder = 'https://hotlead.example.com';
const appMeta = 'src/app/app-hsmeta.json';
const shared = 'src/app/shared/';
const extensionFolders = ['src/app/cards/', 'src/app/pages/', 'src/app/settings/'];

/** How HubSpot lets the app in: `oauth` for up to ten accounts, `static` (one token) for one. */
export type AppAuth = 'oauth' | 'static';

/**
 * The files of a project that may be uploaded as it is, text by path (with slashes). `support`: the e-mail address that HubSpot
 * shows to whoever looks for help with the app.
 */
export function hubspotAppFiles(url: string, auth: AppAuth, support?: string): Map<string, string> {
  const files = new Map(sourceFiles().map((path) => [path, textOf(path)]));
  const meta = textOf(auth === 'static' ? 'variants/static.json' : appMeta);
  files.set(appMeta, support === undefined ? meta : withSupport(meta, support));
  return new Map([...alone(files)].map(([path, text]) => [path, text.replaceAll(placeholder, url)]));
}

function withSupport(meta: string, supportEmail: string): string {
  const app = JSON.parse(meta) as { config: { support: object } };
  const config = { ...app.config, support: { supportEmail, ...app.config.support } };
  return `${JSON.stringify({ ...app, config }, undefined, 2)}\n`;
}

function textOf(path: string): string {
  return readFileSync(join(project, path), 'utf8');
}

function sourceFiles(): string[] {
  const found = readdirSync(join(project, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(project.length).split(sep).join('/'));
  return ['hsproject.json', ...found.filter(isSource).toSorted()];
}

/** Not what a build, an installation or a person trying things out leaves there. */
function isSource(path: string): boolean {
  return !/(^|\/)(node_modules|dist|\.[^/]*)(\/|$)|(^|\/)(package-lock|local)\.json$/.test(path);
}

// HubSpot builds each folder of pages by itself and does not take what lies beside it: code that several use goes into each.
// https://developers.hubspot.com/docs/apps/developer-platform/add-features/ui-extensibility/linting/rules/no-parent-imports, read 2026-11-22
function alone(files: Map<string, string>): Map<string, string> {
  const common = [...files].filter(([path]) => path.startsWith(shared));
  const rest = [...files].filter(([path]) => !path.startsWith(shared));
  const copies = extensionFolders.flatMap((folder) =>
    common.map(([path, text]) => [`${folder}shared/${path.slice(shared.length)}`, text] as const),
  );
  return new Map([...rest.map(([path, text]) => [path, nearer(path, text)] as const), ...copies]);
}

/** The text with what it imports from the shared folder found in its own folder's copy. */
function nearer(path: string, text: string): string {
  const folder = extensionFolders.find((each) => path.startsWith(each));
  if (folder === undefined || !/\.tsx?$/.test(path)) return text;
  return text.replaceAll(/(?<=['"])(\.\.\/)+shared\/(?=[^'"\n]*['"])/g, (found) => {
    const isCommon = posix.join(posix.dirname(path), found) === shared;
    if (!isCommon) return found;
    const up = found.slice('../'.length);
    return up.startsWith('../') ? up : `./${up}`;
  });
}
