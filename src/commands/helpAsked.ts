import type { Io } from './model.ts';

/** Answers `--help` and `-h` with how the command is used, whatever else is said; true when it was asked. */
export function helpAsked(args: readonly string[], usage: string, io: Pick<Io, 'out'>): boolean {
  const isAsked = args.includes('--help') || args.includes('-h');
  if (isAsked) for (const line of usage.split('\n')) io.out(line);
  return isAsked;
}
