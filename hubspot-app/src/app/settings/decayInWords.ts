/** How a signal's points fade, as the settings have it. */
export type Decay = { kind: string; days?: number; loss?: number };

/** "full points for 7 days, then none". */
export function decayInWords(decay: Decay): string {
  if (decay.kind === 'weekly') return `loses ${percent(decay)}% a week`;
  const days = `${decay.days} ${decay.days === 1 ? 'day' : 'days'}`;
  return decay.kind === 'hold' ? `full points for ${days}, then none` : `falls evenly to none over ${days}`;
}

/** Part lost per week as whole and tenth percents, so that 0.15 does not read 15.000000000000002. */
export function percent({ loss = 0 }: Decay): number {
  return Math.round(loss * 1000) / 10;
}
