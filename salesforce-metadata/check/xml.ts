import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** One element of a metadata file, its children in the order of the file. `text` is trimmed; empty where there is none. */
export type Element = { name: string; text: string; children: Element[] };

type Raw = Record<string, unknown>;

const parser = new XMLParser({
  preserveOrder: true,
  parseTagValue: false,
  trimValues: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

/** The root element. Throws where the text is not well-formed XML, with the line. */
export function parseXml(text: string): Element {
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw new Error(`not XML: ${valid.err.msg}, line ${String(valid.err.line)}`);
  const roots = elementsOf(parser.parse(text) as Raw[]);
  if (roots.length !== 1) throw new Error(`not XML: ${String(roots.length)} roots`);
  return roots[0] as Element;
}

function elementsOf(raws: Raw[]): Element[] {
  return raws.flatMap((raw) => {
    const name = Object.keys(raw).find((key) => key !== ':@' && !key.startsWith('#'));
    if (name === undefined) return [];
    const inner = raw[name] as Raw[];
    const text = inner.map((one) => one['#text']).filter((one) => one !== undefined);
    return [{ name, text: text.map(String).join(''), children: elementsOf(inner) }];
  });
}

/** All children of that name, in order. */
export function all(element: Element, name: string): Element[] {
  return element.children.filter((child) => child.name === name);
}

/** The first child of that name. */
export function one(element: Element, name: string): Element | undefined {
  return element.children.find((child) => child.name === name);
}

/** The text of the first child of that name; undefined where there is no such child or it is empty. */
export function textOf(element: Element, name: string): string | undefined {
  const text = one(element, name)?.text;
  return text === '' ? undefined : text;
}

/** The texts of all children of that name, in order. */
export function textsOf(element: Element, name: string): string[] {
  return all(element, name).map((child) => child.text);
}

/** The element itself and all below it. */
export function everyElement(element: Element): Element[] {
  return [element, ...element.children.flatMap(everyElement)];
}
