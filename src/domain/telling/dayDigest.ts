import type { Digest, DigestFigure, DigestLead } from './digest.ts';
import { digestFrom, type DigestHot, filled, type Frame, partOf } from './digestPart.ts';

/** An answer that was due. `answeredAt` is absent where the rep did not answer. */
export type DueAnswer = { name: string; lead?: string; respondBy: number; answeredAt?: number; escalated?: string };

export type DayInput = Frame & {
  /** Those that the rep has. */
  leads: readonly DigestHot[];
  /** The local day after this one. */
  tomorrow: { from: number; to: number };
  notices: readonly DigestLead[];
  quietlyHot: readonly DigestLead[];
  due: readonly DueAnswer[];
  figures: readonly DigestFigure[];
};

/** A rep's end of day; undefined when nothing waits, nothing was missed and nothing is worth knowing: figures alone are no news. */
export function dayDigest(input: DayInput): Digest | undefined {
  const { now, clock, tomorrow } = input;
  // Who spoke with the lead in the last day owes it nothing.
  const leads = input.leads.filter(({ fyi }) => fyi !== true);
  const isAsleep = ({ snoozedUntil = 0 }: DigestHot) => snoozedUntil > now;
  const asleep = (from: number, to: number) =>
    leads.filter(({ snoozedUntil = 0 }) => snoozedUntil > now && snoozedUntil >= from && snoozedUntil < to);
  const part = (title: string, some: readonly DigestHot[]) => partOf(title, some, now, clock);
  const parts = filled([
    part(
      'Not claimed yet',
      leads.filter((lead) => lead.state === 'open' && !isAsleep(lead)),
    ),
    part(
      'Claimed, not contacted yet',
      leads.filter((lead) => lead.state === 'claimed' && !isAsleep(lead)),
    ),
    part('Snoozed, back today', asleep(now, tomorrow.from)),
    part('Snoozed, back tomorrow', asleep(Math.max(now, tomorrow.from), tomorrow.to)),
    part('Snoozed for longer', asleep(tomorrow.to, Infinity)),
    { title: 'Worth knowing', leads: [...input.notices] },
    { title: 'Hot without anything new', leads: [...input.quietlyHot] },
  ]);
  const notes = missesInWords(input.due, now);
  return parts.length + notes.length === 0 ? undefined : digestFrom('day', input, { parts, notes });
}

/** Those of the answers that came late or not at all: the digest names them. */
export function missedOf(due: readonly DueAnswer[], now: number): DueAnswer[] {
  return due.filter(({ respondBy, answeredAt }) => (answeredAt ?? Infinity) > respondBy && respondBy <= now);
}

/** "2 of 5 answers came late or not at all: Ada King, 42 min late; Bo Li, not answered (the manager was told)." */
function missesInWords(due: readonly DueAnswer[], now: number): string[] {
  const missed = missedOf(due, now);
  if (missed.length === 0) return [];
  const inOrder = missed.toSorted((a, b) => a.respondBy - b.respondBy || (a.name < b.name ? -1 : 1));
  const each = inOrder.map(({ name, respondBy, answeredAt, escalated }) => {
    const late = Math.floor(((answeredAt ?? 0) - respondBy) / 60_000);
    const how = answeredAt === undefined ? 'not answered' : late < 1 ? 'late by seconds' : `${late} min late`;
    return `${name}, ${how}${escalated === undefined ? '' : ` (${escalated})`}`;
  });
  return [`${missed.length} of ${due.length} answers that were due came late or not at all: ${each.join('; ')}`];
}
