/** Slack takes 3000; a margin for what it counts otherwise than we do. */
const LONGEST = 2900;

/** Lines put together into as few texts for sections as can be, each of at most 3000 characters. Empty lines are left out. */
export function sectionsOf(lines: readonly string[]): string[] {
  const texts: string[] = [];
  for (const line of lines) {
    if (line === '') continue;
    const last = texts.at(-1);
    if (last === undefined || last.length + 1 + line.length > LONGEST) texts.push(line);
    else texts[texts.length - 1] = `${last}\n${line}`;
  }
  return texts;
}
