/** `going`: so many of them cannot wait, and somebody else is looked for. `present`: names of colleagues who are there. */
export type LeftBehind = { unanswered: number; going: number; present: readonly string[] };

const MOST_NAMES = 3;

/** What somebody who goes away is told of their own hot leads; undefined when there are none. */
export function leftBehindInWords({ unanswered, going, present }: LeftBehind): string | undefined {
  if (unanswered === 0) return undefined;
  const all = `You still have ${unanswered} unanswered hot ${unanswered === 1 ? 'lead' : 'leads'}`;
  const rest = unanswered - going;
  const wait = going === 0 ? '' : `: ${whoGoes(going, rest)}`;
  if (rest === 0) return `${all}${wait}.`;
  const them = rest === 1 ? 'it' : 'them';
  const whom = present.length === 0 ? 'nobody else is there now' : `give ${them} to ${names(present)}`;
  return going === 0 ? `${all}: ${whom}.` : `${all}${wait}; of the ${rest === 1 ? 'other' : `other ${rest}`}: ${whom}.`;
}

function whoGoes(going: number, rest: number): string {
  const all = going === 1 ? 'it' : 'they';
  const go = going === 1 ? 'goes' : 'go';
  return `${rest === 0 ? all : `${going} of them`} cannot wait, and ${go} to a colleague who is there`;
}

function names(present: readonly string[]): string {
  const told = present.slice(0, MOST_NAMES);
  const last = told.at(-1) ?? '';
  return told.length < 2 ? last : `${told.slice(0, -1).join(', ')} or ${last}`;
}
