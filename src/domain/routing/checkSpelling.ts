/** More letters than this apart, two addresses are not one that was written wrongly. */
const MOST_LETTERS = 2;

/** The one of these that may have been meant; undefined when none is near. Of equally near ones the first. */
export function nearest(text: string, known: readonly string[]): string | undefined {
  const near = known
    .map((other) => ({ other, letters: lettersBetween(text, other) }))
    .filter(({ letters }) => letters <= MOST_LETTERS);
  return near.toSorted((a, b) => a.letters - b.letters)[0]?.other;
}

/** How many letters must be added, dropped or changed to make one text the other (Levenshtein, 1965). */
function lettersBetween(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > MOST_LETTERS) return MOST_LETTERS + 1;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [line, letter] of a.split('').entries()) row = nextRow(row, line + 1, letter, b);
  return row.at(-1) ?? a.length;
}

function nextRow(row: readonly number[], line: number, letter: string, b: string): number[] {
  const next = [line];
  for (const [index, other] of b.split('').entries()) {
    const [corner = 0, above = 0, left = 0] = [row[index], row[index + 1], next[index]];
    next.push(Math.min(above + 1, left + 1, corner + (letter === other ? 0 : 1)));
  }
  return next;
}
