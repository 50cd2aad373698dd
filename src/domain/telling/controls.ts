import type { Standing } from './standing.ts';

/** What somebody may do about an episode. The first six change something, the others only tell. */
export type Control =
  | 'claim'
  | 'contacted'
  | 'snooze'
  | 'reassign'
  | 'release'
  | 'not_a_fit'
  | 'why_hot'
  | 'why_me'
  | 'timeline';

/**
 * Who reads a card. `holder`: it is theirs (claimed, else assigned). `decides`: they own the lead, or manage those who do; absent
 * where nobody knows, and they may try.
 */
export type Reader = { surface: 'assignee' | 'person' | 'channel'; holder: boolean; decides?: boolean };

/**
 * What a card offers its reader, most likely first. An episode that is over offers what explains it and no more; what is somebody
 * else's offers a claim while that is possible, and its owner and managers to take it away; a channel never offers what belongs to
 * the one who has it. `claimable`: nobody has it, or whoever has it has not said that they are on it, and no named account keeps
 * others out.
 */
export function controlsFor(standing: Standing, reader: Reader, { claimable }: { claimable: boolean }): Control[] {
  const explained: Control[] = reader.holder ? ['why_hot', 'why_me', 'timeline'] : ['why_hot', 'timeline'];
  if (standing.kind === 'closed') return ['why_hot', 'timeline'];
  const claim: Control[] = standing.kind === 'open' && claimable ? ['claim'] : [];
  if (reader.surface === 'channel') return [...claim, 'why_hot', 'timeline'];
  if (reader.holder) return [...ofHolder(standing), ...explained];
  return [...claim, ...(reader.decides === false ? [] : ofDecider(standing)), ...explained];
}

/** Whoever has it may say that they are on it, whoever else may not. */
function ofHolder({ kind }: Standing): Control[] {
  if (kind === 'contacted') return ['not_a_fit'];
  return kind === 'claimed'
    ? ['contacted', 'snooze', 'release', 'reassign', 'not_a_fit']
    : ['claim', 'contacted', 'snooze', 'reassign', 'not_a_fit'];
}

function ofDecider({ kind }: Standing): Control[] {
  if (kind === 'contacted') return ['not_a_fit'];
  return kind === 'claimed' ? ['release', 'reassign', 'not_a_fit'] : ['reassign', 'not_a_fit'];
}
