import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';

/** Starts one of these files with its options, and waits for the first thing it says. Killed with `stack`. */
export async function startProcess<First>(
  stack: AsyncDisposableStack,
  file: string,
  options: object,
  execArgv: string[] = [],
): Promise<{ child: ChildProcess; first: First }> {
  const child = fork(new URL(file, import.meta.url), [JSON.stringify(options)], { execArgv });
  stack.defer(() => void child.kill('SIGKILL'));
  const [first] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error(`bench: ${file} ended`))),
  ])) as [First];
  return { child, first };
}

export async function ask<Answer>(child: ChildProcess): Promise<Answer> {
  const answer = once(child, 'message');
  child.send('seen');
  return (await answer)[0] as Answer;
}

/** Runs one of these files to its end, or until it is to be killed; answers the most memory it ever had, in MB. */
export async function runProcess(
  stack: AsyncDisposableStack,
  file: string,
  options: object,
  killWhen?: () => Promise<boolean>,
): Promise<number> {
  const child = fork(new URL(file, import.meta.url), [JSON.stringify(options)], {
    // As `npm start` has it.
    execArgv: ['--max-semi-space-size=8'],
  });
  stack.defer(() => void child.kill('SIGKILL'));
  const gone = once(child, 'exit');
  let rssMb = 0;
  child.on('message', (said: { failed?: string }) => {
    if (said.failed !== undefined) console.error(`bench: ${said.failed}`);
  });
  while (child.exitCode === null && child.signalCode === null) {
    rssMb = Math.max(rssMb, await peakOf(child.pid));
    if (await killWhen?.()) child.kill('SIGKILL');
    await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 200))]);
  }
  if (killWhen === undefined && child.exitCode !== 0) throw new Error(`bench: ${file} did not come to its end`);
  return rssMb;
}

/** The most memory a process had so far, in MB; 0 once it is gone. */
async function peakOf(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1_024;
}
