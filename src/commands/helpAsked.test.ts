import { expect, test } from '@jest/globals';
import { checkCommand } from './check.ts';
import { explainCommand } from './explain.ts';
import { figuresCommand } from './figures.ts';
import { repsCommand } from './reps.ts';
import { verifyCommand } from './verify.ts';

test.each([
  ['check', checkCommand],
  ['explain', explainCommand],
  ['figures', figuresCommand],
  ['reps', repsCommand],
  ['verify', verifyCommand],
])('%s --help says how it is used, without a database', async (name, command) => {
  for (const args of [['--help'], ['-h'], ['ann@acme.com', '--json', '--help']]) {
    const [out, err]: [string[], string[]] = [[], []];
    const io = { out: (line: string) => out.push(line), err: (line: string) => err.push(line), now: () => 0 };
    const code = await command(args, io, {});
    expect([code, err, out[0]]).toEqual([0, [], expect.stringMatching(`^usage: hot-lead ${name}`)]);
  }
});
