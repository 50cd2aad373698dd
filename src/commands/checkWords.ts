import type { Finding } from '../domain/routing/checkFindings.ts';
import { leadInWords } from '../domain/routing/checkWords.ts';

/** What was found, one kind after the other, each finding with its place and an example. */
export function findingsInWords(checked: string, findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [`${checked}: nothing is wrong with the routing.`];
  const kinds = Map.groupBy(findings, ({ level, what }) => `${level}: ${what}`);
  return [
    `${checked}: ${count(findings, 'error')}, ${count(findings, 'warning')}.`,
    ...[...kinds].flatMap(([kind, some]) => ['', kind, ...some.flatMap(inWords)]),
  ];
}

function inWords({ path, says, example }: Finding): string[] {
  const lead = example && leadInWords(example);
  return [
    `  ${path}`,
    `    ${sentence(says)}`,
    ...(lead === undefined || says.includes(lead) ? [] : [`    ${sentence(`for example: ${lead}`)}`]),
  ];
}

function sentence(words: string): string {
  return /[.?!]$/.test(words) ? words : `${words}.`;
}

function count(findings: readonly Finding[], level: Finding['level']): string {
  const number = findings.filter((finding) => finding.level === level).length;
  return `${number} ${level}${number === 1 ? '' : 's'}`;
}
