import { Failure } from '../failure.ts';
import type { Subcommand } from './model.ts';
import { saidOnce } from './hubspotSaid.ts';

/** Who speaks; the name of the command says it. */
const SAID = /^salesforce: /;

/** What a running product says of Salesforce, for somebody who waits: nobody tries again but they. */
export function saidNow(message: string): string {
  return message.replace(SAID, '').replace(/\btrying again\b/, 'run it again');
}

/** The command, with what Salesforce did not do said for somebody who waits: see hubspotSaid.ts. */
export function salesforceSaidOnce(command: Subcommand): Subcommand {
  const forPerson = saidOnce(command);
  return async (args, io, env) => {
    try {
      return await forPerson(args, io, env);
    } catch (error) {
      if (error instanceof Error && !(error instanceof Failure) && SAID.test(error.message))
        throw new Error(saidNow(error.message), { cause: error });
      throw error;
    }
  };
}
