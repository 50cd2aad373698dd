import type { Standing } from './standing.ts';

/** What somebody may do about an episode. The first six change something, the others only tell. */
export const allControls = [
  'claim',
  'contacted',
  'snooze',
  'reassign',
  'release',
  'not_a_fit',
  'why_hot',
  'why_me',
  'timeline',
] as const;
export type Control = (typeof allControls)[number];

/**
 * Who reads a card. `holder`: it is theirs (claimed, else assigned). `decides`: they own the lead, or manage those who do;
 * `manages`: they manage. Absent where nobody knows, and they may try.
 */
export type Reader = {
  surface: 'assignee' | 'person' | 'channel';
  holder: boolean;
  decides?: boolean;
  manages?: boolean;
};

/**
 * What a card offers its reader, most likely first. An episode that is over offers what explains it and no more; what is somebody
 * else's offers a claim while that is possible, to say that one was in touch all the same, and its owner and managers to take it
 * away; a channel never offers what belongs to the one who has it. `claimable`: nobody has it, or whoever has it has not said that
 * they are on it, and no named account keeps others out. `fyi`: it has no clock, and a claim would start one.
 */
export function controlsFor(
  standing: Standing,
  reader: Reader,
  { claimable, fyi = false }: { claimable: boolean; fyi?: boolean },
): Control[] {
  const explained: Control[] = reader.holder ? ['why_hot', 'why_me', 'timeline'] : ['why_hot', 'timeline'];
  if (standing.kind === 'closed') return ['why_hot', 'timeline'];
  const claim: Control[] = standing.kind === 'open' && claimable && !fyi ? ['claim'] : [];
  if (reader.surface === 'channel') return [...claim, 'why_hot', 'timeline'];
  if (reader.holder) return [...(fyi ? ofSpoken(standing) : ofHolder(standing)), ...explained];
  const contacted: Control[] = standing.kind === 'contacted' || standing.movedTo !== undefined ? [] : ['contacted'];
  return [...claim, ...contacted, ...(reader.decides === false ? [] : ofDecider(standing, reader)), ...explained];
}

/** Whoever has it may say that they are on it, whoever else may not. */
function ofHolder({ kind }: Standing): Control[] {
  if (kind === 'contacted') return ['not_a_fit'];
  return kind === 'claimed'
    ? ['contacted', 'snooze', 'release', 'reassign', 'not_a_fit']
    : ['claim', 'contacted', 'snooze', 'reassign', 'not_a_fit'];
}

/** No reminder comes that could be put off. */
function ofSpoken({ kind }: Standing): Control[] {
  return kind === 'contacted' ? ['not_a_fit'] : ['contacted', 'reassign', 'not_a_fit'];
}

/** A claim is given back by whoever made it, and by managers. */
function ofDecider({ kind }: Standing, { manages = true }: Reader): Control[] {
  if (kind === 'contacted') return ['not_a_fit'];
  return kind === 'claimed' && manages ? ['release', 'reassign', 'not_a_fit'] : ['reassign', 'not_a_fit'];
}
