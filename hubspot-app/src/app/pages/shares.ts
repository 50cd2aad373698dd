/** "62%"; under one percent is not none. */
export function percent(share: number): string {
  if (share > 0 && share < 0.01) return 'under 1%';
  return `${Math.round(share * 100)}%`;
}

/** The 95% interval in words: few leads say little. */
export function interval({ low, high }: { low: number; high: number }): string {
  return `likely ${percent(low)} to ${percent(high)}`;
}
