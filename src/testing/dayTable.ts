import type { Day } from './dayPlay.ts';
import { timeOf } from './dayTeam.ts';

type Line = { at: number; lead: string; whom: string; by: string; what: string };

const MOST = 150;

/** Who was told what, when and by what, and what they did about it; by the clock of the office. */
export function tableOf({ heard, did }: Day): string {
  const lines: Line[] = [
    ...did.map(({ at, who, lead, did: what }) => ({ at, lead, whom: who, by: '—', what: what.toUpperCase() })),
    ...heard.map(({ leads, ...each }) => ({
      ...each,
      lead: leads.length > 2 ? `${leads.length} leads` : leads.join(', '),
    })),
  ].toSorted((a, b) => a.at - b.at || compare(a.lead, b.lead));
  const head = ['time ', 'lead'.padEnd(24), 'whom'.padEnd(22), 'by'.padEnd(15), 'what'].join(' | ');
  return [head, ...lines.map(lineOf)].join('\n');
}

function lineOf({ at, lead, whom, by, what }: Line): string {
  const words = what.length > MOST ? `${what.slice(0, MOST - 1)}…` : what;
  return [timeOf(at), lead.padEnd(24), whom.padEnd(22), by.padEnd(15), words].join(' | ');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
