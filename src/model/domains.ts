import { places, valueAt, type Path } from './places.ts';
import type { Problem } from './problems.ts';

/** Names with dots between them, and nothing that belongs to an address, a link or a pattern. */
const domain = /^[^\s.@:/*]+(?:\.[^\s.@:/*]+)*$/;

const domainLists: Path[] = [
  ...['ownDomains', 'competitorDomains', 'disposableDomains'].map((list) => ['suppression', list]),
  ['fit', 'freeDomains'],
];

/** The domains of a model that no address could ever be under. Only those of education may be an ending alone, such as "edu". */
export function wrongDomains(model: unknown): Problem[] {
  return [
    ...domainLists.flatMap((list) => wrongIn(model, list, 'a domain alone, such as "acme.com"', isDomain)),
    ...wrongIn(model, ['fit', 'educationDomains'], 'a domain alone, such as "ac.uk" or "edu"', isEnding),
  ];
}

function wrongIn(model: unknown, list: Path, wanted: string, isRight: (text: string) => boolean): Problem[] {
  return places(model, [...list, '*']).flatMap((path) => {
    const input = valueAt(model, path);
    // An empty one is refused by the schema.
    return typeof input !== 'string' || input === '' || isRight(input)
      ? []
      : [{ path, message: `must be ${wanted}`, input }];
  });
}

function isDomain(text: string): boolean {
  return isEnding(text) && text.includes('.');
}

function isEnding(text: string): boolean {
  return domain.test(text);
}
