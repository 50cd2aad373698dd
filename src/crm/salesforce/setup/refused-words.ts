import { namesOfKinds } from './component-kinds.ts';
import type { Refused } from './deploy.ts';

/** What to do about what Salesforce says, by its words; the first that fits. */
const advice: [RegExp, string][] = [
  [/duplicate|already (?:exists|in use|used)|is not unique/i, 'something of yours has this name: rename or delete it'],
  [/too many|limit|exceed/i, 'the org has as many of these as its edition allows: delete one that nobody uses'],
  [
    /activat|deploy processes|flow.*active/i,
    'allow it in Setup > Process Automation Settings > Deploy processes and flows as active',
  ],
  [
    /permission|access|privilege/i,
    'the org’s edition, or the licence of our user, has no such permission: ask whoever administers it',
  ],
  [/reportType|report type/i, 'allow custom report types in this org, and reports to whoever runs this'],
  [
    /no (?:\w+ )?named|cannot find|doesn't exist|does not exist|not found|Invalid (?:field|value)/i,
    'the org lacks it, or hides it: is this feature switched on in Setup?',
  ],
];

/** Each part that was refused in one line: which, why in Salesforce's words, and what to do. */
export function refusedInWords(refused: readonly Refused[]): string[] {
  const roots = refused.filter((one) => !isConsequence(one, refused));
  const byPart = Map.groupBy(roots, ({ type, name }) => nameOf(type, name));
  const lines = [...byPart].map(([name, [first, ...more]]) => lineOf(name, first?.problem ?? '', more.length));
  const rest = refused.length - roots.length;
  if (rest === 0) return lines;
  return [...lines, `and ${rest} more that ${rest === 1 ? 'needs' : 'need'} one of these`];
}

function lineOf(name: string, problem: string, more: number): string {
  const others = more === 0 ? '' : `, and ${more} more of it`;
  return `${name}: ${oneLine(problem)}${others} (${adviceFor(problem)})`;
}

function nameOf(type: string, name: string): string {
  return [namesOfKinds[type]?.[0] ?? type, name].filter((word) => word !== '').join(' ');
}

// Whatever refers to a part that was refused is refused with it, and the list is long enough without.
function isConsequence(one: Refused, all: readonly Refused[]): boolean {
  return all.some((other) => other !== one && other.name !== '' && other.name !== one.name && points(one, other.name));
}

function points({ problem }: Refused, name: string): boolean {
  return (
    /no \w+ named|cannot find|does(?: not|n't) exist|not found|Invalid value/i.test(problem) && problem.includes(name)
  );
}

function oneLine(problem: string): string {
  const line = problem.replaceAll(/\s+/g, ' ').trim().replace(/[.]$/, '');
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}

function adviceFor(problem: string): string {
  return advice.find(([said]) => said.test(problem))?.[1] ?? 'please report it, with this line';
}
