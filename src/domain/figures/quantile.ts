/** Linear between ranks, as `percentile_cont` of SQL does. `sorted` rises and is not empty; `q` is from 0 to 1. */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  const rank = q * (sorted.length - 1);
  const below = sorted[Math.floor(rank)] as number;
  const above = sorted[Math.ceil(rank)] as number;
  return below + (rank - Math.floor(rank)) * (above - below);
}
