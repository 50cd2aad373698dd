import { parseArgs } from 'node:util';
import { slackManifest } from '../channels/slack/manifest.ts';
import type { Env, Io } from './model.ts';

/** `hot-lead slack manifest`: prints what Slack takes to create the app. Throws a sentence for people. */
export async function printManifest(args: string[], io: Io, env: Env): Promise<number> {
  const options = { mode: { type: 'string' }, url: { type: 'string' }, name: { type: 'string' } } as const;
  const { mode, url, name } = parseArgs({ args, options, strict: true }).values;
  const publicUrl = addressOf(url ?? env['PUBLIC_URL']);
  const chosen = mode ?? (publicUrl === undefined ? 'socket' : 'http');
  if (chosen !== 'http' && chosen !== 'socket')
    throw new Error(`--mode is ${JSON.stringify(mode)} and must be http (Slack calls us) or socket (we ask Slack)`);
  if (chosen === 'http' && publicUrl === undefined)
    throw new Error(
      'where Slack reaches us is not known: give --url https://..., set PUBLIC_URL, or use --mode socket',
    );
  if (name !== undefined && (name.trim() === '' || name.length > 35))
    throw new Error(`--name has ${name.length} characters, and Slack takes 1 to 35`);
  const manifest = slackManifest({
    mode: chosen,
    ...(publicUrl !== undefined && { publicUrl }),
    ...(name !== undefined && { name }),
  });
  io.out(JSON.stringify(manifest, undefined, 2));
  return 0;
}

function addressOf(url: string | undefined): string | undefined {
  if (url === undefined || url === '') return undefined;
  if (!URL.canParse(url) || !url.startsWith('https://'))
    throw new Error(`Slack takes only https:// addresses, and not ${JSON.stringify(url)}: correct --url or PUBLIC_URL`);
  return url.replace(/\/+$/, '');
}
