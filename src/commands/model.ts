import { commandOf } from './subcommands.ts';

/** What a command prints to, and its clock. */
export type Io = { out(line: string): void; err(line: string): void; now(): number };
export type Env = Record<string, string | undefined>;
/** Answers the exit code. What it throws is told in one sentence, with exit code 1. */
export type Subcommand = (args: string[], io: Io, env: Env) => Promise<number>;

/**
 * `hot-lead model`: the versioned settings that decide. Drafts are files; a draft that holds only some sections is laid over
 * the model that decides now. Returns the exit code: 1 after anything wrong, and then nothing was changed.
 */
export const modelCommand = commandOf('model', {
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
});
