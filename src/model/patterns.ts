import { places, valueAt, type Path } from './places.ts';
import type { Problem } from './problems.ts';

const LONGEST = 300;
const MOST_UNLIMITED = 2;
/** A repeat that may come more often than this is as good as unlimited. */
const FEW = 9;

/** Escapes, classes, the beginnings and ends of groups, choices, repeats; anything else is one character. */
const tokens =
  /\\(?:k<[^>]*>|x[\da-f]{2}|u[\da-f]{4}|[^])|\[(?:\\[^]|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|<[^>]*>))?|\)|\||[*+?]\??|\{\d+(?:,\d*)?\}\??|[^]/gi;

type Group = { holdsChoice: boolean; holdsRepeat: boolean };

/**
 * Why a text may not be a pattern of the settings, or undefined when it may. It must compile, and no text that a visitor can
 * make up may keep it busy: it is run for every page and form. Some patterns that would do no harm are refused with the others.
 */
export function patternProblem(source: string): string | undefined {
  if (source.length > LONGEST) return `must be at most ${LONGEST} characters long`;
  try {
    RegExp(source);
  } catch {
    return 'is no regular expression: mend its brackets and signs';
  }
  return runaway(source.match(tokens) ?? []);
}

function runaway(all: readonly string[]): string | undefined {
  const open: Group[] = [{ holdsChoice: false, holdsRepeat: false }];
  let before: Group | undefined;
  let unlimited = 0;
  for (const token of all) {
    const group = open.at(-1) as Group;
    const [least, most] = repeatOf(token);
    if (/^\\([1-9]|k<)/.test(token)) return 'may run away: it must not refer back to a group';
    if (most > 1 && before !== undefined && (before.holdsChoice || before.holdsRepeat))
      return 'may run away: a repeated group must not hold another repeat or a choice';
    if (most > FEW && (unlimited += 1) > MOST_UNLIMITED)
      return `may run away: it must not have more than ${MOST_UNLIMITED} unlimited repeats`;
    if (token === '|') group.holdsChoice = true;
    if (least !== most) group.holdsRepeat = true;
    if (token.startsWith('(')) open.push({ holdsChoice: false, holdsRepeat: false });
    before = token === ')' ? closed(open) : undefined;
  }
  return undefined;
}

/** The group that ends here; whatever it holds, the one around it holds as well. */
function closed(open: Group[]): Group | undefined {
  const inner = open.pop();
  const outer = open.at(-1);
  if (inner === undefined || outer === undefined) return undefined;
  outer.holdsChoice ||= inner.holdsChoice;
  outer.holdsRepeat ||= inner.holdsRepeat;
  return inner;
}

/** How often a token makes what is before it come: once, for one that is no repeat. */
function repeatOf(token: string): [least: number, most: number] {
  if (/^\*\??$/.test(token)) return [0, Infinity];
  if (/^\+\??$/.test(token)) return [1, Infinity];
  if (/^\?\??$/.test(token)) return [0, 1];
  const [, least, comma, most] = /^\{(\d+)(,?)(\d*)\}/.exec(token) ?? [];
  if (least === undefined) return [1, 1];
  const highest = comma === '' ? Number(least) : Infinity;
  return [Number(least), most ? Number(most) : highest];
}

const namePatterns: Path[] = ['pages', 'forms', 'events', 'campaigns'].map((list) => ['mapping', list, '*', 'matches']);
const titlePatterns: Path[] = [
  ['fit', 'rules', '*', 'all', '*', 'matches'],
  ['accounts', 'committee', 'roles', '*', 'titles', '*'],
];

/** The patterns of a model that may not be; those of the mapping must be in lower case, as the names are that they are for. */
export function wrongPatterns(model: unknown): Problem[] {
  return [
    ...namePatterns.flatMap((path) => places(model, path)).flatMap((path) => wrongPattern(model, path, true)),
    ...titlePatterns.flatMap((path) => places(model, path)).flatMap((path) => wrongPattern(model, path, false)),
  ];
}

function wrongPattern(model: unknown, path: Path, lowerCase: boolean): Problem[] {
  const input = valueAt(model, path);
  if (typeof input !== 'string') return [];
  const message = patternProblem(input) ?? (lowerCase && hasCapital(input) ? capital : undefined);
  return message === undefined ? [] : [{ path, message, input }];
}

const capital = 'would never match: names are made lower-case first, so write it in lower case';

/** Escapes such as \S and \D are no letters, and the name of a group is none that must match. */
function hasCapital(source: string): boolean {
  const literal = (source.match(tokens) ?? []).filter((token) => !token.startsWith('\\') && !token.startsWith('('));
  return /\p{Lu}/u.test(literal.join('').replaceAll(/\\[^]/g, ''));
}
