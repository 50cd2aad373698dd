import { system } from '../main.ts';
import type { Env, Io, Subcommand } from './model.ts';

/** What each takes, and where it is; loaded when it is asked for. */
export type Subcommands = Record<string, { takes: string; says: string; load: () => Promise<Subcommand> }>;

/**
 * A command that is made of others: `hot-lead slack manifest`. Says what there is when nothing or something unknown is asked for;
 * what goes wrong is told in one line each. Returns the exit code: 1 after anything wrong.
 */
export function commandOf(name: string, subcommands: Subcommands) {
  return async ([which, ...args]: string[], io: Io, env: Env = system.env): Promise<number> => {
    if (which === undefined || which === 'help' || which === '--help' || which === '-h') {
      io.out(usage(name, subcommands));
      return which === undefined ? 1 : 0;
    }
    const chosen = Object.hasOwn(subcommands, which) ? subcommands[which] : undefined;
    if (chosen === undefined) {
      io.err(`${name}: there is no ${JSON.stringify(which)}: use one of ${Object.keys(subcommands).join(', ')}`);
      return 1;
    }
    const how = `usage: ${`hot-lead ${name} ${which} ${chosen.takes}`.trim()}`;
    if (args.includes('--help') || args.includes('-h')) {
      io.out(`${how}\n  ${chosen.says}`);
      return 0;
    }
    try {
      const run = await chosen.load();
      return await run(args, io, env);
    } catch (error) {
      for (const line of (error as Error).message.split('\n')) io.err(`${name}: ${line}`);
      if ((error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS')) io.err(how);
      return 1;
    }
  };
}

function usage(name: string, subcommands: Subcommands): string {
  const lines = Object.entries(subcommands).map(
    ([which, { takes, says }]) => `  ${`${which} ${takes}`.trim()}\n      ${says}`,
  );
  return [`usage: hot-lead ${name} <what>`, ...lines].join('\n');
}
