import { Failure } from '../failure.ts';
import type { Subcommand } from './model.ts';

/** Who speaks; the name of the command says it. */
const SAID = /^hubspot: /;

/** The command, with what HubSpot did not do said for somebody who waits: it says who once, and that nobody tries again but they. */
export function saidOnce(command: Subcommand): Subcommand {
  return async (args, io, env) => {
    try {
      return await command(args, io, env);
    } catch (error) {
      if (error instanceof Failure) throw new Error(forPerson(error, io.now()), { cause: error });
      if (error instanceof Error && SAID.test(error.message))
        throw new Error(error.message.replace(SAID, ''), { cause: error });
      throw error;
    }
  };
}

/** A running product tries again by itself, and its sentences say so. */
function forPerson({ kind, message, retryAt }: Failure, now: number): string {
  const said = message.replace(SAID, '');
  if (kind === 'retry') return again(said, 'run it again');
  if (kind !== 'rateLimited' || retryAt === undefined) return said;
  return again(said, `run it again in ${inWords(retryAt - now)}`);
}

function again(said: string, advice: string): string {
  const wait = /\b(trying again|waiting)\b/;
  return wait.test(said) ? said.replace(wait, advice) : `${said}; ${advice}`;
}

function inWords(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  if (minutes <= 1) return 'a minute';
  return minutes < 120 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}
