/** The next midnight in an IANA zone, epoch ms; on days when clocks change it may be off by that hour. */
export function nextMidnight(now: number, timeZone: string): number {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const [hours = 0, minutes = 0, seconds = 0] = clock.format(now).split(':').map(Number);
  return now - (now % 1_000) + (86_400 - (hours * 3_600 + minutes * 60 + seconds)) * 1_000;
}
