/** The CRM itself, at the end of a line. */
const said = (crm: string) => new RegExp(String.raw`(?:, | \()${crm}\)$`);

/** Lines of the story as a card shows them, newest first. What the CRM said needs no telling inside it. */
export function shortLines(lines: readonly string[], crm: string): string[] {
  return lines
    .map((line) => {
      const told = line.replace('  ', ': ').replace(said(crm), (end) => (end.startsWith(',') ? ')' : ''));
      return told.replace(
        /: goes to ([^:]+): (.*)$/,
        (_, who: string, why: string) => `: given to ${who}: ${shortWhy(why)}`,
      );
    })
    .reverse();
}

/** Which rules did not match is for whoever explains a routing; whose turn it was is said by the name before. */
function shortWhy(because: string): string {
  const parts = because.split('; ').filter((part) => part !== 'no other rule matches');
  const turn = /^it is .+?['’]s turn\b/;
  return parts
    .map((part) => part.replace(turn, 'next in turn').replace(/: it is .+?['’]s turn\b/, ', next in turn'))
    .join('; ');
}
