import { readConfig } from '../config.ts';
import { installLink } from '../installLink.ts';
import { PRODUCT } from './databaseFor.ts';
import type { Env, Io } from './model.ts';

/** `hot-lead slack install`: prints the link by which a Slack workspace installs the app. Throws a sentence for people. */
export async function printInstallLink(args: string[], io: Io, env: Env): Promise<number> {
  if (args.length > 0) throw new Error(`install takes nothing, and not ${JSON.stringify(args[0])}`);
  const read = readConfig(env);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  const { publicUrl, secretKey, slack } = read.config;
  // With a client id the other two are there: see config.ts.
  if (slack?.oauth === undefined || publicUrl === undefined || secretKey === undefined)
    throw new Error(
      'installing by a link needs SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_SIGNING_SECRET, SECRET_KEY and PUBLIC_URL; with SLACK_BOT_TOKEN the app is installed already',
    );
  io.out(installLink('slack', { publicUrl, secretKey: secretKey.reveal() }, PRODUCT.workspace, io.now()));
  io.err(
    'Open it within an hour, while the product runs, in a browser that is signed in to Slack. Whoever has it can install.',
  );
  return 0;
}
