import type { Ground, Writer } from './ground.ts';
import { applied } from './metadata-apply.ts';
import { problemsOf } from './metadata-checks.ts';
import { deployed, deployResult, type DeployBook } from './metadata-deploy.ts';
import { viewOf } from './metadata-view.ts';
import { childOf, childrenOf, elementFrom, isTrue, textOf, xmlOf, type Element, type Written } from './metadata-xml.ts';
import { isKnown, partsOfObject, places, type Component } from './package-components.ts';
import { SoapFault } from './soap.ts';
import { stamp } from './times.ts';

/** One call of the Metadata API, its session found good. */
type MetadataCall = { ground: Ground; book: DeployBook; asked: Element; by: Writer };

type Method = (call: MetadataCall) => Written;

/** The methods of the Metadata API that this org knows. */
export const methods: Record<string, Method> = {
  describeMetadata: () => described(),
  listMetadata: listed,
  readMetadata: read,
  createMetadata: (call) => saved(call, 'create'),
  updateMetadata: (call) => saved(call, 'update'),
  upsertMetadata: (call) => saved(call, 'upsert'),
  deploy: ({ ground, book, asked, by }) => {
    const archive = Buffer.from(textOf(asked, 'ZipFile') ?? '', 'base64');
    const options = childOf(asked, 'DeployOptions');
    const said = (name: string) => options !== undefined && isTrue(options, name);
    const { id } = deployed(
      ground,
      book,
      archive,
      { checkOnly: said('checkOnly'), rollbackOnError: said('rollbackOnError') },
      by,
    );
    return { done: false, id, state: 'Queued' };
  },
  checkDeployStatus: ({ book, asked }) => {
    const deploy = book.deploys.get(textOf(asked, 'asyncProcessId') ?? '');
    if (!deploy) throw new SoapFault('INVALID_ID_FIELD', 'No such deploy');
    return deployResult(deploy, isTrue(asked, 'includeDetails'));
  },
};

function described(): Written {
  const metadataObjects = Object.entries(places).map(([directoryName, { type, suffix, inFolder, bundle }]) => ({
    childXmlNames: type === 'CustomObject' ? Object.values(partsOfObject) : [],
    directoryName,
    inFolder: inFolder ?? false,
    metaFile: bundle ?? false,
    suffix: bundle ? undefined : suffix,
    xmlName: type,
  }));
  return { metadataObjects, organizationNamespace: '', partialSaveAllowed: true, testRequired: false };
}

function listed({ ground, book, asked, by }: MetadataCall): Written {
  const types = childrenOf(asked, 'queries').map((query) => textOf(query, 'type') ?? '');
  const at = stamp(ground.now());
  const who = { createdById: by.userId, createdByName: 'Sandbox', createdDate: at };
  const last = { lastModifiedById: by.userId, lastModifiedByName: 'Sandbox', lastModifiedDate: at };
  return book.store
    .all()
    .filter(({ type }) => types.includes(type))
    .map(({ type, fullName, fileName }) => ({ ...who, fileName, fullName, id: '', ...last, type }));
}

/** A name that there is nothing of gives an empty record. */
function read({ ground, book, asked }: MetadataCall): Written {
  const type = textOf(asked, 'type') ?? '';
  refuseUnknown(type);
  const records = childrenOf(asked, 'fullNames').map(({ text }): Written => {
    if (type === 'StandardValueSet') return valueSet(ground, text);
    const found = book.store.get(type, text);
    if (!found) return null;
    const parts = found.element.children.filter(({ name }) => name !== 'fullName');
    return { '@xsi:type': type, fullName: text, ...grouped(parts) };
  });
  return { records };
}

function refuseUnknown(type: string): void {
  if (!isKnown(type)) throw new SoapFault('INVALID_TYPE', `INVALID_TYPE: Unknown type: ${type}`);
}

function valueSet({ valueSets }: Ground, fullName: string): Written {
  if (!valueSets.has(fullName)) return null;
  const standardValue = valueSets.get(fullName).map(({ label, fullName: name, isActive, ...flags }) => ({
    fullName: name,
    default: flags.default ?? false,
    ...(isActive === false && { isActive }),
    label,
    ...(fullName === 'LeadStatus' && { converted: flags.converted ?? false }),
    ...(flags.closed !== undefined && { closed: flags.closed }),
    ...(flags.won !== undefined && { won: flags.won }),
    ...(flags.highPriority !== undefined && { highPriority: flags.highPriority }),
    ...(flags.probability !== undefined && { probability: flags.probability }),
  }));
  return { '@xsi:type': 'StandardValueSet', fullName, sorted: false, standardValue };
}

function grouped(parts: readonly Element[]): Record<string, Written> {
  const byName: Record<string, Written[]> = {};
  for (const part of parts) (byName[part.name] ??= []).push(part);
  return byName;
}

/** At most ten at a time; each is saved or refused by itself. */
function saved(call: MetadataCall, how: 'create' | 'update' | 'upsert'): Written {
  const given = childrenOf(call.asked, 'metadata');
  if (given.length > 10)
    throw new SoapFault('EXCEEDED_ID_LIMIT', 'Metadata calls take at most 10 components at a time');
  return given.map((element) => savedOne(call, element, how));
}

function savedOne({ ground, book, by }: MetadataCall, element: Element, how: 'create' | 'update' | 'upsert'): Written {
  const type = (element.attributes['type'] ?? '').replace(/^.*:/, '');
  refuseUnknown(type);
  const fullName = textOf(element, 'fullName') ?? '';
  const parts = element.children.filter(({ name }) => name !== 'fullName');
  // The same names as in a file: those of an object's parts say their own there.
  const own = { ...element, name: type, children: [named(fullName), ...parts] };
  const component: Component = { type, fullName, fileName: '', element: own };
  const exists = type === 'StandardValueSet' ? ground.valueSets.has(fullName) : book.store.has(type, fullName);
  const [problem] = [
    ...(how === 'update' && !exists ? [`In field: fullName - no ${type} named ${fullName} found`] : []),
    ...(how === 'create' && exists ? [`duplicate value found: ${fullName}`] : []),
    ...problemsOf([component], viewOf(ground, book.store.all(), [component])).map(({ problem: why }) => why),
  ];
  if (problem !== undefined) {
    const errors = {
      message: problem,
      statusCode: how === 'create' && exists ? 'DUPLICATE_VALUE' : 'INVALID_CROSS_REFERENCE_KEY',
    };
    return { errors, fullName, success: false, ...(how === 'upsert' && { created: false }) };
  }
  applied(ground, [component], by);
  book.store.keep([component]);
  return { ...(how === 'upsert' && { created: !exists }), fullName, success: true };
}

function named(fullName: string): Element {
  return elementFrom(xmlOf('fullName', fullName.split('.').at(-1)));
}
