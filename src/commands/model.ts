import { system } from '../main.ts';

/** What a command prints to, and its clock. */
export type Io = { out(line: string): void; err(line: string): void; now(): number };
export type Env = Record<string, string | undefined>;
/** Answers the exit code. What it throws is told in one sentence, with exit code 1. */
export type Subcommand = (args: string[], io: Io, env: Env) => Promise<number>;

/** What each takes, and where it is; loaded when it is asked for. */
const subcommands: Record<string, { takes: string; says: string; load: () => Promise<Subcommand> }> = {
  export: {
    takes: '[--version n] [--out f.json]',
    says: 'print a published model, the current one by default',
    load: async () => (await import('./modelFiles.ts')).exportModel,
  },
  validate: {
    takes: 'f.json [--json]',
    says: 'say everything that is wrong with a draft',
    load: async () => (await import('./modelFiles.ts')).validateModel,
  },
  plan: {
    takes: 'f.json [--days 30] [--json]',
    says: 'play the kept events under a draft: who becomes or stops being hot',
    load: async () => (await import('./modelPlan.ts')).planModel,
  },
  publish: {
    takes: 'f.json [--note text] [--json]',
    says: 'make a draft decide from now on (this also imports an exported model)',
    load: async () => (await import('./modelPublish.ts')).publishDraft,
  },
  rollback: {
    takes: '[--to n] [--note text] [--json]',
    says: 'publish an earlier version again, the one before by default',
    load: async () => (await import('./modelPublish.ts')).rollBack,
  },
  versions: {
    takes: '[--json]',
    says: 'list what was published',
    load: async () => (await import('./modelPublish.ts')).listVersions,
  },
  try: {
    takes: 'f.json|f.jsonl [--model m.json] [--json]',
    says: 'say what each activity of a file would become, and why not',
    load: async () => (await import('./modelTry.ts')).tryActivities,
  },
};

/**
 * `hot-lead model`: the versioned settings that decide. Drafts are files; a draft that holds only some sections is laid over
 * the model that decides now. Returns the exit code: 1 after anything wrong, and then nothing was changed.
 */
export async function modelCommand([name, ...args]: string[], io: Io, env: Env = system.env): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help') {
    io.out(usage());
    return name === undefined ? 1 : 0;
  }
  const chosen = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
  if (chosen === undefined) {
    io.err(`model: there is no ${JSON.stringify(name)}: use one of ${Object.keys(subcommands).join(', ')}`);
    return 1;
  }
  try {
    return await (
      await chosen.load()
    )(args, io, env);
  } catch (error) {
    for (const line of (error as Error).message.split('\n')) io.err(`model: ${line}`);
    if ((error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS'))
      io.err(`usage: hot-lead model ${name} ${chosen.takes}`);
    return 1;
  }
}

function usage(): string {
  const lines = Object.entries(subcommands).map(([name, { takes, says }]) => `  ${name} ${takes}\n      ${says}`);
  return ['usage: hot-lead model <what>', ...lines].join('\n');
}
