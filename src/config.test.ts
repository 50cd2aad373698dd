import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inspect, parseEnv } from 'node:util';
import { type Config, envExample, readConfig } from './config.ts';

const token = 'pat-na1-11111111-2222-3333';
const hubspot = { HUBSPOT_TOKEN: token, HUBSPOT_PORTAL_ID: '4711' };

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const app = { SALESFORCE_CLIENT_ID: '3MVG9.app_of-ours' };
const linked = {
  ...app,
  SALESFORCE_CLIENT_SECRET: 'secret-of-ours',
  SECRET_KEY: 'k'.repeat(32),
  PUBLIC_URL: 'https://leads.example.com',
};
const keyed = { ...app, SALESFORCE_USERNAME: 'hotlead@acme.com', SALESFORCE_PRIVATE_KEY: pem };
const byApp = { ...app, SALESFORCE_CLIENT_SECRET: 'secret-of-ours', SALESFORCE_FLOW: 'client_credentials' };
const myDomain = { SALESFORCE_LOGIN_URL: 'https://acme.my.salesforce.com/' };

function config(env: Record<string, string>): Config {
  const read = readConfig(env);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.config;
}

function problems(env: Record<string, string>): string[] {
  const read = readConfig(env);
  return read.ok ? [] : read.problems;
}

describe('the configuration', () => {
  test('of an empty environment is the demo on port 3000', () => {
    expect(config({})).toMatchObject({ port: 3000, dataDir: '.data', logLevel: 'info', defaultTimeZone: 'UTC' });
    expect(config({}).hubspot).toBeUndefined();
  });

  test('takes an empty or blank value as not set', () => {
    expect(config({ PORT: '', HUBSPOT_TOKEN: ' ' })).toEqual(config({}));
  });

  test('of HubSpot and Slack has their defaults', () => {
    const { hubspot: crm, slack } = config({ ...hubspot, SLACK_BOT_TOKEN: 'xoxb-1-2-three' });
    expect(crm).toMatchObject({
      portalId: '4711',
      callsPer10Seconds: 190,
      apiUrl: 'https://api.hubapi.com',
      taskQueues: {},
    });
    expect(crm?.token?.reveal()).toBe(token);
    expect(slack).toMatchObject({ channel: '#hot-leads', apiUrl: 'https://slack.com/api' });
  });

  test('has addresses without a slash at the end', () => {
    expect(config({ PUBLIC_URL: 'https://leads.example.com/' }).publicUrl).toBe('https://leads.example.com');
  });

  test.each(['Ann@Example.com=101, bob@example.com=102', '{"ann@example.com":"101","bob@example.com":102}'])(
    'reads the task queues %s',
    (value) => {
      const read = config({ ...hubspot, HUBSPOT_TASK_QUEUES: value }).hubspot?.taskQueues;
      expect(read).toEqual({ 'ann@example.com': '101', 'bob@example.com': '102' });
    },
  );

  test.each([
    ['a link', linked, { by: 'link', clientId: app.SALESFORCE_CLIENT_ID }],
    ['a key', keyed, { by: 'jwt', username: 'hotlead@acme.com' }],
    ['a key beside a secret', { ...linked, ...keyed }, { by: 'jwt' }],
    [
      'a key in a file',
      { ...keyed, SALESFORCE_PRIVATE_KEY: '', SALESFORCE_PRIVATE_KEY_FILE: '/k' },
      { key: { file: '/k' } },
    ],
    ['the app itself', { ...byApp, ...myDomain }, { by: 'client_credentials' }],
    ['a link, though there is a key', { ...linked, ...keyed, SALESFORCE_FLOW: 'link' }, { by: 'link' }],
  ])('of Salesforce connects by %s', (_how, env, login) => {
    expect(config(env).salesforce).toMatchObject({ login });
  });

  test('of Salesforce has its defaults, and none without an app', () => {
    expect(config(linked).salesforce).toMatchObject({ loginUrl: 'https://login.salesforce.com', taskQueue: undefined });
    expect(config({ ...byApp, ...myDomain }).salesforce?.loginUrl).toBe('https://acme.my.salesforce.com');
    expect(config({}).salesforce).toBeUndefined();
  });

  test.each([
    [{}, undefined],
    [{ SALESFORCE_PUBSUB: 'no' }, undefined],
    [{ SALESFORCE_PUBSUB: 'yes' }, 'api.pubsub.salesforce.com:7443'],
    [{ SALESFORCE_PUBSUB: 'api.deu.pubsub.salesforce.com:7443' }, 'api.deu.pubsub.salesforce.com:7443'],
  ])('of Salesforce with %o follows change events at %s', (env, pubsub) => {
    expect(config({ ...linked, ...env }).salesforce?.pubsub).toBe(pubsub);
  });

  test('takes the key of Salesforce in one line, and shows it nowhere', () => {
    const read = config({ ...keyed, SALESFORCE_PRIVATE_KEY: pem.trim().replaceAll('\n', String.raw`\n`) });
    expect(read.salesforce?.login).toMatchObject({ key: expect.objectContaining({ reveal: expect.any(Function) }) });
    expect(inspect(read, { depth: 9 })).not.toContain('PRIVATE');
  });

  test('does not show its secrets, printed in any way', () => {
    const shown = config({ ...hubspot, DATABASE_URL: 'postgres://u:hunter22@h/d', REDIS_URL: 'redis://:hunter22@h' });
    for (const text of [
      JSON.stringify(shown),
      inspect(shown, { depth: 9, showHidden: true }),
      String(shown.hubspot?.token),
    ]) {
      expect(text).toContain('<secret>');
      expect(text).not.toMatch(/hunter22|1111/);
    }
  });
});

describe('a problem of the environment', () => {
  test.each([
    ['PORT', '80a', 'PORT must be a whole number from 0 to 65535; "80a" is not'],
    ['PORT', '65536', '"65536" is not'],
    ['PUBLIC_URL', 'http://leads.example.com', 'must be an https:// address'],
    ['DATABASE_URL', 'mysql://root:hunter22@db', 'must be postgres://user:password@host:5432/database'],
    ['REDIS_URL', 'localhost:6379', 'must be redis://host:6379'],
    ['LOG_LEVEL', 'loud', 'one of silent, fatal, error'],
    ['DEFAULT_TIME_ZONE', 'Berlin', 'IANA name such as Europe/Berlin'],
    ['HUBSPOT_TOKEN', '"pat-na1-x"', 'Development > Projects > your app > Auth'],
    ['HUBSPOT_TOKEN', 'pat-na1-00000000-0000-0000-0000-000000000000', 'is still the example'],
    ['HUBSPOT_PORTAL_ID', 'acme', 'the number under the account name'],
    ['HUBSPOT_CALLS_PER_10_SECONDS', '0', 'from 1 to 2000'],
    ['HUBSPOT_TASK_QUEUES', 'ann@example.com:101', 'email=queueId'],
    ['HUBSPOT_TASK_QUEUES', '{"ann@example.com"', 'email=queueId'],
    [
      'SALESFORCE_LOGIN_URL',
      'https://acme.lightning.force.com',
      'lightning.force.com or salesforce-setup.com, is not it',
    ],
    ['SALESFORCE_LOGIN_URL', 'https://acme.my.salesforce-setup.com', 'salesforce-setup.com, is not it'],
    ['SALESFORCE_LOGIN_URL', 'https://acme.my.salesforce.com/lightning/page', 'My Domain'],
    ['SALESFORCE_PRIVATE_KEY', 'abc', 'RSA private key'],
    ['SALESFORCE_FLOW', 'password', 'one of link, jwt, client_credentials'],
    ['SALESFORCE_TASK_QUEUE', 'Hot Leads', 'no spaces'],
    ['SALESFORCE_PUBSUB', 'https://api.pubsub.salesforce.com', 'yes, no, or host:port'],
    ['SLACK_BOT_TOKEN', 'xoxp-1-2-three', 'starts with xoxb-'],
    ['SLACK_CHANNEL', 'hot leads', '#name'],
  ])('%s=%s says what it must be', (name, value, text) => {
    const found = problems({ ...hubspot, SLACK_BOT_TOKEN: 'xoxb-1-2-three', [name]: value });
    const about = found.filter((problem) => problem.startsWith(`${name} `));
    expect(about).toEqual([expect.stringContaining(text)]);
  });

  test('is named with all the others, at once', () => {
    expect(problems({ PORT: 'x', LOG_LEVEL: 'y', HUBSPOT_PORTAL_ID: 'z' })).toHaveLength(4);
  });

  test('shows neither a secret nor a person', () => {
    const values = { DATABASE_URL: 'db:hunter22', HUBSPOT_TOKEN: '<hunter22>', HUBSPOT_TASK_QUEUES: 'ann@example.com' };
    expect(problems(values).join()).not.toMatch(/hunter22|ann@/);
  });

  test.each([
    [{ HUBSPOT_TOKEN: token }, 'HUBSPOT_PORTAL_ID is missing'],
    [{ HUBSPOT_PORTAL_ID: '4711' }, 'HUBSPOT_TOKEN is missing'],
    [{ HUBSPOT_TASK_QUEUES: 'ann@example.com=1' }, 'HUBSPOT_TOKEN is missing'],
    [{ ...hubspot, PUBLIC_URL: 'https://leads.example.com' }, 'HUBSPOT_CLIENT_SECRET is missing'],
    [{ ...hubspot, HUBSPOT_CLIENT_SECRET: 'abcdefgh' }, 'PUBLIC_URL is missing'],
    [{ SLACK_BOT_TOKEN: 'xoxb-1-2-three' }, 'HUBSPOT_TOKEN is missing: Slack is set and no CRM is'],
    [{ ...hubspot, SLACK_CHANNEL: '#sales' }, 'SLACK_BOT_TOKEN is missing'],
    [{ ...linked, SALESFORCE_CLIENT_SECRET: '' }, 'SALESFORCE_CLIENT_SECRET is missing'],
    [{ ...linked, SECRET_KEY: '' }, 'SECRET_KEY is missing: tokens of Salesforce orgs'],
    [{ ...linked, PUBLIC_URL: '' }, 'PUBLIC_URL is missing: Salesforce comes back there'],
    [{ ...keyed, SALESFORCE_USERNAME: '' }, 'SALESFORCE_USERNAME is missing'],
    [{ ...app, SALESFORCE_USERNAME: 'a@b.c', SALESFORCE_FLOW: 'jwt' }, 'SALESFORCE_PRIVATE_KEY is missing'],
    [{ ...byApp, ...myDomain, SALESFORCE_CLIENT_SECRET: '' }, 'SALESFORCE_CLIENT_SECRET is missing'],
    [{ SALESFORCE_TASK_QUEUE: 'Hot_Leads' }, 'SALESFORCE_CLIENT_ID is missing: SALESFORCE_TASK_QUEUE is set'],
    [byApp, 'SALESFORCE_LOGIN_URL must be the org’s My Domain'],
    [{ ...keyed, SALESFORCE_PRIVATE_KEY_FILE: '/k' }, 'are both set: keep one'],
  ])('is half a configuration: %j', (env, text) => {
    expect(problems(env)).toEqual([expect.stringContaining(text)]);
  });

  test.each([
    ['HUBSPOT_PORTALID', 'HUBSPOT_PORTAL_ID'],
    ['HUBSPOT_TOKNE', 'HUBSPOT_TOKEN'],
    ['HUBSPOT_API_KEY', 'HUBSPOT_TOKEN'],
    ['SLACK_TOKEN', 'SLACK_BOT_TOKEN'],
    ['SALESFORCE_CONSUMER_KEY', 'SALESFORCE_CLIENT_ID'],
    ['SALESFORCE_CLIENTID', 'SALESFORCE_CLIENT_ID'],
    ['SALESFORCE_INSTANCE_URL', 'SALESFORCE_LOGIN_URL'],
  ])('is the misspelt name %s', (name, meant) => {
    expect(problems({ [name]: 'x' })).toEqual([`${name} is not a setting: did you mean ${meant}?`]);
  });

  test('is not a name that belongs to another program', () => {
    expect(problems({ SLACK_WEBHOOK_URL_OF_CI: 'x', HOME: '/', PORTAL: 'x' })).toEqual([]);
  });

  test('is told and never thrown, whatever the environment holds', () => {
    const anyEnv = fc.dictionary(
      fc.constantFrom('PORT', 'PUBLIC_URL', 'HUBSPOT_TASK_QUEUES', 'DEFAULT_TIME_ZONE'),
      fc.string(),
    );
    fc.assert(fc.property(anyEnv, (env) => expect(() => readConfig(env)).not.toThrow()));
  });
});

test('.env.example is what the variables say', () => {
  expect(readFileSync(path.join(import.meta.dirname, '../.env.example'), 'utf8')).toBe(envExample());
});

test('.env.example with every line in use sets every variable', () => {
  const inUse = parseEnv(envExample().replaceAll(/^#(?=[A-Z_0-9]+=)/gm, ''));
  expect(inUse['SLACK_CHANNEL']).toBe('#hot-leads');
  expect(Object.values(inUse)).not.toContain('');
});
