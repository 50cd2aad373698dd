import { system } from '../main.ts';
import type { Env, Io, Subcommand } from './model.ts';

/** What each takes, and where it is; loaded when it is asked for. */
const subcommands: Record<string, { takes: string; says: string; load: () => Promise<Subcommand> }> = {
  manifest: {
    takes: '[--mode http|socket] [--url https://...] [--name "Hot Lead Signal"]',
    says: 'print what Slack takes to create the app (api.slack.com/apps > Create New App > From a manifest)',
    load: async () => (await import('./slackManifest.ts')).printManifest,
  },
  install: {
    takes: '',
    says: 'print a link, good for an hour, by which a Slack workspace installs the app',
    load: async () => (await import('./slackInstall.ts')).printInstallLink,
  },
  card: {
    takes: '--lead lead.json [--state open|...] [--at 2026-01-31T09:00:00Z] [--model model.json]',
    says: 'print the card that a rep would see for a lead, for Slack’s Block Kit Builder',
    load: async () => (await import('./slackCard.ts')).slackCardCommand,
  },
  reps: {
    takes: '[--json]',
    says: 'list reps with who they are in Slack, and who is not found there',
    load: async () => (await import('./slackReps.ts')).slackRepsCommand,
  },
  link: {
    takes: 'ann@example.com U0123456789 | ann@example.com --clear',
    says: 'say who a rep is in Slack, where the e-mails differ',
    load: async () => (await import('./slackReps.ts')).slackLinkCommand,
  },
};

/** `hot-lead slack`: setting the Slack app up. Returns the exit code: 1 after anything wrong. */
export async function slackCommand([name, ...args]: string[], io: Io, env: Env = system.env): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    io.out(usage());
    return name === undefined ? 1 : 0;
  }
  const chosen = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
  if (chosen === undefined) {
    io.err(`slack: there is no ${JSON.stringify(name)}: use one of ${Object.keys(subcommands).join(', ')}`);
    return 1;
  }
  if (args.includes('--help') || args.includes('-h')) {
    io.out(`usage: ${`hot-lead slack ${name} ${chosen.takes}`.trim()}\n  ${chosen.says}`);
    return 0;
  }
  try {
    const run = await chosen.load();
    return await run(args, io, env);
  } catch (error) {
    for (const line of (error as Error).message.split('\n')) io.err(`slack: ${line}`);
    if ((error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS'))
      io.err(`usage: ${`hot-lead slack ${name} ${chosen.takes}`.trim()}`);
    return 1;
  }
}

function usage(): string {
  const lines = Object.entries(subcommands).map(
    ([name, { takes, says }]) => `  ${`${name} ${takes}`.trim()}\n      ${says}`,
  );
  return ['usage: hot-lead slack <what>', ...lines].join('\n');
}
