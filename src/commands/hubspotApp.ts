import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { system } from '../main.ts';
import { helpAsked } from './helpAsked.ts';
import { hubspotAppFiles } from './hubspotAppFiles.ts';
import { nextSteps } from './hubspotAppSteps.ts';
import { writeHubspotApp } from './hubspotAppFolder.ts';
import type { Env, Io } from './model.ts';

const usage = `usage: hot-lead hubspot app --out <folder> [--static] [--url https://...] [--support help@acme.com]
  write the HubSpot app as a folder that is ready to upload, with this server's address (PUBLIC_URL)
  --static  for one HubSpot account with one token, instead of an app that accounts install by a link
  --support the e-mail address that HubSpot shows to whoever looks for help with the app`;
const options = {
  out: { type: 'string' },
  url: { type: 'string' },
  static: { type: 'boolean' },
  support: { type: 'string' },
} as const;
const email = z.email();

/** `hot-lead hubspot app`: writes the project that HubSpot takes. Safe to run again over its own folder. Throws a sentence for people. */
export async function hubspotAppCommand(args: string[], io: Io, env: Env = system.env): Promise<number> {
  if (helpAsked(args, usage, io)) return 0;
  const { out, url, static: isStatic, support } = parseArgs({ args, options, strict: true }).values;
  if (out === undefined || out.trim() === '')
    throw new Error('--out is missing: the folder to write to, such as ./hot-lead-app');
  const address = addressOf(url ?? env['PUBLIC_URL']);
  const auth = isStatic === true ? 'static' : 'oauth';
  if (support !== undefined && !email.safeParse(support).success)
    throw new Error('--support is no e-mail address: give one such as help@acme.com');
  const folder = resolve(out);
  const files = hubspotAppFiles(address, auth, support);
  writeHubspotApp(folder, files);
  io.out(`${folder}: ${files.size} files for ${address}, ready to upload.`);
  for (const line of nextSteps({ folder, address, auth })) io.out(line);
  return 0;
}

/** Without a slash at its end. Only letters that mean the same in JSON, in code and in an address. */
function addressOf(given: string | undefined): string {
  if (given === undefined || given.trim() === '')
    throw new Error('where HubSpot reaches this server is not known: give --url https://... or set PUBLIC_URL');
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url !== undefined && url.username + url.password !== '')
    throw new Error('--url (or PUBLIC_URL) has a name or a password in it: give the address alone, as https://host');
  const what = `--url (or PUBLIC_URL) is ${JSON.stringify(given)}`;
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw new Error(`${what} and must be an https:// address`);
  if (url.protocol !== 'https:' || isOnlyHere(url.hostname))
    throw new Error(
      `${what}, and HubSpot calls only https:// addresses that the internet reaches: put a proxy with a certificate before this server, or a tunnel while you try it out`,
    );
  if (url.search + url.hash !== '' || !/^[\w\-./~%]*$/.test(url.pathname))
    throw new Error(`${what}: give the address alone, as https://host or https://host/path`);
  if (url.hostname === 'hotlead.example.com')
    throw new Error(`${what}, which is only the example: give your own address`);
  return url.href.replace(/\/+$/, '');
}

/** A name without a dot, or an address of this machine or of a network of one's own. */
function isOnlyHere(host: string): boolean {
  if (!host.includes('.') || host.startsWith('[') || host.endsWith('.localhost')) return true;
  return /^\d+(\.\d+){3}$/.test(host) && /^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01]))\./.test(host);
}
