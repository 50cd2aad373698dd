import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Doings, SandboxOptions } from './sandboxes.ts';

type Waiting = { resolve(answer: unknown): void; reject(problem: Error): void };
/** Does one of the sandboxes' doings in their process and gives its answer. */
export type Ask = <K extends keyof Doings>(
  name: K,
  ...args: Parameters<Doings[K]>
) => Promise<Awaited<ReturnType<Doings[K]>>>;

/** HubSpot and Slack in a process of their own, so that they do not take the app's core. Throws what a doing throws there. */
export async function startSandboxes(options: SandboxOptions): Promise<{ ask: Ask } & AsyncDisposable> {
  const child = fork(new URL('./sandboxes.ts', import.meta.url), [JSON.stringify(options)]);
  const waiting = new Map<number, Waiting>();
  const gone = once(child, 'exit');
  let asked = 0;
  child.on('message', ({ id, answer, problem }: { id: number; answer?: unknown; problem?: string }) => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (problem === undefined) one?.resolve(answer);
    else one?.reject(new Error(`sandboxes: ${problem}`));
  });
  child.once('exit', (code) => {
    for (const one of waiting.values()) one.reject(new Error(`sandboxes: their process ended with ${code}`));
  });
  await wait(0);
  return {
    ask: async (name, ...args) => {
      asked += 1;
      child.send({ id: asked, name, args });
      return (await wait(asked)) as never;
    },
    async [Symbol.asyncDispose]() {
      if (child.connected) child.disconnect();
      await gone;
    },
  };

  function wait(id: number): Promise<unknown> {
    return new Promise((resolve, reject) => void waiting.set(id, { resolve, reject }));
  }
}
