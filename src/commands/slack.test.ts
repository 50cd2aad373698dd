import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { workspaceOfLink } from '../installLink.ts';
import { slackCommand } from './slack.ts';

const SCHEMA = new URL('../../../shared/data/slack-manifest.schema.2.0.0.json', import.meta.url);
const URL_OF_OURS = 'https://hot-leads.example.com';
const NOW = Date.UTC(2026, 10, 22);

async function run(args: string[], env: Record<string, string> = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const io = { out: (line: string) => void out.push(line), err: (line: string) => void err.push(line), now: () => NOW };
  const code = await slackCommand(args, io, env);
  return { code, out: out.join('\n'), err: err.join('\n') };
}

type Printed = {
  display_information: { name: string };
  features: { slash_commands: { command: string; url?: string }[]; bot_user: { display_name: string } };
  oauth_config: { redirect_urls?: string[]; scopes: { bot: string[]; bot_optional: string[] } };
  settings: {
    socket_mode_enabled: boolean;
    interactivity: { request_url?: string };
    event_subscriptions: { request_url?: string; bot_events: string[] };
  };
};
const manifest = async (...args: string[]) => JSON.parse((await run(['manifest', ...args])).out) as Printed;

function problemsOf(given: object) {
  const schema = JSON.parse(readFileSync(SCHEMA, 'utf8')) as object;
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  validate(given);
  return validate.errors ?? [];
}

// The schema is Slack's own (github.com/slackapi/manifest-schema), and lies beside this repository.
const withSchema = existsSync(SCHEMA) || process.env['CI'] === 'true' ? describe : describe.skip;
withSchema('by Slack’s own schema it is a manifest', () => {
  test.each([
    ['by http', ['--mode', 'http', '--url', URL_OF_OURS]],
    ['by socket', ['--mode', 'socket']],
    ['by socket, with installations by a link', ['--mode', 'socket', '--url', URL_OF_OURS]],
    ['with another name', ['--mode', 'socket', '--name', 'Léads, très chauds & co (staging)']],
  ])('%s', async (_how, args) => {
    expect(problemsOf(await manifest(...args))).toEqual([]);
  });

  test('and by the same schema one with an unknown part or a long name is none', async () => {
    const printed = await manifest('--mode', 'socket');
    expect(problemsOf({ ...printed, colour: 'red' })).not.toEqual([]);
    const display_information = { ...printed.display_information, name: 'x'.repeat(36) };
    expect(problemsOf({ ...printed, display_information })).not.toEqual([]);
  });
});

describe('hot-lead slack manifest', () => {
  test('by http everything comes to one address', async () => {
    const { features, oauth_config, settings } = await manifest('--mode', 'http', '--url', `${URL_OF_OURS}/`);
    const address = `${URL_OF_OURS}/slack/events`;
    expect(features.slash_commands).toMatchObject([{ command: '/hotleads', url: address }]);
    expect(settings.interactivity.request_url).toBe(address);
    expect(settings.event_subscriptions.request_url).toBe(address);
    expect(oauth_config.redirect_urls).toEqual([`${URL_OF_OURS}/slack/oauth_redirect`]);
    expect(settings.socket_mode_enabled).toBe(false);
  });

  test('by socket Slack is given no address', async () => {
    const printed = await manifest('--mode', 'socket');
    expect(JSON.stringify(printed)).not.toContain('http');
    expect(printed.settings.socket_mode_enabled).toBe(true);
  });

  test('no conversation is read, and a pause of notifications may be kept from us', async () => {
    const { scopes } = (await manifest('--mode', 'socket')).oauth_config;
    expect(scopes.bot.filter((scope) => /history|files|admin|search/.test(scope))).toEqual([]);
    expect(scopes.bot_optional).toEqual(['dnd:read']);
  });

  test('the bot has a name that Slack takes, whatever the app is called', async () => {
    const { features } = await manifest('--mode', 'socket', '--name', 'Léads, très chauds!');
    expect(features.bot_user.display_name).toMatch(/^[a-z0-9._-]+$/);
  });

  test.each([
    ['an unknown mode', ['--mode', 'carrier-pigeon'], 'must be http'],
    ['no address to call', ['--mode', 'http'], 'give --url https://'],
    ['plain http', ['--url', 'http://hot-leads.lan'], 'only https://'],
    ['a long name', ['--mode', 'socket', '--name', 'x'.repeat(36)], '1 to 35'],
    ['something unknown', ['--fast'], 'usage: hot-lead slack manifest'],
  ])('%s is refused', async (_what, args, says) => {
    expect(await run(['manifest', ...args])).toMatchObject({ code: 1, err: expect.stringContaining(says) });
  });
});

describe('hot-lead slack install', () => {
  const env = {
    HUBSPOT_TOKEN: 'pat-na1-00000000',
    HUBSPOT_PORTAL_ID: '1',
    HUBSPOT_CLIENT_SECRET: 'client-secret',
    PUBLIC_URL: URL_OF_OURS,
    SLACK_CLIENT_ID: '1.1',
    SLACK_CLIENT_SECRET: 'client-secret',
    SLACK_SIGNING_SECRET: 'signing-secret',
    SECRET_KEY: 'k'.repeat(32),
  };

  test('prints a link for this workspace that is good for an hour', async () => {
    const { code, out } = await run(['install'], env);
    const to = new URL(out).searchParams.get('to') ?? '';
    expect({ code, at: out.split('?')[0] }).toEqual({ code: 0, at: `${URL_OF_OURS}/slack/install` });
    expect(workspaceOfLink('slack', env.SECRET_KEY, to, NOW + 3_599_999)).toBe('default');
    expect(workspaceOfLink('slack', env.SECRET_KEY, to, NOW + 3_600_000)).toBeUndefined();
    expect(out).not.toContain(env.SECRET_KEY);
  });

  test('says what is missing', async () => {
    expect(await run(['install'], {})).toMatchObject({
      code: 1,
      err: expect.stringContaining('needs SLACK_CLIENT_ID'),
    });
    const { SECRET_KEY: _none, ...without } = env;
    expect(await run(['install'], without)).toMatchObject({ code: 1, err: expect.stringContaining('SECRET_KEY') });
  });
});

test('help names everything there is, and what there is not is said', async () => {
  const help = await run(['--help']);
  for (const what of ['manifest', 'install', 'card', 'reps', 'link'])
    expect(help.out).toMatch(new RegExp(`^  ${what}\\b`, 'm'));
  expect(help.code).toBe(0);
  expect(await run(['manifest', '--help'])).toMatchObject({ code: 0, out: expect.stringContaining('--mode') });
  expect(await run(['nope'])).toMatchObject({ code: 1, err: expect.stringContaining('manifest, install') });
});
