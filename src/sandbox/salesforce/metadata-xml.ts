import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** One element: its name and attributes without prefixes of namespaces, what is in it, and its text without the blanks around. */
export type Element = { name: string; attributes: Record<string, string>; children: Element[]; text: string };

type Ordered = Record<string, unknown>;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

/** The root element. Throws, with words for whoever sent it, when the text is no XML. */
export function elementFrom(xml: string): Element {
  const checked = XMLValidator.validate(xml);
  if (checked !== true) throw new Error(`${checked.err.msg} (line ${checked.err.line})`);
  const [root] = (parser.parse(xml) as Ordered[]).filter((node) => nameOf(node) !== '#text').map(element);
  if (!root) throw new Error('there is no element');
  return root;
}

function nameOf(node: Ordered): string {
  return Object.keys(node).find((key) => key !== ':@') ?? '#text';
}

function element(node: Ordered): Element {
  const name = nameOf(node);
  const inside = node[name] as Ordered[];
  const texts = inside.filter((one) => nameOf(one) === '#text').map((one) => String(one['#text']));
  return {
    name,
    attributes: (node[':@'] as Record<string, string> | undefined) ?? {},
    children: inside.filter((one) => nameOf(one) !== '#text').map(element),
    text: texts.join(''),
  };
}

/** The children with this name, in order. */
export function childrenOf(parent: Element, name: string): Element[] {
  return parent.children.filter((child) => child.name === name);
}

/** The first child with this name. */
export function childOf(parent: Element, name: string): Element | undefined {
  return parent.children.find((child) => child.name === name);
}

/** The text of the first child with this name; undefined when there is none or it is empty. */
export function textOf(parent: Element, name: string): string | undefined {
  const text = childOf(parent, name)?.text;
  return text === '' ? undefined : text;
}

/** Every element below with this name, at any depth. */
export function allBelow(parent: Element, name: string): Element[] {
  return parent.children.flatMap((child) => [...(child.name === name ? [child] : []), ...allBelow(child, name)]);
}

/** Whether the text of that child is `true`. */
export function isTrue(parent: Element, name: string): boolean {
  return textOf(parent, name) === 'true';
}

/** What `xmlOf` writes: a list repeats its element, `@name` is an attribute, an undefined value is not written. */
export type Written =
  | string
  | number
  | boolean
  | undefined
  | null
  | Element
  | readonly Written[]
  | { [name: string]: Written };

/** A value as XML. null is written as nil. */
export function xmlOf(name: string, value: Written): string {
  if (value === undefined) return '';
  if (value === null) return `<${name} xsi:nil="true"/>`;
  if (Array.isArray(value)) return value.map((one: Written) => xmlOf(name, one)).join('');
  if (typeof value !== 'object') return `<${name}>${escaped(String(value))}</${name}>`;
  if (isElement(value)) return elementXml(name, value);
  const entries = Object.entries(value as Record<string, Written>);
  const attributes = entries
    .filter(([key]) => key.startsWith('@'))
    .map(([key, of]) => ` ${key.slice(1)}="${escaped(typeof of === 'string' ? of : '')}"`);
  const inside = entries.filter(([key]) => !key.startsWith('@')).map(([key, of]) => xmlOf(key, of));
  return `<${name}${attributes.join('')}>${inside.join('')}</${name}>`;
}

function isElement(value: object): value is Element {
  return 'children' in value && 'attributes' in value;
}

function elementXml(name: string, { children, text }: Element): string {
  return `<${name}>${escaped(text)}${children.map((child) => elementXml(child.name, child)).join('')}</${name}>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
