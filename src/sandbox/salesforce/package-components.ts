import { childrenOf, elementFrom, textOf, type Element } from './metadata-xml.ts';
import { names, type Manifest } from './package-manifest.ts';

/** One thing to deploy. Folders and bundles of files have no element of their own. */
export type Component = { type: string; fullName: string; fileName: string; element: Element };

/** Why something cannot be deployed, as a deploy's result tells it. */
export type Problem = { type: string; fullName: string; fileName: string; problem: string };

/** `inFolder`: its full name begins with its folder, which is a component of the same type. `bundle`: a folder of files is one. */
type Place = { type: string; suffix: string; inFolder?: true; bundle?: true };

/** Where the metadata format keeps each type this org knows. */
export const places: Record<string, Place> = {
  LeadConvertSettings: { type: 'LeadConvertSettings', suffix: 'LeadConvertSetting' },
  applications: { type: 'CustomApplication', suffix: 'app' },
  cspTrustedSites: { type: 'CspTrustedSite', suffix: 'cspTrustedSite' },
  dashboards: { type: 'Dashboard', suffix: 'dashboard', inFolder: true },
  externalCredentials: { type: 'ExternalCredential', suffix: 'externalCredential' },
  flexipages: { type: 'FlexiPage', suffix: 'flexipage' },
  flows: { type: 'Flow', suffix: 'flow' },
  layouts: { type: 'Layout', suffix: 'layout' },
  lwc: { type: 'LightningComponentBundle', suffix: '', bundle: true },
  namedCredentials: { type: 'NamedCredential', suffix: 'namedCredential' },
  notificationtypes: { type: 'CustomNotificationType', suffix: 'notiftype' },
  objects: { type: 'CustomObject', suffix: 'object' },
  permissionsets: { type: 'PermissionSet', suffix: 'permissionset' },
  platformEventChannelMembers: { type: 'PlatformEventChannelMember', suffix: 'platformEventChannelMember' },
  queues: { type: 'Queue', suffix: 'queue' },
  remoteSiteSettings: { type: 'RemoteSiteSetting', suffix: 'remoteSite' },
  reportTypes: { type: 'ReportType', suffix: 'reportType' },
  reports: { type: 'Report', suffix: 'report', inFolder: true },
  standardValueSets: { type: 'StandardValueSet', suffix: 'standardValueSet' },
  tabs: { type: 'CustomTab', suffix: 'tab' },
};

/** What the file of an object holds besides, by the element. */
export const partsOfObject: Record<string, string> = {
  businessProcesses: 'BusinessProcess',
  compactLayouts: 'CompactLayout',
  fieldSets: 'FieldSet',
  fields: 'CustomField',
  listViews: 'ListView',
  recordTypes: 'RecordType',
  validationRules: 'ValidationRule',
  webLinks: 'WebLink',
};

export type Package = { components: Component[]; problems: Problem[] };

/** The components of an unzipped package, and what is wrong with its files. Paths are those below package.xml. */
export function componentsOf(files: ReadonlyMap<string, Buffer>, manifest: Manifest): Package {
  const found: Package = { components: [], problems: [] };
  for (const [fileName, content] of files) {
    if (fileName !== 'package.xml') addFile(found, fileName, content);
  }
  const bundles = new Map(found.components.map((one) => [`${one.type} ${one.fullName}`, one]));
  found.components = [...bundles.values()].filter(({ type, fullName }) => names(manifest, type, fullName));
  const given = new Set(bundles.keys());
  found.problems.push(...notNamed([...bundles.values()], manifest), ...missing(given, manifest));
  return found;
}

function addFile(found: Package, fileName: string, content: Buffer): void {
  const [directory = '', ...rest] = fileName.split('/');
  const place = places[directory];
  const problem = (why: string) => found.problems.push({ type: '', fullName: fileName, fileName, problem: why });
  if (!place || rest.length === 0) return void problem(`Unknown folder or file: ${fileName}`);
  const known = componentFrom(place, rest, fileName, content);
  if (typeof known === 'string') return void found.problems.push({ ...nameOf(place, rest), fileName, problem: known });
  if (known) found.components.push(known, ...(known.type === 'CustomObject' ? partsOf(known) : []));
}

function nameOf({ type, suffix, bundle }: Place, rest: string[]): { type: string; fullName: string } {
  if (bundle) return { type, fullName: rest[0] ?? '' };
  return {
    type,
    fullName: rest
      .join('/')
      .replace(/-meta\.xml$/, '')
      .replace(`.${suffix}`, ''),
  };
}

/** A component, nothing for the other files of one, or why it is none. */
function componentFrom(
  place: Place,
  rest: string[],
  fileName: string,
  content: Buffer,
): Component | string | undefined {
  const { type, fullName } = nameOf(place, rest);
  if (place.bundle) {
    const element: Element = { name: type, attributes: {}, children: [], text: '' };
    return fileName.endsWith('.js-meta.xml') ? { type, fullName, fileName, element } : undefined;
  }
  const isFolder = place.inFolder === true && fileName.endsWith('-meta.xml');
  if (!isFolder && !fileName.endsWith(`.${place.suffix}`)) return `Unexpected file name for ${type}`;
  try {
    const element = elementFrom(content.toString('utf8'));
    const expected = isFolder ? `${type}Folder` : type;
    if (element.name !== expected) return `Expected root element ${expected}, found ${element.name}`;
    return { type, fullName: fullName.replace(/\.(report|dashboard)Folder$/, ''), fileName, element };
  } catch (error) {
    return `Error parsing file: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function partsOf({ fullName, fileName, element }: Component): Component[] {
  return Object.entries(partsOfObject).flatMap(([name, type]) =>
    childrenOf(element, name).map((part) => {
      return { type, fullName: `${fullName}.${textOf(part, 'fullName') ?? ''}`, fileName, element: part };
    }),
  );
}

/** A part of an object is deployed with its object or when it is named; a file nobody named is a mistake. */
function notNamed(given: Component[], manifest: Manifest): Problem[] {
  const isPart = new Set(Object.values(partsOfObject));
  return given
    .filter(({ type, fullName }) => !isPart.has(type) && !names(manifest, type, fullName))
    .filter(({ type, element }) => type !== 'CustomObject' || !onlyParts(element))
    .map(({ type, fullName, fileName }) => ({ type, fullName, fileName, problem: 'Not in package.xml' }));
}

/** The file of an object of which only fields and such are deployed. */
function onlyParts({ children }: Element): boolean {
  return children.every(({ name }) => name in partsOfObject);
}

function missing(given: ReadonlySet<string>, { members }: Manifest): Problem[] {
  return [...members].flatMap(([type, fullNames]) => {
    return [...fullNames]
      .filter((fullName) => fullName !== '*' && !given.has(`${type} ${fullName}`))
      .map((fullName) => {
        const problem = isKnown(type)
          ? `An object '${fullName}' of type ${type} was named in package.xml, but was not found in zipped directory`
          : `Unknown type name '${type}' specified in package.xml`;
        return { type, fullName, fileName: 'package.xml', problem };
      });
  });
}

export function isKnown(type: string): boolean {
  return Object.values(places).some((place) => place.type === type) || Object.values(partsOfObject).includes(type);
}
