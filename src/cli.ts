import { system } from './main.ts';

type Io = { out(line: string): void; err(line: string): void; now(): number };
type Command = (args: string[], io: Io) => Promise<number>;

/** Each command is loaded when it is asked for: scoring a file needs no database client. */
const commands: Record<string, { says: string; load: () => Promise<Command> }> = {
  start: {
    says: 'run the product; with nothing configured, the demo',
    load: async () => (await import('./commands/start.ts')).startCommand,
  },
  score: { says: 'score leads from a file', load: async () => (await import('./commands/score.ts')).scoreCommand },
  replay: {
    says: 'play a lead log and print its figures',
    load: async () => (await import('./commands/replay.ts')).replayCommand,
  },
  explain: {
    says: 'tell the whole story of one lead',
    load: async () => (await import('./commands/explain.ts')).explainCommand,
  },
  verify: {
    says: 'prove that the decision log is whole, and decide everything in it again',
    load: async () => (await import('./commands/verify.ts')).verifyCommand,
  },
  reps: {
    says: 'who is there, and saying that somebody is away, off or back',
    load: async () => (await import('./commands/reps.ts')).repsCommand,
  },
  check: {
    says: 'find leads that the routing would lose, and hours nobody covers',
    load: async () => (await import('./commands/check.ts')).checkCommand,
  },
  figures: {
    says: 'how fast hot leads are answered, and what comes of them',
    load: async () => (await import('./commands/figures.ts')).figuresCommand,
  },
  hubspot: {
    says: 'connect HubSpot: write the app, install it, set the account up, see how it is',
    load: async () => (await import('./commands/hubspot.ts')).hubspotCommand,
  },
  salesforce: {
    says: 'connect Salesforce: install, set the org up, see how it is',
    load: async () => (await import('./commands/salesforce.ts')).salesforceCommand,
  },
  slack: {
    says: 'set the Slack app up: its manifest, its installation, its cards, who reps are there',
    load: async () => (await import('./commands/slack.ts')).slackCommand,
  },
  keys: {
    says: 'keys for programs of yours: make, list, revoke',
    load: async () => (await import('./commands/keys.ts')).keysCommand,
  },
  hooks: {
    says: 'webhooks out: subscribe an address to what happens, list, remove, deliver again',
    load: async () => (await import('./commands/hooks.ts')).hooksCommand,
  },
  model: {
    says: 'check, plan, publish and take back the settings that decide',
    load: async () => (await import('./commands/model.ts')).modelCommand,
  },
};

const io: Io = {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  now: system.now,
};

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    io.out(
      [
        'usage: hot-lead <command>',
        ...Object.entries(commands).map(([key, { says }]) => `  ${key.padEnd(10)} ${says}`),
      ].join('\n'),
    );
    return name === undefined ? 1 : 0;
  }
  const command = commands[name];
  if (command === undefined) {
    io.err(`hot-lead: there is no command ${JSON.stringify(name)}; commands are ${Object.keys(commands).join(', ')}`);
    return 1;
  }
  return (await command.load())(args, io);
}

// A pipe that was closed early (`| head`) is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.exitCode = await main(process.argv.slice(2));
// Whatever still holds the process by then, such as a connection to a server that is away, is not waited for.
setTimeout(() => process.exit(), 2_000).unref();
