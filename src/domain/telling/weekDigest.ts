import type { Digest, DigestFigure, DigestLead } from './digest.ts';
import { digestFrom, type DigestHot, filled, type Frame, partOf } from './digestPart.ts';
import { isLate } from './urgency.ts';

export type WeekInput = Frame & {
  /** Everyone's. */
  leads: readonly DigestHot[];
  notices: readonly DigestLead[];
  quietlyHot: readonly DigestLead[];
  figures: readonly DigestFigure[];
  notAFit: readonly { words: string; of: number; notAFit: number }[];
  /** Of those that were `given`, `owed` were theirs to contact to the end: neither handed on in time nor closed for another reason. */
  reps: readonly { name: string; given: number; owed: number; contacted: number }[];
  unreachable: readonly { name: string; because: string }[];
};

/** A manager's week; undefined when nothing happened and nothing waits. */
export function weekDigest(input: WeekInput): Digest | undefined {
  const { now, clock, leads } = input;
  const isNobodys = ({ assignee }: DigestHot) => assignee === undefined;
  const parts = filled([
    partOf('Nobody has them', leads.filter(isNobodys), now, clock),
    partOf(
      'Late',
      leads.filter((lead) => !isNobodys(lead) && isLate(lead, now)),
      now,
      clock,
    ),
    { title: 'Worth knowing, and nobody owns them', leads: [...input.notices] },
    { title: 'Hot without anything new, and nobody owns them', leads: [...input.quietlyHot] },
  ]);
  const figures = [
    ...input.figures,
    ...input.reps.map(({ name, given, contacted }) => ({ name, value: `${given} given, ${contacted} contacted` })),
    ...input.notAFit
      .filter(({ notAFit }) => notAFit > 0)
      .map(({ words, of, notAFit }) => ({ name: `No fit: ${words}`, value: `${notAFit} of ${of}` })),
  ];
  const notes = [
    ...hintsOf(input.reps),
    ...input.unreachable.map((rep) => `${rep.name} is not told in the chat: ${rep.because}`),
  ];
  if (parts.length + figures.length + notes.length === 0) return undefined;
  return digestFrom('week', { ...input, figures }, { parts, notes });
}

/** Fewer than half of several is worth asking why. */
function hintsOf(reps: WeekInput['reps']): string[] {
  return reps
    .filter(({ owed, contacted }) => owed >= 2 && contacted * 2 < owed)
    .map(
      ({ name, owed, contacted }) =>
        `${name} contacted ${contacted} of ${owed} hot leads that were theirs to contact: too many at once, the wrong ones, or away?`,
    );
}
