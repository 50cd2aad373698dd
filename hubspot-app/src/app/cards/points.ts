const tenths = new Intl.NumberFormat('en', {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: 'always',
});

/** Points as a table shows them: "+25.0", "-15.0"; what would read as nothing says that it is little, not none. */
export function pointsInWords(points: number): string {
  if (points !== 0 && Math.abs(points) < 0.05) return points > 0 ? 'under +0.1' : 'under -0.1';
  return tenths.format(points);
}
